"""More events, rows and money than were provided for: found, told, played again; never a wrong number."""

import logging

import numpy as np
from building import Chart
from comparing_engines import difference

from sim.compiled import layout as at
from sim.compiled.flattening import Flattened
from sim.compiled.playing import Asked, Machine
from sim.plan import Account, Posting, Replenishment, When


def busy(repeats: int) -> Chart:
    """Return one step that is sent back again and again, each time with a wait for its crew."""
    chart = Chart(horizon=1e6)
    chart.pool("crew", 1)
    for name in ("one", "other"):
        chart.step(name, 1.0, needs={"crew": 1}, again=1.0, rounds=repeats)
    return chart


def test_a_run_with_more_rows_than_usual_is_played_again_with_more_room(caplog):
    plan = busy(3_000).plan()
    with caplog.at_level(logging.INFO, logger="sim.compiled.playing"):
        assert difference(plan, range(1)) == ""
    assert "needed more room" in caplog.text


def test_money_without_end_ends_the_run_with_a_fault():
    """A fund that is filled to 2^53 dollars over and over again brings in more than the ledger may hold."""
    chart = Chart(horizon=1e5)
    lag = chart.draw("law/lag", 0.0)
    rule = Replenishment(below=2**53, target=2**53, checked=1.0, lag=lag)
    chart.fund("treasury", 2**53, replenishment=rule)
    spend = Posting(0, Account.APPORTIONED, Account.DISBURSED, (2**53,), When.START)
    chart.step("spend", 0.5, posts=[spend], again=1.0, rounds=2_000)
    flat = Flattened.of(chart.plan())
    found = Machine(flat).measured(0, (0,), Asked.nothing(flat.plan))
    assert found.faults.tolist() == [at.NO_MONEY]


def test_runs_beside_each_other_leave_nothing_behind_for_each_other():
    """The same future alone and among others: what one run leaves in the arrays is gone for the next."""
    flat = Flattened.of(busy(40).plan())
    machine, asked = Machine(flat), Asked.nothing(flat.plan)
    together = machine.measured(0, range(3), asked)
    alone = machine.measured(0, (2,), asked)
    assert np.array_equal(together.values[2], alone.values[0], equal_nan=True)
