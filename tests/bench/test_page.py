"""The page of measurements: made of what was found, each figure beside what is asked and whether that is met."""

from bench import generality, page

MACHINE = {"processor": "A processor", "cores": "2", "memory": "8 GiB", "system": "Linux 6", "python": "3.11", "gcc": "gcc 12",
           "numba": "0.68", "numpy": "2.4", "mesa": "3.3"}
PROGRAMS = [{"name": name, "threads": 1, "people": 1000, "clock_s": seconds, "processor_s": seconds, "subject_months_per_second": 60_000 / seconds,
             "bytes_per_subject": 64} for name, seconds in (("engine", 2.0), ("C", 1.0), ("NumPy", 3.0))]
RATIOS = {"engine_to_c": 2.0, "engine_to_c_two_threads": 3.5, "mesa_to_engine": 99.0, "mesa_to_engine_two_threads": 100.0, "numpy_to_engine": 1.5}
FOUND = {"people": 1000, "months": 60, "repeats": 3, "programs": PROGRAMS, "ratios": {"clock": RATIOS, "processors": RATIOS},
         "means": {"engine": {"mean_score": 900.0, "listed": 30}, "Mesa": {"mean_score": 901.0, "listed": 31}}}


def kept(found):
    return {"taken": "2026-11-25", "machine": MACHINE, "busy": [0.5, 2.0], "found": found}


def test_each_ratio_says_whether_it_is_met():
    rows = [line for line in generality.table(FOUND).splitlines() if " time over " in line]
    assert [row.split(" | ")[-1] for row in rows] == ["yes |", "no |", "no |", "yes |", "yes |"]


def test_the_page_names_machine_and_day_and_leaves_out_what_was_not_measured():
    text = page.written({"generality": kept(FOUND)})
    assert "2026-11-25. A processor, 2 cores, 8 GiB of memory" in text
    assert "| engine | 1 | 1,000 | 2.00 | 2.00 | 0.03 | 64 |" in text
    assert "Rongcheng" not in text and "Codes" not in text


def test_codes_are_told_with_how_many_are_shared():
    found = {"people": 1000, "key": 1, "places": 1000, "shared": 0, "disagreeing_codes": 0, "seconds": 1.2, "threads": 2}
    assert "1,000 people's codes stand on 1,000 places of the permutation behind them: 0 are shared" in page.written({"codes_unique": kept(found)})
