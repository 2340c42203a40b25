"""How near a run came to another course: known margins, and runs that go the same way within them."""

import os
from dataclasses import replace

from building import Chart
from hypothesis import event, given, settings
from hypothesis import strategies as st
from random_charts import charts

from sim.engine.margins import FAR, Courses
from sim.engine.world import run
from sim.plan import Account, Posting, Shock, ShockKind, When
from sim.scenario.compiling.resizing import Resources, with_resources

looks = settings(max_examples=int(os.environ.get("RUNS", "150")), deadline=None)


def course_of(plan, future=0):
    return next(Courses(plan).play(plan, seed=0, futures=[future]))


def shares(size, *, asked=(3, 3), **more):
    chart = Chart()
    chart.pool("desk", size, **more)
    for place, each in enumerate(asked):
        chart.step(f"s{place}", 10.0, needs={"desk": each})
    return course_of(chart.plan())


def test_what_was_left_over_could_have_been_missing():
    """Of 8 desks 6 are taken: 2 fewer would do, and no more would change anything."""
    course = shares(8)
    assert (course.start, course.fewer, course.more) == ((8,), (2,), (FAR,))


def test_what_was_missing_would_have_been_needed():
    """Of 4 desks 3 are taken, and 2 more would let the second begin at once."""
    course = shares(4)
    assert (course.fewer, course.more) == ((1,), (2,))


def test_money_is_counted_like_people():
    chart = Chart()
    chart.fund("fund", 100)
    chart.step("a", 1.0, pays={"fund": 30})
    chart.step("b", 1.0, pays={"fund": 50})
    course = course_of(chart.plan())
    assert (course.start, course.fewer, course.more) == ((100,), (20,), (FAR,))


def test_money_that_is_not_apportioned_yet_is_missed_by_nobody():
    """A claim waits for the apportionment; more money would not let it begin."""
    chart = Chart()
    chart.fund("fund", 100, apportioned=False)
    chart.step("a", 1.0, pays={"fund": 30})
    chart.step("apportion", 5.0, posts=apportioning(100))
    assert course_of(chart.plan()).more == (FAR,)


def apportioning(amount):
    return [Posting(0, Account.APPROPRIATED, Account.APPORTIONED, (amount,), When.FINISH)]


def test_where_a_blow_falls_every_number_counts():
    chart = Chart()
    chart.pool("desk", 8)
    chart.step("s", 10.0, needs={"desk": 3})
    chart.shocks.append(Shock(5.0, ShockKind.LOSE, 0, 1))
    course = course_of(chart.plan())
    assert (course.fewer, course.more) == ((0,), (1,))


def from_any_pool(plan, data):
    """Return a plan of which some needs may be filled from any pool, in parts or not."""

    def widened(need):
        if not data.draw(st.booleans()):
            return need
        pools = data.draw(st.permutations(range(len(plan.pools))))
        return replace(need, pools=tuple(pools), split=data.draw(st.booleans()))

    steps = (replace(each, needs=tuple(widened(need) for need in each.needs)) for each in plan.steps)
    return replace(plan, steps=tuple(steps))


@looks
@given(charts(), st.data(), st.integers(0, 3))
def test_sizes_within_the_margins_lead_to_the_same_days(chart, data, future):
    """Whatever else is drawn: queues, money that lapses or is filled up, calendars, patience, rework."""
    chart.shocks.clear()
    plan = from_any_pool(chart.plan(), data)
    course = course_of(plan, future)
    other = [
        data.draw(st.integers(max(0, size - min(less, 9)), size + min(more - 1, 60)))
        for size, less, more in zip(course.start, course.fewer, course.more, strict=True)
    ]
    event(f"another size: {other != list(course.start)}")
    pools, funds = other[: len(plan.pools)], other[len(plan.pools) :]
    resources = Resources(
        tuple(replace(each, size=size) for each, size in zip(plan.pools, pools, strict=True)),
        tuple(replace(each, opening=size) for each, size in zip(plan.funds, funds, strict=True)),
    )
    resized = run(with_resources(plan, resources), replication=future)
    assert str(resized.milestones) == str(course.milestones)


@looks
@given(charts(), st.integers(0, 3))
def test_a_watched_run_is_the_run(chart, future):
    plan = chart.plan()
    assert str(course_of(plan, future).milestones) == str(run(plan, replication=future).milestones)
