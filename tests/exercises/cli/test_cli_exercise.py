"""`scrs exercise check`, `schema`, `new` and `list`, as they are typed."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboards.cli import app
from exercises.script.loading import shipped

FILE = Path(__file__).parents[1] / "script" / "two-cells.yaml"


def typed(*words):
    return CliRunner().invoke(app, ["exercise", *map(str, words)])


def test_check_says_what_a_script_holds():
    done = typed("check", FILE)
    assert done.exit_code == 0
    assert done.stdout == (
        f"{FILE}: valid. 5 rows (1 key event, 3 inject, 1 contingency), 2 cells, 1 objective, "
        "4 h in 2 moves, 0 warnings.\n"
    )


def test_check_tells_every_fault_with_its_place_and_ends_with_1(tmp_path):
    text = FILE.read_text("utf-8").replace("small.yaml", "quick-start").replace("to: embassy", "to: embasy")
    (tmp_path / "bad.yaml").write_text(text, "utf-8")
    done = typed("check", tmp_path / "bad.yaml")
    assert done.exit_code == 1
    assert "bad.yaml:24:9: rows.1.to: there is no cell 'embasy'" in done.stderr
    assert "there is no fund 'purse'" in done.stderr
    assert "Did you mean 'embassy'?" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_tells_doubts_and_passes(tmp_path):
    text = FILE.read_text("utf-8").replace("small.yaml", "quick-start").partition("rows:")[0]
    (tmp_path / "empty.yaml").write_text(text, "utf-8")
    done = typed("check", tmp_path / "empty.yaml")
    assert done.exit_code == 0
    assert "warning: objectives.ask: no row exercises the objective 'ask'" in done.stderr
    assert done.stdout.endswith("1 warning.\n")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty"),
        (b"\xff\xfe", "UTF-16"),
        (b"- 1\n", "the top level is not a mapping"),
        (b"format: 1\n\ttitle: x\n", "indent with spaces"),
        (b"#" * 5_000_001, "script files are at most 5 MB"),
    ],
)
def test_what_is_no_script_is_refused_in_plain_words(tmp_path, content, told):
    (tmp_path / "bad.yaml").write_bytes(content)
    done = typed("check", tmp_path / "bad.yaml")
    assert done.exit_code == 1
    assert told in done.stderr


def test_a_script_that_is_not_there_is_told():
    done = typed("check", "nothing.yaml")
    assert done.exit_code == 1
    assert done.stderr.startswith("nothing.yaml: there is no such file")


def test_schema_is_json():
    found = json.loads(typed("schema").stdout)
    assert found["properties"]["rows"]["items"] == {"$ref": "#/$defs/Row"}


def test_list_names_what_ships():
    done = typed("list")
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(shipped())


def test_new_writes_a_script_that_check_passes_and_overwrites_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert typed("new", "first-try").stdout == (
        "first-try.yaml written. Next: scrs exercise check first-try.yaml\n"
    )
    assert ", 0 warnings." in typed("check", "first-try.yaml").stdout
    before = Path("first-try.yaml").read_text("utf-8")
    assert 'title: "First try"' in before
    again = typed("new", "first-try", "--title", "Another")
    assert again.exit_code == 2
    assert again.stderr.startswith("first-try.yaml is there already; nothing was written. Name another")
    assert Path("first-try.yaml").read_text("utf-8") == before


def test_new_takes_a_scenario_beside_the_script(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    text = FILE.with_name("small.yaml").read_text("utf-8")
    (tmp_path / "in" / "own.yaml").write_text(text, "utf-8")
    (tmp_path / "own.yaml").write_text(text, "utf-8")
    assert typed("new", "in/mine", "--scenario", "own.yaml").exit_code == 0
    assert typed("check", "in/mine.yaml").exit_code == 0
    elsewhere = typed("new", "in/other", "--scenario", "in/own.yaml")
    assert (elsewhere.exit_code, "does not lie beside the script" in elsewhere.stderr) == (1, True)
    unknown = typed("new", "other", "--scenario", "quick-strat")
    assert (unknown.exit_code, "Did you mean 'quick-start'?" in unknown.stderr) == (1, True)
