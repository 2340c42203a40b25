"""No result rests on `sum` over numbers that are no whole ones: from Python 3.12 on it rounds otherwise."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterable
from typing import Any

import pytest

import sim
from sim.adding import added
from sim.batch import Engine, Serial
from sim.measures import pool_use
from sim.measures.watch import answers
from sim.report.tables import cost_table
from sim.worth import read

USUAL = sum
OURS = ("sim.", "exercises.")


def _only_whole(numbers: Iterable[Any], /, start: Any = 0) -> Any:
    """Add as `sum` does; refuse what would come out otherwise on another Python."""
    found = list(numbers)
    caller = sys._getframe(1).f_globals["__name__"]
    if caller.startswith(OURS) and any(type(each) is float for each in found):
        message = f"{caller} adds {found[:3]} by `sum`: use sim.adding"
        raise RuntimeError(message)  # pydantic would take an assertion for a finding
    return USUAL(found, start)


def test_numbers_are_added_one_after_the_other():
    """From 3.12 on `sum` says 1.0 and 2.0 here."""
    assert added([0.1] * 10) == 0.9999999999999999
    assert added([1e100, 1.0, -1e100, 1.0]) == 1.0
    assert added([]) == 0.0


@pytest.mark.parametrize("name", ["three-operations", "watch-list"])
def test_what_is_kept_and_told_of_a_run_is_the_same_on_every_python(name, monkeypatch):
    monkeypatch.setattr(builtins, "sum", _only_whole)
    model = sim.load(name)
    assert sim.run_batch(model, n=1, executor=Serial(), engine=Engine.SIMPY).values.size
    outcome = sim.simulate(model, seed=1)
    assert read(outcome)
    assert cost_table(outcome).rows
    assert pool_use(outcome)
    for kind in ("preplanning", "prevention"):
        answers(outcome, kind)
