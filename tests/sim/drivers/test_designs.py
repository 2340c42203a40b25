"""Designs of Morris and Sobol against functions whose answer is known exactly."""

import json
from importlib import resources

import numpy as np
import pytest

from tests.building import Chart

pytest.importorskip("SALib")
from sim.distributions import Uniform
from sim.draws import Sampler
from sim.drivers.designs import decompose, screen
from sim.drivers.playing import Player
from sim.drivers.quantities import Group, groups

X = [Group(f"x{place}", ("judgement",), (place,)) for place in range(3)]


def ishigami(points):
    x = np.pi * (2.0 * points - 1.0)
    return np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_sobol_finds_the_shares_of_ishigamis_function():
    text = resources.files("sim.known_answers").joinpath("17_sensitivity_known.json").read_text("utf-8")
    expected = json.loads(text)["ishigami"]
    design = decompose(X, ishigami, width=3, runs=20_480, seed=1)
    found = {each.group.label: each for each in design.indices}
    for place, (first, total) in enumerate(zip(expected["S1"], expected["ST"], strict=True)):
        assert found[f"x{place}"].first.value == pytest.approx(first, abs=0.03)
        assert found[f"x{place}"].total.value == pytest.approx(total, abs=0.03)
    assert design.runs == 20_480


def test_morris_finds_the_slopes_of_a_straight_line():
    design = screen(X, lambda u: u @ [10.0, 40.0, 0.0], width=3, runs=80, seed=1)
    assert [each.group.label for each in design.effects] == ["x1", "x0", "x2"]
    assert [each.effect.value for each in design.effects] == pytest.approx([36.0, 9.0, 0.0])


def test_of_many_groups_morris_picks_ten_and_the_others_stay_one_group():
    many = [Group(f"x{place}", ("judgement",), (place,)) for place in range(40)]
    weights = np.array([10.0, 20.0, *([0.1] * 38)])
    design = decompose(many, lambda u: u @ weights, width=40, runs=2000, seed=1)
    assert len(design.indices) == 11
    assert [each.group.label for each in design.indices[:2]] == ["x1", "x0"]
    assert design.indices[0].first.value == pytest.approx(0.8, abs=0.1)


def test_what_does_not_vary_has_no_shares():
    design = decompose(X, lambda u: np.zeros(len(u)), width=3, runs=500, seed=1)
    assert (design.varies, design.indices) == (False, ())


def test_a_plan_is_played_at_the_points_of_the_design():
    chart = Chart(horizon=1000.0)
    chart.step("a", Uniform(0.0, 40.0))
    chart.step("b", Uniform(0.0, 20.0), after=["a"])
    chart.step("sure", 3.0, after=["b"])
    chart.milestone("done", "sure")
    plan = chart.plan()
    design = decompose(
        groups(plan),
        lambda points: Player().points(plan, points, "done"),
        width=Sampler(plan).width,
        runs=512,
        seed=1,
    )
    assert [each.first.value for each in design.indices] == pytest.approx([0.8, 0.2], abs=0.05)
