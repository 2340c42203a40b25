"""`scrs exercise aar` and `roles`, as they are typed."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboards.cli import app
from exercises.journal import open_journal
from exercises.roles import MATRIX

SCRIPT = Path(__file__).parents[1] / "script" / "two-cells.yaml"
LINES = """\
STARTEX+00:12 embassy: see warning
STARTEX+00:20 embassy: answer warning option=pay We pay
STARTEX+00:30 evaluator: observe ask.request M cell=embassy No sum was named
"""


def typed(*words):
    return CliRunner().invoke(app, ["exercise", *map(str, words)])


@pytest.fixture(scope="module")
def journal(tmp_path_factory):
    """Return a journal in which an exercise was played at the console to its end."""
    folder = tmp_path_factory.mktemp("play")
    (folder / "lines.txt").write_text(LINES, "utf-8")
    done = typed(
        "play", SCRIPT, "--journal", folder / "j.sqlite", "--lines", folder / "lines.txt", "--fast", "--quiet"
    )
    assert done.exit_code == 0, done.output
    return folder / "j.sqlite"


def test_aar_writes_the_papers_of_a_played_exercise_twice_to_the_same_bytes(journal, tmp_path):
    """The only exercise of a journal need not be named; what came of it is printed."""
    futures = ("-n", 3, "--workers", 1)
    done = typed("aar", journal, "--out", tmp_path / "a", "--format", "docx,md,csv", *futures)
    assert done.exit_code == 0, done.output
    assert "1 decision or inject that acted on" in done.stdout
    assert "1 of 1 objectives are rated: 1 M." in done.stdout
    assert "Country team: 1 of 1 row that asked for an answer got one; median 10 min" in done.stdout
    again = typed(
        "aar", journal, "two-cells", "--out", tmp_path / "b", "--format", "docx,md,csv", *futures, "-q"
    )
    assert again.stdout.count("\n") == 1
    first, second = ({each.name: each.read_bytes() for each in (tmp_path / name).iterdir()} for name in "ab")
    assert first == second
    assert {"aar.docx", "aar.md", "timeline.png", "responses.csv", "improvement_plan.csv"} <= set(first)
    assert b"What the simulation measured" in first["aar.md"]
    assert b"3 futures (seed 1) is new from D+0 on" in first["aar.md"]
    assert first["counterfactual.csv"].startswith(
        b"cause,kind,title,cell,scenario_day,measure,unit,mean_change"
    )


def test_without_futures_the_paper_says_how_to_ask_for_them(journal, tmp_path):
    done = typed("aar", journal, "--out", tmp_path, "--format", "md,csv", "--futures", 0)
    assert done.exit_code == 0, done.output
    assert "not worked out for this paper" in (tmp_path / "aar.md").read_text("utf-8")
    assert not (tmp_path / "counterfactual.csv").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("two-cell",), "Did you mean 'two-cells'?"),
        (("two-cells", "--format", "pdf"), "there is no format 'pdf'"),
        (("two-cells", "--format", ","), "no format was named"),
    ],
)
def test_what_is_wrong_is_said_in_words(journal, tmp_path, words, told):
    done = typed("aar", journal, *words, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert told in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_journal_that_is_missing_or_holds_nothing_is_said(tmp_path):
    assert "there is no journal" in typed("aar", tmp_path / "no.sqlite").stderr
    open_journal(tmp_path / "empty.sqlite").close()
    done = typed("aar", tmp_path / "empty.sqlite")
    assert done.exit_code == 1
    assert "holds no exercise" in done.stderr


def test_no_paper_is_made_of_a_journal_that_was_changed(journal, tmp_path):
    copy = tmp_path / "changed.sqlite"
    copy.write_bytes(journal.read_bytes())
    with closing(sqlite3.connect(copy)) as database:
        for (trigger,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            database.execute(f"DROP TRIGGER {trigger}")
        database.execute("UPDATE journal_entries SET payload = replace(payload, 'We pay', 'We wait')")
        database.commit()
    done = typed("aar", copy, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "is not what was written" in done.stderr
    assert not (tmp_path / "out").exists()


def test_of_several_exercises_one_must_be_named(journal, tmp_path):
    copy = tmp_path / "two.sqlite"
    copy.write_bytes(journal.read_bytes())
    kept = open_journal(copy)
    kept.create("other", {"script": "", "scenario": ""})
    kept.close()
    done = typed("aar", copy)
    assert done.exit_code == 1
    assert "name one: other, two-cells" in done.stderr


def test_roles_prints_the_matrix_within_eighty_columns():
    done = typed("roles")
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert {line.split()[0] for line in lines[1 : len(MATRIX) + 1]} == set(MATRIX)
    start = next(line for line in lines if line.startswith("start")).split()
    assert start[1:] == ["yes", "·", "·", "·", "·", "·"]


def test_roles_as_json_says_the_same():
    said = json.loads(typed("roles", "--json").stdout)
    assert said["commands"]["jump"] == ["director"]
    assert {name: set(roles) for name, roles in said["commands"].items()} == {
        name: {role.value for role in roles} for name, roles in MATRIX.items()
    }
