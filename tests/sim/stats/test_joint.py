"""Both promises at once: coverage over a thousand seeds, and what the pairs tell that margins do not."""

import math

import numpy as np
import pytest

from sim.stats import joint

SEEDS = 1_000
BAND = 5.0 * math.sqrt(0.95 * 0.05 / SEEDS)


def test_the_joint_share_of_two_dependent_promises_is_covered_over_a_thousand_seeds():
    """Late is dear: u below 0.7 is in time and cheap; above 0.9 late, dear; between, cheap in 1 of 2."""
    rng = np.random.default_rng(41)
    u, coin = rng.uniform(size=(SEEDS, 100)), rng.uniform(size=(SEEDS, 100))
    dear = (u > 0.9) | ((u > 0.7) & (coin < 0.5)) | (u < 0.1)
    found = [
        joint(days, dollars, by=0.7, below=0.5).both
        for days, dollars in zip(u, dear.astype(float), strict=True)
    ]
    covered = np.mean([each.low <= 0.6 <= each.high for each in found])
    assert 0.95 - BAND <= covered <= 0.985


def test_two_promises_kept_in_three_of_four_may_be_kept_together_in_half():
    found = joint([1.0, 1.0, 1.0, 9.0], [9.0, 1.0, 1.0, 1.0], by=5.0, below=5.0)
    assert [each.value for each in found] == [0.75, 0.75, 0.5]


def test_what_was_not_reached_is_not_in_time():
    assert joint([math.inf, 3.0], [1.0, 1.0], by=1e9, below=5.0).both.value == 0.5


def test_days_and_dollars_of_other_futures_are_refused():
    with pytest.raises(ValueError, match="not of the same futures"):
        joint([1.0, 2.0], [1.0], by=1.0, below=1.0)
