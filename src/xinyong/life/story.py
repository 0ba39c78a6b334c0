"""One unit's month, as a story.

Conduct seen by channels becomes records; ledgers turn records into standings; standings trigger measures; measures change
lives; remedies end standings. All that is due is taken in order of day, and each day ends with the standing it leaves.
"""

from numba import int64

from xinyong.kernel.dialect import law
from xinyong.life import agenda as ag
from xinyong.life.arising import set_day_comes
from xinyong.life.arriving import arrive, withdraw
from xinyong.life.calendar import month_start
from xinyong.life.changes import begin_day, forget_done, touch, touch_all
from xinyong.life.classes import classify
from xinyong.life.conditions import holds, set_bit, shown_score
from xinyong.life.conduct import again, do
from xinyong.life.debts import left_of
from xinyong.life.entering import enter
from xinyong.life.flows import count, trace
from xinyong.life.lasting import life_is_over
from xinyong.life.ledgers import no_score
from xinyong.life.listing import term_ends
from xinyong.life.notice import KNOWN, notice_comes, notice_over
from xinyong.life.owing import WITH_CONDUCT, perform_now, take_size, told_done
from xinyong.life.passing import record_gone
from xinyong.life.remedies import be_told, be_told_of_list, decide, file
from xinyong.life.scratch import (
    TR_EPOCH,
    TR_SCORE,
    TR_TURN,
    X_CHANGED,
    X_CHANGES,
    X_COUNT,
    X_DAY,
    X_END,
    X_EPOCH,
    X_FIRST,
    X_HEAD,
    X_MEMBERS,
    X_MONTH,
    X_START,
    X_TOUCHED,
    X_TURN,
    X_VERSIONS,
    X_WATCH,
    X_WATCH_DAY,
)
from xinyong.life.script import play, schedule_script
from xinyong.life.spent import forget_ceased
from xinyong.life.standing import settle
from xinyong.scheme.layout import *


@law
def schedule_turns(L):
    """What time alone changes: birthdays that a rule or a rate asks about, and days on which versions change."""
    if L.X[X_TURN] < L.X[X_END]:
        for j in range(L.X[X_MEMBERS]):
            birth = int64(L.M[j, W_BIRTH])
            if birth > 0:
                for c in range(L.R[H_CUTS]):
                    if (birth >> int64(5)) + 12 * L.R[L.R[H_CUT] + c] == L.X[X_MONTH]:
                        ag.put(L, L.X[X_START] + (birth & int64(31)), int64(ag.TURN), j, c, 0, int64(0))
    if L.X[X_VERSIONS] != 0:
        for e in range(L.R[H_EPOCHS]):
            day = int64(L.R[L.R[H_EPOCH] + e])
            if day >= L.X[X_START] and day < L.X[X_END] and day > L.X[X_FIRST]:
                ag.put(L, day, int64(ag.EPOCH), 0, e, 0, int64(0))
        if L.X[X_FIRST] >= L.X[X_START]:
            ag.put(L, L.X[X_FIRST], int64(ag.EPOCH), 0, L.X[X_EPOCH], 1, int64(0))


@law
def next_turn(L, month):
    """First day, from a month on, on which time alone changes something for a member of the unit."""
    out = int64(ag.FOREVER)
    for j in range(L.X[X_MEMBERS]):
        birth = int64(L.M[j, W_BIRTH])
        if birth > 0:
            for c in range(L.R[H_CUTS]):
                m = int64((birth >> int64(5)) + 12 * L.R[L.R[H_CUT] + c])
                if m >= month:
                    day = int64(month_start(L.R, m) + (birth & int64(31)))
                    if day < out:
                        out = day
                    break
    return out


@law
def lapse(L, ledger):
    """A new version of the ledger begins with nothing: all that was recorded ends."""
    scheme = L.R[L.R[H_LEDGER] + ledger * LEDGER_WIDTH + L_SCHEME]
    x = L.X[X_HEAD]
    while x < L.X[X_COUNT]:
        kind = ag.kind_of(L.A[x])
        if kind == ag.RECORD or kind == ag.GRADE or kind == ag.KEPT:
            row = L.R[H_ACT] + ag.ref_of(L.A[x]) * ACT_WIDTH
            if L.R[row + A_LEDGER] == ledger or (kind == ag.GRADE and L.R[row + A_SCHEME] == scheme):
                entry = L.A[x]
                data = L.B[x]
                ag.drop(L, x)
                if kind == ag.RECORD and L.R[row + A_GIVE_COUNT] != 0:
                    record_gone(L, ag.member_of(entry), ag.ref_of(entry), ag.entered_of(data), ag.seq_of(entry), int64(FOLLOWS_END))
                    x = L.X[X_HEAD]
                continue
        x = int64(x + 1)
    row = L.R[H_LEDGER] + ledger * LEDGER_WIDTH
    if L.R[row + L_KIND] != L_CARD:                          # a card's score is no record: it is held until it is taken anew
        for j in range(L.X[X_MEMBERS]):
            L.M[j, L.R[row + L_WORD]] = 0


