"""Where everything stands in a compiled rulebook: one flat array of int32 that the kernel reads.

The array begins with a header of HEADER words (names `H_...`): counts, and the positions where tables begin. Each table
is rows of fixed width; its columns are named here, once, and everything else derives from these names.
Days count from 1970-01-01. Probabilities are 32-bit thresholds (0xFFFFFFFF: certain) stored in int32 bit for bit.
"""

from __future__ import annotations

from itertools import count as _count

LAYOUT = 5
"""Raised whenever a name below changes its meaning: a run kept under another layout is refused."""

# ---- header
_h = _count()
(H_LAYOUT, H_WORDS, H_SCHEMES, H_LEDGERS, H_SLOTS, H_LISTS, H_MEASURES, H_REMEDIES, H_RESPONSES, H_KINDS, H_ACTS,
 H_CHANNELS, H_PLACES, H_OFFICES, H_STRAYS, H_EPOCHS, H_CLASSES, H_GROUPS, H_CUTS, H_CODES,
 H_BITS, H_BIT_LIST, H_BIT_MEASURE, H_BIT_RESPONSE, H_BIT_FOUND, H_GRADE_WORD,
 H_CAL, H_CAL_FIRST, H_WORK, H_WORK_FIRST, H_WORK_DAYS, H_NTH, H_NTH_COUNT,
 H_EPOCH, H_FIELD, H_CUT, H_CLASSDIM, H_NCLASSDIM, H_GROUPDIM, H_NGROUPDIM, H_AGEGROUP, H_NAGEGROUP,
 H_SCHEME, H_FORCE, H_LEDGER, H_LEDGER_E, H_LIFE, H_SLOT, H_SLOT_E, H_BAND, H_RANK,
 H_LIST, H_GROUND, H_EXCEPT, H_MEASURE, H_REMEDY, H_RESPONSE, H_FACTOR, H_KIND, H_RATE, H_TOP,
 H_OUTCOME, H_ACT, H_SCALE, H_CHANNEL_E, H_REF, H_QUERY, H_CODE, H_TOLD, H_CROSS, H_ROLE_FIELD, H_KIND_FIELD,
 H_F_METRIC, H_F_ACT, H_F_SPELL, H_F_MEASURE, H_F_PLACE, H_F_SIZE, H_F_PLACE_WIDTH,
 H_P_WAIT, H_P_NEAR, H_P_STRAY, H_P_WIDTH, H_LETTER, H_SIZE,
 H_RESTRICTS, H_GRANTS, H_BITWORDS, H_EPOCH_CHANGES, H_GRADE_SET, H_CODE_WORDS, H_F_STOCK,
 H_AGAIN, H_DERIVED) = (next(_h) for _ in range(94))
(H_ARISES, H_ARISE, H_BIT_ARISE, H_OBLIGATIONS, H_OBLIGATION) = (next(_h) for _ in range(5))
(H_AGREEMENTS, H_AGREEMENT, H_GIVE, H_LIST_BOND, H_REMEDY_BOND) = (next(_h) for _ in range(5))
(H_CONSENT_E, H_BIT_GIVEN, H_GIVEN) = (next(_h) for _ in range(3))
(H_SERVED,) = (next(_h) for _ in range(1))
(H_FEATURES, H_FEATURE, H_WEIGHT, H_BIN, H_STAYS) = (next(_h) for _ in range(5))
HEADER = 128


# ---- a field of a member's row: value = (word >> shift) & mask
F_WORD, F_SHIFT, F_MASK, FIELD_WIDTH = range(4)

# ---- one dimension of a class (of rates) or group (of reports): field -1 stands for the age group
D_FIELD, D_STRIDE, D_OF, DIM_WIDTH = range(4)

# ---- schemes
(S_FIRST, S_LAST, S_GOVERNED, S_GRAVEST, S_EXCLUDED, S_ROLL, S_CLOCK, S_PC_PERSON, S_PC_ORGANISATION, S_SLOT,
 S_CONSENT_FIELD, S_HASH, SCHEME_WIDTH) = range(13)
CLOCK_ENTRY, CLOCK_DEED, CLOCK_END = range(3)
BY_DEED, BY_ENTRY, BY_GENTLER = range(3)
"""S_GOVERNED: the version of an act on the day of the deed, on that of the entry, or of these the gentler one."""
# ---- what hangs on consent in an epoch, and of whom it is asked
CE_ASKED_OF, CE_NO_SCORE, CE_NO_GRANTS, CONSENT_E_WIDTH = range(4)

