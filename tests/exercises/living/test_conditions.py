"""Conditions: how they are read, when they are true, and what is said of why."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.living import Effect, Truth, comparison_of, measures, truth, why
from exercises.living import conditions as room
from exercises.script.schema import Condition
from sim.errors import BadQuantity
from sim.measures.series import Steps

SECURITY = "condition.alpha.north.security"
FREE = "fund.conflict_response_fund.free"


def condition(measure=SECURITY, **keys):
    return Condition.model_validate({"measure": measure, **keys})


@pytest.fixture
def told(monkeypatch):
    """Let every measure have a series that is told, and return an outcome with a horizon of 100 days."""

    class Plan:
        horizon = 100.0

    class Outcome:
        plan = Plan

    def tell(*changes, before=None):
        times, values = zip(*changes, strict=True) if changes else ((), ())
        monkeypatch.setattr(room, "series", lambda *_: Steps(times, values, before))
        return Outcome

    return tell


LEVELS = [(10.0, 0.5), (20.0, 0.38), (23.0, 0.39), (30.0, 0.4), (40.0, 0.2)]


def test_it_turns_true_and_false_as_the_measure_changes(told):
    assert truth(condition(below=0.4), told(*LEVELS)) == Truth((20.0, 30.0, 40.0))


@pytest.mark.parametrize(
    ("days", "expected"),
    [("3 d", (23.0, 30.0, 43.0)), ("9 d", (29.0, 30.0, 49.0)), ("10 d", (50.0,)), ("70 d", ())],
)
def test_it_is_true_once_it_has_held_for_so_long_until_it_no_longer_holds(told, days, expected):
    assert truth(condition(below=0.4, **{"for": days}), told(*LEVELS)).changes == expected


def test_where_there_is_nothing_yet_nothing_is_true(told):
    assert truth(condition(at_most=1.0), told(*LEVELS)).changes == (10.0,)


def test_what_holds_from_the_beginning_is_true_from_day_zero(told):
    assert truth(condition(FREE, above="1 M USD"), told((5.0, 0), before=2_000_000)).changes == (0.0, 5.0)


def test_it_is_true_from_each_first_turn_to_the_second():
    found = Truth((20.0, 30.0, 43.0))
    assert [found.at(day) for day in (19.0, 20.0, 30.0, 43.0)] == [False, True, False, True]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 3)), max_size=12, unique_by=lambda each: each[0]),
    st.integers(0, 6),
)
def test_it_is_true_exactly_where_it_has_held_at_every_day_so_far(pairs, lasts):
    rows = sorted(pairs)
    found = Steps(tuple(float(a) for a, _ in rows), tuple(b for _, b in rows), 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "series", lambda *_: found)
        outcome = type("Outcome", (), {"plan": type("Plan", (), {"horizon": 100.0})})
        asked = condition("pool.crew.free", at_least=2, **{"for": f"{lasts} d"})
        turns = truth(asked, outcome)
    for day in range(100):
        held = all(found.at(each) >= 2 for each in range(day - lasts, day + 1) if each >= 0) and day >= lasts
        assert turns.at(day) == held


def test_it_says_the_values_that_make_it_true_or_keep_it_false(told):
    outcome = told(*LEVELS)
    asked = condition(below=0.4, **{"for": "5 d"})
    assert [why(asked, outcome, day) for day in (5.0, 23.0, 26.0, 35.0)] == [
        f"{SECURITY} nothing yet, not < 0.4",
        f"{SECURITY} 0.39 < 0.4 for 3 d since D+20.0, not yet for 5 d",
        f"{SECURITY} 0.39 < 0.4 for 6 d since D+20.0",
        f"{SECURITY} 0.4, not < 0.4",
    ]


def test_it_says_of_milestones_and_words_what_they_are(told):
    exit_ = condition("milestone.alpha.military_exit", reached=True)
    lead = condition("authority.alpha.north.security", **{"is": "local"})
    reached = told((10.0, True), before=False)
    assert why(exit_, reached, 5.0) == "milestone.alpha.military_exit not reached"
    assert why(exit_, reached, 12.0) == "milestone.alpha.military_exit reached for 2 d since D+10.0"
    assert why(lead, told((1.0, "local")), 2.0) == f"{lead.measure} local for 1 d since D+1.0"
    assert why(lead, told((1.0, "military")), 2.0) == f"{lead.measure} military, not local"


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ({"measure": FREE, "below": "20 M USD"}, 20_000_000),
        ({"measure": FREE, "below": 5}, 5),
        ({"measure": "pool.crew.free", "at_most": 40}, 40),
        ({"measure": "strength.alpha.troops", "above": "8 k"}, 8000),
        ({"measure": SECURITY, "at_least": 0.4}, 0.4),
        ({"measure": "step.alpha.design", "reached": False}, False),
        ({"measure": "authority.alpha.north.justice", "is": "civilian"}, "civilian"),
    ],
)
def test_a_value_is_read_by_the_kind_of_its_measure(keys, value):
    assert comparison_of(condition(**keys)).value == value


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            {"measure": "milestones.alpha.exit", "reached": True},
            "there is no measure.*Did you mean 'milestone'",
        ),
        (
            {"measure": FREE, "reached": True},
            "cannot be asked with 'reached'.*above, at_least, below, at_most",
        ),
        ({"measure": "exit.alpha", "above": 1}, "cannot be asked with 'above'; allowed: reached"),
        ({"measure": FREE, "below": "20 M"}, "'20 M'"),
        ({"measure": SECURITY, "below": 40}, "'40' is not between 0 and 1"),
        ({"measure": "pool.crew.free", "below": "4 d"}, "'4 d'"),
        (
            {"measure": "authority.a.b.c", "is": "locals"},
            "'locals' is nobody's authority.*Did you mean 'local'",
        ),
    ],
)
def test_a_condition_that_cannot_be_asked_is_refused(keys, said):
    with pytest.raises(BadQuantity, match=said):
        comparison_of(condition(**keys))


def test_a_measure_that_the_scenario_does_not_have_is_refused_with_the_nearest(quick):
    asked = condition("milestone.alpha.militry_exit", reached=True)
    with pytest.raises(BadQuantity, match=r"Did you mean 'milestone\.alpha\.military_exit'"):
        comparison_of(asked, measures(quick))


def test_an_effect_makes_a_condition_true_right_after_it(living):
    asked = condition(FREE, below=1000)
    effects = [Effect(12.0, withdraw={"conflict_response_fund": 10**9})]
    turns = truth(asked, living.outcome(effects)).changes
    assert not truth(asked, living.begin()).at(13.0)
    assert turns[0] == pytest.approx(12.0, abs=1e-6)
    assert turns[0] > 12.0
    assert not math.isnan(turns[-1])
