"""At the command line: rehearse with its gates and files, and retime with what is adopted."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from dashboards.cli import app
from exercises.cli import retiming

SCRIPT = """
format: 1
title: Two rows
scenario: quick-start
clock: {startex: 2026-05-11 09:00, endex: STARTEX+01:00, moves: [{title: One, scenario: D+20, pace: 24}]}
cells: {embassy: {title: Embassy}}
objectives: {move: {title: Teams move}}
rehearsal: {answers: 10 min, chance: 1, sees: 1 min}
rows:
  - {uid: first, title: F, to: embassy, objectives: move, trigger: STARTEX+00:10}
  - {uid: last, title: L, to: embassy, objectives: move, trigger: STARTEX+00:55}
"""


@pytest.fixture
def given(tmp_path, monkeypatch):
    """Return a folder with a script in it, as the place where the command runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "two.yaml").write_text(SCRIPT, encoding="utf-8")
    return tmp_path


def scrs(*words):
    return CliRunner().invoke(app, ["exercise", *words])


PLAY = ("rehearse", "two.yaml", "-n", "2", "--workers", "1", "--quiet")


def test_a_rehearsal_writes_its_files_and_ends_with_5_where_a_requirement_is_missed(given):
    """The last row is never answered by ENDEX."""
    wanted = ("--require", "objective(move) >= 0.9", "--require", "endex_on_time >= 0.5")
    ended = scrs(*PLAY, *wanted, "--value", "1", "--out", "there")
    assert ended.exit_code == 5, ended.output
    assert "missed: endex_on_time >= 0.5: found 0 %" in ended.output
    assert "missed: objective" not in ended.output
    files = {each.name for each in (given / "there").iterdir()}
    assert {
        "rehearsal.html",
        "rehearsal.json",
        "objectives.csv",
        "load.csv",
        "rows.csv",
        "required.csv",
    } <= files
    page = (given / "there" / "rehearsal.html").read_text("utf-8")
    assert 'src="http' not in page
    told = json.loads((given / "there" / "rehearsal.json").read_text("utf-8"))
    assert told["rows"]["first"]["at_s"]["p50"] == 600.0


def test_a_rehearsal_is_told_on_the_terminal_and_as_json(given):
    """Both hold the same numbers."""
    words = [each for each in PLAY if each != "--quiet"]
    text = scrs(*words)
    assert text.exit_code == 0
    assert "Objectives" in text.output
    assert "Assumed" in text.output
    data = json.loads(scrs(*words, "--json", "--progress", "none").stdout)
    assert (data["plays"], data["failed"], data["endex_on_time"]["value"]) == (2, 0, 0.0)


def test_names_that_are_not_there_are_told_before_anything_is_played(given):
    """Exit code 1, and no bar."""
    ended = scrs(*PLAY, "--require", "objective(moves) >= 0.9")
    assert ended.exit_code == 1
    assert "Did you mean 'move'" in ended.output


def test_progress_can_be_read_by_programs(given):
    """One JSON line at least, and the last one is done."""
    ended = scrs(*(each for each in PLAY if each != "--quiet"), "--progress", "json", "--json")
    line = [each for each in ended.stderr.splitlines() if each.startswith('{"done"')][-1]
    assert json.loads(line)["done"] == 2


@pytest.fixture
def playing(given, monkeypatch):
    """Return a journal in which ten minutes have been played."""
    from exercises import opening
    from exercises.console.session import EXCON
    from exercises.journal.opening import open_journal
    from exercises.play.commands import Start
    from exercises.script.loading import open_script

    journal = open_journal("play.sqlite")
    opening.create(journal, "two", open_script("two.yaml"), wall=0.0)
    opening.direct(journal, "two", clock=lambda: 0.0).do(EXCON, Start())
    journal.close()
    monkeypatch.setattr(retiming, "now", lambda: 605.0)
    return "play.sqlite"


def test_a_proposal_is_shown_and_adopted(playing):
    """The last row moves forward, and then nothing is late."""
    shown = scrs("retime", playing)
    assert shown.exit_code == 0, shown.output
    assert "move  last from STARTEX+00:55 to STARTEX+00:50" in shown.output
    assert json.loads(scrs("retime", playing, "--json").stdout)["late"] == ["last"]
    adopted = scrs("retime", playing, "--adopt", "1")
    assert adopted.exit_code == 0, adopted.output
    assert "nothing has to be changed" in scrs("retime", playing).output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--adopt", "9"), "there is no proposal 9"),
        (("--by", "STARTEX+00:05"), "has passed"),
        (("--by", "soon"), "--by"),
        (("--by", "D+30"), "on the scenario's clock"),
    ],
)
def test_what_makes_no_sense_is_refused(playing, words, said):
    """One line that says what is wrong, exit code 1."""
    ended = scrs("retime", playing, *words)
    assert ended.exit_code == 1
    assert said in ended.output
