"""Entries that say what this version does not understand: told by number and name, whoever wrote them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from playing import DIRECTOR, director_of, setting_of

from exercises.console.telling import TOLD, tell
from exercises.errors import UnknownFact
from exercises.journal.entries import Entry
from exercises.play.commands import Start
from exercises.play.facts import LARGEST, LATEST, SAYS
from exercises.play.folding import APPLY
from exercises.play.state import Stamp, fold

PLAIN: dict[str, Any] = {"actor": "a", "role": "r", "wall": 0.0, "exercise": 0.0, "scenario": 0.0}

SEEN = {"objective": "fund"} | dict.fromkeys(("id", "task", "cell", "row", "rating", "text"), "")


def entry(kind: str, **payload: Any) -> Entry:
    return Entry(kind=kind, seq=7, operation="o", part=0, payload=payload, **PLAIN)


def noted(**moments: float) -> Entry:
    return Entry(kind="note.made", seq=7, operation="o", part=0, payload={"text": "x"}, **PLAIN | moments)


def test_each_kind_that_is_folded_is_known_and_the_other_way_round() -> None:
    assert set(SAYS) == set(APPLY)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (entry("inject.snt", row="a"), r"'inject.snt', .*no such kind is known \(inject.sent is\)"),
        (entry("clock.speed", speed="fast"), "speed is 'fast'"),
        (entry("clock.speed", speed=0), "speed is '0'"),
        (entry("clock.jumped", to=-1.0, passed={}, reason=""), "to is '-1.0'"),
        (entry("inject.sent", cells=["embassy"]), "it does not say 'row'"),
        (entry("inject.sent", row="a", cells=["embassy"], due="soon"), "due is 'soon'"),
        (entry("inject.sent", row="x", cells=["embassy"]), r"there is no \('x', 'embassy'\)"),
        (entry("row.added", row={"uid": "n", "no": 1}, reason=""), "it holds no row of this version"),
        (entry("effect.applied", day=1.0, withdraw={"purse": "all"}), "withdraw is"),
        (entry("effect.applied", day=1.0), "it does not say 'origin'"),
        (entry("effect.applied", day=1e308, origin="a"), r"day is '1e\+308'"),
        (entry("effect.applied", day=1.0, origin="a", withdraw={"purse": 10**400}), "withdraw is"),
        (entry("move.begun", move=1, day=None, pace=1e308, title=""), r"pace is '1e\+308'"),
        (noted(scenario=1e308), r"scenario is '1e\+308'"),
        (noted(exercise=-1e308), r"exercise is '-1e\+308'"),
        (noted(wall=float("nan")), "wall is 'nan'"),
        (entry("message.sent", **{"from": "", "to": ["*"], "text": ""}), r"there is no '\*' among the cells"),
        (entry("decision.asked", id="1", decision="x", cell="", values={}), "no 'x' among the decisions"),
        (entry("observation.made", **SEEN | {"objective": "x"}), "there is no 'x' among the objectives"),
        (entry("observation.made", **SEEN | {"cell": "x"}), "there is no 'x' among the cells"),
        (entry("observation.made", **SEEN | {"row": "x"}), "there is no 'x'"),
        (entry("row.added", row={"uid": "n", "title": "N", "to": "x"}, reason=""), "there is no 'x'"),
        (entry("time.corrected", row="a", cell="embassy", state="sent", exercise=1.0, reason=""), "'sent'"),
    ],
)
def test_an_entry_that_makes_no_sense_is_told_and_not_laid_on(wrong: Entry, why: str) -> None:
    state = setting_of({"uid": "a"}).opening()
    with pytest.raises(UnknownFact, match=f"entry 7 of the journal.*{why}"):
        fold(state, [wrong])
    assert state.head == 0


SAID: dict[str, Any] = {
    "cells": ["embassy"], "cell": "embassy", "row": "a", "state": "sent", "to": ["embassy"],
    "values": {}, "passed": {}, "withdraw": {}, "deposit": {}, "lose": {}, "gain": {}, "shift": {},
    "set": {}, "scale": {}, "rows": [],
}  # fmt: skip
LIMITS = (LARGEST, LATEST["exercise"], LATEST["scenario"], 5, 0.5, 0, "x", True, None)


@pytest.mark.parametrize("kind", TOLD)
def test_what_may_be_laid_on_can_be_told(kind: str) -> None:
    """With all that an entry of a kind may say as large as it may be, and with what it must say only."""
    row = {"uid": "a", "title": "A"}
    rules = {name.lstrip("?"): right for name, right in SAYS[kind].items()}
    could = {
        name: next(each for each in (SAID.get(name), row, *LIMITS) if right(each))
        for name, right in rules.items()
    }
    must = {name: each for name, each in could.items() if name in SAYS[kind]}
    late = PLAIN | LATEST
    for said in (could, must):
        state = setting_of({"uid": "a", "to": "embassy"}).opening()
        state.named = {}
        state.run("a", "embassy").stamps["sent"] = Stamp(1, 0.0, 0.0, 0.0, "a")
        whole = Entry(kind=kind, seq=7, operation="o", part=0, payload=said, **late)
        assert tell(whole, fold(state, [whole]), datetime(2026, 5, 11, tzinfo=UTC)).startswith("STARTEX+")


def test_more_may_stand_in_an_entry_than_is_known() -> None:
    """So that a journal of a newer version that only says more is played."""
    director, _ = director_of({"uid": "a"})
    director.do(DIRECTOR, Start())
    fold(director.state, [entry("note.made", text="x", mood="good")])
    assert director.state.remarks[-1].text == "x"
