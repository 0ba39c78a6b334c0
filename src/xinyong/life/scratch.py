"""The table on which one unit's month is lived, and what lies on it.

`Life` bundles the arrays every step of the law reads and writes. Nothing reaches the population's columns before the month
is whole (life/store.py).
"""

from collections import namedtuple

from xinyong.kernel.draws import MEMBERS  # noqa: F401

Life = namedtuple("Life", "R P M A B X F T S K")
"""R rulebook (int32) · P this month's couplings, places x width (int64) · M members x words (int32) · A agenda keys, B their data (int64)
· X the registers below (int64) · F flows counted (int64) · T trace rows (int64, none: no trace) · S script rows (int64) · K the key (uint32)."""

# ---- registers
(X_COUNT, X_HEAD, X_MEMBERS, X_UNIT, X_MONTH, X_START, X_END, X_DAY, X_CHANGED, X_EPOCH, X_PLACE, X_AMOUNT,
 X_SEVERITY, X_LASTS, X_POINTS, X_TRACE, X_FULL, X_WATCH, X_WATCH_DAY, X_FIRST, X_CAPACITY, X_MONTH_EPOCH, X_VERSIONS,
 X_TURN, X_TOUCHED, X_ENTERED) = range(26)
X_GROUP = 26            # + member: the group it is reported in
X_CHANGES = 42          # + member: what changed for it today (`CH_...`); X_CHANGED holds what changed for anybody
X_ENDED = 58            # + 4 * member: lists that ended today, as bits
X_STACK = 122           # the stack of conditions
X_AROSE = 186           # + 4 * member: acts that arose or ceased today, as bits
X_ONCE = 250            # whether any of X_ENDED, X_AROSE is set
X_OVER = 251            # the day on which what is being entered is over
X_COPY = 252            # what is being entered came by an agreement that does not let it go on
X_SIZE = 253

LISTS_AT_MOST = 248

# ---- script rows
(V_ENTER, V_DO, V_FILE, V_DECIDE, V_SET, V_WANT, V_OMIT, V_LOOK, V_TERM, V_PERFORM) = range(10)
"""What a row does; V_LOOK does nothing, but whoever watches looks at the end of its day."""
(S_DAY, S_VERB, S_MEMBER, S_REF, S_A, S_B, S_C, S_D, S_E, SCRIPT_WIDTH) = range(10)

# ---- trace rows: day, what, member, ref, a, b, c, d
(TR_CONDUCT, TR_UNSEEN, TR_ASTRAY, TR_ENTERED, TR_ENDED, TR_GRADE, TR_GRADE_END, TR_LISTED, TR_UNLISTED, TR_MEASURE_ON,
 TR_MEASURE_OFF, TR_TOLD, TR_FILED, TR_DECIDED, TR_WANT, TR_TURN, TR_EPOCH, TR_SCORE, TR_REFUSED, TR_SET,
 TR_TOLD_LIST, TR_UNDONE, TR_NOTICE, TR_LIST_TERM) = range(24)
TR_OWED, TR_PERFORMED, TR_PASSED, TR_WITHDRAWN, TR_PASSED_ASTRAY = range(32, 37)
TR_FEATURE, TR_STAYS, TR_FROZEN = range(40, 43)
TRACE_WIDTH = 8
