"""What holds of everything read off any run: chains tile their date, waits add up, slack is no debt."""

import json
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_charts import plans

from sim import measures
from sim.critical import critical_chain, critical_steps, schedule
from sim.engine.world import run
from sim.plan import Account
from sim.report.exports import to_json

futures = st.integers(0, 5)
often = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@often
@given(plans(), futures)
def test_every_chain_tiles_the_days_to_its_milestone(plan, future):
    outcome = run(plan, replication=future)
    for index, (name, day) in enumerate(measures.milestones(outcome).items()):
        chain = critical_chain(outcome, name)
        assert math.isnan(day) <= (chain == ())
        edges = [0.0, *(segment.until for segment in chain)]
        assert [segment.since for segment in chain] == pytest.approx(edges[:-1])
        if chain:
            assert edges[-1] == pytest.approx(day)
            assert {segment.id for segment in chain} <= {
                plan.steps[i].id for i in critical_steps(outcome, index)
            }


@often
@given(plans(), futures)
def test_the_parts_of_every_wait_add_up_to_it(plan, future):
    outcome = run(plan, replication=future)
    waits = measures.all_waits(outcome)
    assert [sum(part.days for part in wait.parts) for wait in waits] == pytest.approx(
        [wait.days for wait in waits]
    )
    assert [wait.days for wait in waits] == sorted((wait.days for wait in waits), reverse=True)
    total = sum(days for causes in measures.days_by_cause(outcome).values() for days in causes.values())
    assert total == pytest.approx(sum(part.days for part in measures.days_by_target(outcome)))


@often
@given(plans(), futures)
def test_ledgers_of_the_engine_are_sound(plan, future):
    outcome = run(plan, replication=future)
    assert measures.ledger_faults(outcome) == []
    for fund, closing in measures.closing_balances(outcome).items():
        came_in = sum(
            row.amount * (1 if row.source is Account.OUTSIDE else -1)
            for row in outcome.postings
            if plan.funds[row.fund].id == fund and Account.OUTSIDE in (row.source, row.target)
        )
        assert sum(closing.values()) == came_in


@often
@given(plans(), futures)
def test_no_step_is_later_than_it_may_be(plan, future):
    """Float is never below zero, and where anything finished something has none."""
    found = schedule(run(plan, replication=future))
    assert all(dates.slack >= -1e-6 for dates in found.values())
    assert not found or min(dates.slack for dates in found.values()) == pytest.approx(0.0, abs=1e-6)


@often
@given(plans(), futures)
def test_every_run_can_be_told_as_json(plan, future):
    text = json.dumps(to_json(run(plan, replication=future)), allow_nan=False)
    assert set(json.loads(text)["steps"]) >= {step.id for step in plan.steps}
