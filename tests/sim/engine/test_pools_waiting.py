"""Who goes first when several wait for the same people, and what the wait is called."""

import pytest
from building import Chart, finished, started, unfinished, waits, why

from sim.plan import Need


def queue_of_three(policy, *, may_pass=False):
    """A crew of 3; one crew of 2 is out until D+4; then a large, an important and a small ask."""
    chart = Chart()
    chart.pool("crew", 3, policy, may_pass=may_pass)
    chart.step("out", 4, needs={"crew": 2})
    chart.step("large", 4, needs={"crew": 3}, not_before=1.0)
    chart.step("urgent", 4, needs={"crew": 2}, not_before=2.0, priority=9.0)
    chart.step("small", 4, needs={"crew": 1}, not_before=3.0)
    return chart


@pytest.mark.parametrize(
    ("policy", "may_pass", "expected"),
    [
        ("fifo", False, [("out", 0), ("large", 4), ("urgent", 8), ("small", 8)]),
        ("fifo", True, [("out", 0), ("small", 3), ("urgent", 4), ("large", 8)]),
        ("priority", False, [("out", 0), ("urgent", 4), ("large", 8), ("small", 12)]),
        ("priority", True, [("out", 0), ("small", 3), ("urgent", 4), ("large", 8)]),
        ("smallest_first", False, [("out", 0), ("small", 3), ("urgent", 4), ("large", 8)]),
    ],
)
def test_the_declared_policy_decides_who_starts(policy, may_pass, expected):
    assert started(queue_of_three(policy, may_pass=may_pass).run()) == expected


def test_equal_priorities_go_by_arrival():
    chart = Chart()
    chart.pool("crew", 1, "priority")
    chart.step("out", 4, needs={"crew": 1})
    chart.step("second", 1, needs={"crew": 1}, not_before=2.0, priority=5.0)
    chart.step("first", 1, needs={"crew": 1}, not_before=1.0, priority=5.0)
    assert started(chart.run()) == [("out", 0), ("first", 4), ("second", 5)]


def test_asks_of_the_same_moment_go_in_declared_order():
    chart = Chart()
    chart.pool("crew", 1)
    for name in ("b", "a", "c"):
        chart.step(name, 1, needs={"crew": 1})
    assert started(chart.run()) == [("b", 0), ("a", 1), ("c", 2)]


def test_declared_order_holds_although_the_later_declared_was_ready_by_an_earlier_event():
    """Both come free of a predecessor on D+4; the clock met the second's predecessor first."""
    chart = Chart()
    chart.pool("crew", 1)
    chart.step("short", 1)
    chart.step("long", 4)
    chart.step("then", 3, after=["short"])
    chart.step("first", 1, after=["then"], needs={"crew": 1})
    chart.step("second", 1, after=["long"], needs={"crew": 1})
    assert started(chart.run())[-2:] == [("first", 4), ("second", 5)]


def test_pools_are_seized_together_or_not_at_all():
    """While a waits for a lift it holds no crew, so b goes on."""
    chart = Chart()
    chart.pool("crew", 1, may_pass=True)
    chart.pool("trucks", 1, may_pass=True)
    chart.step("out", 5, needs={"trucks": 1})
    chart.step("a", 2, needs={"crew": 1, "trucks": 1})
    chart.step("b", 2, needs={"crew": 1})
    assert started(chart.run()) == [("out", 0), ("b", 0), ("a", 5)]


def test_two_steps_that_want_two_pools_in_opposite_order_do_not_block_each_other():
    chart = Chart()
    chart.pool("crew", 1)
    chart.pool("trucks", 1)
    chart.step("a", 2, needs={"crew": 1, "trucks": 1})
    chart.step("b", 2, needs={"trucks": 1, "crew": 1})
    assert finished(chart.run()) == [("a", 2), ("b", 4)]


def test_a_blocked_step_keeps_its_place_in_the_line_of_every_pool_it_names():
    """Without may_pass the truck that a cannot use yet is not lent to b."""
    chart = Chart()
    chart.pool("crew", 1)
    chart.pool("trucks", 1)
    chart.step("out", 5, needs={"crew": 1})
    chart.step("a", 2, needs={"crew": 1, "trucks": 1})
    chart.step("b", 2, needs={"trucks": 1})
    assert started(chart.run()) == [("out", 0), ("a", 5), ("b", 7)]


def test_a_need_is_filled_from_its_pools_in_order_of_preference():
    chart = Chart()
    active, standby = chart.pool("active_corps", 8), chart.pool("standby_corps", 90)
    chart.step("advance", 5, needs=[Need((active, standby), 12)])
    held = [(chart.pools[each.pool].id, each.amount) for each in chart.run().holdings]
    assert held == [("active_corps", 8), ("standby_corps", 4)]


def test_a_need_that_may_not_be_split_takes_the_first_pool_that_holds_all():
    chart = Chart()
    active, standby = chart.pool("active_corps", 8), chart.pool("standby_corps", 90)
    chart.step("advance", 5, needs=[Need((active, standby), 12, split=False)])
    held = [(chart.pools[each.pool].id, each.amount) for each in chart.run().holdings]
    assert held == [("standby_corps", 12)]


