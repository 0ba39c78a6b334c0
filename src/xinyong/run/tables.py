"""The tables of a run, declared once: their columns, what each means, and in which unit. Writing, reading and `about_tables` derive from this.

GROUP stands for the columns by which a world reports (`report_by` in world.yaml), after `kind`; they differ from world to world.
"""

from __future__ import annotations

from typing import NamedTuple

from xinyong.scheme.layout import METRIC_NAMES

FORMAT = 1
"""Raised whenever a table or column below changes its meaning: a file of another format is not read."""

SYNTHETIC = "SYNTHETIC: every person and organisation was minted by the program; none is or can be real."


class Column(NamedTuple):
    name: str
    type: str
    meaning: str
    unit: str = ""


class Table(NamedTuple):
    name: str
    meaning: str
    columns: tuple[Column, ...]


GROUP = Column("*", "VARCHAR", "")
"""Replaced by `kind` and a column for each attribute of `report_by`."""

_MONTH = Column("month", "DATE", "first day of the month; what is counted is as of its end or within it")
_YEAR = Column("year", "INTEGER", "calendar year; a run that ends within a year has that year until its end")
_SCHEME = Column("scheme", "VARCHAR", "scheme")
_PLACE = Column("place", "VARCHAR", "place")
_SUBJECTS = Column("subjects", "BIGINT", "persons and organisations", "subjects")


def _labelled(what: str, meaning: str) -> tuple[Column, ...]:
    return (Column(what, "VARCHAR", meaning), Column("label_en", "VARCHAR", "its name in English"),
            Column("label_zh", "VARCHAR", "its name in Chinese"))


_GRADE = _labelled("grade", "grade; NULL: none is given")
_LIST = (_SCHEME, *_labelled("list", "list"))
_MEASURE = (_SCHEME, *_labelled("measure", "measure"), Column("version_from", "DATE", "first day of this version of the rule"),
            Column("kind", "VARCHAR", "deny, burden or grant"), Column("thing", "VARCHAR", "what is denied, burdened or granted"))

_METRIC_MEANINGS = {
    "obligations": ("obligations that arose", "obligations"), "obligations_performed": ("obligations of which nothing was left", "obligations"),
    "fen_owed": ("money that came to be owed", "fen"), "fen_performed": ("money owed that was paid", "fen"),
    "passed_on": ("records that came by an agreement", "records"), "withdrawn": ("of these, withdrawn as the original ended or was corrected", "records"),
    "bad_conduct": ("bad conduct, seen or not", "deeds"), "good_conduct": ("good conduct, seen or not", "deeds"),
    "seen": ("conduct seen by a channel", "deeds"), "went_astray": ("seen, but taken for a stranger's", "deeds"),
    "arrived_astray": ("a stranger's conduct that was entered against a subject here", "records"),
    "records_entered": ("records entered", "records"), "records_false": ("of these, of what did not happen or was another's", "records"),
    "told": ("records and listings that the subject came to know of", "tellings"),
    "remedies_filed": ("remedies filed", "cases"), "remedies_won": ("decided for the subject", "cases"),
    "remedies_lost": ("decided against the subject", "cases"), "decided_late": ("decided after the lawful day", "cases"),
    "records_ended": ("records whose time was over", "records"), "wants": ("times somebody wanted a thing", "wants"),
    "wants_denied": ("of these, denied by a measure", "wants"), "wants_burdened": ("of these, burdened by a measure", "wants"),
    "wants_granted": ("of these, granted or eased by a measure", "wants"), "fen_burdened": ("money that burdens cost", "fen"),
    "fen_granted": ("money that grants gave", "fen"), "days_burdened": ("time that burdens cost", "days"),
    "fen_remedies": ("money that remedies cost", "fen"), "listed": ("entries on lists", "listings"),
    "unlisted": ("removals from lists", "listings"), "grade_rises": ("changes to a better grade", "changes"),
    "grade_falls": ("changes to a worse grade", "changes"), "rates_clipped": ("months in which a rate stood above its bound and was cut", "cuts"),
    "points_capped": ("records whose points a cap cut", "records"), "false_corrected": ("false records ended by a remedy", "records"),
    "false_ended": ("false records that stood until their time was over", "records"),
    "false_objected": ("remedies filed against false records", "cases"),
    "standings_unsettled": ("days on which standings did not settle", "days"), "events": ("events lived", "events"),
    "points_beyond_range": ("records whose points were cut to what a row can hold", "records"),
}
METRICS = tuple(Column(name, "BIGINT", *_METRIC_MEANINGS[name]) for name in METRIC_NAMES)
COUNTED = ("rates_clipped", "points_capped", "standings_unsettled", "points_beyond_range")
"""Whatever overflowed, was clipped or refused: told with every run."""

