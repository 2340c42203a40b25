"""When a batch stops: what may be asked, at which looks, and that the interval keeps its promise."""

import math

import numpy as np
import pytest

import sim
from sim.batch.request import Request
from sim.batch.stopping import (
    HalfWidth,
    HalfWidthOfChance,
    HalfWidthOfMean,
    confidence_per_look,
    criterion,
    look_at,
)

SEEDS = 300


def first_stop(request, values):
    """Return the look at which a batch with these values stops, or its last one."""
    looks = (look_at(request, values[:size], runs=size) for size in request.looks)
    seen = None
    for seen in looks:
        if seen.reached:
            break
    return seen


@pytest.fixture(scope="module")
def plan():
    return sim.load("quick-start").plan


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P80(military_exit) ± 5 d", HalfWidth("military_exit", 0.8, days=5.0)),
        ("P97.5(military_exit)+-1 w", HalfWidth("military_exit", 0.975, days=7.0)),
        ("mean(cost) ± 2 M USD", HalfWidthOfMean("cost", dollars=2_000_000.0)),
        ("P50(cost) +/- 10 k USD", HalfWidth("cost", 0.5, dollars=10_000.0)),
        ("P(military_exit by D+900) ± 0.02", HalfWidthOfChance("military_exit", 900.0, 0.02)),
    ],
)
def test_a_precision_is_read_and_written_again(plan, text, expected):
    found = criterion(text, plan=plan)
    assert found == expected
    assert criterion(str(found), plan=plan) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("P80(militry_exit) ± 5 d", "Did you mean 'military_exit'"),
        ("P80(military_exit) ± 5 days", "'5 days' has an unknown unit"),
        ("P80(military_exit) ± 5 USD", "unknown unit"),
        ("P80(military_exit) ± 0 d", "allowed: more than 0"),
        ("P0(military_exit) ± 1 d", "nothing that can be asked"),
        ("P(military_exit) ± 1 d", "nothing that can be asked"),
        ("P(military_exit by D+900) ± much", "'much' is not a share"),
        ("mean(military_exit by D+900) ± 0.1", "nothing that can be asked"),
        ("soon", "no precision that can be asked for"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_place(plan, text, message):
    with pytest.raises(sim.BadInput) as error:
        criterion(text, plan=plan)
    assert message in str(error.value)
    assert "--until:1:" in str(error.value)


def test_looks_come_at_preset_sizes_and_the_cap_is_the_last():
    asked = HalfWidth("done", 0.8, days=1.0)
    assert Request(1, 5000, asked).looks == (200, 400, 800, 1600, 3200, 5000)
    assert Request(1, 150, asked).looks == (150,)
    assert Request(1, 5000).looks == (5000,)


def test_no_part_lies_across_a_look():
    parts = Request(1, 2500, HalfWidth("done", 0.8, days=1.0)).parts
    assert [each.stop for each in parts] == [200, 400, 800, 1000, 1600, 2000, 2500]
    assert [each.start for each in parts] == [0, 200, 400, 800, 1000, 1600, 2000]


def test_the_error_is_shared_out_over_the_looks():
    assert confidence_per_look(1) == pytest.approx(0.95)
    assert confidence_per_look(5) == pytest.approx(0.99)


def stops(asked, draw):
    """Return, for many seeds, what was seen when the batch stopped."""
    request = Request(1, 3200, asked)
    return [first_stop(request, draw(np.random.default_rng(seed), 3200)) for seed in range(SEEDS)]


@pytest.mark.parametrize(
    ("asked", "draw", "truth"),
    [
        (HalfWidth("x", 0.8, days=4.0), lambda rng, n: rng.exponential(30.0, n), 30.0 * math.log(5.0)),
        (HalfWidthOfMean("x", days=2.5), lambda rng, n: rng.exponential(30.0, n), 30.0),
        (HalfWidthOfChance("x", 30.0, 0.0439), lambda rng, n: rng.exponential(30.0, n), 1 - math.exp(-1)),
    ],
)
def test_the_interval_at_the_stop_holds_the_truth_in_95_of_100_batches(asked, draw, truth):
    """300 batches that each stop when they like; below 92 % by chance: about 1 in 100 if it were 95 %."""
    seen = stops(asked, draw)
    held = [each.estimate.low <= truth <= each.estimate.high for each in seen]
    assert np.mean(held) >= 0.92
    sizes = {each.runs for each in seen}
    assert sizes <= {200, 400, 800, 1600, 3200}
    assert len(sizes) > 1
    assert all(each.half_width <= asked.half_width for each in seen if each.reached)


def test_a_percentile_beyond_the_horizon_is_never_precise():
    values = np.where(np.arange(400) % 3 == 0, np.inf, 100.0)
    seen = first_stop(Request(1, 400, HalfWidth("x", 0.8, days=1e6)), values)
    assert not seen.reached
    assert seen.half_width == math.inf


def test_a_mean_of_dates_that_were_not_all_reached_is_never_precise():
    values = np.where(np.arange(400) == 0, np.inf, 100.0)
    seen = first_stop(Request(1, 400, HalfWidthOfMean("x", days=50.0)), values)
    assert (seen.reached, seen.runs) == (False, 400)
