"""What a percentile is made of: parts that add up to it, exactly and honestly."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.stats.attribution import attribute, made_of, window
from sim.stats.bootstrap import rank_of


def parts_drawn(n, seed=1):
    return np.random.default_rng(seed).exponential([30.0, 20.0, 10.0], size=(n, 3))


@given(st.integers(1, 400), st.floats(0.05, 0.95), st.integers(0, 99))
@settings(deadline=None, max_examples=60)
def test_the_parts_add_up_to_the_percentile_exactly(n, p, seed):
    parts = parts_drawn(n, seed)
    days = parts.sum(axis=1)
    assert made_of(days, parts, p).sum() == pytest.approx(np.sort(days)[rank_of(p, n)], rel=1e-12)


def test_parts_that_are_always_a_fixed_share_come_out_as_that_share():
    days = np.arange(1.0, 101.0)
    found = attribute(days, np.stack([0.75 * days, 0.25 * days], axis=1), p=0.8, key=1)
    assert [each.value for each in found.parts] == pytest.approx([60.0, 20.0])
    assert [each.value for each in found.since] == pytest.approx([22.5, 7.5])
    assert found.rise.value == pytest.approx(30.0)


def test_what_is_the_same_in_every_run_does_not_make_the_percentile_later():
    luck = parts_drawn(1000)[:, 0]
    parts = np.stack([luck, np.full(1000, 15.0)], axis=1)
    found = attribute(parts.sum(axis=1), parts, p=0.8, key=1)
    assert found.parts[1].value == pytest.approx(15.0, abs=0.2)
    assert found.since[1].value == pytest.approx(0.0, abs=0.3)
    assert not found.since[1].low > 0.1


def test_the_interval_of_a_part_holds_what_many_runs_say_as_often_as_it_claims():
    """40 batches of 300 runs: a 95 % interval misses more than seven times once in 3,000 trials."""
    whole = parts_drawn(200_000, seed=9)
    truth = made_of(whole.sum(axis=1), whole, 0.8)[0]
    held = 0
    for seed in range(40):
        parts = parts_drawn(300, seed=100 + seed)
        found = attribute(parts.sum(axis=1), parts, p=0.8, key=seed).parts[0]
        held += found.low <= truth <= found.high
    assert held >= 33


def test_runs_around_the_percentile_are_as_many_below_as_above():
    assert window(1000, 0.8) == slice(774, 825)
    assert window(30, 0.5) == slice(4, 25)


def test_a_percentile_beyond_the_horizon_has_no_parts():
    days = np.array([1.0] * 70 + [np.inf] * 30)
    parts = np.where(np.isfinite(days), days, np.nan)[:, None]
    assert attribute(days, parts, p=0.8, key=1) is None
    assert attribute(days, parts, p=0.6, key=1).parts[0].value == 1.0


def test_runs_that_did_not_arrive_are_in_no_part():
    days = np.concatenate([np.arange(1.0, 82.0), np.full(19, np.inf)])
    parts = np.where(np.isfinite(days), days, np.nan)[:, None]
    found = attribute(days, parts, p=0.8, key=1)
    assert found.parts[0].value == pytest.approx(80.0)
    assert found.runs == 12
