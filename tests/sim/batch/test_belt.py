"""A belt: one map of an executor for pieces of which the next depends on what came back."""

import os
from contextlib import closing

import pytest

from sim.batch import Processes, Serial
from sim.batch.belt import Belt


def times(shared, piece):
    return shared * piece


def where(_, piece):
    return piece, os.getpid()


class Greedy:
    """An executor that wants all pieces before it begins."""

    def map(self, work, pieces, *, shared):
        everything = list(pieces)
        yield from (work(shared, each) for each in everything)


@pytest.mark.parametrize("executor", [Serial(), Processes(2), Greedy()])
def test_what_comes_back_decides_what_is_asked_next(executor):
    with closing(Belt(executor, times, shared=3)) as belt:
        first = list(belt.map([1, 2]))
        assert first == [3, 6]
        assert list(belt.map([sum(first)])) == [27]
        assert list(belt.map([])) == []
        assert list(belt.map(list(range(50)))) == [3 * each for each in range(50)]


def test_the_same_processes_serve_all_of_it():
    with closing(Belt(Processes(2), where, shared=None)) as belt:
        seen = [belt_id for _ in range(5) for _, belt_id in belt.map(list(range(8)))]
    assert os.getpid() not in seen
    assert 1 <= len(set(seen)) <= 2
