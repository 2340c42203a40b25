"""The best of several variants: by a mean, by a percentile, by the share that keeps a date."""

from datetime import date

import pytest

from sim.comparing import choose, sides_of
from sim.comparing.choosing import batch_of
from sim.comparing.statistic import statistic_of

PLAN = """\
format: 1
title: A road
start: 2026-01-05
horizon: 100 d
evidence: judgement
steps: {road: {duration: {uniform: [10 d, 50 d]}}}
milestones: {paved: {all: [road]}}
variants:
  a: {set: {steps.road.duration: {uniform: [6 d, 46 d]}}}
  b: {set: {steps.road.duration: {uniform: [28 d, 32 d]}}}
  c: {set: {steps.road.duration: 90 d}}
"""


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    path = tmp_path_factory.mktemp("plans") / "road.yaml"
    path.write_text(PLAN, "utf-8")
    return sides_of(path, ["base", "a", "b", "c"])


def asked(text):
    return statistic_of(text, option="--best", start=date(2026, 1, 5))


@pytest.mark.parametrize(
    ("text", "zone", "best"),
    [
        ("mean(paved)", 1.0, "a"),
        ("P80(paved)", 1.0, "b"),
        ("P20(paved)", 1.0, "a"),
        ("P(paved by D+33)", 0.1, "b"),
    ],
)
def test_the_best_hangs_on_what_is_asked(sides, text, zone, best):
    found = choose(sides, asked(text), indifference=zone, seed=5)
    assert found.best == best
    assert found.selection.used[3] == 20, "who is far behind plays no more"


def test_futures_that_are_known_already_are_not_played_again_and_change_nothing(sides):
    from sim.batch import Serial
    from sim.comparing.playing import Setting, play

    statistic = asked("mean(paved)")
    setting = Setting(sides.plans, (statistic.measure,), 5, sides.horizon, sides.names)
    begun = {
        at: each[0]
        for at, each in play(setting, dict.fromkeys(range(4), range(400)), executor=Serial()).numbers.items()
    }
    runs = []
    found = choose(
        sides,
        statistic,
        indifference=10.0,
        seed=5,
        begun=begun,
        progress=lambda done, total: runs.append(done),
    )
    assert found.best == "a"
    assert runs == []
    assert found == choose(sides, statistic, indifference=10.0, seed=5)


def test_when_futures_end_first_those_that_may_be_best_are_named(sides):
    near = choose(sides, asked("P50(paved)"), indifference=0.001, most=420)
    assert near.best is None
    assert "a" in near.left


def test_dates_cut_by_the_horizon_are_told(tmp_path):
    path = tmp_path / "late.yaml"
    path.write_text(PLAN.replace("horizon: 100 d", "horizon: 40 d"), "utf-8")
    late = sides_of(path, ["base", "c"])
    found = choose(late, asked("P80(paved)"), indifference=1.0)
    assert found.cut
    assert found.means[1] == 40.0


@pytest.mark.parametrize(
    ("text", "futures"), [("P80(x)", 50), ("P95(x)", 200), ("P5(x)", 200), ("mean(x)", 20)]
)
def test_a_batch_holds_ten_futures_beyond_a_percentile(text, futures):
    assert batch_of(asked(text)) == futures
