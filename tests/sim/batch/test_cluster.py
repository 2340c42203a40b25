"""A Dask cluster as executor: the same bytes, lost workers made good, clusters that are not there."""

import operator
import os
import platform
import signal

import pytest

import sim
from sim.batch import Serial
from sim.batch import cluster as cluster_room
from sim.batch.cluster import Cluster

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")


@pytest.fixture(scope="module")
def cluster():
    """Two worker processes on this machine, gone afterwards."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=":0"
    ) as running:
        yield running


def test_a_cluster_gives_the_same_bytes_as_this_process(cluster, roads):
    here = sim.run_batch(roads, n=240, seed=5, executor=Serial())
    there = sim.run_batch(roads, n=240, seed=5, executor=Cluster(cluster.scheduler_address), chunk=6)
    assert there.values.tobytes() == here.values.tobytes()
    assert [each.tobytes() for each in there.critical] == [each.tobytes() for each in here.critical]


def test_results_come_in_the_order_of_the_pieces_and_both_workers_work(cluster):
    found = list(Cluster(cluster.scheduler_address).map(_who, range(40), shared=None))
    assert [each for each, _ in found] == list(range(40))
    assert len({process for _, process in found}) == 2


def _who(_, piece):
    import time

    time.sleep(0.02)
    return piece, os.getpid()


def test_a_scheduler_file_names_a_cluster_too(cluster, tmp_path):
    path = tmp_path / "scheduler.json"
    path.write_text(f'{{"address": "{cluster.scheduler_address}", "workers": {{}}}}', "utf-8")
    assert list(Cluster(str(path)).map(operator.mul, [1, 2], shared=10)) == [10, 20]


def test_a_worker_that_is_killed_costs_nothing_but_time(cluster):
    results = Cluster(cluster.scheduler_address).map(_who, range(60), shared=None)
    _, process = next(results)
    os.kill(process, signal.SIGKILL)
    assert [each for each, _ in results] == list(range(1, 60))


@pytest.mark.parametrize(
    ("address", "message"),
    [("nowhere.json", "there is no such scheduler file"), ("tcp://127.0.0.1:9", "no scheduler answers")],
)
def test_a_cluster_that_is_not_there_is_told(address, message, roads, monkeypatch):
    monkeypatch.setattr("sim.batch.cluster.PATIENCE", "1s")
    with pytest.raises(sim.BadInput) as error:
        sim.run_batch(roads, n=10, executor=Cluster(address), chunk=5)
    assert f"--cluster: {address}: {message}" in str(error.value)


def test_workers_with_other_versions_are_refused(cluster, monkeypatch):
    monkeypatch.setattr(platform, "python_version", lambda: "2.7")
    with pytest.raises(sim.BadInput, match=r"has python 3\S+ \(here 2\.7\)"):
        list(Cluster(cluster.scheduler_address).map(operator.mul, [1], shared=10))


class Fading:
    """A client some of whose workers end while they are asked."""

    def __init__(self, times):
        self.times = times

    def wait_for_workers(self, number, timeout):
        assert number == 1

    def run(self, _, on_error):
        self.times -= 1
        return {"tcp://a": OSError("closed") if self.times >= 0 else {"python": "3"}}


def test_a_worker_that_ends_while_it_is_asked_its_version_is_asked_for_again():
    assert cluster_room._versions(Fading(2), "tcp://a") == {"tcp://a": {"python": "3"}}
    with pytest.raises(sim.BadInput, match="its workers end while they are asked"):
        cluster_room._versions(Fading(99), "tcp://a")
