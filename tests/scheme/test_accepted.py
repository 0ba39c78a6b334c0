"""Every warning has its id, its sentence and its page."""

import re
from pathlib import Path

from xinyong.record.dead_ends import NEEDS_MONEY, NO_WAY_OUT
from xinyong.scheme.accepted import WARNINGS

ROOT = Path(__file__).parents[2]


def given() -> set[str]:
    """The ids of all warnings that the code gives."""
    found = set()
    for path in (ROOT / "src/xinyong").rglob("*.py"):
        for call in re.findall(r"\.warn\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", path.read_text(encoding="utf-8")):
            found |= set(re.findall(r'rule="([a-z-]+)"', call))
            found |= {f"{what}-never-in-force" for what in ("act", "list", "measure", "remedy") if 'rule=f"{what}' in call}
    return found


def test_all_warnings_that_are_given_are_known_and_all_known_are_given():
    assert given() | {NO_WAY_OUT, NEEDS_MONEY} == set(WARNINGS)


def test_every_warning_has_its_page():
    page = (ROOT / "docs/reference/warnings.md").read_text(encoding="utf-8")
    headings = {id for line in page.splitlines() if line.startswith("##") for id in re.findall(r"[a-z]+(?:-[a-z]+)+", line)}
    assert headings == set(WARNINGS)
