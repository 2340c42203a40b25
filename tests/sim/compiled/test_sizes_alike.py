"""Sizes tried on flat arrays: what is laid out once for all sizes is what each size would be laid out as."""

import numpy as np
import pytest

from sim.compiled.flattening import Flattened
from sim.compiled.flattening.resizing import resized
from sim.scenario.compiling.resizing import with_resources
from sim.sizing import Question, base_of, size
from sim.sizing.capacities import capacity_of
from sim.sizing.cast import OnCompiled, OnSimpy
from sim.sizing.operations import operations_of
from sim.sizing.script import Script

PATHS = ("pools.active_corps.size", "pools.coordination_staff.size", "funds.conflict_response_fund.opening")


def script(name, operations):
    base = base_of(name)
    capacities = tuple(capacity_of(base, each) for each in PATHS if _has(base, each))
    most = (900,) * len(capacities)
    return Script(base, operations_of(base, operations), capacities, ((90,) * len(capacities), most))


def _has(base, path):
    room, name, _ = path.split(".")
    return name in base.document.data[room]


@pytest.mark.parametrize(("name", "operations"), [("quick-start", 2), ("three-operations", 3)])
def test_a_size_on_flat_arrays_is_the_plan_of_that_size_laid_out_anew(name, operations):
    played = script(name, operations)
    template = played.template
    for point in ((25,) * len(played.capacities), (400,) * len(played.capacities)):
        plan = with_resources(template, played.at(point))
        here, anew = resized(Flattened.of(template), plan), Flattened.of(plan)
        assert np.array_equal(here.p, anew.p)
        assert np.array_equal(here.q, anew.q)
        assert not np.array_equal(here.p, Flattened.of(template).p)


def test_sizes_one_after_the_other_leave_nothing_behind():
    """A small one, a large one, the small one again; days as SimPy has them."""
    played = script("quick-start", 2)
    simpy, compiled = OnSimpy(played.template, 5), OnCompiled(played.template, 5)
    for point in ((8,) * 3, (300,) * 3, (8,) * 3):
        own = played.at(point[: len(played.capacities)])
        one, other = (list(each.at(own).days((0, 1, 7))) for each in (simpy, compiled))
        assert repr(one) == repr(other)


@pytest.mark.parametrize("operations", [1, 2])
def test_the_quick_search_finds_what_the_slow_one_finds(operations):
    """Every future of every size is played on both engines, and the search is the same to the last run."""
    asked = Question(
        operations=(operations,), over=PATHS[:1], futures=20, at_most=1, confidence=0.3, judge="share"
    )
    quick, both = (size(base_of("quick-start"), asked, engine=each).sized for each in ("compiled", "both"))
    assert repr(quick) == repr(both)
    assert both[0].found.point is not None
    assert both[0].runs > 100


def test_a_run_that_the_compiled_engine_gives_up_is_played_on_simpy(monkeypatch):
    played = script("quick-start", 1)
    own = played.at((40,) * len(played.capacities))
    expected = list(OnSimpy(played.template, 5).at(own).days((0, 1)))
    cast = OnCompiled(played.template, 5)
    play = cast.machine.play

    def giving_up(*arguments, **more):
        found = play(*arguments, **more)
        found.faults[1] = 2
        return found

    monkeypatch.setattr(cast.machine, "play", giving_up)
    assert repr(list(cast.at(own).days((0, 1)))) == repr(expected)
