"""What holds in every run of every plan: money and people conserved, order kept, nothing silent."""

import math
import os
from collections import defaultdict
from itertools import pairwise

import pytest
from building import waits
from hypothesis import given, settings
from hypothesis import strategies as st
from random_charts import charts, plans

from sim.engine.queueing import Line
from sim.engine.world import Prepared, World, replicate, run
from sim.plan import NONE, Account, LinkKind, When
from sim.trace import State, StepRow

futures = st.integers(0, 5)
runs = settings(max_examples=int(os.environ.get("RUNS", "100")))
"""How many plans each property is tried on; `RUNS=2000` looks deeper."""


def rounds_of(outcome, step) -> list[StepRow]:
    return [each for each in outcome.steps if each.step == step]


def is_over(row) -> bool:
    return row.state in {State.FINISHED, State.SKIPPED}


@runs
@given(plans(), futures)
def test_money_is_conserved_to_the_dollar_at_every_posting(plan, future):
    """Each fund adds up to zero with the outside, and no account ever owes."""
    accounts = [dict.fromkeys(Account, 0) for _ in plan.funds]
    for each in run(plan, replication=future).postings:
        account = accounts[each.fund]
        account[each.source] -= each.amount
        account[each.target] += each.amount
        assert sum(account.values()) == 0
        assert min(level for name, level in account.items() if name is not Account.OUTSIDE) >= 0
        assert isinstance(each.amount, int)
        assert each.amount > 0


@runs
@given(plans(), futures)
def test_only_what_a_step_obligated_is_disbursed_for_it(plan, future):
    paid = defaultdict(lambda: [0, 0])
    for each in run(plan, replication=future).postings:
        if each.step != NONE and each.target is Account.OBLIGATED:
            paid[each.fund, each.step, each.turn][0] += each.amount
        if each.step != NONE and each.target is Account.DISBURSED:
            paid[each.fund, each.step, each.turn][1] += each.amount
            assert paid[each.fund, each.step, each.turn][0] == paid[each.fund, each.step, each.turn][1]


@runs
@given(plans(), futures)
def test_no_pool_is_ever_negative(plan, future):
    for each in run(plan, replication=future).levels:
        assert min(each.free, each.held, each.resting, each.lost) >= 0


@runs
@given(plans(), futures)
def test_nobody_is_lost_without_a_row(plan, future):
    """Over all pools free + held + resting + lost is what it was, and who came from outside."""
    outcome = run(plan, replication=future)
    totals, at_the_end_of = {}, {}
    for each in outcome.levels:
        totals[each.pool] = sum(each[2:])
        at_the_end_of[each.time] = sum(totals.values())
    for time, total in at_the_end_of.items():
        came = sum(each.people for each in outcome.moves if each.source == NONE and each.time <= time)
        assert total == sum(each.size for each in plan.pools) + came


@runs
@given(plans(), futures)
def test_what_is_held_is_what_the_steps_hold(plan, future):
    outcome = run(plan, replication=future)
    last = {each.pool: each.held for each in outcome.levels}
    held = defaultdict(int)
    for each in outcome.holdings:
        assert each.amount > 0
        held[each.pool] += each.amount if math.isnan(each.until) else 0
    assert {pool: held[pool] for pool in last} == last


@runs
@given(plans(), st.integers(0, 2**64 - 1), futures)
def test_the_same_seed_gives_the_same_bytes(plan, seed, future):
    one = repr(run(plan, seed, future))
    again = repr(run(plan, seed, future))
    in_a_batch = repr(list(replicate(plan, seed, future + 1))[-1])
    assert one == again == in_a_batch


@runs
@given(charts(), futures)
def test_adding_an_idle_step_changes_no_other_row(chart, future):
    before = run(chart.plan(), replication=future)
    chart.step("idle", 5.0, mandatory=False)
    after = run(chart.plan(), replication=future)
    assert repr(after.steps[: len(before.steps)]) == repr(before.steps)
    assert (after.postings, after.levels) == (before.postings, before.levels)


@runs
@given(plans(), futures)
def test_waits_add_up_from_ready_to_start(plan, future):
    outcome = run(plan, replication=future)
    waited = defaultdict(float)
    for each in outcome.waits:
        assert not each.until <= each.since
        waited[each.step, each.turn] += each.until - each.since
    for each in outcome.steps:
        begun = each.finish if each.state is State.GAVE_UP and math.isnan(each.start) else each.start
        if not math.isnan(begun):
            assert waited[each.step, each.turn] == pytest.approx(begun - each.ready, abs=1e-9)


