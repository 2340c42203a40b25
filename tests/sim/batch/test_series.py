"""Series of futures that are played again: strength on a grid of days, first rounds of steps."""

import math

import numpy as np
import pytest

import sim
from sim.batch.executors import Processes
from sim.batch.fans import Again, grid, strengths, strengths_of_piece
from sim.batch.moments import moments
from sim.batch.run import run_batch


@pytest.fixture(scope="module")
def model():
    return sim.load("quick-start")


def test_the_strength_on_the_grid_is_that_of_the_run_on_that_day(model):
    found = strengths(model.plan, seed=3, futures=[4])
    outcome = next(iter(sim.replicate(model, seed=3, replications=1, first=4)))
    for look, day in enumerate(found.days):
        last = [each for each in outcome.strength if each.time <= day][-1:]
        wanted = [(each.troops, each.police, each.civilians) for each in last] or [(0, 0, 0)]
        assert found.people[0, look].tolist() == list(wanted[0])


def test_a_change_counts_on_the_day_on_which_it_comes(model):
    outcome = next(iter(sim.replicate(model, seed=3, replications=1, first=4)))
    last = {each.time: each.civilians for each in outcome.strength}
    (found,) = strengths_of_piece(Again(model.plan, 3, tuple(last)), [4])
    assert found[:, 2].tolist() == list(last.values())


def test_the_grid_of_a_long_run_is_rarer_and_ends_at_the_horizon():
    days = grid(36_525.0)
    assert len(days) == 121
    assert days[-1] == 36_525.0


def test_no_future_gives_no_strength_of_anybody(model):
    assert strengths(model.plan, seed=1, futures=[]).people.shape == (0, len(grid(model.plan.horizon)), 3)


def test_series_are_the_same_over_processes(model):
    here = moments(model.plan, seed=1, futures=range(12))
    there = moments(model.plan, seed=1, futures=range(12), executor=Processes(2))
    assert np.array_equal(here.finishes, there.finishes, equal_nan=True)


def test_a_step_played_again_agrees_with_the_batch(model):
    results = run_batch(model, n=5, seed=2, workers=1)
    found = moments(model.plan, seed=2, futures=range(5))
    obligated = [i for i, each in enumerate(model.plan.steps) if each.kind in {"obligate", "grant"}]
    first = np.nanmin(found.finishes[:, obligated], axis=1)
    first_start = np.nanmin(found.starts[:, obligated], axis=1)
    days = results.days("first_dollar_obligated")
    assert ((days <= first + 1e-9) & (days >= first_start - 1e-9)).all()


def test_a_skipped_step_has_no_day_and_one_beyond_the_horizon_comes_never():
    plan = {
        "format": 1,
        "title": "Two of three",
        "start": "2026-01-05",
        "horizon": "10 d",
        "steps": {
            "maybe": {"chance": 0.5, "duration": "1 d"},
            "sure": {"duration": "2 d"},
            "late": {"after": ["sure"], "duration": "20 d"},
        },
    }
    model = sim.load_mapping(plan, name="two-of-three")
    found = moments(model.plan, seed=1, futures=range(20)).finishes
    assert {*found[:, 1].tolist()} == {2.0}
    assert {*found[:, 2].tolist()} == {math.inf}
    assert np.isnan(found[:, 0]).any()
    assert {*found[:, 0][~np.isnan(found[:, 0])].tolist()} == {1.0}