TABLES = (
    Table("run", "What was run, with what, and what came of it: one row.", (
        Column("synthetic", "VARCHAR", "notice"),
        Column("status", "VARCHAR", "started (nothing lived is kept yet), stopped (can be resumed) or finished"),
        Column("format", "INTEGER", "version of these tables"),
        Column("program", "VARCHAR", "version of Xinyong"),
        Column("law", "VARCHAR", "hash of the kernel's source"),
        Column("layout", "INTEGER", "version of the rulebook's layout"),
        Column("numba", "VARCHAR", "version of the compiler"),
        *_labelled("world", "world"),
        Column("variants", "VARCHAR[]", "variants applied, in order"),
        Column("seed", "BIGINT", "seed of all luck"),
        Column("people", "BIGINT", "persons minted", "persons"),
        Column("organisations", "BIGINT", "organisations minted", "organisations"),
        Column("months", "INTEGER", "months lived", "months"),
        Column("months_asked", "INTEGER", "months that were to be lived", "months"),
        Column("from_day", "DATE", "first day lived"),
        Column("to_day", "DATE", "first day no longer lived"),
        Column("rules", "VARCHAR", "SHA-256 of the compiled rules and population"),
        Column("digest", "VARCHAR", "SHA-256 of rules, seed, sizes, monthly tables and everybody's state"),
        Column("subject_months", "BIGINT", "subjects times months lived", "subject-months"),
        Column("load_seconds", "DOUBLE", "reading, checking and compiling rules, and minting", "s"),
        Column("compile_seconds", "DOUBLE", "compiling the kernel, or loading it compiled", "s"),
        Column("live_seconds", "DOUBLE", "living; of a resumed run, all its parts", "s"),
        Column("store_seconds", "DOUBLE", "checkpoints and writing this file", "s"),
        Column("bytes_of_subjects", "BIGINT", "memory that grows with subjects, at its peak", "bytes"),
        Column("peak_memory", "BIGINT", "memory of the whole process, at its peak", "bytes"),
        Column("threads", "INTEGER", "threads; they change nothing in the result"),
        Column("finished_at", "TIMESTAMP", "when it was written (UTC)"))),
    Table("inputs", "The exact rule files, as they were read.", (
        Column("part", "VARCHAR", "world or scheme"), Column("id", "VARCHAR", "id of the world or scheme"),
        Column("file", "VARCHAR", "file in its folder; applied/...: a variant that was applied"), Column("text", "VARCHAR", "exact text"))),
    Table("rulebook", "The compiled rules, by which any life is lived again: one row.", (
        Column("book", "BLOB", "compiled rules: int32, little-endian"), Column("names", "VARCHAR", "what its rows are called and rest on: JSON"),
        Column("fields", "VARCHAR", "where attributes stand in a member's row: JSON"),
        Column("mint", "BLOB", "compiled population: int64, little-endian"), Column("mint_slots", "INTEGER", "values held while minting a unit"))),
    Table("cells", "Persons and organisations in all units before each cell of 1,024 units; the last row: in all.", (
        Column("cell", "BIGINT", "cell"), Column("persons", "BIGINT", "persons before it", "persons"),
        Column("organisations", "BIGINT", "organisations before it", "organisations"))),
    Table("couplings", "What each month was lived under, by which any life is lived again.", (
        _MONTH, Column("lived_under", "BLOB", "int64, little-endian, a row a place: delays, neighbours, strays"))),
    Table("months", "What happened in each month, all subjects together.", (_MONTH, *METRICS)),
    Table("months_by_group", "What happened in each month, by group.", (_MONTH, GROUP, *METRICS)),
    Table("scores", "Points of all subjects together at each month's end.", (
        _MONTH, _SCHEME, *_labelled("ledger", "ledger"), Column("start", "DOUBLE", "points to start with", "points"),
        Column("points_over_start", "DOUBLE", "sum over all subjects of points above (below) the start; of means and scorecards, of the scores shown", "points"))),
    Table("scores_by_group", "Points at each year's end, by group.", (
        _YEAR, _SCHEME, *_labelled("ledger", "ledger"), GROUP,
        Column("points_over_start", "DOUBLE", "sum over the group of points above (below) the start; of means and scorecards, of the scores shown", "points"))),
    Table("grades", "Who has which grade at each month's end.", (_MONTH, _SCHEME, *_GRADE, _SUBJECTS)),
    Table("grades_by_group", "Who has which grade at each year's end, by group.", (_YEAR, _SCHEME, *_GRADE, GROUP, _SUBJECTS)),
    Table("moves", "From which grade at the last year's end to which at this one's, by group.", (
        _YEAR, _SCHEME, Column("from_grade", "VARCHAR", "grade a year before; NULL: none"),
        Column("to_grade", "VARCHAR", "grade now; NULL: none"), GROUP, _SUBJECTS)),
    Table("spells", "Stays in a grade that ended in the year, by how long they were.", (
        _YEAR, _SCHEME, *_GRADE, Column("months", "INTEGER", "length in whole months; 120: that or longer", "months"),
        Column("stays", "BIGINT", "stays that ended", "stays"))),
    Table("lists", "Who is on which list at each month's end.", (_MONTH, *_LIST, _SUBJECTS)),
    Table("lists_by_group", "Who is on which list at each year's end, by group.", (_YEAR, *_LIST, GROUP, _SUBJECTS)),
    Table("measures", "Who bears or enjoys which measure at each month's end.", (_MONTH, *_MEASURE, _SUBJECTS)),
    Table("measures_by_group", "Who bears or enjoys which measure at each year's end, by group.", (_YEAR, *_MEASURE, GROUP, _SUBJECTS)),
    Table("measure_flows", "How often each measure met somebody who wanted the thing, by year and group.", (
        _YEAR, *_MEASURE, GROUP, Column("times", "BIGINT", "times it met a want", "times"),
        Column("amount", "BIGINT", "what it cost or gave together", "see amount_unit"), Column("amount_unit", "VARCHAR", "fen, days or another"))),
    Table("acts", "Records entered, by year, act and group.", (
        _YEAR, _SCHEME, *_labelled("act", "act"), Column("version_from", "DATE", "first day of this version of the rule"), GROUP,
        Column("records", "BIGINT", "records entered", "records"), Column("points", "DOUBLE", "sum of their points", "points"),
        Column("points_moved", "DOUBLE", "sum of their points regardless of sign", "points"),
        Column("false_records", "BIGINT", "of these, of what did not happen or was another's", "records"),
        Column("points_basis", "VARCHAR", "where the points come from: text, secondary, borrowed, assumption"),
        Column("document", "VARCHAR", "document of that basis; see sources"), Column("pin", "VARCHAR", "place in the document"))),
    Table("places", "Each place at each month's end.", (
        _MONTH, *_labelled("place", "place"), Column("adults", "BIGINT", "persons of 18 and over", "persons"),
        Column("restricted", "BIGINT", "of these, denied or burdened in something", "persons"),
        Column("praised", "BIGINT", "of these, granted something", "persons"), Column("active", "BIGINT", "adults and organisations", "subjects"))),
    Table("offices", "How many cases wait at each office at each month's end.", (
        _MONTH, _PLACE, Column("office", "VARCHAR", "office"), Column("waiting", "BIGINT", "cases undecided", "cases"))),
    Table("astray", "What was seen in each month and went to a stranger of the same place.", (
        _MONTH, _PLACE, Column("conduct", "VARCHAR", "kind of conduct"), Column("channel", "VARCHAR", "channel that took one for another"),
        Column("records", "BIGINT", "seen and taken for another's", "records"))),
    Table("sources", "Documents that rules and assumptions rest on.", (
        Column("of", "VARCHAR", "scheme; empty: the world"), Column("document", "VARCHAR", "id by which bases cite it"),
        Column("title_en", "VARCHAR", "title in English"), Column("title_zh", "VARCHAR", "title in Chinese"),
        Column("address", "VARCHAR", "where it was read"), Column("from_day", "DATE", "its date"), Column("seen", "DATE", "day it was seen"),
        Column("kind", "VARCHAR", "original, translation, mirror, news or paper"))),
    Table("striking", "Some lives to look at.", (
        Column("code", "VARCHAR", "unified social credit code; SYNTHETIC"), Column("why", "VARCHAR", "typical, lowest, highest, listed, restricted, granted or organisation (the lowest)"),
        Column("kind", "VARCHAR", "person or organisation"), Column("unit", "BIGINT", "unit"), Column("member", "INTEGER", "member of the unit"),
        Column("score", "DOUBLE", "score at the end", "points"), Column("grade", "VARCHAR", "grade at the end"))),
    Table("about_tables", "What every table and column means.", (
        Column("table", "VARCHAR", "table"), Column("column", "VARCHAR", "column; empty: the table itself"),
        Column("type", "VARCHAR", "type"), Column("meaning", "VARCHAR", "meaning"), Column("unit", "VARCHAR", "unit"))),
)

def group_columns(names: dict) -> tuple[Column, ...]:
    """The columns by which this world reports."""
    labels = {"age": {"en": "age group", "zh": "年龄组"}} | names["attributes"]
    taken = {c.name for t in TABLES for c in t.columns}
    columns = [Column("kind_of_subject", "VARCHAR", "person or organisation")]
    for group in names["groups"]:
        name = group["attribute"].replace("-", "_")
        label = labels.get(group["attribute"], {"en": group["attribute"]})
        columns.append(Column(name + "_" * (name in taken), "VARCHAR", f"{label['en']}; NULL for organisations"))
    return tuple(columns)


def columns_of(table: Table, names: dict) -> tuple[Column, ...]:
    """A table's columns in this world."""
    return tuple(c for column in table.columns for c in (group_columns(names) if column is GROUP else (column,)))
