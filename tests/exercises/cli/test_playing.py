"""At the command line: an exercise is played, taken up again, replayed, packed, unpacked: one state."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboards.cli import app
from exercises import opening
from exercises.cli import playing
from exercises.console.session import Session
from exercises.journal.memory import MemoryJournal
from exercises.script.loading import open_script

SCRIPT = """
format: 1
title: Two rows
scenario: quick-start
clock: {startex: 2026-05-11 09:00, endex: STARTEX+2 h, moves: [{title: One, scenario: D+20, pace: 240}]}
cells: {embassy: {title: Embassy}, military: {title: Task force}}
objectives: {move: {title: Teams move}}
rows:
  - uid: airport
    title: The airport is closed
    to: [embassy, military]
    objectives: move
    trigger: STARTEX+00:10
    effects: [{scale: {doctrine.teams.*.travel: 3}, lasting: 20 d, why: airport closed}]
    options: {wait: {text: Wait}, sea: {text: By sea, effects: [{set: {doctrine.teams.advance.tour: 100 d}}]}}
  - uid: arrived
    title: The first team is in the country
    to: embassy
    objectives: move
    trigger: {when: {measure: milestone.alpha.first_team_in_country, reached: true}}
"""
LINES = "STARTEX+00:20 embassy: answer airport option=sea We go by sea\nSTARTEX+00:30 note half an hour\n"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    (tmp_path / "two.yaml").write_text(SCRIPT)
    (tmp_path / "two.txt").write_text(LINES)
    return tmp_path / "two.yaml"


def run(*arguments: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["exercise", *(str(each) for each in arguments)])
    assert result.exit_code == code, result.output
    return result.output


def state_in(output: str) -> str:
    found = re.search(r"state ([0-9a-f]{12})", output)
    assert found is not None
    return found[1]


def test_an_exercise_plays_to_its_end_and_is_the_same_wherever_it_is_folded(script: Path) -> None:
    """Played, replayed, packed, unpacked into another journal, replayed there: one state."""
    journal, other = script.with_name("play.sqlite"), script.with_name("other.sqlite")
    package = script.with_name("two.zip")
    played = run("play", script, "--fast", "--lines", script.with_suffix(".txt"), "--journal", journal)
    assert "sent      airport → embassy, military" in played
    assert "ended at STARTEX+02:00; 2 deliveries, 1 answered, 2 effects" in played
    assert "two: Two rows" in run("status", journal)
    replayed = run("replay", journal, "two")
    assert state_in(replayed) == state_in(played)
    run("pack", journal, "two", package)
    run("unpack", package, other, "--name", "copy")
    assert state_in(run("replay", other, "copy")) == state_in(played)
    assert "already" in run("unpack", package, other, "--name", "copy", code=1)


def test_an_exercise_that_was_broken_off_goes_on_where_it_stood(
    script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Part of the lines, another process, the rest."""
    journal = script.with_name("play.sqlite")
    first = CliRunner().invoke(
        app,
        ["exercise", "play", str(script), "--journal", str(journal)],
        input="pause for lunch\n",
    )
    assert first.exit_code == 0, first.output
    assert "paused at STARTEX+00:00" in first.output
    script.with_suffix(".txt").write_text("resume\n" + LINES)
    rest = run("play", script, "--fast", "--lines", script.with_suffix(".txt"), "--journal", journal)
    assert "  STARTEX   " not in rest
    assert "ended at STARTEX+02:00" in rest


def test_what_was_refused_ends_with_code_1_and_is_said_again_at_the_end(script: Path) -> None:
    """A misspelt row in a file of lines."""
    script.with_suffix(".txt").write_text("release airprot\n")
    output = run("play", script, "--fast", "--quiet", "--lines", script.with_suffix(".txt"), code=1)
    assert "Did you mean 'airport'?" in output


def test_a_list_goes_out_and_comes_back_into_its_script(script: Path) -> None:
    """export, import --into, check."""
    workbook, back = script.with_suffix(".xlsx"), script.with_name("back.yaml")
    assert "2 rows" in run("export", script, workbook)
    output = run("import", workbook, "--into", script, "--out", back)
    assert "a script of 2 rows" in output
    assert "valid" in run("check", back)


def test_a_file_that_is_not_there_is_said_in_a_line(script: Path) -> None:
    """No traceback for a wrong path, and nothing has begun."""
    missing, kept = script.with_name("missing.txt"), script.with_name("kept.sqlite")
    told = run("play", script, "--fast", "--lines", missing, "--journal", kept, code=1)
    assert "missing.txt cannot be read: no such file" in told
    assert "STARTEX" not in told
    assert not kept.exists()
    assert run("status", script.with_name("none.sqlite"), code=1)


def test_leaving_says_how_to_take_it_up_and_a_changed_script_is_told(script: Path) -> None:
    """What stands in the journal counts; Ctrl-C ends with the code that shells have for it."""
    journal = script.with_name("play.sqlite")
    left = CliRunner().invoke(app, ["exercise", "play", str(script), "--journal", str(journal)], input="")
    assert f"Take it up again: scrs exercise play {script} --journal {journal}" in left.output
    assert "'pause' before leaving" in left.output
    script.write_text(SCRIPT.replace("Two rows", "Two other rows"))
    again = CliRunner().invoke(app, ["exercise", "play", str(script), "--journal", str(journal)], input="")
    assert "has changed since this exercise was made" in again.output
    memory = CliRunner().invoke(app, ["exercise", "play", str(script)], input="pause\n")
    assert "kept in memory only" in memory.output


def test_ctrl_c_says_how_the_exercise_stands(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback; code 130."""

    def interrupted(_session: Session, _text: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Session, "take", interrupted)
    arguments = ["exercise", "play", str(script), "--journal", str(script.with_name("play.sqlite"))]
    left = CliRunner().invoke(app, arguments, input="note x\n")
    assert left.exit_code == 130
    assert "Take it up again" in left.output
    assert "two: running at" in left.output


def test_a_closed_input_is_no_traceback(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a service starts it: without standard input at all."""
    monkeypatch.setattr("sys.stdin", None)
    playing._played(playing._session(*kept(script), fast=True, quiet=True), None, fast=True, speed=1.0)


def kept(script: Path) -> tuple[MemoryJournal, str]:
    journal = MemoryJournal()
    opening.create(journal, "two", open_script(script), wall=0.0)
    return journal, "two"
