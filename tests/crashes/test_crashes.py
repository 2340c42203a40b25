"""Killed outright at random moments: three of each here, two hundred in `make chaos KILLS=200`."""

from __future__ import annotations

import pytest

from tests.crashes.batches import kill_batches
from tests.crashes.directors import kill_directors

pytestmark = pytest.mark.timeout(1_200)  # seconds of work, on a machine that may have much else to do


def test_batches_killed_at_random_end_in_the_same_bytes(tmp_path):
    assert kill_batches(tmp_path, kills=3, seed=11).startswith("3 kills")


def test_directors_killed_at_random_lose_and_double_nothing(tmp_path):
    assert "none lost, none twice" in kill_directors(tmp_path, kills=3, seed=11)


def test_workers_of_a_cluster_killed_at_random_change_no_result():
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    from tests.crashes.clusters import kill_workers

    assert "all values equal" in kill_workers(kills=3, seed=11)