def test_two_needs_of_one_step_do_not_take_the_same_people_twice():
    chart = Chart()
    crew = chart.pool("crew", 5)
    chart.step("a", 1, needs=[Need((crew,), 3), Need((crew,), 3)])
    assert unfinished(chart.run()) == {"a": "waiting starved of crew since D+0.0"}


def test_a_wait_is_written_with_its_cause_from_ready_to_start():
    outcome = queue_of_three("fifo").run()
    assert waits(outcome) == [
        ("large", "pool", "crew", 1.0, 4.0),
        ("urgent", "pool", "crew", 2.0, 8.0),
        ("small", "pool", "crew", 3.0, 8.0),
    ]
    assert why(outcome, "large") == ("pool", "crew")


def test_the_step_whose_return_freed_the_pool_binds_the_start():
    chart = Chart()
    chart.pool("crew", 2)
    chart.step("early", 3, needs={"crew": 1})
    chart.step("late", 5, needs={"crew": 1})
    chart.step("next", 1, needs={"crew": 2})
    outcome = chart.run()
    assert outcome.steps[2].binder == 1


def test_of_two_returns_at_one_moment_the_first_declared_binds():
    """The clock meets b's finish first (it was set first); the declared order says a."""
    chart = Chart()
    chart.pool("crew", 2)
    chart.step("wait", 2)
    chart.step("a", 3, after=["wait"], needs={"crew": 1})
    chart.step("b", 5, needs={"crew": 1})
    chart.step("next", 1, needs={"crew": 2}, not_before=3.0)
    assert chart.run().steps[3].binder == 1


def test_the_binder_is_found_in_whichever_pool_came_free():
    chart = Chart()
    active, standby = chart.pool("active_corps", 1), chart.pool("standby_corps", 1)
    chart.step("long", 50, needs={"active_corps": 1})
    chart.step("short", 5, needs={"standby_corps": 1})
    chart.step("next", 1, needs=[Need((active, standby), 1)])
    outcome = chart.run()
    assert (outcome.steps[2].start, outcome.steps[2].binder) == (5.0, 1)


def test_lift_and_mechanisms_are_named_as_such():
    chart = Chart()
    chart.pool("helicopters", 1, kind="lift")
    chart.pool("mechanism:police", 10, kind="mechanism", consumed=True)
    chart.step("out", 2, needs={"helicopters": 1})
    chart.step("move", 2, needs={"helicopters": 1})
    chart.step("award", 2, needs={"mechanism:police": 11})
    outcome = chart.run()
    assert why(outcome, "move") == ("lift", "helicopters")
    assert unfinished(outcome) == {"award": "waiting starved of police since D+0.0"}


def test_who_must_wait_for_the_next_forum_anyway_holds_up_nobody_until_then():
    """Short of staff on the forum's day: until the next one the free planner may do something else."""
    chart = Chart()
    chart.pool("staff", 2)
    forum = chart.calendar("forum", occasions=[2.0, 9.0])
    chart.step("out", 6, needs={"staff": 1})
    chart.step("decide", 1, needs={"staff": 2}, opens=forum)
    chart.step("small", 1, needs={"staff": 1}, not_before=4.0)
    assert started(chart.run()) == [("out", 0), ("small", 4), ("decide", 9)]


def test_who_held_up_others_and_must_now_wait_for_the_forum_lets_them_go():
    """The same, but the small ask was in line already when the forum's day was over."""
    chart = Chart()
    chart.pool("staff", 2)
    forum = chart.calendar("forum", occasions=[2.0, 9.0])
    chart.step("out", 6, needs={"staff": 1})
    chart.step("decide", 1, needs={"staff": 2}, opens=forum)
    chart.step("small", 1, needs={"staff": 1}, not_before=2.0)
    chart.step("mark", 0, not_before=3.0)
    assert dict(started(chart.run()))["decide"] == 9.0


def test_when_the_office_shuts_who_works_there_holds_up_nobody():
    """D+0 is a Monday; on Saturday the office's ask, short of crew since D+2, lets the small one pass."""
    chart = Chart()
    chart.pool("crew", 2)
    chart.calendar("office", days=[day % 7 < 5 for day in range(100)])
    chart.step("out", 20, needs={"crew": 1})
    chart.step("desk", 1, needs={"crew": 2}, not_before=2.0, working=0)
    chart.step("field", 1, needs={"crew": 1}, not_before=3.0)
    assert started(chart.run()) == [("out", 0), ("field", 5), ("desk", 21)]


def test_who_falls_short_on_the_day_of_the_forum_lets_others_have_what_is_left():
    chart = Chart()
    chart.pool("crew", 2)
    chart.calendar("forum", occasions=range(1, 100, 7))
    chart.step("out", 20, needs={"crew": 1})
    chart.step("decide", 1, needs={"crew": 2}, opens=0)
    chart.step("field", 1, needs={"crew": 1}, not_before=1.0)
    assert started(chart.run()) == [("out", 0), ("field", 1), ("decide", 22)]
