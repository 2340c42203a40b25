"""Evenly spread points: independent scrambles, never for quantities whose number is not fixed."""

import numpy as np
import pytest

from sim.batch.sampling import Sampling, moving, refuse_moving, scrambles
from sim.distributions import Uniform
from sim.drivers.playing import Player, sampled_mean
from sim.errors import BadInput
from tests.building import Chart


@pytest.mark.parametrize("sampling", list(Sampling))
def test_there_are_sixteen_blocks_that_differ_and_lie_inside(sampling):
    blocks = scrambles(sampling, runs=512, width=3, seed=7)
    assert [each.shape for each in blocks] == [(32, 3)] * 16
    assert all(((each > 0.0) & (each < 1.0)).all() for each in blocks)
    assert len({each.tobytes() for each in blocks}) == 16
    assert np.array_equal(blocks[5], scrambles(sampling, runs=512, width=3, seed=7)[5])


@pytest.mark.parametrize("sampling", [Sampling.SOBOL, Sampling.LHS])
def test_each_block_has_one_point_in_every_slice(sampling):
    for block in scrambles(sampling, runs=256, width=2, seed=1):
        assert np.array_equal(np.sort((16 * block).astype(int), axis=0)[:, 0], np.arange(16))


def chain():
    chart = Chart()
    chart.step("a", Uniform(10.0, 20.0))
    chart.step("b", Uniform(0.0, 10.0), after=["a"])
    chart.milestone("done", "b")
    return chart.plan()


def test_the_mean_of_a_chain_is_found_with_less_error_than_by_chance():
    def mean(sampling):
        return sampled_mean(chain(), "done", sampling=sampling, runs=256, seed=1, player=Player())

    even, random = mean(Sampling.SOBOL), mean(Sampling.RANDOM)
    assert even.low < 20.0 < even.high
    assert even.high - even.low < (random.high - random.low) / 4.0
    assert even.n == 256


def test_quantities_of_many_rounds_are_refused_by_name():
    chart = Chart()
    chart.step("a", 1.0)
    chart.draw("review/assessed", Uniform(0.0, 1.0), rounds=9)
    chart.draw("review/fixed", 3.0, rounds=9)
    plan = chart.plan()
    assert moving(plan.draws) == ["review/assessed"]
    refuse_moving(plan.draws, sampling=Sampling.RANDOM)
    with pytest.raises(BadInput, match="review/assessed"):
        refuse_moving(plan.draws, sampling=Sampling.LHS)