# ---- ledgers; and what of a ledger holds in an epoch
(L_SCHEME, L_WORD, L_STEP, L_KIND, L_LOOKS, L_SLOT, L_GIVEN, L_OF, L_OVER, L_WINDOW_COUNT, L_WINDOW_UNIT, L_SHOWN_FROM,
 L_LOW, L_RANGE, L_FEATURE, L_FEATURES, L_SET_DAY, L_SET_DAYS, L_FROZEN, L_FROZEN_WHAT, L_CLIPPED,
 LEDGER_WIDTH) = range(22)
"""L_GIVEN: which of the bits H_BIT_GIVEN.. says whether a score is given; -1: one is given where the graded scheme L_SLOT gives a grade."""
L_SUM, L_CHOSEN, L_MEAN, L_CARD = range(4)
"""Kinds of ledgers. L_SUM: what counts is added up as it is entered and ends. All others are derived: taken anew at the end of a day on which
something changed that they look at. L_CHOSEN: the sum of those live records that count, some giving way to others. L_MEAN: the mean of ratings (L_OF; L_OVER 0: all). L_CARD: a scorecard."""
OF_VALUE, OF_POSITIVE, OF_DEFECTIVE = range(3)
# ---- features of scorecards (their weights by epoch, H_WEIGHT), and their bins
FE_BIN, FE_BINS, FEATURE_WIDTH = range(3)
BN_PC, BN_POINTS, BIN_WIDTH = range(3)
(LE_START, LE_FLOOR, LE_CEILING, LE_FACTOR, LE_LIFE, LE_LIVES, LE_LAPSE, LE_LIFE_ANEW, LEDGER_E_WIDTH) = range(9)
NO_FLOOR, NO_CEILING = -(2**31), 2**31 - 1

# ---- the lives of records by their points
LF_PC, LF_COUNT, LF_UNIT, LIFE_WIDTH = range(4)

# ---- graded schemes ("slots"); and their bands in an epoch
SL_SCHEME, SL_LEDGER, SL_SET_DAY, SL_SET_DAYS, SL_DIRECT, SLOT_WIDTH = range(6)
SE_BAND, SE_BANDS, SLOT_E_WIDTH = range(3)
B_AT_LEAST, B_CODE, B_KEEPS_TO, BAND_WIDTH = range(4)
# ---- days on which something is assessed; month 0: every month
SD_MONTH, SD_DAY, SET_DAY_WIDTH = range(3)

# ---- lists
(LI_SCHEME, LI_OF, LI_FIRST, LI_LAST, LI_GROUND, LI_GROUNDS, LI_EXCEPT, LI_EXCEPTS, LI_LEAVES, LI_SLOT, LI_CODE,
 LI_EFFECT, LI_COLOUR, LI_HASH, LI_REF, LI_REFS, LI_LOOKS, LI_EFFECT_COUNT, LI_EFFECT_UNIT, LI_DISPUTED, LI_BEFORE_COUNT,
 LI_BEFORE_UNIT, LI_SHOWN_COUNT, LI_SHOWN_UNIT, LI_SHOWN_FOR_COUNT, LI_SHOWN_FOR_UNIT, LI_REMOVAL_COUNT, LI_REMOVAL_UNIT,
 LI_AGAIN_COUNT, LI_AGAIN_UNIT, LI_BARS, LI_OWN_WAYS, LIST_WIDTH) = range(33)
BINDS_AT_ENTRY, BINDS_SERVED, BINDS_PUBLISHED, BINDS_LATER = range(4)
"""LI_EFFECT: from when a listing binds. LI_DISPUTED: some remedy suspends it. LI_BARS: after some exits it may not be entered again for a time.
LI_OWN_WAYS: some ground has its own way of leaving, or what is left is taken off later."""
G_PC, G_COUNT, G_UNIT, G_SPREAD, G_LEAVES, G_EXTEND, G_BY_COUNT, G_BY_UNIT, G_BY_SPREAD, G_MOST, GROUND_WIDTH = range(11)
NEVER = -2
"""In place of a condition: there is none, and nothing of it."""
X_PC, X_MASK, EXCEPT_WIDTH = range(3)

