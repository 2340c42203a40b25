"""The Python front door: what a caller may hand in, and what is refused by name."""

import inspect
from datetime import date

import numpy as np
import pytest

from sim import BadInput, load, load_mapping, milestones, replicate, simulate
from sim.cli import running
from sim.draws import Sampler
from sim.simulating import Player, follow, replay

PLAN = {
    "format": 1,
    "title": "One step",
    "start": "2026-01-05",
    "horizon": "1 y",
    "steps": {"a": {"duration": {"uniform": ["1 d", "9 d"]}, "not_before": "2026-01-07"}},
}


def test_a_date_as_python_and_yaml_loaders_give_it_is_read_like_its_text():
    steps = {"a": PLAN["steps"]["a"] | {"not_before": date(2026, 1, 7)}}
    dated = load_mapping(PLAN | {"start": date(2026, 1, 5), "steps": steps}, name="dated")
    assert dated.plan == load_mapping(PLAN, name="text").plan


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_a_seed_that_would_be_taken_for_another_is_refused(seed):
    model = load_mapping(PLAN, name="plan")
    for attempt in (simulate, lambda model, seed: replicate(model, seed=seed, replications=1)):
        with pytest.raises(BadInput, match=r"seed: .* is out of range"):
            attempt(model, seed=seed)


@pytest.mark.parametrize("replication", [-1, 2**32])
def test_a_future_that_is_none_is_refused(replication):
    with pytest.raises(BadInput, match=r"replication: .* is out of range"):
        simulate(load_mapping(PLAN, name="plan"), replication=replication)


def test_a_number_of_futures_below_none_is_refused():
    with pytest.raises(BadInput, match="replications: -2 is out of range"):
        replicate(load_mapping(PLAN, name="plan"), replications=-2)


def test_the_largest_seed_and_the_last_future_are_played():
    outcome = simulate(load_mapping(PLAN, name="plan"), seed=2**64 - 1, replication=2**32 - 1)
    assert 3.0 <= milestones(outcome)["finish"] <= 11.0


def test_python_and_the_command_line_play_the_same_future_where_no_seed_is_named():
    assert simulate(load_mapping(PLAN, name="plan")).seed == 1
    (first,) = replicate(load_mapping(PLAN, name="plan"), replications=1)
    assert first.seed == 1
    assert {inspect.signature(verb).parameters["seed"].default for verb in (running.run, running.demo)} == {1}


def test_numpy_numbers_are_read_like_pythons():
    crew = {"size": np.int64(3)}
    steps = {"a": {"needs": {"crew": np.int16(2)}, "duration": "2 d", "chance": np.float32(0.5)}}
    given = PLAN | {"format": np.int8(1), "pools": {"crew": crew}, "steps": steps}
    plain = {"a": {"needs": {"crew": 2}, "duration": "2 d", "chance": 0.5}}
    same = PLAN | {"pools": {"crew": {"size": 3}}, "steps": plain}
    model = load_mapping(given, name="numpy")
    assert model.document.digest == load_mapping(same, name="plain").document.digest
    assert type(simulate(model, seed=np.uint64(2**64 - 1), replication=np.int32(4)).seed) is int


@pytest.mark.parametrize("seed", [1.5, "7", True, None])
def test_a_seed_that_is_no_whole_number_is_refused(seed):
    with pytest.raises(BadInput, match="is not a whole number"):
        simulate(load_mapping(PLAN, name="plan"), seed=seed)


def test_a_future_is_followed_at_the_point_that_chance_would_draw():
    """Designs put points where chance draws: at chance's own points nothing changes, ties included."""
    plan = load("quick-start").plan
    points = Sampler(plan).addresses.uniforms(7, np.array([0, 3], dtype=np.uint64))
    kept = points.copy()
    drawn = list(replay(plan, seed=7, replications=[0, 3]))
    assert [each.steps for each in follow(plan, points)] == [each.steps for each in drawn]
    assert np.array_equal(points, kept)


@pytest.mark.parametrize("name", ["quick-start", "watch-list"])
def test_milestones_alone_are_those_of_the_outcomes(name):
    player = Player(load(name).plan)
    futures = [3, 0]
    outcomes = [each.milestones for each in player.play(7, futures)]
    assert repr(list(player.milestones(7, futures))) == repr(outcomes)
