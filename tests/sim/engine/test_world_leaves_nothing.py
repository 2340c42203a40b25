"""A world that was played leaves nothing for the collector of cycles."""

import gc

import pytest

import sim
from sim.engine.world import Prepared, replay_ready
from sim.recent import collector_resting

FEW = 50
"""Objects of a few suspended waits that may know each other still; a world has thousands."""


def break_off():
    with collector_resting():
        assert not gc.isenabled()
        raise ZeroDivisionError


def test_the_collector_works_again_afterwards_also_after_an_error():
    with pytest.raises(ZeroDivisionError):
        break_off()
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off():
    """Rests may lie in one another: the inner one must not wake the collector."""
    with collector_resting():
        with collector_resting():
            pass
        assert not gc.isenabled()


@pytest.mark.parametrize("name", ["quick-start", "watch-list"])
def test_a_world_that_was_played_leaves_no_cycles_behind(name):
    """Else every run would stay in memory until the collector finds it."""
    ready = Prepared.of(sim.load(name).plan)
    next(replay_ready(ready, 1, [0]))
    gc.collect()
    with collector_resting():
        outcomes = list(replay_ready(ready, 1, [1, 2]))
        assert gc.collect() < FEW * len(outcomes)
