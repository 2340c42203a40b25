"""Regret: never below 0, 0 for somebody in every future, the same whatever all choices have in common."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from sim.stats import regrets

LOSSES = arrays(
    np.float64, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.integers(-50, 50).map(float)
)


@given(LOSSES)
@settings(deadline=None, max_examples=60)
def test_somebody_regrets_nothing_in_every_future_and_nobody_less(losses):
    found = regrets(losses)
    assert (found >= 0.0).all()
    assert (found.min(axis=0) == 0.0).all()


@given(LOSSES, st.integers(-9, 9))
@settings(deadline=None, max_examples=60)
def test_what_every_choice_costs_is_no_regret(losses, more):
    assert np.array_equal(regrets(losses + more), regrets(losses))
