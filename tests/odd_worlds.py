"""Worlds made from the village that lack something or have more of it: lists without a ledger, two schemes at once, one thing that brings another."""

import re
import shutil
from pathlib import Path

VILLAGE = Path(__file__).parent / "world" / "good" / "village"


def lists_only(folder: Path) -> Path:
    """A world whose scheme has no ledger, no grades and no remedies but for its list; nothing is reported by, and nobody keeps a shop."""
    world = _copy(folder, "lists-only")
    scheme = world / "points"
    head = (scheme / "scheme.yaml").read_text("utf-8")
    _write(scheme / "scheme.yaml", re.sub(r"ledgers:\n.*(?=consent:)", "", head, flags=re.S).replace("without: [score, grants]", "without: [grants]"))
    _write(scheme / "acts.csv", "id,label_en,label_zh,of,conduct,when,channel,points,counts_for,basis\n"
           "litters,Littering,乱扔垃圾,person,litters,,camera,,2 years,text RULES art. 11\n"
           "fees,Unpaid fees,拖欠费用,both,owes-fees,,warden,,2 years,text RULES art. 12\n"
           "short-weight,Short weight,缺斤短两,organisation,sells-short,,warden,,2 years,text RULES art. 13\n")
    _write(scheme / "lists.yaml", (scheme / "lists.yaml").read_text("utf-8").replace("count(bad, within=24 months) >= 2", "count(any, within=24 months) >= 2"))
    _write(scheme / "measures.csv", "\n".join((scheme / "measures.csv").read_text("utf-8").splitlines()[:2]) + "\n")
    shutil.rmtree(scheme / "tests")
    _write(world / "responses.csv", "id,conduct,when,neighbours,factor,basis,label_en,label_zh\n")
    text = (world / "world.yaml").read_text("utf-8")
    _write(world / "world.yaml", text.replace("report_by: [age, income, hukou]", "report_by: []"))
    return world


def two_schemes(folder: Path) -> Path:
    """A world in which two keepers grade the same people."""
    world = _copy(folder, "two-schemes")
    other = world / "stars"
    shutil.copytree(world / "points", other)
    shutil.rmtree(other / "tests")
    head = (other / "scheme.yaml").read_text("utf-8")
    _write(other / "scheme.yaml", head.replace("id: points", "id: stars").replace("Village points", "Village stars").replace("村民积分", "村民星级")
           .replace("asked: opt in, without: [score, grants]", "asked: not asked"))
    text = (world / "world.yaml").read_text("utf-8")
    _write(world / "world.yaml", text.replace("from: 2020-01-01}\n", "from: 2020-01-01}\n  - {scheme: ./stars, places: all, from: 2020-07-01}\n", 1))
    responses = (world / "responses.csv").read_text("utf-8")
    _write(world / "responses.csv", responses.replace("gap_up", "points.gap_up").replace("told(points-list)", "told(points.points-list)"))
    return world


def bound(folder: Path) -> Path:
    """A world in which one thing brings another: acts arise by rule, when something holds, while it holds and on set days; fees
    are owed, and paid in part, late or never; a court passes its list and judgments on."""
    world = _copy(folder, "bound")
    acts = (world / "points" / "acts.csv").read_text("utf-8").splitlines()
    acts = [line + (",owes" if i == 0 else ",fees" if line.startswith("fees,") else ",") for i, line in enumerate(acts)]
    _write(world / "points" / "acts.csv", "\n".join(acts) + "\n")
    head = (world / "points" / "scheme.yaml").read_text("utf-8")
    _write(world / "points" / "scheme.yaml", head.replace("\ngrades:", """
obligations:
  fees: {label: {en: Fees, zh: 费用}, amount: amount, due: 30 days, basis: text RULES art. 12}
grades:""", 1))
    practice = (world / "practice.yaml").read_text("utf-8")
    _write(world / "practice.yaml", practice + """obligations:
  fees:
    performed:
      - {when: income >= 3, share: 90 %, after: 1 to 20 days, basis: assumption made up for tests}
      - {share: 60 %, after: 10 to 120 days, pays: 50 %, basis: assumption made up for tests}
""")
    _add_acts(world / "points", [
        {"id": "heedless", "arises": "when it holds", "when": '"count(any, within=12 months, since=heedless) >= 2"', "points": "-20", "counts_for": "1 year"},
        {"id": "watched", "arises": "when it holds", "when": "score < 980", "points": "-1", "counts_for": "while it holds", "grade": "c",
         "grade_for": "while it holds"},
        {"id": "arrears", "arises": "when it holds", "when": "owes(fees) >= 500 and overdue(fees) > 30", "points": "-7", "counts_for": "while it holds"},
        {"id": "thanks", "arises": "yearly on 01-01", "when": "score >= 970", "points": "3", "counts_for": "1 year"}])
    _livelier(world)
    _court(world)
    return world


