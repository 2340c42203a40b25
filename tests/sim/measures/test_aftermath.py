"""What is read off the time after an exit: its chance of relapse, what came, and how it is told."""

import math
from dataclasses import replace

import pytest

from sim import measures
from sim.plan import Aftermath
from sim.report import rows, tables
from sim.trace import ExitRow, RelapseRow

RULES = Aftermath(0.4, 0.7, 0.6, 1.0, 0.5, 0.2, 1.0, 0, 0.3, 0.5, 0, 0, 3)


@pytest.fixture
def after(tell, ground):
    """Return an outcome of alpha, whose military leaves on D+50, with some relapses."""

    def told(*, rules=RULES, **rows):
        plan = ground()
        theatre = replace(plan.theatres[0], aftermath=rules)
        return tell(replace(plan, theatres=(theatre,)), **rows)

    return told


def test_without_an_exit_there_is_no_chance_yet(after):
    (row,) = measures.after_exits(after())
    assert row.operation == "alpha"
    assert math.isnan(row.exit)
    assert math.isnan(row.chance)


def test_the_chance_is_that_of_the_hazard_at_the_exit(after):
    """1 - 0.6^0.5 within ten years."""
    (row,) = measures.after_exits(after(exits=(ExitRow(50.0, 0, 0.5),)))
    assert (row.exit, row.chance) == (50.0, pytest.approx(0.225403, abs=1e-6))
    assert math.isnan(row.relapse)


def test_each_exit_has_the_relapse_that_came_after_it(after):
    exits = (ExitRow(50.0, 0, 1.0), ExitRow(80.0, 0, 2.0))
    first, second = measures.after_exits(after(exits=exits, relapses=(RelapseRow(60.0, 0, 500),)))
    assert (first.relapse, first.troops) == (60.0, 500)
    assert math.isnan(second.relapse)


def test_without_an_aftermath_nothing_is_told(after):
    plain = after(rules=None)
    assert measures.after_exits(plain) == []
    assert not tables.aftermath_table(plain)


def test_the_table_says_that_women_are_assumed_and_never_says_0(after):
    table = tables.aftermath_table(after(exits=(ExitRow(50.0, 0, 1e-9),)))
    (row,) = table.rows
    assert row[2].note == "women: assumed, correlational"
    assert row[3].text == "< 1 %"
    uncounted = tables.aftermath_table(after(rules=replace(RULES, women=0.0), exits=(ExitRow(50.0, 0, 1.0),)))
    assert (uncounted.rows[0][2].note, uncounted.rows[0][3].text) == ("", "40 %")


def test_the_trace_has_exits_and_relapses_by_name(after):
    outcome = after(exits=(ExitRow(50.0, 0, 1.0),), relapses=(RelapseRow(60.0, 0, 500),))
    found = rows.trace_tables(outcome)
    assert found["exits"] == [{"time": 50.0, "operation": "alpha", "hazard": 1.0}]
    assert found["relapses"] == [{"time": 60.0, "operation": "alpha", "troops": 500}]
    assert rows.trace_tables(after(rules=None))["exits"] == []
