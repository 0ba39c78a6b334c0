"""The agenda: what is due on which day. Everything in a life is an event on a day.

An entry is a key and its data, two whole numbers of 64 bits. Keys read, from the top: day | kind | member | ref | sequence; so the order of
whole numbers is the order in which a life is lived, and kinds are numbered in the order of a day (design, section 3).
The entry that says when a record stops counting *is* the record: repeats, caps and remedies read it.
"""

from numba import int64

from xinyong.kernel.dialect import law
from xinyong.life.scratch import X_CAPACITY, X_COUNT, X_FULL, X_HEAD, X_TOUCHED

(EPOCH, TURN, WINDOW, RECORD, KEPT, GRADE, LISTING, SCRIPT, CONDUCT, AGAIN, ENTRY, TOLD, TOLD_LIST, FILE,
 DECIDE, ASSESS, LOST, SOUGHT, NOTICE, HEARD, BARRED) = range(1, 22)
"""The last ones are only remembered: LOST, a remedy that was lost (its data: against what, decided when), until that has ended; SOUGHT, one that may be
sought so often, until its period ends; HEARD, a notice whose time was over that day; BARRED, a list on which one may not come again yet. NOTICE: the subject was
told (or, on paper only, was not) that it is to be listed, and its time runs."""
ARISE = 0
"""Before all else: the set day of an act that arises, judged by how things stood at the end of the day before."""
SPENT, _, SIZE, PERFORM, OWED, PASSED, WITHDRAW, LINK, COPY_SIZE = range(22, 31)
"""SPENT: a ground that lists nobody anew yet (life/spent.py) · SIZE: how much, how grave and how long something was that is entered that day · PERFORM: practice has it performed · OWED: what is owed, until it ends
of itself · PASSED, WITHDRAW: what an agreement brings arrives, or is withdrawn · LINK: from a copy to its original ·
COPY_SIZE: as SIZE, of what is passed on."""
FOREVER = 65_535
STAYING = FOREVER - 1
"""When a record ends whose life is over and that goes on: until the end of a day says otherwise."""

# ---- flags of a record
FALSE, KNOWN, PENDING, REPEATED, CAPPED, SUSPENDED, SCRIPTED, STRAYED = (1 << b for b in range(8))
"""REPEATED: multiplied as a repeat, and may yet be undone (life/undoing.py); on the day of entry, whether it may or not."""

_DAY, _KIND, _MEMBER, _REF = 46, 40, 36, 16


@law
def key(day, kind, j, ref, seq):
    return int64((int64(day) << int64(_DAY)) | (int64(kind) << int64(_KIND)) | (int64(j) << int64(_MEMBER))
                 | (int64(ref) << int64(_REF)) | int64(seq))


@law
def day_of(entry):
    return int64(entry >> int64(_DAY))


@law
def kind_of(entry):
    return int64((entry >> int64(_KIND)) & int64(63))


@law
def member_of(entry):
    return int64((entry >> int64(_MEMBER)) & int64(15))


@law
def ref_of(entry):
    return int64((entry >> int64(_REF)) & int64(0xFFFFF))


@law
def seq_of(entry):
    return int64(entry & int64(0xFFFF))


@law
def whose(entry):
    """Kind and member together, to be compared with `tag`."""
    return int64((entry >> int64(_MEMBER)) & int64(0x3FF))


@law
def tag(kind, j):
    return int64((int64(kind) << int64(4)) | int64(j))


@law
def record_data(points, entered, deed, flags):
    """points (signed, 24 bits) | day of entry | day of deed | flags."""
    return int64((int64(points) << int64(40)) | (int64(entered) << int64(24)) | (int64(deed) << int64(8)) | int64(flags))


@law
def points_of(data):
    return int64(data >> int64(40))


@law
def entered_of(data):
    return int64((data >> int64(24)) & int64(0xFFFF))


@law
def deed_of(data):
    return int64((data >> int64(8)) & int64(0xFFFF))


@law
def flags_of(data):
    return int64(data & int64(0xFF))


# ---- of a listing, the points' place: what is known of it, how often its term was extended, and how it is being left
TOLD_BEFORE, SERVED, PUBLISHED, IN_EFFECT = (1 << b for b in range(4))
EXTENDED, LEAVING, LEAVING_HOW = 16, 1 << 8, 9
"""EXTENDED: one more extension (4 bits); LEAVING: its end came, and its name is taken off on its day; LEAVING_HOW: where it stands how."""


@law
def put(L, day, kind, j, ref, seq, data):
    """Put an event on the agenda, in its order. A full table is told in X_FULL; the host lives the month on a larger one."""
    L.X[X_TOUCHED] = int64(1)
    n = L.X[X_COUNT]
    if n >= L.X[X_CAPACITY]:
        L.X[X_FULL] = int64(1)
    else:
        e = key(day, kind, j, ref, seq)
        i = n
        while i > L.X[X_HEAD] and L.A[i - 1] > e:
            L.A[i] = L.A[i - 1]
            L.B[i] = L.B[i - 1]
            i = int64(i - 1)
        L.A[i] = e
        L.B[i] = int64(data)
        L.X[X_COUNT] = int64(n + 1)


@law
def drop(L, i):
    """Take entry i off the agenda."""
    n = int64(L.X[X_COUNT] - 1)
    while i < n:
        L.A[i] = L.A[i + 1]
        L.B[i] = L.B[i + 1]
        i = int64(i + 1)
    L.X[X_COUNT] = n
