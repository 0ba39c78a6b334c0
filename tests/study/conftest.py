"""Small runs that the tests of reports read, and one whose tables were written by hand."""

import shutil
import sys
from pathlib import Path

import duckdb
import pytest

import xinyong as xy

sys.path.insert(0, str(Path(__file__).parents[1]))
from odd_worlds import VILLAGE, lists_only, two_schemes


@pytest.fixture(scope="session")
def runs(tmp_path_factory):
    """Runs by name: a village, a small Rongcheng, one month of it, nobody, no months; lists without a ledger, two schemes at once."""
    folder = tmp_path_factory.mktemp("runs")
    sizes = {"village": (VILLAGE, 300, 24), "rongcheng": ("rongcheng", 3000, 36), "month": ("rongcheng", 500, 1),
             "nobody": ("rongcheng", 0, 12), "no-months": ("rongcheng", 20, 0),
             "lists-only": (lists_only(folder), 300, 12), "two-schemes": (two_schemes(folder), 300, 24)}
    for name, (world, people, months) in sizes.items():
        xy.run(world, people=people, months=months, out=folder / f"{name}.duckdb", progress=lambda _: None)
    return {name: xy.open_run(folder / f"{name}.duckdb") for name in sizes}


HAND_MADE = """
delete from grades;
insert into grades values
  ('2020-12-01', 'points', 'a', 'A', '甲', 95), ('2020-12-01', 'points', 'b', 'B', '乙', 4), ('2020-12-01', 'points', 'c', 'C', '丙', 1),
  ('2021-12-01', 'points', NULL, 'no grade', '无等级', 20), ('2021-12-01', 'points', 'a', 'A', '甲', 72),
  ('2021-12-01', 'points', 'b', 'B', '乙', 6), ('2021-12-01', 'points', 'c', 'C', '丙', 2);
delete from moves;
insert into moves values
  (2021, 'points', NULL, 'a', 'person', '18-29', '1', 'rural', 50),
  (2021, 'points', 'b', 'a', 'person', '18-29', '1', 'rural', 2), (2021, 'points', 'b', 'a', 'person', '30-44', '1', 'urban', 1),
  (2021, 'points', 'b', 'b', 'person', '18-29', '1', 'rural', 5), (2021, 'points', 'b', 'c', 'person', '18-29', '1', 'rural', 1),
  (2021, 'points', 'b', NULL, 'person', '18-29', '1', 'rural', 1),
  (2021, 'points', 'c', 'b', 'person', '18-29', '1', 'rural', 1), (2021, 'points', 'c', 'c', 'person', '18-29', '1', 'rural', 3);
delete from spells;
insert into spells values
  (2021, 'points', 'c', 'C', '丙', 3, 1), (2021, 'points', 'c', 'C', '丙', 6, 2), (2021, 'points', 'c', 'C', '丙', 12, 1);
delete from grades_by_group;
insert into grades_by_group values
  (2020, 'points', NULL, 'no grade', '无等级', 'person', '0-17', '1', 'rural', 1000),
  (2020, 'points', 'a', 'A', '甲', 'person', '18-29', '1', 'rural', 100), (2021, 'points', 'a', 'A', '甲', 'person', '18-29', '1', 'rural', 75),
  (2021, 'points', 'b', 'B', '乙', 'person', '18-29', '1', 'rural', 25),
  (2020, 'points', 'a', 'A', '甲', 'person', '30-44', '2', 'urban', 50), (2021, 'points', 'a', 'A', '甲', 'person', '30-44', '2', 'urban', 50),
  (2021, 'points', 'a', 'A', '甲', 'organisation', NULL, NULL, NULL, 7);
delete from acts;
insert into acts values
  (2020, 'points', 'littering', 'Litters', '乱丢垃圾', '2020-01-01', 'person', '18-29', '1', 'rural', 30, -300, 300, 3, 'text', 'RULES', 'rule 1'),
  (2021, 'points', 'littering', 'Litters', '乱丢垃圾', '2020-01-01', 'person', '30-44', '2', 'urban', 10, -100, 100, 1, 'assumption', NULL, NULL),
  (2021, 'points', 'helping', 'Helps', '助人', '2020-01-01', 'person', '18-29', '1', 'rural', 20, 100, 100, 0, 'text', 'RULES', 'rule 2');
update months set records_entered = 0, records_false = 0, false_corrected = 0, false_ended = 0, false_objected = 0, remedies_filed = 0,
  remedies_won = 0, remedies_lost = 0, decided_late = 0, went_astray = 0, arrived_astray = 0;
update months set records_entered = 60, records_false = 4, false_corrected = 1, false_ended = 2, false_objected = 2, remedies_filed = 9,
  remedies_won = 3, remedies_lost = 5, decided_late = 2 where month = '2021-03-01';
update offices set waiting = case when month = '2021-12-01' and place = (select min(place) from offices) then 1 else 0 end;
delete from measure_flows;
delete from measures;
insert into measures values
  ('2021-12-01', 'points', 'bar', 'No loans', '不得贷款', '2020-01-01', 'deny', 'loan', 4),
  ('2021-12-01', 'points', 'fee', 'A fee', '收费', '2020-01-01', 'burden', 'hall', 2);
insert into measure_flows values
  (2020, 'points', 'bar', 'No loans', '不得贷款', '2020-01-01', 'deny', 'loan', 'person', '18-29', '1', 'rural', 3, 0, NULL),
  (2021, 'points', 'bar', 'No loans', '不得贷款', '2020-01-01', 'deny', 'loan', 'person', '30-44', '1', 'rural', 2, 0, NULL),
  (2021, 'points', 'fee', 'A fee', '收费', '2020-01-01', 'burden', 'hall', 'person', '30-44', '1', 'rural', 1, 2500, 'fen');
delete from lists;
insert into lists values
  ('2021-11-01', 'points', 'points-list', 'Village list', '村名单', 6), ('2021-12-01', 'points', 'points-list', 'Village list', '村名单', 1);
"""


@pytest.fixture(scope="session")
def by_hand(runs, tmp_path_factory):
    """The village's run with tables written by hand, of which the answers are known."""
    path = tmp_path_factory.mktemp("by-hand") / "by-hand.duckdb"
    shutil.copy(runs["village"].path, path)
    with duckdb.connect(str(path)) as db:
        db.execute(HAND_MADE)
    return xy.open_run(path)