# ---- measures
(M_PC, M_OF, M_FIRST, M_LAST, M_KIND, M_THING, M_AMOUNT, M_UNIT, M_SCHEME, M_LOOKS, M_UNLESS, MEASURE_WIDTH) = range(12)
DENY, BURDEN, GRANT = range(3)
NO_UNIT, FEN, DAYS, OTHER_UNIT = range(4)

# ---- remedies, with what practice makes of them
(RE_KIND, RE_SCHEME, RE_PC, RE_OPEN_COUNT, RE_OPEN_UNIT, RE_AFTER_COUNT, RE_AFTER_UNIT, RE_WITHIN_COUNT, RE_WITHIN_UNIT,
 RE_SUSPENDS, RE_NEVER, RE_COST, RE_OFFICE, RE_FIRST, RE_LAST, RE_HASH, RE_FILED_RIGHT, RE_FILED_WRONG,
 RE_LAG, RE_LAG_SPAN, RE_WON_RIGHT, RE_WON_WRONG, RE_TAKES, RE_TAKES_SPAN, RE_FOLLOWS, RE_FOLLOWED, RE_MOST, RE_MOST_PER,
 RE_AGAIN_COUNT, RE_AGAIN_UNIT, REMEDY_WIDTH) = range(31)

# ---- responses
R_PC, R_NEAR, R_LOOKS, RESPONSE_WIDTH = range(4)
NEAR_NONE, NEAR_RESTRICTED, NEAR_PRAISED = range(3)
# ---- rates: of each kind a row a class; the month's chance, and the bound up to which candidates are dealt
RT_RATE, RT_BOUND, RATE_WIDTH = range(3)
# ---- what responses do to a kind's rate: by which one, whether it is the neighbours' standing that counts, and the factor (of 65536)
FR_RESPONSE, FR_NEAR, FR_FACTOR, FACTOR_WIDTH = range(4)

# ---- kinds of conduct, of wants, and of records that come astray from strangers
(K_TYPE, K_OF, K_HASH, K_REF, K_REFS, K_AMOUNT, K_AMOUNTS, K_LASTS, K_LASTINGS, K_STRAY_OF, K_STRAY_CHANNEL,
 K_CHANNEL, K_CHANNELS, K_FACTOR, K_FACTORS, K_MEASURED, KIND_WIDTH) = range(17)
BAD, GOOD, WANT, STRAY = range(4)
O_UPTO, O_VALUE, OUTCOME_WIDTH = range(3)

# ---- acts: one row a version
(A_SCHEME, A_LEDGER, A_OF, A_FIRST, A_LAST, A_PC, A_CHANNEL, A_POINTS, A_LOW, A_HIGH, A_SCALE, A_STEPS, A_PER, A_UNITS,
 A_GROUP, A_MOST, A_CAP_PER, A_CODE, A_GRADE_COUNT, A_GRADE_UNIT, A_LIFE_COUNT, A_LIFE_UNIT, A_HASH, A_ID, A_KEEP,
 A_REMEDY, A_REMEDIES, A_WINDOW, A_WINDOWS, A_PAIR_HASH, A_OWN_MOST, A_OWN_PER, A_TAKES, A_UNDONE,
 A_ARISES, A_WHILE, A_DAYS, A_DAY_COUNT, A_OWES, A_SIZED, A_STAYS, A_TAKEN,
 A_GIVES, A_GIVE_COUNT, A_SCALE_OF, ACT_WIDTH) = range(46)
"""A_STAYS: the condition under which its records stay; NEVER: none do."""
NEVER = -2
TAKEN_BY_SIGN, TAKEN_BAD, TAKEN_GOOD, TAKEN_NEUTRAL = range(4)
PT_NONE, PT_NUMBER, PT_RANGE, PT_SCALE, PT_MARGINAL = range(5)
SCALE_OF_AMOUNT, SCALE_OF_SEVERITY, SCALE_OF_LASTS = range(3)
PER_ACT, PER_UNITS = 0, -1            # otherwise the number of months
PER_EVER = 0
"""A cap's period: its months, or PER_EVER; A_MOST, A_OWN_MOST -1: no cap."""
TAKES_ALL, TAKES_HIGHEST, TAKES_LATEST = range(3)
ST_REACHED, ST_POINTS, SCALE_WIDTH = range(3)