@runs
@given(plans(), futures)
def test_every_mandatory_step_is_over_or_has_a_named_reason(plan, future):
    outcome = run(plan, replication=future)
    reasons = {each.step: each.reason for each in outcome.unfinished}
    for index, step in enumerate(plan.steps):
        last = rounds_of(outcome, index)[-1]
        assert step.mandatory or index not in reasons
        assert is_over(last) == (index not in reasons) or not step.mandatory
        assert reasons.get(index, "named")


@runs
@given(plans(), futures)
def test_no_step_goes_before_what_it_comes_after(plan, future):
    outcome = run(plan, replication=future)
    for index, step in enumerate(plan.steps):
        row = rounds_of(outcome, index)[0]
        for link in step.links:
            earlier = rounds_of(outcome, link.step)
            first = link.kind in {LinkKind.START_START, LinkKind.START_FINISH}
            freed = (earlier[0].start if first else earlier[-1].finish) + link.lag
            mine = row.start if link.kind in {LinkKind.FINISH_START, LinkKind.START_START} else row.finish
            if not math.isnan(mine) and row.state is not State.GAVE_UP:
                assert mine >= freed - 1e-9


@runs
@given(plans(), futures)
def test_no_step_starts_before_its_day_or_off_its_calendar(plan, future):
    for row in run(plan, replication=future).steps:
        step = plan.steps[row.step]
        if math.isnan(row.start) or row.state is State.SKIPPED:
            continue
        assert row.start >= step.not_before - 1e-9
        if step.working != NONE:
            assert plan.calendars[step.working].days[math.floor(row.start + 1e-9)]
        if step.opens != NONE:
            assert min(abs(row.start - each) for each in plan.calendars[step.opens].occasions) < 1e-9


@runs
@given(plans(), futures)
def test_rounds_of_a_step_follow_one_another(plan, future):
    outcome = run(plan, replication=future)
    for index in range(len(plan.steps)):
        rounds = rounds_of(outcome, index)
        assert [each.turn for each in rounds] == list(range(len(rounds)))
        for earlier, later in pairwise(rounds):
            assert earlier.state is State.FINISHED
            assert later.ready == earlier.finish


@runs
@given(plans(), futures)
def test_nothing_happens_after_the_horizon(plan, future):
    outcome = run(plan, replication=future)
    days = [
        *(day for each in outcome.steps for day in (each.ready, each.start, each.finish)),
        *(each.time for each in outcome.levels),
        *(each.time for each in outcome.postings),
        *outcome.milestones,
    ]
    assert all(0.0 <= day <= plan.horizon for day in days if not math.isnan(day))


@runs
@given(plans(), futures)
def test_a_milestone_is_the_last_finish_of_its_step(plan, future):
    outcome = run(plan, replication=future)
    for milestone, day in zip(plan.milestones, outcome.milestones, strict=True):
        last = rounds_of(outcome, milestone.steps[0])[-1]
        counts = last.state is State.FINISHED or (last.state is State.SKIPPED and not milestone.any_of)
        assert day == pytest.approx(last.finish if counts else math.nan, nan_ok=True), last


@runs
@given(plans(), futures, st.lists(st.floats(0.0, 120.0), max_size=4))
def test_stopping_to_look_changes_nothing(plan, future, stops):
    """An exercise steps the same World that a single run plays through."""
    ready = Prepared.of(plan)
    drawn = [each[0].tolist() for each in ready.values(0, [future])]
    world = World(ready, drawn, seed=0, replication=future)
    for day in sorted(stops):
        world.run(until=day)
        world.outcome()
    world.run()
    assert repr(world.outcome()) == repr(run(plan, replication=future))


@runs
@given(plans(), futures)
def test_a_wait_names_something_that_the_step_asks_for(plan, future):
    outcome = run(plan, replication=future)
    for name, cause, what, _, _ in waits(outcome):
        step = next(each for each in plan.steps if each.id == name)
        asked = {
            "pool": [plan.pools[pool].id for need in step.needs for pool in need.pools],
            "fund": [plan.funds[each.fund].id for each in step.postings if each.at is When.START],
            "calendar": [plan.calendars[each].id for each in (step.working, step.opens) if each != NONE],
            "hold": [name],
        }
        assert what in asked[cause]


@runs
@given(plans(), futures)
def test_passing_over_those_for_whom_nothing_changed_changes_no_start(plan, future):
    """The line looks only at those whose pools and funds changed; looking at all must give the same."""
    quick = run(plan, replication=future)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Line, "_stands_as_before", lambda *_: False)
        slow = run(plan, replication=future)
    assert repr([each[:6] for each in quick.steps]) == repr([each[:6] for each in slow.steps])
    assert quick.postings == slow.postings
