"""Variants over the same futures: differences where the answer is known, and what the horizon leaves open."""

import math

import pytest

from sim.batch import Processes, Serial
from sim.comparing import Measure, compare, sides_of
from sim.comparing.statistic import Promise
from sim.errors import BadInput

PLAN = """\
format: 1
title: A road and a bridge
start: 2026-01-05
horizon: 100 d
evidence: judgement
steps:
  road: {duration: {uniform: [10 d, 50 d]}}
  bridge: {after: [road], duration: {uniform: [10 d, 50 d]}}
milestones: {paved: {all: [road]}, opened: {all: [bridge]}}
variants:
  quick: {why: Two days less, set: {steps.road.duration: {uniform: [8 d, 48 d]}}}
  slow: {set: {steps.bridge.duration: {uniform: [50 d, 90 d]}}}
  never: {set: {steps.bridge.duration: 400 d}}
  short: {set: {horizon: 60 d}}
  same: {set: {title: Another title}}
"""


@pytest.fixture(scope="module")
def road(tmp_path_factory):
    path = tmp_path_factory.mktemp("plans") / "road.yaml"
    path.write_text(PLAN, "utf-8")
    return path


def test_a_variant_that_is_two_days_quicker_is_so_in_every_future(road):
    found = compare(sides_of(road, ["base", "quick"]), n=60, seed=3)
    opened = found.row("quick", "opened")
    assert (opened.mean.value, opened.mean.low, opened.mean.high) == pytest.approx((-2.0, -2.0, -2.0))
    assert [each.value for each in opened.percentiles] == pytest.approx([-2.0, -2.0])
    assert (opened.helps.value, opened.harms.value) == (1.0, 0.0)
    assert opened.helps.low < 1.0, "sixty of sixty is not certainty"
    assert opened.pairing.value == math.inf
    assert opened.cut.sign == ""


def test_what_does_not_differ_in_any_future_is_said_so(road):
    found = compare(sides_of(road, ["base", "same"]), n=20)
    assert [each.moved for each in found.of("same")] == [False, False, False]


def test_a_step_that_is_not_changed_keeps_its_luck(road):
    found = compare(sides_of(road, ["base", "slow"]), n=40, seed=2)
    assert found.row("slow", "paved").moved is False
    assert found.row("slow", "opened").mean.value > 20.0


def test_a_date_beyond_the_horizon_makes_the_mean_a_lower_bound_and_keeps_its_rank(road):
    found = compare(sides_of(road, ["base", "never"]), n=40, at=[0.5])
    opened = found.row("never", "opened")
    assert (opened.cut.base, opened.cut.side, opened.cut.sign) == (0.0, 1.0, "≥")
    median = opened.percentiles[0]
    assert (median.value, median.high) == (math.inf, math.inf)
    assert 0.0 < median.low < 100.0
    assert (opened.helps.value, opened.harms.value) == (0.0, 1.0)
    level = next(each for each in found.levels if each.side == "never" and each.measure.name == "opened")
    assert level.mean is None
    assert level.reached.value == 0.0
    assert level.reached.high > 0.0


def test_of_two_horizons_the_nearer_holds_for_both(road):
    sides = sides_of(road, ["base", "short"])
    assert sides.horizon == 60.0
    assert any("Horizons differ" in each for each in sides.notes)
    assert compare(sides, n=30).row("short", "opened").moved is False


def test_a_promise_of_a_date_and_a_sum_is_kept_together(road):
    promise = Promise("opened", by=60.0, below=1.0)
    found = compare(sides_of(road, ["base", "never"]), n=50, promise=promise)
    base, never = found.joints
    assert base.within.value == 1.0
    assert base.both.value == base.in_time.value > 0.0
    assert never.both.value == 0.0


def test_any_number_of_workers_gives_the_same_bytes(road):
    sides = sides_of(road, ["base", "quick", "slow"])
    told = [compare(sides, n=120, executor=each).differences for each in (Processes(2), Serial())]
    assert repr(told[0]) == repr(told[1])


def test_another_variant_or_measure_leaves_the_numbers_as_they_are(road):
    small = compare(sides_of(road, ["base", "slow"]), n=50, by=[Measure("opened")], at=[0.8])
    large = compare(sides_of(road, ["base", "quick", "slow"]), n=50, at=[0.5, 0.8])
    one, other = small.row("slow", "opened"), large.row("slow", "opened")
    assert one.mean == other.mean
    assert one.percentiles[0] == other.percentiles[1]


def test_unknown_variants_are_all_named_with_the_nearest_that_is_there(road):
    with pytest.raises(BadInput) as caught:
        sides_of(road, ["base", "quik", "slo"])
    assert [each.suggestion for each in caught.value.findings] == ["quick", "slow"]
    assert caught.value.findings[0].place.line == 10


@pytest.mark.parametrize(("names", "told"), [(["base"], "nothing to compare"), (["slow"] * 2, "named twice")])
def test_one_alone_or_the_same_twice_cannot_be_compared(road, names, told):
    with pytest.raises(BadInput, match=told):
        sides_of(road, names)


def test_plans_without_a_milestone_in_common_are_told_plainly(tmp_path):
    from sim.comparing.sides import together
    from sim.scenario.loading import load

    other = tmp_path / "other.yaml"
    plans = []
    for text in (PLAN, PLAN.replace("paved:", "laid:").replace("opened:", "shut:")):
        other.write_text(text, "utf-8")
        plans.append(load(other).plan)
    with pytest.raises(BadInput, match=r"a has paved, opened; b has laid, shut"):
        together(plans, ["a", "b"], scenario="t", file="t")


def test_a_milestone_that_only_some_have_is_left_out_and_told(tmp_path):
    from sim.comparing.sides import together
    from sim.scenario.loading import load

    path = tmp_path / "other.yaml"
    plans = []
    for text in (PLAN, PLAN.replace("paved:", "laid:")):
        path.write_text(text, "utf-8")
        plans.append(load(path).plan)
    sides = together(plans, ["a", "b"], scenario="t", file="t")
    assert [each.name for each in sides.headlines] == ["opened", "cost"]
    assert sides.notes[0] == "Only some of them have paved (a): not compared."
