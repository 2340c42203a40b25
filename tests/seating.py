"""Seats at a panel for tests: a small exercise behind pages that run in this process, one tab a person."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import playing
import pytest
import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from dashboards import house, seat
from dashboards.access import Gate
from dashboards.bench import foresight
from dashboards.drafts import Drafts
from dashboards.widgets import foreseen, served
from exercises.director import Director
from exercises.journal.memory import MemoryJournal
from exercises.opening import create, restage
from exercises.play.commands import Command
from exercises.roles import Actor, Role
from sim.errors import ScrsError
from sim.recent import Recent

if TYPE_CHECKING:
    from exercises.script.loading import Loaded

APP = str(Path(__file__).parents[1] / "dashboards" / "app.py")
KEY = b"a key for tests"
ADMINISTRATOR = Actor("Ada", Role.ADMINISTRATOR)
ROWS: tuple[dict[str, Any], ...] = (
    {"uid": "first", "title": "Money is asked for", "to": ["embassy"], "trigger": "STARTEX+00:10",
     "number": "1", "body": "How much, and for what?", "from": "Budget office",
     "expected": [{"text": "A sum", "within": "20 min"}],
     "options": {"little": {"text": "One million"}, "much": {"text": "Ten millions"}}},
    {"uid": "second", "title": "News from the road", "to": ["embassy", "military"], "trigger": "manual",
     "number": "2"},
    {"uid": "third", "title": "The bridge", "to": "military", "trigger": "STARTEX+00:20",
     "release": "controller"},
)  # fmt: skip
DECISIONS: dict[str, Any] = {
    "radio": {"title": "An hour of radio", "by": ["embassy"]},
    "police": {
        "title": "Send police",
        "by": ["embassy"],
        "approval": True,
        "asks": {"people": {"text": "How many?", "kind": "count", "least": 1, "most": 20}},
        "effects": [{"gain": {"crew": "{people}"}}],
    },
}


@dataclass
class Table:
    """An exercise with seats around it."""

    director: Director
    wall: playing.Wall
    gate: Gate
    house: house.House

    def link(self, role: Role, cell: str = "", name: str = "") -> str:
        """Return the token of a link for somebody."""
        return self.gate.issue(role, cell=cell, name=name, by=ADMINISTRATOR).token

    def sit(self, role: Role, cell: str = "", name: str = "") -> AppTest:
        """Return a tab in which somebody has opened the panel."""
        return self.open(self.link(role, cell, name))

    def open(self, token: str) -> AppTest:
        """Return a tab that carries a token."""
        page = AppTest.from_file(APP, default_timeout=20)
        page.session_state["token"] = token
        page.run()
        assert not page.exception, page.exception
        return page

    def alone(self, page: str, role: Role, cell: str = "") -> AppTest:
        """Return a tab in which somebody has one page before them, without the menu around it."""
        found = AppTest.from_string(
            f"from dashboards.screens import {page}\n{page}.show()\n", default_timeout=20
        )
        found.session_state["token"] = self.link(role, cell)
        found.run()
        assert not found.exception, found.exception
        return found

    def do(self, command: Command, actor: Actor = playing.DIRECTOR) -> None:
        """Carry out a command behind the pages."""
        self.director.do(actor, command)

    def pass_(self, minutes: float) -> None:
        """Let time pass, and what came due happen."""
        self.wall.pass_(minutes * 60)
        self.director.tick()


def table_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, rows: tuple[dict[str, Any], ...] = ROWS, **changes: Any
) -> Table:
    """Return an exercise whose pages run in this process; a tab's token stands in its session."""
    journal = MemoryJournal()
    journal.create("test", {"script": "", "scenario": "", "title": "A small exercise"})
    changes = {"decisions": DECISIONS, **changes}
    director, wall = playing.director_of(*rows, journal=journal, **changes)
    gate = Gate(journal, director, KEY, clock=wall)
    made = house.House(journal, director, gate, Drafts(folder / "drafts.sqlite"), {"first": 600.0}, None)
    return _seated(made, wall, monkeypatch)


def _seated(made: house.House, wall: playing.Wall, monkeypatch: pytest.MonkeyPatch) -> Table:
    """Return a table in whose house the pages of this process are."""
    monkeypatch.setattr(house, "open_house", lambda: made)
    monkeypatch.setattr(house, "now", wall)
    monkeypatch.setattr(seat, "token", lambda: st.session_state.get("token", ""))
    house.house.clear()
    # AppTest puts a module of its own in the place of __main__ and leaves it there.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    return Table(made.director, wall, made.gate, made)


def let_boxes_be_typed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let boxes that take new options have one: AppTest knows only those that are offered."""

    def state(box: Any) -> WidgetState:
        said = {} if box.value is None else {"string_value": str(box.format_func(box.value))}
        return WidgetState(id=box.id, **said)

    monkeypatch.setattr(Selectbox, "_widget_state", property(state))


@dataclass
class AtOnce:
    """A crew that answers in this process, so that a page has its answer at its next look.

    What is asked and answered passes through a pickle, as it does between processes.
    """

    workers: int = 1
    asked: list[Any] = field(default_factory=list)

    def ask(self, question: Any) -> Future[Any]:
        """Return the answer, or what it raises."""
        self.asked.append(question)
        found: Future[Any] = Future()
        try:
            found.set_result(_travelled(_travelled(question).answer(Recent(2))))
        except ScrsError as error:
            found.set_exception(_travelled(error))
        return found

    def close(self) -> None:
        """Have nothing to end."""


def _travelled(thing: Any) -> Any:
    return pickle.loads(pickle.dumps(thing))  # noqa: S301  our own


def living_table(
    folder: Path, monkeypatch: pytest.MonkeyPatch, loaded: Loaded, *, futures: int = 20
) -> Iterator[Table]:
    """Yield a seated exercise with its simulation under it; forecasts, lessons and fits come at once."""
    journal, wall, crew = MemoryJournal(), playing.Wall(), AtOnce()
    create(journal, "harbour", loaded, wall=wall.time)
    stage = restage(journal, "harbour")
    director = Director(journal, "harbour", stage.setting, clock=wall)
    gate = Gate(journal, director, KEY, clock=wall)
    drafts = Drafts(folder / "drafts.sqlite")
    for room in (foreseen, served):
        monkeypatch.setattr(room, "Crew", lambda *_, **__: crew)
    monkeypatch.setattr(foresight, "FIRST", futures)
    monkeypatch.setattr(foreseen, "Foresight", partial(foresight.Foresight, futures=futures))
    let_boxes_be_typed_in(monkeypatch)
    kept = (foreseen.foresight, served.clerk)
    for each in kept:
        each.clear()
    made = house.House(journal, director, gate, drafts, {}, stage.living)
    yield _seated(made, wall, monkeypatch)
    for each in (*kept, house.house):
        each.clear()


def shown(page: AppTest) -> str:
    """Return all text that a page shows."""
    kinds = (page.text, page.markdown, page.caption, page.error, page.title, page.warning, page.info)
    labels = [f"{each.label} {each.value} {each.delta}" for each in page.metric]
    buttons = [each.label for each in page.button]
    tables = [each.value.to_csv(index=False) for each in page.dataframe]
    return "\n".join([*(str(each.value) for kind in kinds for each in kind), *labels, *buttons, *tables])
