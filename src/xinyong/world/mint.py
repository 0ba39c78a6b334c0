"""Minting: who a unit's members are, from their numbers alone.

A member is a pure function of the seed, the world and its number. First the household's place and attributes are drawn, which say who lives in it;
then each person, the head first, then each organisation. `T` is the table of mint_tables.py, `v` what has been drawn so far.
"""

from numba import int32, int64, uint8, uint32

from xinyong.codes.permutation import make_rounds
from xinyong.kernel.dialect import entry, law
from xinyong.kernel.draws import CELL_UNITS, MEMBERS, MINT, below, draw
from xinyong.scheme.layout import W_BIRTH

# ---- header of T
(T_K0, T_K1, T_PEOPLE, T_HOUSEHOLD, T_HOUSEHOLDS, T_PERSON, T_PERSONS, T_ORGANISATION, T_ORGANISATIONS,
 T_LIVING, T_LIVING_PARENT, T_LIVING_PARENTS, T_ROLE_WORD, T_ROLE_SHIFT, T_KIND_WORD, T_KIND_SHIFT, T_ROLE, T_KIND,
 T_FIRST_MONTH, T_FIRST_DAY, T_CALENDAR, T_SIZE, T_LEFT, T_RIGHT, T_KEYS) = range(25)
T_HEADER = T_KEYS + 6

# ---- a step: one attribute drawn
(ST_HASH, ST_WORD, ST_SHIFT, ST_SLOT, ST_HEAD, ST_VALUES, ST_TABLE, ST_PARENT, ST_PARENTS, ST_BAND, STEP_WIDTH) = range(11)
# ---- a parent that a step's table is looked up by: where its value lies in v, what one step of it is worth
PA_SLOT, PA_STRIDE, PARENT_WIDTH = range(3)
# ---- who lives together: persons, organisations, then the roles of all
CO_PERSONS, CO_ORGANISATIONS, CO_ROLE = range(3)
COMPOSITION_WIDTH = CO_ROLE + MEMBERS

NO_AGE = 30
"""The age of persons on the first day where a world says nothing about ages."""
DAY_OF_YEAR = 5_000_000
"""Codes that share a birthday: 10,000 divisions of 500 serials (codes/person.py)."""

# ---- what went wrong, if anything: kind, step, unit
G_WRONG, G_STEP, G_UNIT, WRONG_SIZE = range(4)
NO_WEIGHT, NO_MEMBERS = 1, 2

_scatter, _ = make_rounds(law)


@law
def index_of(T, v, table, parent, parents):
    """Where in a table the values drawn so far point."""
    at = int64(table)
    for p in range(parents):
        q = int64(parent + p * PARENT_WIDTH)
        at = int64(at + v[T[q + PA_SLOT]] * T[q + PA_STRIDE])
    return at


@law
def wrong(g, what, step, unit):
    if g[G_WRONG] == 0:
        g[G_WRONG] = int64(what)
        g[G_STEP] = int64(step)
        g[G_UNIT] = int64(unit)


