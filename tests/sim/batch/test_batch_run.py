"""The same results whoever plays them, in whatever pieces; runs that break off; stopping early."""

import numpy as np
import pytest

import sim
from sim.batch import Processes, Serial
from sim.batch.measuring import Measuring
from sim.batch.playing import Job, play_piece, runs_per_piece
from sim.batch.request import Request
from sim.batch.run import carry_out, pieces_of
from sim.batch.stopping import HalfWidth


@pytest.fixture(scope="module")
def reference(roads):
    return sim.run_batch(roads, n=240, seed=5, executor=Serial(), chunk=240)


def same(one, other):
    assert one.replications.tobytes() == other.replications.tobytes()
    assert one.values.tobytes() == other.values.tobytes()
    assert [each.tobytes() for each in one.critical] == [each.tobytes() for each in other.critical]
    assert one.failures == other.failures


@pytest.mark.parametrize("chunk", [1, 7, 1000])
def test_pieces_change_nothing(roads, reference, chunk):
    same(sim.run_batch(roads, n=240, seed=5, executor=Serial(), chunk=chunk), reference)


@pytest.mark.parametrize("workers", [2, 7])
def test_workers_change_nothing(roads, reference, workers):
    seen = Watched(workers)
    same(sim.run_batch(roads, n=240, seed=5, executor=seen, chunk=5), reference)
    assert seen.most > 1


class Watched:
    """Processes, and how many of them were there at once."""

    def __init__(self, workers):
        self.inner, self.most = Processes(workers), 0

    def map(self, work, pieces, *, shared):
        from multiprocessing import active_children

        for each in self.inner.map(work, pieces, shared=shared):
            self.most = max(self.most, len(active_children()))
            yield each


def test_a_batch_is_what_its_runs_are_one_by_one(roads, reference):
    days = [sim.milestones(each)["open"] for each in sim.replicate(roads, seed=5, replications=240)]
    assert np.array_equal(reference.column("open"), days, equal_nan=True)


def test_pieces_stay_within_their_part_and_share_a_small_one():
    pieces = list(pieces_of([range(200), range(200, 216)], size=100))
    assert [len(each) for each in pieces] == [25] * 8 + [2] * 8
    assert [i for each in pieces for i in each] == list(range(216))


class Breaks(Measuring):
    """Measures all runs but some, which it cannot stand."""

    def row(self, outcome):
        if outcome.replication in {3, 4}:
            message = "out of paper"
            raise RuntimeError(message)
        return super().row(outcome)


def test_a_run_that_breaks_off_is_kept_with_its_reason_and_the_others_are_played(roads):
    rows = play_piece(Job(Breaks(roads.plan), 5), range(8))
    assert [each.replication for each in rows] == list(range(8))
    assert [each.failed for each in rows if each.failed] == ["RuntimeError: out of paper"] * 2
    intact = play_piece(Job(Measuring(roads.plan), 5), range(8))
    assert [each for each in rows if not each.failed] == [intact[i] for i in (0, 1, 2, 5, 6, 7)]


def test_a_batch_stops_at_the_first_look_that_is_precise_enough(roads):
    asked = HalfWidth("open", 0.5, days=4.0)
    found = sim.run_batch(roads, n=3000, until=asked, executor=Serial())
    assert len(found) == 200
    same(found, sim.run_batch(roads, n=200, executor=Serial()))


def test_a_precision_that_is_out_of_reach_ends_at_the_cap(roads):
    found = sim.run_batch(roads, n=500, until=HalfWidth("open", 0.5, days=0.001), executor=Serial())
    assert len(found) == 500


def test_progress_counts_every_run_and_tells_the_headline(roads):
    seen = []
    sim.run_batch(
        roads, n=40, executor=Serial(), chunk=4, progress=lambda it: seen.append((it.played, len(it.days)))
    )
    assert seen[-1] == (40, 40)
    assert [each for each, _ in seen] == list(range(4, 41, 4))


def test_a_piece_takes_a_fraction_of_a_second(roads):
    assert 1 < runs_per_piece(Job(Measuring(roads.plan), 1)) <= 500


def test_a_seed_out_of_range_is_refused(roads):
    with pytest.raises(sim.BadInput, match="out of range"):
        sim.run_batch(roads, n=5, seed=-1, executor=Serial())


class Memory:
    """A keeper that is stopped, and taken up again."""

    def __init__(self, stop_after):
        self.parts, self.stop_after = {}, stop_after

    def holds(self, part):
        return part in self.parts

    def read(self, part):
        return self.parts[part]

    def keep(self, part, results):
        if len(self.parts) == self.stop_after:
            raise KeyboardInterrupt
        self.parts[part] = results


def test_who_is_interrupted_goes_on_where_it_stopped(roads):
    request, job = Request(5, 800, HalfWidth("open", 0.5, days=0.1)), Job(Measuring(roads.plan), 5)
    keeper = Memory(stop_after=2)
    with pytest.raises(KeyboardInterrupt):
        carry_out(request, job, keeper, executor=Serial())
    before = dict(keeper.parts)
    keeper.stop_after = -1
    assert carry_out(request, job, keeper, executor=Serial()) == 800
    assert [keeper.parts[each] is found for each, found in before.items()] == [True, True]
    whole = sim.run_batch(roads, n=800, seed=5, executor=Serial())
    assert np.array_equal(
        np.concatenate([each.values for each in keeper.parts.values()]), whole.values, equal_nan=True
    )
