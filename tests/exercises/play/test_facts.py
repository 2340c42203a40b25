"""Entries that say what this version does not understand: told by number and name, whoever wrote them."""

from __future__ import annotations

from typing import Any

import pytest
from playing import DIRECTOR, director_of, setting_of

from exercises.errors import UnknownFact
from exercises.journal.entries import Entry
from exercises.play.commands import Start
from exercises.play.facts import SAYS
from exercises.play.folding import APPLY
from exercises.play.state import fold


def entry(kind: str, **payload: Any) -> Entry:
    whole = {"actor": "a", "role": "r", "wall": 0.0, "exercise": 0.0, "scenario": 0.0}
    return Entry(kind=kind, seq=7, operation="o", part=0, payload=payload, **whole)


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
        (entry("time.corrected", row="a", cell="embassy", state="sent", exercise=1.0, reason=""), "'sent'"),
    ],
)
def test_an_entry_that_makes_no_sense_is_told_and_not_laid_on(wrong: Entry, why: str) -> None:
    state = setting_of({"uid": "a"}).opening()
    with pytest.raises(UnknownFact, match=f"entry 7 of the journal.*{why}"):
        fold(state, [wrong])
    assert state.head == 0


def test_more_may_stand_in_an_entry_than_is_known() -> None:
    """So that a journal of a newer version that only says more is played."""
    director, _ = director_of({"uid": "a"})
    director.do(DIRECTOR, Start())
    fold(director.state, [entry("note.made", text="x", mood="good")])
    assert director.state.remarks[-1].text == "x"