@law
def choose(T, v, step, who, g):
    """Draw one attribute into v; returns a second word for what goes with it."""
    at = index_of(T, v, T[step + ST_TABLE], T[step + ST_PARENT], T[step + ST_PARENTS])
    last = int64(T[step + ST_VALUES] - 1)
    if T[at + last] == 0:
        wrong(g, NO_WEIGHT, step, who // MEMBERS)
    a, b, c, d = draw(who, 0, T[step + ST_HASH], MINT, uint32(T[T_K0]), uint32(T[T_K1]))
    value = int64(0)
    while value < last and a >= T[at + value]:
        value = int64(value + 1)
    v[T[step + ST_SLOT]] = value
    return b


@law
def write(T, v, step, rows, r):
    word = T[step + ST_WORD]
    rows[r, word] = int32(int64(rows[r, word]) | (v[T[step + ST_SLOT]] << T[step + ST_SHIFT]))


@law
def compose(T, v, unit, g):
    """Draw the household; returns where its composition stands."""
    for s in range(T[T_HOUSEHOLDS]):
        choose(T, v, int64(T[T_HOUSEHOLD] + s * STEP_WIDTH), int64(unit * MEMBERS), g)
    at = index_of(T, v, T[T_LIVING], T[T_LIVING_PARENT], T[T_LIVING_PARENTS])
    if T[at + CO_PERSONS] == 0:
        wrong(g, NO_MEMBERS, 0, unit)
    return at


@law
def birth_of(T, number, age):
    """month since 1900-01 << 5 | day of the month from 0, of the person with this number and age on the world's first day."""
    keys = (T[T_KEYS], T[T_KEYS + 1], T[T_KEYS + 2], T[T_KEYS + 3], T[T_KEYS + 4], T[T_KEYS + 5])
    x = int64(_scatter(int64(number), keys, T[T_LEFT], T[T_RIGHT]))
    while x >= T[T_SIZE]:
        x = int64(_scatter(x, keys, T[T_LEFT], T[T_RIGHT]))
    birthday = T[T[T_CALENDAR] + x // DAY_OF_YEAR]
    first = T[T_FIRST_MONTH]
    year = int64(first // 12 - age)
    if birthday > (((first % 12) << int64(5)) | T[T_FIRST_DAY]):
        year = int64(year - 1)
    if year < 0:
        year = int64(0)
    if year == 0 and birthday == 0:                  # 0 says that somebody is no person
        year = int64(1)
    return int64(birthday + ((year * 12) << int64(5)))


@law
def begin_row(T, v, rows, r, role, kind):
    """An empty row with what belongs to the household, the role and the kind."""
    for w in range(rows.shape[1]):
        rows[r, w] = int32(0)
    for s in range(T[T_HOUSEHOLDS]):
        write(T, v, int64(T[T_HOUSEHOLD] + s * STEP_WIDTH), rows, r)
    v[T[T_ROLE]] = int64(role)
    v[T[T_KIND]] = int64(kind)
    word = T[T_ROLE_WORD]
    rows[r, word] = int32(int64(rows[r, word]) | (int64(role) << T[T_ROLE_SHIFT]))
    word = T[T_KIND_WORD]
    rows[r, word] = int32(int64(rows[r, word]) | (int64(kind) << T[T_KIND_SHIFT]))


@law
def mint_person(T, v, rows, r, who, number, role, g):
    begin_row(T, v, rows, r, role, 0)
    age = int64(NO_AGE)
    for s in range(T[T_PERSONS]):
        step = int64(T[T_PERSON] + s * STEP_WIDTH)
        word = choose(T, v, step, who, g)
        write(T, v, step, rows, r)
        band = T[step + ST_BAND]
        if band > 0:
            band = int64(band + 2 * v[T[step + ST_SLOT]])
            age = int64(T[band] + below(word, T[band + 1]))
    rows[r, W_BIRTH] = int32(birth_of(T, number, age))


@law
def mint_organisation(T, v, rows, r, who, role, g):
    begin_row(T, v, rows, r, role, 1)
    for s in range(T[T_ORGANISATIONS]):
        step = int64(T[T_ORGANISATION] + s * STEP_WIDTH)
        choose(T, v, step, who, g)
        write(T, v, step, rows, r)


@law
def set_head(T, v, known):
    """What others may know of the head: nothing while the head is drawn itself, then all."""
    for s in range(T[T_PERSONS]):
        step = int64(T[T_PERSON] + s * STEP_WIDTH)
        v[T[step + ST_HEAD]] = v[T[step + ST_SLOT]] if known else T[step + ST_VALUES]


@law
def mint_unit(T, v, rows, r, unit, number, g):
    """Mint a unit from row r on; its first person has this number. The last unit is cut: who would be one too many is not there.

    Returns members << 32 | persons.
    """
    at = compose(T, v, unit, g)
    whole = T[at + CO_PERSONS]
    persons = int64(T[T_PEOPLE] - number)
    if persons > whole:
        persons = whole
    organisations = T[at + CO_ORGANISATIONS]
    set_head(T, v, False)
    for j in range(persons):
        mint_person(T, v, rows, int64(r + j), int64(unit * MEMBERS + j), int64(number + j), T[at + CO_ROLE + j], g)
        if j == 0:
            set_head(T, v, True)
    for j in range(organisations):
        q = int64(whole + j)
        mint_organisation(T, v, rows, int64(r + persons + j), int64(unit * MEMBERS + q), T[at + CO_ROLE + q], g)
    return int64(((persons + organisations) << int64(32)) | persons)


@entry
def count_cells(T, v, g, first, last, cells, units):
    """Persons and organisations of the cells first .. last - 1, nobody cut; and of each unit of theirs where `units` has room."""
    for cell in range(first, last):
        persons = int64(0)
        organisations = int64(0)
        for q in range(CELL_UNITS):
            at = compose(T, v, int64(cell * CELL_UNITS + q), g)
            persons = int64(persons + T[at + CO_PERSONS])
            organisations = int64(organisations + T[at + CO_ORGANISATIONS])
            i = int64((cell - first) * CELL_UNITS + q)
            if i < units.shape[0]:
                units[i, 0] = uint8(T[at + CO_PERSONS])
                units[i, 1] = uint8(T[at + CO_ORGANISATIONS])
        cells[cell - first, 0] = persons
        cells[cell - first, 1] = organisations


@entry
def mint_units(T, v, g, first, last, number, r, base, offsets, rows):
    """Mint the units first .. last - 1 into rows from r on; `base` is the unit that offsets[0] belongs to."""
    for unit in range(first, last):
        minted = mint_unit(T, v, rows, int64(r), int64(unit), int64(number), g)
        number = int64(number + (minted & int64(0xFFFFFFFF)))
        r = int64(r + (minted >> int64(32)))
        offsets[unit + 1 - base] = uint32(r)
