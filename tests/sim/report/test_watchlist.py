"""The watch list in words: a block where there is one, and runs in which nothing came."""

from io import StringIO

import pytest
from rich.console import Console
from watching import small

import sim
from sim.report import dates, html, terminal
from sim.report.watchlist import watch_table

PLANS = {"needs": {"planners": 6}, "duration": "30 d"}
PREVENTION = {"needs": {"planners": 1}, "duration": "30 d"}
LESSON = {"joint": {"from": "strategy", "eases": {"doctrine.steps.analysis": 0.5}}}


def labels(outcome: sim.Outcome) -> list[str]:
    return [row[0].text for row in watch_table(outcome).rows]


def test_every_part_of_the_watch_list_has_its_line():
    model = small({"lessons": LESSON}, states=160, preplanning=PLANS, prevention=PREVENTION)
    assert labels(sim.simulate(model, seed=1)) == [
        "crises that came",
        "no onset before the horizon",
        "flagged, and there was an onset",
        "false alarms",
        "plans in advance",
        "onsets that found a valid plan",
        "planning in advance cost",
        "per hit",
        "per plan that was used",
        "onsets averted",
        "prevention cost",
        "lessons adopted",
        "work they saved",
    ]


def test_what_is_not_declared_has_no_line():
    lines = labels(sim.simulate(small(), seed=1))
    assert "plans in advance" not in lines
    assert "onsets averted" not in lines


def test_without_a_watch_list_there_is_no_block():
    assert not watch_table(sim.simulate(sim.load("quick-start"), seed=1))


@pytest.fixture(scope="module")
def nothing() -> sim.Outcome:
    """A run in which no crisis comes."""
    ground = {
        "country": "Small",
        "provinces": {"hills": {"population": "1 M", "security": 0.3}},
        "force": {"troops": 1000, "cost": "1 M USD / person y"},
    }
    return sim.simulate(small({"horizon": "1 d"}, templates={"small": ground}), seed=1)


def test_a_run_in_which_nothing_came_fails_nobody(nothing: sim.Outcome):
    assert dates.missed(nothing) == []
    assert dates.reasons(nothing) == []
    assert dates.date_rows(nothing) == []


def test_a_run_in_which_nothing_came_can_be_reported(nothing: sim.Outcome):
    console = Console(file=StringIO(), width=100)
    terminal.render(nothing, console)
    assert "no crisis came" in console.file.getvalue()
    assert "Watch list and lessons" in html.render(nothing)