# ---- acts that arise by rule: one row an act, its versions from AR_ACT on; and how a version arises (A_ARISES), A_WHILE: it lives while it holds
AR_ACT, AR_VERSIONS, AR_LOOKS, ARISE_WIDTH = range(4)
ARISES_NOT, ARISES_HOLDING, ARISES_ON_DAYS = range(3)

# ---- obligations; OB_AMOUNT: fen, or 1 where something is to be done; OB_TURN: days after the due day on which a condition about it turns
(OB_KIND, OB_AMOUNT, OB_DUE_COUNT, OB_DUE_UNIT, OB_WITH_CONDUCT, OB_HASH, OB_PRACTICE, OB_PRACTICES, OB_TURN, OB_TURNS,
 OBLIGATION_WIDTH) = range(11)
OWES_ACT, OWES_FIXED, OWES_AMOUNT = range(3)
PF_PC, PF_SHARE, PF_LAG, PF_LAG_SPAN, PF_PAYS, PERFORMANCE_WIDTH = range(6)

# ---- agreements: AG_TO bits of roles, TO_SUBJECT, TO_HOUSEHOLD, TO_REPRESENTATIVE (of a firm: the role that 20 bits stand before); AG_STRAY: which pool takes what goes astray, -1: nothing does
(AG_SCHEME, AG_OF, AG_TO, AG_PC, AG_LAG, AG_LAG_UNIT, AG_LAG_SPAN, AG_FOLLOWS, AG_WITHIN, AG_WITHIN_UNIT, AG_ONWARD, AG_CONSENT, AG_FIRST,
 AG_LAST, AG_HASH, AG_DONE, AG_MISTAKEN, AG_FOLLOWED, AG_STRAY, AGREEMENT_WIDTH) = range(20)
TO_SUBJECT, TO_HOUSEHOLD, TO_REPRESENTATIVE = 1 << 16, 1 << 17, 1 << 18
FOLLOWS_END, FOLLOWS_CORRECTION = 1, 2
# ---- what an agreement gives: a row for each act (version) or list, with the act that it becomes (its versions from GV_ACT on); GV_SORT as in queries
GV_AGREEMENT, GV_SOURCE, GV_SORT, GV_ACT, GV_VERSIONS, GIVE_WIDTH = range(6)
# ---- what lists bring: which rows of the table above give them; the act that a listing enters, as a lost remedy does (its versions from there on)
LB_GIVES, LB_GIVE_COUNT, LB_ACT, LB_VERSIONS, LIST_BOND_WIDTH = range(5)
RB_LOST, RB_LOST_VERSIONS, RB_WON, RB_WON_VERSIONS, REMEDY_BOND_WIDTH = range(5)

# ---- channels in an epoch and place
C_RECALL, C_LAG, C_LAG_SPAN, C_MISTAKEN, CHANNEL_WIDTH = range(5)
# ---- a channel of a kind of conduct: which pool takes what goes astray (-1: nothing does)
KC_CHANNEL, KC_STRAY, KC_HASH, KIND_CHANNEL_WIDTH = range(4)

# ---- who is told: records, lists
T_SHARE, T_LAG, T_LAG_SPAN, TOLD_WIDTH = range(4)

# ---- units of durations; kinds of subjects
U_NONE, U_DAYS, U_WORKING, U_MONTHS, U_EVER, U_TO_END, U_TO_NEXT_END = range(7)
"""U_TO_END, U_TO_NEXT_END: to the last day of the calendar's period of so many months, or of the next one."""
OF_PERSON, OF_ORGANISATION, OF_BOTH = range(3)

# ---- queries of has(), count(), sum()
Q_WHAT, Q_ACT, Q_SCHEME, Q_COUNT, Q_UNIT, Q_SINCE, Q_BY_DEED, QUERY_WIDTH = range(8)
Q_NUMBER, Q_SUM, Q_MOST = range(3)
ANY_ACT, ANY_BAD, ANY_GOOD = -1, -2, -3

