"""Shares of a variance from given data, against what is known exactly."""

import json
from importlib import resources

import numpy as np
import pytest

from sim.stats.sensitivity import variance_shares

GENERATOR = np.random.default_rng(2005)


def known():
    text = resources.files("sim.known_answers").joinpath("17_sensitivity_known.json").read_text("utf-8")
    return json.loads(text)


def test_a_chain_of_normals_has_the_shares_of_its_variances():
    """100 batches: unbiased, and an interval that holds the truth in fewer than 86 would be no 95 %."""
    case = known()
    spreads = [law["sd"] for law in case["chain"].values()]
    truth = np.array(list(case["expected_chain_sobol"].values()))
    values, held = [], np.zeros(3)
    for seed in range(100):
        x = np.random.default_rng(seed).normal(size=(400, 3)) * spreads
        shares = variance_shares(x, x.sum(axis=1))
        found = [shares.of([place]) for place in range(3)]
        values.append([each.value for each in found])
        held += [each.low <= share <= each.high for each, share in zip(found, truth, strict=True)]
    assert np.mean(values, axis=0) == pytest.approx(truth, abs=0.01)
    assert (held >= 86).all()


def test_shares_of_groups_are_the_sums_of_their_members():
    x = np.random.default_rng(1).normal(size=(1000, 4))
    found = variance_shares(x, x @ [1.0, 1.0, 1.0, 1.0])
    assert found.of([0, 2]).value == pytest.approx(found.of([0]).value + found.of([2]).value)
    whole = found.of(range(4))
    assert whole.low < 1.0 < whole.high


def test_whether_something_happens_has_its_share_too():
    generator = np.random.default_rng(5)
    happens, rest = generator.random(4000) < 0.3, generator.random(4000)
    y = 10.0 * happens + 10.0 * rest  # variances 21 and 8.33
    found = variance_shares(np.stack([happens, rest], axis=1).astype(float), y)
    assert found.of([0]).value == pytest.approx(0.716, abs=0.02)


def test_a_bend_is_seen_that_a_straight_line_would_miss():
    u = np.random.default_rng(5).random((2000, 2))
    assert variance_shares(u, (u[:, 0] - 0.5) ** 2).of([0]).value > 0.98


def test_what_has_no_effect_has_a_share_of_nothing_on_average():
    generator = np.random.default_rng(8)
    u, y = generator.random((500, 300)), generator.random(500)
    found = variance_shares(u, y)
    assert abs(found.all_runs.mean()) < 0.002
    whole = found.of(range(300))
    assert whole.low < 0.0 < whole.high


def test_without_variance_or_with_few_runs_there_are_no_shares():
    u = GENERATOR.random((100, 2))
    assert variance_shares(u, np.ones(100)) is None
    assert variance_shares(u[:59], u[:59, 0]) is None


def test_many_inputs_are_reckoned_as_they_would_be_alone():
    u = np.random.default_rng(3).random((200, 450))
    y = u[:, 0] + u[:, 449]
    alone = variance_shares(u[:, [449]], y).of([0])
    assert variance_shares(u, y).of([449]).value == pytest.approx(alone.value)
