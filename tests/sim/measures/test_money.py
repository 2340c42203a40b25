"""Balances over time, what is left, when a fund ran dry, and a ledger that does not add up."""

import math

import pytest
from building import Chart

from sim import measures
from sim.plan import NONE, Account, Shock, ShockKind
from sim.trace import PostingRow

FREE, OBLIGATED, DISBURSED = Account.APPORTIONED, Account.OBLIGATED, Account.DISBURSED


@pytest.fixture
def paid():
    """100 dollars; a takes 60 on D+0 and spends them on D+5, b takes 40 on D+5 and spends on D+8."""
    chart = Chart()
    chart.fund("reserve", 100)
    chart.step("a", 5.0, pays={"reserve": 60})
    chart.step("b", 3.0, pays={"reserve": 40}, after=["a"])
    return chart.run()


def test_balances_are_told_after_each_day_on_which_they_changed(paid):
    shown = [
        (each.time, each.account.name, each.dollars) for each in measures.fund_balances(paid) if each.dollars
    ]
    assert shown == [
        (0.0, "APPORTIONED", 40),
        (0.0, "OBLIGATED", 60),
        (5.0, "OBLIGATED", 40),
        (5.0, "DISBURSED", 60),
        (8.0, "DISBURSED", 100),
    ]


def test_the_balances_of_a_day_add_up_to_what_came_in(paid):
    sums: dict[float, int] = {}
    for each in measures.fund_balances(paid):
        sums[each.time] = sums.get(each.time, 0) + each.dollars
    assert set(sums.values()) == {100}


def test_closing_balances_say_what_is_left_and_what_ever_came_that_far(paid):
    closing, ever = measures.closing_balances(paid)["reserve"], measures.ever_reached(paid)["reserve"]
    assert (closing[FREE], closing[OBLIGATED], closing[DISBURSED]) == (0, 0, 100)
    assert (ever[Account.APPROPRIATED], ever[FREE], ever[OBLIGATED], ever[DISBURSED]) == (100, 100, 100, 100)


def test_a_fund_is_dry_when_nothing_is_left_to_claim(paid):
    assert measures.depletion_days(paid) == {"reserve": 5.0}


def test_a_fund_is_dry_when_less_is_left_than_the_smallest_waiting_claim():
    chart = Chart()
    chart.fund("reserve", 100)
    chart.step("a", 1.0, pays={"reserve": 70}, not_before=3.0)
    chart.step("b", 1.0, pays={"reserve": 50}, not_before=9.0)
    assert measures.depletion_days(chart.run()) == {"reserve": 9.0}


def test_waiting_for_money_that_was_never_apportioned_is_not_depletion():
    chart = Chart()
    chart.fund("reserve", 100, apportioned=False)
    chart.step("a", 1.0, pays={"reserve": 70})
    assert math.isnan(measures.depletion_days(chart.run())["reserve"])


def test_disbursements_carry_the_operation_they_were_for(paid):
    assert measures.payments(paid) == [(5.0, "reserve", "plan", 60), (8.0, "reserve", "plan", 40)]


def test_a_sound_ledger_has_no_faults(paid):
    assert measures.ledger_faults(paid) == []


def test_an_account_below_zero_is_a_fault(tell):
    chart = Chart()
    chart.fund("reserve", 100)
    rows = (
        PostingRow(0.0, 0, NONE, 0, Account.OUTSIDE, FREE, 100),
        PostingRow(4.0, 0, NONE, 0, FREE, OBLIGATED, 130),
    )
    assert measures.ledger_faults(tell(chart.plan(), postings=rows)) == ["reserve: apportioned is -30 at D+4"]


def test_money_that_was_taken_back_did_not_come_that_far(tell):
    chart = Chart()
    chart.fund("reserve", 100)
    rows = (
        PostingRow(0.0, 0, NONE, 0, Account.OUTSIDE, FREE, 100),
        PostingRow(1.0, 0, NONE, 0, FREE, OBLIGATED, 30),
        PostingRow(2.0, 0, NONE, 0, OBLIGATED, FREE, 10),
        PostingRow(3.0, 0, NONE, 0, FREE, Account.OUTSIDE, 50),
    )
    ever = measures.ever_reached(tell(chart.plan(), postings=rows))["reserve"]
    assert (ever[FREE], ever[OBLIGATED]) == (50, 20)


def test_what_came_in_was_appropriated_or_given():
    chart = Chart()
    chart.fund("reserve", 100)
    chart.shocks += [Shock(3.0, ShockKind.DEPOSIT, 0, 20), Shock(4.0, ShockKind.WITHDRAW, 0, 50)]
    assert measures.came_in(chart.run()) == {"reserve": 120}