# ---- bytecode of conditions: (operation, argument) pairs on a stack
(OP_END, OP_CONST, OP_FIELD, OP_AGE, OP_SCORE, OP_GRADE_IN, OP_QUERY, OP_ON, OP_DENIED, OP_GRANTED, OP_BEARS,
 OP_DENIALS, OP_GRANTS, OP_TOLD_ACT, OP_TOLD_LIST, OP_CONSENTED, OP_GAP_UP, OP_GAP_DOWN, OP_AMOUNT, OP_SEVERITY,
 OP_LASTS, OP_POINTS, OP_ROLE, OP_SELF, OP_GIVEN, OP_OWES, OP_OVERDUE, OP_ADD, OP_SUB, OP_MUL, OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE,
 OP_OR, OP_EACH, OP_NEXT, OP_GATHER, OP_FOLD, OP_UNLESS, OP_IF, OP_NOT, OP_AMONG) = range(45)
# ---- what a change is of, and what a condition looks at: its subject's, and (shifted by NEAR) that of the others in the unit
CH_RECORDS, CH_TOLD, CH_GRADE, CH_LISTS, CH_MEASURES, CH_AGE, CH_DATES, CH_ALL = (1 << i for i in range(8))
# ---- the role that a condition asks about: its number, or none that anybody has; with REPRESENTING of organisations only
NO_ROLE, REPRESENTING = 15, 16
NEAR = 8
"""CH_RECORDS: records, points, whatever counts them · CH_TOLD: who knows · CH_DATES: a list or measure begins or ends · CH_ALL: attributes, or
which schemes hold, on which anything may hang."""
FOLD_ANY, FOLD_ALL, FOLD_NUMBER, FOLD_AVERAGE, FOLD_COUNTED = range(5)
"""What OP_FOLD makes of the members that were gone through: does it hold of any, of all; of how many; the average; how many there were."""
EACH_PERSON = 1 << 8
"""In place of a role: all persons of the unit, oneself included."""
NO_GAP = 1 << 24
"""What `gap_up` and `gap_down` give where there is no better or no worse grade."""

# ---- a member's row of int32: fixed words, then attributes, ledgers, grades, bits
W_CLASS_PLACE, W_BIRTH, W_FIXED = range(3)
"""class | place << 16; birth: month since 1900-01 << 5 | day of the month from 0."""

# ---- monthly flows by group
_m = _count()
(N_BAD, N_GOOD, N_SEEN, N_ASTRAY, N_ARRIVED, N_ENTERED, N_FALSE, N_TOLD, N_FILED, N_WON, N_LOST, N_LATE, N_EXPIRED,
 N_WANTED, N_DENIED, N_BURDENED, N_GRANTED, FEN_BURDENED, FEN_GRANTED, DAYS_BURDENED, FEN_REMEDIES, N_LISTED,
 N_UNLISTED, N_BETTER, N_WORSE, N_CLIPPED, N_CAPPED, N_FALSE_CORRECTED, N_FALSE_EXPIRED, N_FALSE_FILED, N_UNSETTLED,
 N_EVENTS, N_POINTS_OVER, N_OWED, N_PERFORMED, FEN_OWED, FEN_PERFORMED, N_PASSED, N_WITHDRAWN, METRICS) = (next(_m) for _ in range(40))
METRIC_NAMES = (
    "bad_conduct", "good_conduct", "seen", "went_astray", "arrived_astray", "records_entered", "records_false", "told",
    "remedies_filed", "remedies_won", "remedies_lost", "decided_late", "records_ended", "wants", "wants_denied",
    "wants_burdened", "wants_granted", "fen_burdened", "fen_granted", "days_burdened", "fen_remedies", "listed",
    "unlisted", "grade_rises", "grade_falls", "rates_clipped", "points_capped", "false_corrected", "false_ended",
    "false_objected", "standings_unsettled", "events", "points_beyond_range",
    "obligations", "obligations_performed", "fen_owed", "fen_performed", "passed_on", "withdrawn")

# ---- who stands where, as what a month changes of it: codes of each slot, points of each ledger, bits of a row, these of each place
PLACE_ADULTS, PLACE_RESTRICTED, PLACE_PRAISED, PLACE_ACTIVE, PLACE_STOCKS = range(5)

# ---- yearly flows: by act and group, by length of a stay in a grade, by measure and group
FA_COUNT, FA_POINTS, FA_MOVED, FA_FALSE, FLOW_ACT_WIDTH = range(5)
SPELL_MONTHS = 121
FM_TIMES, FM_AMOUNT, FLOW_MEASURE_WIDTH = range(3)
