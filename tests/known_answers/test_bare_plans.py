"""Bare plans worked out by hand: from the text of a scenario to the days of its steps. Tolerance 1e-9 d.

D+0 is Monday, 5 January 2026.
"""

import math

import pytest

from sim import load_mapping, milestones, simulate
from sim.critical import critical_chain

OFFICE = {"week": ["mon", "tue", "wed", "thu", "fri"]}


def played(steps, **more):
    head = {"format": 1, "title": "By hand", "start": "2026-01-05", "horizon": "1 y"}
    return simulate(load_mapping(head | {"steps": steps} | more, name="by hand"), seed=1)


def days(steps, **more):
    """Return step → (start, finish)."""
    outcome = played(steps, **more)
    names = [outcome.plan.steps[row.step].id.removeprefix("plan.") for row in outcome.steps]
    return {
        name: (row.start, row.finish) for name, row in zip(names, outcome.steps, strict=True) if name in steps
    }


def near(**expected):
    return {name: pytest.approx(pair, abs=1e-9) for name, pair in expected.items()}


def test_ladder_of_start_and_finish_links():
    """Trench, pipe, backfill: each starts 3 days behind the one before, and ends 2 days behind it.

    As in the precedence diagramming method: pipe ends at max(3 + 4, 10 + 2), backfill at max(6 + 5, 12 + 2).
    """

    def behind(step):
        return [
            {"step": step, "link": "start-start", "lag": "3 d"},
            {"step": step, "link": "finish-finish", "lag": "2 d"},
        ]

    steps = {
        "trench": {"duration": "10 d"},
        "pipe": {"duration": "4 d", "after": behind("trench")},
        "backfill": {"duration": "5 d", "after": behind("pipe")},
        "handover": {"after": [{"step": "backfill", "lag": "1 d"}]},
    }
    assert days(steps) == near(trench=(0, 10), pipe=(3, 12), backfill=(6, 14), handover=(15, 15))


def test_the_old_system_stays_on_until_the_new_one_has_started():
    """Start-finish with a lag of 5 days: the old one may end 5 days after the new one began, on D+7."""
    steps = {
        "build": {"duration": "7 d"},
        "new": {"after": "build", "duration": "30 d"},
        "old": {"duration": "2 d", "after": [{"step": "new", "link": "start-finish", "lag": "5 d"}]},
    }
    assert days(steps) == near(build=(0, 7), new=(7, 37), old=(0, 12))


def test_ten_working_days_over_a_weekend_and_martin_luther_king_day():
    """From Monday the 12th: five days, then Tuesday 20th to Friday 23rd, then Monday the 26th."""
    steps = {
        "review": {"duration": "10 d", "calendar": "office", "not_before": "2026-01-12"},
        "brief": {"after": [{"step": "review", "lag": "4 d"}], "duration": "12 h", "calendar": "office"},
    }
    found = days(steps, calendars={"office": OFFICE | {"holidays": "us_federal"}})
    assert found == near(review=(7, 22), brief=(28, 28.5))


def test_a_parallel_schedule_of_two_crews():
    """Crew of 3, higher priority first, small ones may pass: at every moment the best that fits begins."""
    steps = {
        "a": {"duration": "4 d", "needs": {"crew": 2}, "priority": 4},
        "b": {"duration": "3 d", "needs": {"crew": 2}, "priority": 3},
        "c": {"duration": "2 d", "needs": {"crew": 1}, "priority": 2},
        "d": {"duration": "5 d", "needs": {"crew": 1}, "priority": 1},
        "e": {"after": ["a", "c"], "duration": "2 d", "needs": {"crew": 3}, "priority": 9},
    }
    pools = {"crew": {"size": 3, "queue": "priority", "may_pass": True}}
    found = days(steps, pools=pools)
    assert found == near(a=(0, 4), c=(0, 2), d=(2, 7), b=(4, 7), e=(7, 9))