@law
def versions_change(L, e, is_first):
    """A day on which some rule has a new version."""
    L.X[X_EPOCH] = int64(e)
    trace(L, TR_EPOCH, 0, e, 0, 0, 0, 0)
    for ledger in range(L.R[H_LEDGERS]):
        row = L.R[H_LEDGER_E] + (e * L.R[H_LEDGERS] + ledger) * LEDGER_E_WIDTH
        if L.R[row + LE_LAPSE] != 0 and is_first == 0:
            lapse(L, int64(ledger))
    touch_all(L, int64(CH_ALL) if is_first != 0 else int64(L.R[L.R[H_EPOCH_CHANGES] + e]))


@law
def take(L, entry, data):
    """One event."""
    kind = ag.kind_of(entry)
    j = ag.member_of(entry)
    ref = ag.ref_of(entry)
    seq = ag.seq_of(entry)
    count(L, j, N_EVENTS, 1)
    if kind == ag.CONDUCT:
        do(L, j, ref, data)
    elif kind == ag.RECORD or kind == ag.GRADE:
        life_is_over(L, entry, data)
    elif kind == ag.ENTRY:
        take_size(L, j, ref, int64(0))
        enter(L, j, ref, ag.points_of(data), ag.deed_of(data), ag.entered_of(data), ag.flags_of(data))
    elif kind == ag.AGAIN:
        again(L, j, ref, seq, data)
    elif kind == ag.TOLD:
        be_told(L, j, ref, seq, data)
    elif kind == ag.TOLD_LIST:
        if seq == KNOWN:
            be_told_of_list(L, j, ref, data)
        else:
            notice_comes(L, j, ref, seq, data)
    elif kind == ag.FILE:
        file(L, j, ref, data)
    elif kind == ag.DECIDE:
        decide(L, j, ref, data, int64(-1))
    elif kind == ag.LISTING:
        term_ends(L, j, ref, seq, data)
        touch(L, j, int64(CH_LISTS))
    elif kind == ag.TURN:
        classify(L, j)
        touch(L, j, int64(CH_AGE))
        trace(L, TR_TURN, j, ref, 0, 0, 0, 0)
    elif kind == ag.PERFORM:
        perform_now(L, j, ref, seq, data)
    elif kind == ag.OWED:
        told_done(L, j, entry, data, left_of(data), int64(WITH_CONDUCT))
    elif kind == ag.PASSED:
        arrive(L, j, ref, seq, data)
    elif kind == ag.WITHDRAW:
        withdraw(L, j, ref, seq, data)
    elif kind == ag.ARISE:
        set_day_comes(L, j, ref)
    elif kind == ag.EPOCH:
        versions_change(L, ref, seq)
    elif kind == ag.ASSESS:
        touch(L, j, int64(CH_DATES))
    elif kind == ag.SCRIPT:
        play(L, j, ref)
    elif kind == ag.NOTICE:
        notice_over(L, j, ref, seq, ag.day_of(entry), data)
    elif kind == ag.BARRED:
        touch(L, j, int64(CH_ALL))
    elif kind != ag.LOST and kind != ag.SOUGHT and kind != ag.HEARD:      # KEPT, WINDOW: a look back reaches it no more
        touch(L, j, int64(CH_RECORDS))


@law
def close_day(L, day):
    """The end of a day on which something changed: everybody's standing; then whoever watches looks."""
    L.X[X_DAY] = day
    settle(L)
    for j in range(L.X[X_MEMBERS]):
        if L.X[X_CHANGES + j] & int64(CH_LISTS) != 0:
            forget_ceased(L, int64(j))
        if L.X[X_CHANGES + j] != 0:
            if L.T.shape[0] > 0:
                for ledger in range(L.R[H_LEDGERS]):
                    trace(L, TR_SCORE, j, ledger, shown_score(L, int64(j), int64(ledger)),
                          no_score(L, int64(j), int64(ledger)), 0, 0)
        if L.X[X_WATCH] >= 0 and (L.X[X_WATCH_DAY] < 0 or day == L.X[X_WATCH_DAY]) and holds(L, L.X[X_WATCH], int64(j)) != 0:
            set_bit(L, int64(j), int64(L.R[H_BIT_FOUND]), int64(1))
    begin_day(L)


@law
def live_month(L):
    """Live the month: take all that is due in order of day. X_TOUCHED tells whether anything came of it; conduct that nobody sees leaves no trace."""
    L.X[X_TOUCHED] = int64(0)
    schedule_turns(L)
    schedule_script(L)
    now = int64(-1)
    while True:
        i = L.X[X_HEAD]
        day = L.X[X_END]
        if i < L.X[X_COUNT]:
            day = ag.day_of(L.A[i])
        if L.X[X_CHANGED] != 0 and (day != now or day >= L.X[X_END]):
            close_day(L, now)
            continue                                 # settling may have put something on the agenda
        if day >= L.X[X_END]:
            break
        if day != now:
            forget_done(L)
        now = day
        L.X[X_DAY] = day
        entry = L.A[i]
        data = L.B[i]
        L.X[X_HEAD] = int64(i + 1)
        if ag.kind_of(entry) != ag.CONDUCT:
            L.X[X_TOUCHED] = int64(1)
        take(L, entry, data)
