"""`scrs exercise forecast`, `whatif` and `rewind`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboards.cli import app
from exercises.cli import playing
from exercises.console.session import EXCON
from exercises.journal.opening import open_journal
from exercises.opening import create, direct
from exercises.play.commands import End, Pause, Start
from exercises.script.loading import open_script

NAME = "two"
SCRIPT = """
format: 1
title: Two rows
scenario: quick-start
clock: {startex: 2026-05-11 09:00, endex: STARTEX+2 h, moves: [{title: One, scenario: D+20, pace: 240}]}
cells: {embassy: {title: Embassy}}
objectives: {move: {title: Teams move}}
rows:
  - uid: airport
    title: The airport is closed
    to: embassy
    trigger: manual
    effects: [{scale: {doctrine.teams.*.travel: 3}, why: airport closed}]
  - uid: arrived
    title: The first team is in the country
    to: embassy
    trigger: {when: {measure: milestone.alpha.first_team_in_country, reached: true}}
"""


@pytest.fixture(scope="module")
def journal(tmp_path_factory) -> Path:
    """Return a journal with an exercise that was paused after half an hour, and one that has ended."""
    folder = tmp_path_factory.mktemp("journal")
    (folder / "two.yaml").write_text(SCRIPT)
    kept = open_journal(str(folder / "play.sqlite"))
    for name in (NAME, "over"):
        time = [1_000.0]
        create(kept, name, open_script(str(folder / "two.yaml")), wall=time[0])
        director = direct(kept, name, clock=lambda time=time: time[0])
        director.do(EXCON, Start())
        time[0] += 1800.0
        director.do(EXCON, Pause(reason="lunch") if name == NAME else End(reason="enough"))
    kept.close()
    return folder / "play.sqlite"


def run(*words: object, code: int = 0):
    done = CliRunner(env={"COLUMNS": "200"}).invoke(app, ["exercise", *map(str, words)])
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done


def test_a_forecast_tells_rows_dates_load_and_what_is_assumed(journal):
    shown = run("forecast", journal, NAME, "-n", 60).stdout
    assert "Forecast at STARTEX+00:30 (D+25 00:00), to ENDEX at STARTEX+02:00: 60 futures." in shown
    assert "arrived" in shown
    assert "alpha.first_team_in_country" in shown
    assert "cells take no decision and answer nothing" in shown


def test_a_forecast_is_one_json_object_for_programs(journal):
    found = json.loads(run("forecast", journal, NAME, "-n", 60, "--json").stdout)
    assert found["futures"] == 60
    (row,) = found["rows"]
    assert row["uid"] == "arrived"
    assert 0.0 <= row["reached"]["low"] <= row["reached"]["value"] <= row["reached"]["high"] <= 1.0
    assert found["fans"]["fund.conflict_response_fund.free"]["p50"][0] == 100_000_000.0


def test_what_if_tells_both_lines_and_can_take_something_for_granted(journal):
    shown = run("whatif", journal, NAME, "release airport", "-n", 60).stdout
    assert "What if, at STARTEX+00:30: release airport" in shown
    assert "alpha.first_team_in_country" in shown
    found = json.loads(
        run("forecast", journal, NAME, "-n", 60, "--json", "--assume", "release airport").stdout
    )
    pair = json.loads(run("whatif", journal, NAME, "release airport", "-n", 60, "--json").stdout)
    assert pair["with"]["milestones"] == found["milestones"]


def test_what_was_tried_is_adopted_with_its_reason(journal, monkeypatch):
    run("rewind", journal, NAME, "--at", "STARTEX+00:20", "--name", "adopted")
    monkeypatch.setattr("exercises.cli.foreseeing.now", lambda: 5_000.0)
    done = run("whatif", journal, "adopted", "release airport", "--adopt", "to see what it does", "-n", 20)
    assert "Adopted." in done.stderr
    kept = open_journal(str(journal))
    kinds = [each.kind for each in kept.read("adopted")][-3:]
    kept.close()
    assert kinds == ["inject.sent", "effect.applied", "note.made"]


def test_rewind_begins_an_exercise_and_says_how_to_play_it(journal):
    done = run("rewind", journal, "over", "--at", "09:12", "--reason", "the other way")
    assert done.stdout == (
        "over-from-0012: played again from STARTEX+00:12 of over (entry 1); it stands paused.\n"
    )
    assert f"scrs exercise play over-from-0012 --journal {journal}" in done.stderr
    assert "over-from-0012" in run("status", journal).stdout


def test_something_else_is_tried_and_played_in_the_place_of_what_was_done(journal, monkeypatch):
    """`replay` numbers what was done, `whatif` and `rewind` take it, `status` says where it comes from."""
    run("rewind", journal, NAME, "--at", "STARTEX+00:20", "--name", "first")
    monkeypatch.setattr("exercises.cli.foreseeing.now", lambda: 5_000.0)
    run("rewind", journal, "first", "--at", "STARTEX+00:20", "--name", "second", "--do", "release airport")
    feed = run("replay", journal, "second").stdout.splitlines()
    (number,) = [line.split()[0] for line in feed if "sent      airport" in line]
    shown = run("whatif", journal, "second", "skip airport", "--instead", number, "-n", 20).stdout
    assert "What if, at STARTEX+00:20: skip airport" in shown
    run("rewind", journal, "second", "--instead", number, "--do", "skip airport", "--name", "third")
    told = run("status", journal, "third").stdout
    assert told.startswith(f"played again from STARTEX+00:20 of second (entry {int(number) - 1})")
    assert "third: Two rows, " in run("status", journal).stdout
    assert "skipped   airport" in run("replay", journal, "third").stdout


def test_a_forecast_is_kept_in_the_journal_as_it_was_seen(journal, monkeypatch):
    run("rewind", journal, NAME, "--at", "STARTEX+00:20", "--name", "kept")
    monkeypatch.setattr("exercises.cli.foreseeing.now", lambda: 5_000.0)
    run("forecast", journal, "kept", "-n", 20, "--keep")
    line = run("replay", journal, "kept").stdout.splitlines()[-2]
    assert "forecast  20 futures: The first team is in the country " in line


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("forecast", "nobody"), "no exercise 'nobody'"),
        (("forecast", "over"), "ended at STARTEX+00:30"),
        (("forecast", NAME, "--at", "STARTEX+01:30"), "has not come"),
        (("forecast", NAME, "--at", "noon"), "'noon' is not a moment"),
        (("forecast", NAME, "--assume", "release arport"), "there is no row 'arport'"),
        (("whatif", "over", "release airport"), "nothing can be tried any more"),
        (("whatif", NAME, "jump STARTEX+01:00"), "no command of which one can ask what if"),
        (("whatif", NAME, "release airport", "--at", "STARTEX+00:10", "--adopt", "why"), "at this moment"),
        (("rewind", "over", "--at", "STARTEX+00:30"), "had ended by STARTEX+00:30"),
        (("rewind", NAME), "a moment to play again from is needed"),
        (("rewind", NAME, "--instead", "99"), "entry 99 is nothing that somebody did"),
        (("rewind", NAME, "--at", "STARTEX+00:10", "--do", "release arport"), "there is no row 'arport'"),
        (("whatif", NAME, "release airport", "--instead", "1", "--adopt", "why"), "at this moment"),
        (("forecast", NAME, "--at", "STARTEX+00:10", "--keep"), "only the forecast of this moment"),
    ],
)
def test_what_cannot_be_answered_is_told_plainly(journal, words, why):
    verb, *rest = words
    assert why in run(verb, journal, *rest, code=1).stderr


def test_the_clock_of_the_program_is_the_one_of_play():
    """A forecast without --at is of now: the same wall that plays exercises."""
    from exercises.cli import foreseeing

    assert foreseeing.now is playing.now
