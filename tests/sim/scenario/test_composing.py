"""Regimes put together: the same plans as those made in full, and a guard where they are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripts import small

import sim
from exercises.script.loading import open_script
from sim.draws import Sampler
from sim.scenario.composing import Composed
from sim.scenario.patches import Patch
from sim.scenario.regimes import Regimes
from sim.simulating import Rerun


@pytest.fixture(scope="module")
def plans():
    """Return the shipped script's patches, and both ways to lay them on its scenario."""
    loaded = open_script("first-72-hours")
    effects = [
        each
        for row in loaded.script.rows
        for each in (*row.effects, *(one for option in row.options.values() for one in option.effects))
    ]
    patches = [Patch(set=each.set, scale=each.scale) for each in effects if each.set or each.scale]
    base = replace(loaded.model.plan, regimes=())
    return patches, Composed(loaded.model.document, base), Regimes(loaded.model.document, base)


@settings(deadline=None, max_examples=12)
@given(data=st.data())
def test_patches_put_together_make_the_plan_that_is_made_in_full(plans, data):
    """Any choice of the shipped script's patches, in any order."""
    patches, composed, full = plans
    places = data.draw(st.lists(st.integers(0, len(patches) - 1), unique=True, min_size=2, max_size=10))
    chosen = [patches[each] for each in places]
    assert composed.under(chosen) == full.under(chosen)
    assert composed.together


@pytest.fixture
def little():
    """Return the small scenario's document and plan."""
    model = sim.scenario.loading.build(small(), [])
    return model.document, model.plan


def test_patches_that_name_one_value_are_made_together_even_if_one_changes_nothing(little):
    """Set away and set back: by itself the second is no change at all."""
    document, plan = little
    away = Patch(set={"doctrine.steps.decide.duration": "30 d"})
    back = Patch(set={"doctrine.steps.decide.duration": "21 d"})
    composed = Composed(document, plan)
    assert composed.under([away]) != plan
    assert composed.under([away, back]) == plan


def test_after_a_difference_nothing_is_put_together_any_more(little, monkeypatch):
    """A grouping that is wrong is noticed, and the plans are right from then on."""
    document, plan = little
    scales = ({"doctrine.steps.decide.duration": 2.0}, {"doctrine.steps.*.duration": 1.5})
    twice = [Patch(scale=each) for each in scales]
    composed = Composed(document, plan)
    monkeypatch.setattr(Composed, "_groups", lambda _self, patches: [(each,) for each in patches])
    right = Regimes(document, plan).under(twice)
    assert composed.under(twice) != right
    assert not composed.holds(twice)
    assert composed.under(twice) == right


def test_a_rerun_of_another_future_draws_what_a_fresh_one_draws():
    """Only what a regime draws otherwise is drawn anew, stretched by risks as in full."""
    model = sim.load("quick-start")
    base = replace(model.plan, regimes=())
    patch = Patch(scale={"doctrine.teams.*.travel": 1.7, "doctrine.steps.decide.duration": 0.5})
    other = Regimes(model.document, base).under([patch])
    first = Rerun(base, 3, 0)
    first.play(((5.0, other),), (), until=20.0)
    happened = 0
    for number in (1, 4, 9, 12):
        rerun = first.future(number)
        found = rerun._row(rerun._ready(other))
        assert found == Sampler(other).sample(3, [number])[0].tolist()
        happened += any(rerun.play(((5.0, other),), (), until=20.0).risks)
    assert happened, "no risk came true in these futures: choose others"