@pytest.mark.parametrize(("unit", "per_day"), [("d", 1), ("h", 24)])
def test_the_gas_station_with_a_tank_truck(unit, per_day):
    """The station of SimPy's documentation with a car a minute; dollars for litres, days (hours) for seconds.

    The tank of 50 is looked at every 10; after the second car 10 are left, the truck that is called at
    70 comes at 170 and fills it; after the fourth car, at 180, the same: called at 190, there at 290.
    The same stations written as SimPy processes give the same times.
    """
    cars = {
        f"car{number}": {
            "not_before": f"D+{60 * number} {unit}",
            "duration": f"20 {unit}",
            "needs": {"pump": 1, "tank": "20 USD"},
        }
        for number in range(6)
    }
    refill = {"below": "13 USD", "to": "50 USD", "checked": f"10 {unit}", "lag": f"100 {unit}"}
    tank = {"opening": "50 USD", "replenish": refill}
    found = days(cars, pools={"pump": {"size": 2}}, funds={"tank": tank}, horizon="2 y")
    starts = [start * per_day for start, _ in found.values()]
    assert starts == pytest.approx([0, 60, 170, 180, 290, 300], abs=1e-9)


def test_a_step_that_is_not_needed_waits_for_no_earliest_day():
    steps = {
        "survey": {"duration": "2 d", "chance": 0, "not_before": "D+20"},
        "build": {"after": "survey", "duration": "1 d"},
    }
    assert days(steps) == near(survey=(0, 0), build=(0, 1))


def test_the_finish_of_a_plan_waits_for_its_own_steps_only():
    """The fund's money is free on D+30; nobody has asked for it."""
    steps = {"a": {"duration": "5 d"}, "b": {"duration": "1 d", "needs": {"reserve": "1 USD"}, "chance": 0}}
    funds = {"reserve": {"opening": "1 M USD", "apportionment": "30 d"}}
    assert milestones(played(steps, funds=funds)) == {"finish": 5.0}


def test_what_happens_on_the_day_of_the_horizon_is_still_played():
    steps = {
        "a": {"duration": "10 d"},
        "mark": {"after": "a"},
        "late": {"after": "a", "duration": "1 h"},
    }
    marks = {"on_time": "mark", "too_late": "late"}
    found = milestones(played(steps, horizon="10 d", milestones=marks))
    assert found["on_time"] == 10.0
    assert math.isnan(found["too_late"])


PATIENCE = {
    "long": {"duration": "9 d", "needs": {"crew": 1}},
    "helper": {"duration": "1 d", "needs": {"crew": 1}, "give_up_after": "4 d", "optional": True},
}


def test_the_finish_of_a_plan_does_not_wait_for_an_optional_step_that_was_given_up():
    pools = {"crew": {"size": 1}}
    assert milestones(played(PATIENCE, pools=pools)) == {"finish": 9.0}
    needed = PATIENCE | {"helper": PATIENCE["helper"] | {"optional": False}}
    assert math.isnan(milestones(played(needed, pools=pools))["finish"])


def test_a_milestone_that_names_a_step_is_not_reached_by_giving_it_up():
    found = milestones(played(PATIENCE, pools={"crew": {"size": 1}}, milestones={"helped": "helper"}))
    assert math.isnan(found["helped"])


def test_a_plan_that_ends_with_a_step_given_up_ends_on_the_day_of_that():
    steps = {
        "short": {"duration": "2 d"},
        "helper": {"duration": "1 d", "needs": {"crew": 2}, "give_up_after": "4 d", "optional": True},
    }
    shocks = [{"at": "D+0", "lose": {"crew": 1}}]
    outcome = played(steps, pools={"crew": {"size": 2}}, shocks=shocks)
    assert milestones(outcome) == {"finish": 4.0}
    assert sum(each.days for each in critical_chain(outcome, "finish")) == pytest.approx(4.0)
