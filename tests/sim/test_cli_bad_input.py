"""What a user types wrong ends in a clear message and exit code 1: no traceback, nothing half written."""

import pytest
from typer.testing import CliRunner

from sim.cli import app

HEAD = "format: 1\ntitle: t\nstart: 2026-01-05\nhorizon: 1 y\n"
CREWS = "pools: {crew: {size: 1}, crane: {size: 1}}\n"
LAUGHS = "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n"

WRONG = {
    "not YAML": ("steps: {a: [", "bracket is not closed"),
    "billion laughs": (HEAD + LAUGHS, "anchor"),
    "unknown key": (HEAD + "steps: {a: {durration: 2 d}}", "Did you mean 'duration'?"),
    "duplicate key": (HEAD + "steps: {a: {duration: 2 d}, a: {duration: 3 d}}", "stands here and on line 5"),
    "NaN": (HEAD + "steps: {a: {duration: .nan}}", "unit"),
    "negative duration": (HEAD + "steps: {a: {duration: -2 d}}", "negative"),
    "no money": (HEAD + "funds: {f: {opening: 0 USD}}\nsteps: {a: {needs: {f: 5 USD}}}", "money"),
    "pool too small": (HEAD + CREWS + "steps: {a: {needs: {crew: 4}}}", "4"),
    "cycle": (HEAD + "steps: {a: {after: [b]}, b: {after: [a]}}", "a → b → a"),
    "deadlock": (
        HEAD
        + CREWS
        + "steps:\n"
        + "  a: {needs: {crew: 1}, keeps_until: a2}\n"
        + "  a2: {after: [a], needs: {crew: 1}}\n",
        "can never go on",
    ),
}
CROSSED = (
    "steps:\n"
    "  a: {needs: {crew: 1}, duration: 2 d, keeps_until: a2}\n"
    "  a2: {after: [a], needs: {crane: 1}}\n"
    "  b: {needs: {crane: 1}, duration: 2 d, keeps_until: b2}\n"
    "  b2: {after: [b], needs: {crew: 1}}\n"
)


def scrs(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("verb", ["check", "run"])
def test_a_wrong_file_is_told_where_and_what(case, verb, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text, expected = WRONG[case]
    (tmp_path / "plan.yaml").write_text(text, "utf-8")
    result = scrs(verb, "plan.yaml")
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert result.output.startswith("plan.yaml:")
    assert expected in result.output
    assert [each.name for each in tmp_path.iterdir()] == ["plan.yaml"]


def test_a_deadlock_that_may_come_is_a_doubt_and_the_run_names_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(HEAD + CREWS + CROSSED, "utf-8")
    checked, run = scrs("check", "plan.yaml"), scrs("run", "plan.yaml")
    assert (checked.exit_code, run.exit_code) == (0, 0)
    assert "warning: steps.a.keeps_until: these steps could deadlock" in checked.output
    assert "deadlock: plan.a2 → plan.b2 → plan.a2" in run.output


def test_a_variant_that_cannot_be_laid_is_told_before_any_doubt(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    wrong = "steps: {a: {duration: 2 d}}\nvariants: {more: {set: {pools.crew.size: 2}}}\n"
    (tmp_path / "plan.yaml").write_text(HEAD + wrong, "utf-8")
    result = scrs("check", "plan.yaml")
    assert result.exit_code == 1
    assert "pools.crew.size" in result.output.partition("\n")[0]


@pytest.mark.parametrize("name", ["nowhere.yaml", "quick-strat", "."])
def test_what_is_no_file_is_refused_by_name(name):
    result = scrs("run", name)
    assert result.exit_code == 1
    assert name in result.output


def test_a_file_of_100_mb_is_refused_without_reading_it(tmp_path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(100 * 2**20)
    result = scrs("check", path)
    assert result.exit_code == 1
    assert "5 MB" in result.output


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--set", "pools.activ_corps.size=9"], "active_corps"),
        (["--set", "pools.active_corps.size=many"], "whole number"),
        (["--variant", "nonsense"], "there is no variant"),
        (["--without", "quick_start"], "quick_start_funding"),
    ],
)
def test_a_wrong_change_is_told(words, expected):
    result = scrs("run", "quick-start", *words)
    assert result.exit_code == 1
    assert expected in result.output


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "taken").write_text("a file", "utf-8")
    result = scrs("run", "quick-start", "--out", tmp_path / "taken" / "inner")
    assert result.exit_code == 2
    assert "taken" in result.output
