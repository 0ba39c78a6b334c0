"""The page of all that was measured, docs/background/speed.md: generated, never typed."""

from __future__ import annotations

from bench import generality, record, rongcheng
from bench.machine import told

HEAD = """# How fast

Written by `python -m bench`; figures are measured, never typed. [bench/README.md](../../bench/README.md) says what each part does. Ratios
hold better than seconds: the programs of one table took turns in one run, so that whatever else the machine did fell on all alike.
"""

GENERALITY = """## The price of generality

One small rule set lived by the general engine, from its rule files; by C written for nothing else, with threads; by vectorised NumPy;
and by a Mesa model. Ten kinds of conduct, points that count for two years, six grades, one list with two ways out, deterrence
by what befalls neighbours, less to lose for who is listed. Least time of {repeats} turns, {months} months.
"""

CODES = """## Codes

{people:,} people's codes stand on {places:,} places of the permutation behind them: {shared:,} are shared, {disagreeing_codes:,} codes of the sample disagree;
{seconds:,.0f} seconds on {threads} threads.
"""


def written(kept: dict[str, dict]) -> str:
    """The page, of the parts that were measured."""
    parts = [HEAD]
    if "generality" in kept:
        found = kept["generality"]["found"]
        parts += [GENERALITY.format(**found), generality.table(found), _where(kept["generality"])]
    if "rongcheng" in kept:
        parts += ["## Rongcheng at its real size\n", rongcheng.table(kept["rongcheng"]["found"]), _where(kept["rongcheng"])]
    if "record" in kept:
        parts += ["## A record\n", _record(kept["record"]["found"]), _where(kept["record"])]
    if "codes_unique" in kept:
        parts += [CODES.format(**kept["codes_unique"]["found"]), _where(kept["codes_unique"])]
    return "\n".join(parts)


def _record(found: dict) -> str:
    rows = [("one unit replayed and traced, at the median", found["replay"]["median"], record.MOST_REPLAY),
            (f"a record with its explanation, at the median ({found['events']:g} events)", found["record"]["median"],
             record.MOST_RECORD + record.MOST_EVENT * found["events"]),
            ("`xinyong record` from the shell", found["shell"], record.MOST_SHELL), ("`xinyong --help`", found["help"], record.MOST_HELP)]
    return "\n".join(["| what | measured | asked, at most | met |", "| --- | --- | --- | --- |"]
                     + [f"| {what} | {record.text(is_)} | {record.text(most)} | {'yes' if is_ <= most else 'no'} |" for what, is_, most in rows])


def _where(kept: dict) -> str:
    before, after = kept["busy"]
    crowded = max(before, after) > int(kept["machine"]["cores"])
    warning = " That is more than there are cores: seconds on the clock are too long here, and processor time is to be trusted." if crowded else ""
    return f"\n{kept['taken']}. {told(kept['machine'])} Processes that wanted a core in the last minute: {before} before, {after} after.{warning}\n"
