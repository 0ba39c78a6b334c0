"""`xinyong new`: what it makes checks and passes its own cases; what it refuses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from xinyong.cli import main
from xinyong.scheme import builtin_schemes, check_scheme
from xinyong.world import apply_variant, check_world
from xinyong.world.start import new_scheme, new_variant, new_world

GOOD = Path(__file__).parents[1] / "scheme" / "good"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["new", *arguments])
    return ended.value.code


def test_a_scheme_checks_and_its_cases_pass(capsys):
    assert run("scheme", "school") == 0
    assert capsys.readouterr().out == """Made school:
  README.md
  acts.csv
  measures.csv
  scheme.yaml
  sources.yaml
  tests/first.yaml

Next: xinyong test school
"""
    scheme, problems = check_scheme("school")
    assert problems == [] and len(scheme.cases) == 3 and all(act.domain == "daily-life" for act in scheme.acts)
    done = subprocess.run([sys.executable, "-m", "xinyong", "test", "school"], env=os.environ | {"XINYONG_DIALECT": "python"}, capture_output=True, text=True)
    assert done.stdout.startswith("school: all 3 worked cases pass"), done.stdout + done.stderr


def test_a_world_brings_a_scheme_of_its_own(capsys):
    assert run("world", "town") == 0
    assert capsys.readouterr().out.endswith("Next: xinyong run town\n")
    world, problems = check_world("town")
    assert problems == [] and [scheme.id for scheme in world.schemes] == ["points"] and list(world.variants) == ["everybody-is-told"]


@pytest.mark.parametrize("scheme", [*builtin_schemes(), *sorted(str(path) for path in GOOD.iterdir() if path.is_dir())])
def test_a_world_for_any_scheme_checks(scheme):
    path = new_world("town", scheme=scheme)
    world, problems = check_world(path)
    assert [p for p in problems if not p.is_warning] == [] and world.schemes[0].id == Path(scheme).name
    acts = {act.conduct for act in world.schemes[0].acts if act.conduct}
    assert acts <= {kind.id for kind in world.conduct} and {m.thing for m in world.schemes[0].measures} <= {kind.id for kind in world.conduct}


def test_a_scheme_beside_the_world_is_named_by_its_path():
    new_scheme("school")
    new_world("academy", scheme="school")
    assert "{scheme: ../school, from: 2024-01-01}" in Path("academy/world.yaml").read_text()


def test_a_variant_of_a_world_and_one_alone():
    new_world("town")
    inside, alone = new_variant("gentler", "town"), new_variant("gentler")
    assert (inside, alone) == (Path("town/variants/gentler.yaml"), Path("gentler.yaml"))
    assert check_world("town")[1] == []
    assert apply_variant("town", "gentler").practice.told["records"].share == 1 == apply_variant("rongcheng", str(alone)).practice.told["records"].share


def test_every_made_up_number_says_so():
    new_world("town", scheme="rongcheng")
    for file in ("population.csv", "conduct.csv", "channels.csv", "households.csv", "places.csv"):
        lines = [line for line in Path("town", file).read_text().splitlines()[1:] if not line.startswith("#")]
        assert lines and all("assumption " in line for line in lines), file


@pytest.mark.parametrize(("arguments", "message"), [
    (("scheme", "School"), "'School' is no name: it is in kebab-case (a-z, 0-9, -), beginning with a letter. Write school."),
    (("scheme", "../x"), "'../x' is no name: it is in kebab-case (a-z, 0-9, -), beginning with a letter. Write x."),
    (("world", "and"), "'and' is a word of the conditions' language. Choose another id."),
    (("variant", "学校"), "'学校' is no name: it is in kebab-case (a-z, 0-9, -), beginning with a letter. Write it in kebab-case, beginning with a letter."),
    (("scheme", "x", "--in", "nowhere"), "nowhere: no such folder. Make it first, or name another with --in."),
    (("world", "x", "--scheme", "rongchen"), "rongchen: no such scheme or folder. Did you mean rongcheng?"),
    (("scheme", "there"), "there is there already; nothing was changed. Choose another name.")])
def test_what_it_refuses(arguments, message, capsys):
    Path("there").mkdir()
    assert run(*arguments) == 1
    assert capsys.readouterr().err == f"{message}\n"
    assert [path.name for path in Path().iterdir()] == ["there"]


def test_the_command_line_is_wrong():
    assert run("skeme", "x") == run("scheme") == run("scheme", "x", "--scheme", "rongcheng") == 2


def test_nothing_is_left_of_a_folder_that_could_not_be_written(monkeypatch):
    from xinyong.world import start

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(start, "_rendered", full)
    with pytest.raises(OSError, match="No space"):
        new_scheme("school")
    assert not Path("school").exists()
