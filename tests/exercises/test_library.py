"""The exercises that ship: without a doubt, as large as promised, every objective and lever in play."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from exercises import opening
from exercises.console.session import EXCON, Session, Wall
from exercises.director import Director
from exercises.journal.memory import MemoryJournal
from exercises.living import Living, effect_of
from exercises.play.commands import Start
from exercises.play.delivering import DELIVERED
from exercises.play.state import State
from exercises.script.loading import Loaded, open_script, shipped
from exercises.script.schema import Row
from sim.measures.catalogue import series

if TYPE_CHECKING:
    from sim.trace import Outcome

MORNING = 1_000_000.0
NAMES = ("first-72-hours", "three-crises")
SIZES = {"first-72-hours": (40, 50, 5, 3.5), "three-crises": (115, 130, 7, 11.5)}
"""Name → rows at least and at most, cells, hours of play."""
FUTURES = 4
"""Futures in which an option may show: some only change a chance."""
AFTER_ANOTHER = ("women_left_out",)
"""Rows whose options take back what another answer has done; alone they change nothing."""


@cache
def loaded(name: str) -> Loaded:
    """Return a shipped script."""
    return open_script(name)


def lines_of(name: str) -> list[str]:
    """Return the play that ships with a script, line by line; none where it has none."""
    file = shipped()[name].with_suffix(".play.txt")
    return file.read_text("utf-8").splitlines() if file.is_file() else []


@cache
def played(name: str, *, plain: bool) -> Session:
    """Play a shipped script to ENDEX: by its lines, or `plain`, with nobody saying a word."""
    wall = Wall(MORNING)
    journal = MemoryJournal()
    opening.create(journal, name, loaded(name), wall=wall())

    def turn(seconds: float) -> None:
        wall.time += seconds

    director: Director = opening.direct(journal, name, clock=wall)
    session = Session(director, wait=turn, say=[].append, fast=True)
    director.do(EXCON, Start())
    for each in [] if plain else lines_of(name):
        session.take(each)
    session.finish()
    return session


def sent(state: State) -> set[str]:
    """Return the rows that went out to somebody."""
    return {uid for (uid, _), run in state.runs.items() if "sent" in run.stamps}


def owed(name: str) -> list[Row]:
    """Return the rows of which something is asked."""
    return [row for row in loaded(name).script.rows if row.kind in {"inject", "contingency"}]


def readings(living: Living, outcome: Outcome) -> dict[str, Any]:
    """Return every measure of a run, on all days on which it changes."""
    return {name: tuple(series(outcome, name).changes()) for name in living.measures}


def test_two_exercises_ship() -> None:
    """No more, no fewer: the list that the command prints."""
    assert tuple(shipped()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_script_leaves_no_doubt(name: str) -> None:
    """Neither an error, which would raise, nor a warning."""
    assert [each.render() for each in loaded(name).findings] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_script_is_as_large_as_promised(name: str) -> None:
    """Rows, cells and hours; in half a day, and in two."""
    script = loaded(name)
    least, most, cells, hours = SIZES[name]
    assert least <= len(script.script.rows) <= most
    assert len(script.script.cells) == cells
    assert script.endex == hours * 3600


@pytest.mark.parametrize("name", NAMES)
def test_every_row_can_be_played_as_it_is_written(name: str) -> None:
    """A sender, a message, control notes, an objective, an expected action with a task somewhere in it."""
    for row in owed(name):
        assert row.from_, row.uid
        assert (row.body or "").startswith("EXERCISE."), row.uid
        assert row.description, row.uid
        assert row.objectives, row.uid
        assert row.expected, row.uid
        assert all(each.within for each in row.expected), row.uid
        assert any(each.task for each in row.expected) or row.uid == "hot_wash", row.uid


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_a_number_a_move_and_a_controller(name: str) -> None:
    """What the board sorts by; numbers are never given twice."""
    rows = loaded(name).script.rows
    assert all(row.number and row.move and row.controller for row in rows)
    assert Counter(row.number for row in rows).most_common(1)[0][1] == 1


@pytest.mark.parametrize("name", NAMES)
def test_every_option_has_a_consequence_of_its_own(name: str) -> None:
    """No two options of a row do the same; one of them may leave the simulation as it is."""
    chosen = [row for row in loaded(name).script.rows if row.options]
    assert len(chosen) >= 20
    for row in chosen:
        acts = [
            [each.model_dump(exclude={"why", "note"}) for each in option.effects]
            for option in row.options.values()
        ]
        assert len(acts) >= 2, row.uid
        assert all(acts.count(each) == 1 for each in acts), row.uid


def test_every_option_of_the_first_72_hours_that_acts_changes_the_future() -> None:
    """Taken alone, on the day on which it is asked, in one of a few futures; what does not act does not."""
    script = loaded("first-72-hours")
    futures = [Living(script.model, script.script.seed, replication) for replication in range(FUTURES)]
    bases = [readings(each, each.begin()) for each in futures]
    for row in script.script.rows:
        day = script.planned.day_at(script.times[row.uid].due or 0.0) or 0.0
        for name, option in row.options.items() if row.uid not in AFTER_ANOTHER else ():
            acts = [effect_of(each, day, origin=row.uid) for each in option.effects]
            changed = any(
                readings(living, living.outcome(acts)) != base
                for living, base in zip(futures, bases, strict=True)
            )
            assert changed == bool(acts), f"{row.uid}.{name}"


@pytest.mark.parametrize("name", NAMES)
def test_every_effect_says_why(name: str) -> None:
    """The reason stands in the feed and in the review."""
    script = loaded(name).script
    carried = [
        *(effect for row in script.rows for effect in row.effects),
        *(effect for row in script.rows for each in row.options.values() for effect in each.effects),
        *(effect for each in script.decisions.values() for effect in each.effects),
    ]
    assert all(effect.why for effect in carried)


@pytest.mark.parametrize("name", NAMES)
def test_numbers_are_labelled_judgement(name: str) -> None:
    """One label for all numbers of a script, and no source that would make more of them."""
    assert loaded(name).script.evidence == "judgement"
    assert "evidence: source" not in shipped()[name].read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_objective_is_exercised_when_nobody_answers(name: str) -> None:
    """A delivered inject or contingency for each, even in the plainest play."""
    out = sent(played(name, plain=True).director.state)
    exercised = {objective for row in owed(name) if row.uid in out for objective in row.objectives}
    assert exercised == set(loaded(name).script.objectives)


@pytest.mark.parametrize("name", NAMES)
def test_every_task_is_somebodys_expected_action(name: str) -> None:
    """No evaluator waits for a task that no row asks for."""
    script = loaded(name).script
    tasks = {f"{key}.{task}" for key, each in script.objectives.items() for task in each.tasks}
    assert tasks == {each.task for row in script.rows for each in row.expected if each.task}


def test_three_crises_exercises_each_of_the_ten_tools() -> None:
    """Every lever of the scenario has an objective that names it."""
    script = loaded("three-crises")
    tools = {each.tool for each in script.script.objectives.values()} - {None}
    assert tools == set(script.model.scenario.levers)
    assert len(tools) == 10


def test_the_cells_that_were_promised_are_there() -> None:
    """Players at three desks, response cells for all others."""
    cells = loaded("three-crises").script.cells
    assert {name for name, each in cells.items() if each.kind == "players"} == {
        "washington",
        "embassy",
        "command",
    }
    assert set(loaded("first-72-hours").script.cells) == {
        "washington",
        "embassy",
        "command",
        "un_ngo",
        "host",
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_storyline_and_every_cell_has_rows(name: str) -> None:
    """No thread without an event, no inbox that stays empty."""
    script = loaded(name).script
    assert {row.storyline for row in script.rows} >= set(script.storylines)
    assert {cell for row in script.rows for cell in row.to} == set(script.cells)


@pytest.mark.parametrize("name", NAMES)
def test_rows_come_by_the_clock_by_others_by_the_simulation_and_by_hand(name: str) -> None:
    """All kinds of triggers are shown, and contingencies for what does not happen."""
    rows = loaded(name).script.rows
    written = [row["trigger"] for row in loaded(name).document.data["rows"]]
    kinds = {next(iter(each)) if isinstance(each, dict) else each for each in written}
    assert {"STARTEX", "after", "when", "all", "any", "manual"} <= kinds
    assert sum(1 for row in rows if row.kind == "contingency") >= 5


def test_the_play_that_ships_runs_without_a_refused_line() -> None:
    """Every line of the file is carried out, in order, to ENDEX."""
    session = played("first-72-hours", plain=False)
    assert session.refusals == []
    assert session.director.state.phase == "ended"
    assert not any(run.state == "failed" for run in session.director.state.runs.values())


def test_the_play_that_ships_leaves_something_for_the_review() -> None:
    """About one row in five is never sent; one task is rated M, another U; all ratings are used."""
    state = played("first-72-hours", plain=False).director.state
    rows = [uid for uid, row in state.rows.items() if row.kind in DELIVERED]
    unsent = set(rows) - sent(state)
    ratings = Counter(each.rating for each in state.observations.values())
    assert 0.15 <= len(unsent) / len(rows) <= 0.25, unsent
    assert (ratings["M"], ratings["U"]) == (1, 1)
    assert ratings["P"] > ratings["S"] > 0


def test_the_play_that_ships_shows_what_control_can_do() -> None:
    """A recall, a hold and its release, a correction, an ad-hoc inject, approved and refused decisions."""
    session = played("first-72-hours", plain=False)
    kinds = Counter(each.kind for each in session.director.since(0))
    state = session.director.state
    for kind in ("inject.recalled", "row.held", "time.corrected", "row.added", "message.sent"):
        assert kinds[kind] == 1, kind
    assert {each.state for each in state.requests.values()} == {"taken", "refused"}


def test_what_the_cells_decide_changes_what_the_simulation_comes_to() -> None:
    """Answers bring civilians and a design within three weeks; without a word there is neither."""
    answered = sent(played("first-72-hours", plain=False).director.state)
    silent = sent(played("first-72-hours", plain=True).director.state)
    assert {"team_there", "design_there"} <= answered - silent
    assert {"team_missing", "undecided", "session_again"} <= silent - answered


def test_the_lines_name_the_script_that_they_play() -> None:
    """A play file stands beside its script, under its name."""
    folder = Path(shipped()["first-72-hours"]).parent
    assert [each.name for each in folder.glob("*.play.txt")] == ["first-72-hours.play.txt"]
