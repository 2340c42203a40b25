"""The collector of cycles rests while runs are played, and does not need to work: nothing is left for it."""

import gc

import pytest

import sim
from sim.engine.world import Prepared, replay_ready
from sim.resting import undisturbed

FEW = 50
"""Objects of a few suspended waits that may know each other still; a world has thousands."""


def test_the_collector_works_again_afterwards_also_after_an_error():
    with pytest.raises(ZeroDivisionError), undisturbed():
        assert not gc.isenabled()
        raise ZeroDivisionError
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off():
    """Rests may lie in one another: the inner one must not wake the collector."""
    with undisturbed():
        with undisturbed():
            pass
        assert not gc.isenabled()


@pytest.mark.parametrize("name", ["quick-start", "watch-list"])
def test_a_world_that_was_played_leaves_no_cycles_behind(name):
    """Else every run would stay in memory until the collector finds it."""
    ready = Prepared.of(sim.load(name).plan)
    next(replay_ready(ready, 1, [0]))
    gc.collect()
    with undisturbed():
        outcomes = list(replay_ready(ready, 1, [1, 2]))
        assert gc.collect() < FEW * len(outcomes)