def _court(world: Path) -> None:
    """A court whose list and judgments reach the village's points, against the family too, some of them a stranger's; what is corrected is not always followed."""
    court = world / "court"
    shutil.copytree(VILLAGE.parents[2] / "scheme" / "good" / "court", court)
    shutil.rmtree(court / "tests")
    text = (world / "world.yaml").read_text("utf-8")
    _write(world / "world.yaml", text.replace("from: 2020-01-01}\n", "from: 2020-01-01}\n  - {scheme: ./court, places: all, from: 2020-01-01}\n", 1))
    head = (world / "points" / "scheme.yaml").read_text("utf-8")
    _write(world / "points" / "scheme.yaml", head.replace("\nobligations:", """
agreements:
  court-list: {label: {en: Court list, zh: 法院名单}, gives: {list: court.defaulters}, against: [subject, representative], becomes: listed, lag: 1 to 40 days,
               follows: both, within: 3 working days, onward: yes, basis: text RULES art. 15}
  judgments: {label: {en: Judgments, zh: 判决}, gives: {acts: any}, against: subject, becomes: judged, lag: 2 working days, follows: corrections, within: 5 days,
              basis: text RULES art. 15}
  family: {label: {en: Family, zh: 家庭}, gives: {acts: [listed]}, of: person, against: household, becomes: of-family, consent: required, basis: text RULES art. 15}
obligations:""", 1).replace("gives: {acts: any}", "gives: {acts: [court.any]}"))
    _add_acts(world / "points", [{"id": "listed", "points": "-12", "counts_for": "3 years"}, {"id": "judged", "points": "-3", "counts_for": "2 years"},
                                 {"id": "of-family", "points": "-2", "counts_for": "6 months"}])
    practice = (world / "practice.yaml").read_text("utf-8")
    _write(world / "practice.yaml", practice.replace("offices:", """  appeal:
    filed: {share: 60 %, after: 1 to 20 days, basis: assumption made up for tests}
    won: {share: 60 %, basis: assumption made up for tests}
    takes: {days: 5 days, basis: assumption made up for tests}
  correction:
    filed: {share: 60 %, after: 1 to 20 days, basis: assumption made up for tests}
    won: {share: 60 %, basis: assumption made up for tests}
    takes: {days: 5 days, basis: assumption made up for tests}
offices:
  court: {handles: 2 per 1000 people a month, basis: assumption made up for tests}""", 1).replace("records: {share: 30 %,", "records: {share: 80 %,") + """agreements:
  judgments: {done: 80 %, mistaken: 30 %, followed: 50 %, basis: assumption made up for tests}
""")
    for file, row in (("conduct.csv", "does-not-pay,Does not pay,不履行,both,bad,600,,,,assumption made up for tests,\n"
                                      "commits-crime,Commits a crime,犯罪,person,bad,30,,,,assumption made up for tests,\n"
                                      "disturbs,Disturbs the court,扰乱法庭,person,bad,300,,,,assumption made up for tests,\n"),
                      ("channels.csv", "court,Court,法院,100 %,0 to 20 days,1 %,,,,assumption made up for tests,\n")):
        _write(world / file, (world / file).read_text("utf-8") + row)
    responses = (world / "responses.csv").read_text("utf-8")
    _write(world / "responses.csv", responses.replace("gap_up", "points.gap_up").replace("told(points-list)", "told(points.points-list)"))


def _add_acts(scheme: Path, acts: list[dict[str, str]]) -> None:
    """Rows for acts.csv, which gets the columns that they need."""
    head, *rows = (scheme / "acts.csv").read_text("utf-8").splitlines()
    columns = [*head.split(","), *dict.fromkeys(c for act in acts for c in act if c not in head.split(","))]
    more = len(columns) - len(head.split(","))
    given = [{"label_en": act["id"], "of": "both", "basis": "text RULES art. 14"} | act for act in acts]
    lines = [",".join(columns), *(row + "," * more for row in rows), *(",".join(act.get(c, "") for c in columns) for act in given)]
    _write(scheme / "acts.csv", "\n".join(lines) + "\n")


def _livelier(world: Path) -> None:
    """More is done and seen in a small world."""
    text = (world / "conduct.csv").read_text("utf-8")
    _write(world / "conduct.csv", text.replace(",bad,120,3,", ",bad,1200,3,").replace(",bad,20.5,,", ",bad,1200,,").replace(",good,300,,", ",good,1500,,"))
    text = (world / "channels.csv").read_text("utf-8")
    _write(world / "channels.csv", text.replace(",1 %,", ",20 %,").replace("0 %,1 days,0 %", "50 %,1 days,5 %"))


def _copy(folder: Path, id: str) -> Path:
    world = folder / id
    shutil.copytree(VILLAGE, world, ignore=shutil.ignore_patterns("variants"))
    text = (world / "world.yaml").read_text("utf-8")
    _write(world / "world.yaml", text.replace("id: village", f"id: {id}", 1))
    return world


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
