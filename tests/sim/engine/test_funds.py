"""Money: who may claim first, ring-fenced shares, ceilings, what lapses, what is asked anew."""

import pytest
from building import Chart, balances, finished, started, unfinished, waits, why

from sim.plan import NONE, Account, Need, Posting, Replenishment, When

APPROPRIATED, APPORTIONED, NOTIFIED = Account.APPROPRIATED, Account.APPORTIONED, Account.NOTIFIED
COMMITTED, OBLIGATED, DISBURSED = Account.COMMITTED, Account.OBLIGATED, Account.DISBURSED


def post(source, target, *amounts, at=When.START):
    return Posting(0, source, target, amounts, at)


def test_money_is_claimed_at_the_start_and_spent_at_the_finish():
    chart = Chart()
    chart.fund("reserve", 100)
    chart.step("pay", 5, pays={"reserve": 60})
    rows = [(each.time, each.source.name, each.target.name, each.amount) for each in chart.run().postings]
    assert rows == [
        (0.0, "OUTSIDE", "APPROPRIATED", 100),
        (0.0, "APPROPRIATED", "APPORTIONED", 100),
        (0.0, "APPORTIONED", "OBLIGATED", 60),
        (5.0, "OBLIGATED", "DISBURSED", 60),
    ]


def queue_for_money(policy, *, may_pass=False):
    """90 dollars are free on D+10, 60 more on D+20, 30 more on D+30; 100, 60 and 20 are asked for."""
    chart = Chart()
    chart.fund("reserve", 180, policy, apportioned=False, may_pass=may_pass)
    for day, dollars in ((10.0, 90), (20.0, 60), (30.0, 30)):
        chart.step(f"apportion_{dollars}", posts=[post(APPROPRIATED, APPORTIONED, dollars)], not_before=day)
    chart.step("large", 1, pays={"reserve": 100}, not_before=1.0)
    chart.step("urgent", 1, pays={"reserve": 60}, not_before=2.0, priority=9.0)
    chart.step("small", 1, pays={"reserve": 20}, not_before=3.0)
    return chart


@pytest.mark.parametrize(
    ("policy", "may_pass", "paid"),
    [
        ("fifo", False, {"large": 20, "urgent": 30, "small": 30}),
        ("fifo", True, {"large": 30, "urgent": 10, "small": 10}),
        ("priority", False, {"large": 30, "urgent": 10, "small": 30}),
        ("smallest_first", False, {"large": 30, "urgent": 10, "small": 10}),
    ],
)
def test_the_policy_of_a_fund_decides_who_is_paid_first(policy, may_pass, paid):
    begun = dict(started(queue_for_money(policy, may_pass=may_pass).run()))
    assert {name: begun[name] for name in paid} == paid


def test_what_is_stuck_at_a_full_mechanism_holds_up_nobody_elses_money():
    """The first programme's mechanism is used up; the second asks for other dollars of the same fund."""
    chart = Chart()
    chart.fund("reserve", 100)
    chart.pool("mechanism:police", 5, kind="mechanism", consumed=True, may_pass=True)
    chart.step("request_1", posts=[post(APPORTIONED, NOTIFIED, 10)])
    chart.step(
        "award_1",
        after=["request_1"],
        needs={"mechanism:police": 10},
        posts=[post(NOTIFIED, COMMITTED, 10)],
    )
    chart.step("request_2", posts=[post(APPORTIONED, NOTIFIED, 10)], not_before=5.0)
    outcome = chart.run()
    assert started(outcome) == [("request_1", 0), ("request_2", 5)]
    assert unfinished(outcome) == {"award_1": "waiting starved of police since D+0.0"}


def two_crises(policy, shares=()):
    chart = Chart()
    chart.operation("beta")
    chart.fund("reserve", 100, policy, shares=shares)
    chart.step("alpha_1", 1, pays={"reserve": 50})
    chart.step("alpha_2", 1, pays={"reserve": 30}, not_before=2.0)
    chart.step("beta_1", 1, pays={"reserve": 40}, not_before=3.0, operation=1)
    return chart


def test_without_a_fence_the_first_crisis_takes_what_it_asks_for():
    outcome = two_crises("fifo").run()
    assert unfinished(outcome) == {"beta_1": "waiting for money of fund reserve since D+3.0"}


def test_a_ring_fence_keeps_the_share_of_the_second_crisis():
    """The first has used its half; its wait does not hold up the half of the other."""
    outcome = two_crises("ring_fenced", (0.5, 0.5)).run()
    assert started(outcome) == [("alpha_1", 0), ("beta_1", 3)]
    assert unfinished(outcome) == {"alpha_2": "waiting for money of fund reserve since D+2.0"}


def test_within_a_ring_fence_the_line_is_kept():
    chart = Chart()
    chart.operation("beta")
    chart.fund("reserve", 100, "ring_fenced", shares=(0.5, 0.5))
    chart.step("alpha_large", 1, pays={"reserve": 60})
    chart.step("alpha_small", 1, pays={"reserve": 10}, not_before=1.0)
    assert started(chart.run()) == []


def test_money_that_is_not_apportioned_yet_cannot_be_claimed():
    chart = Chart()
    chart.fund("reserve", 100, apportioned=False)
    chart.step("apportion", 20, posts=[post(APPROPRIATED, APPORTIONED, 100, at=When.FINISH)])
    chart.step("pay", 1, pays={"reserve": 60})
    outcome = chart.run()
    assert started(outcome) == [("apportion", 0), ("pay", 20)]
    assert why(outcome, "pay") == ("fund", "reserve")


def test_what_is_not_obligated_lapses_and_what_is_obligated_is_still_paid():
    chart = Chart()
    chart.fund("reserve", 100, expires=10.0)
    chart.step("early", 20, pays={"reserve": 30})
    chart.step("request", 0, posts=[post(APPORTIONED, NOTIFIED, 25)])
    chart.step("late", 1, pays={"reserve": 10}, not_before=10.0)
    outcome = chart.run()
    assert balances(outcome, "reserve") == {"outside": -100, "disbursed": 30, "lapsed": 70}
    assert unfinished(outcome) == {"late": "waiting for money of fund reserve, which has lapsed since D+10.0"}


def test_money_that_lapses_under_a_step_is_not_made_again_at_its_finish():
    """A grant is committed on D+5 and would be signed on D+15; the fund lapsed on D+10."""
    chart = Chart()
    chart.fund("reserve", 100, expires=10.0)
    grant = [post(APPORTIONED, COMMITTED, 40), post(COMMITTED, OBLIGATED, 40, at=When.FINISH)]
    chart.step("grant", 10, posts=grant, not_before=5.0)
    chart.step("spend", 1, posts=[post(OBLIGATED, DISBURSED, 40)], after=["grant"])
    outcome = chart.run()
    assert balances(outcome, "reserve") == {"outside": -100, "lapsed": 100}
    assert unfinished(outcome) == {
        "grant": "given up on D+15.0, waiting for money of fund reserve, which has lapsed",
        "spend": "not ready: waits for grant",
    }


def test_a_grant_that_lapsed_is_not_paid_from_what_others_obligated():
    chart = Chart()
    chart.fund("reserve", 100, expires=10.0)
    chart.step("other", 50, pays={"reserve": 40})
    grant = [post(APPORTIONED, COMMITTED, 40), post(COMMITTED, OBLIGATED, 40, at=When.FINISH)]
    chart.step("grant", 10, posts=grant, not_before=5.0)
    chart.step("spend", 1, posts=[post(OBLIGATED, DISBURSED, 40)], after=["grant"])
    assert finished(chart.run()) == [("grant", 15), ("other", 50)]


def test_a_fund_that_lapses_before_it_is_apportioned_is_gone():
    chart = Chart()
    chart.fund("reserve", 100, apportioned=False, expires=10.0)
    chart.step("apportion", 20, posts=[post(APPROPRIATED, APPORTIONED, 100, at=When.FINISH)])
    assert balances(chart.run(), "reserve") == {"outside": -100, "lapsed": 100}


def test_tranches_are_paid_one_after_the_other():
    chart = Chart(horizon=1_000.0)
    chart.fund("reserve", 100)
    chart.step("obligate", 0, posts=[post(APPORTIONED, OBLIGATED, 100)])
    tranches = [post(OBLIGATED, DISBURSED, 30, 40, 30)]
    chart.step("disburse", 365, after=["obligate"], posts=tranches, rounds=3, group="justice")
    chart.link("disburse", ("disburse", 0, 0.0, 1))
    paid = [(each.time, each.amount) for each in chart.run().postings if each.target is DISBURSED]
    assert paid == [(0.0, 30), (365.0, 40), (730.0, 30)]


def test_a_fund_that_runs_low_asks_for_more_and_waits_for_the_law():
    """Looked at every 7 days; on D+7 it is below 50 and asks; the law takes 30 days."""
    chart = Chart()
    lag = chart.draw("reserve/lag", 30)
    chart.fund("reserve", 100, replenishment=Replenishment(below=50, target=100, checked=7.0, lag=lag))
    chart.step("first", 1, pays={"reserve": 80})
    chart.step("second", 1, pays={"reserve": 90}, not_before=2.0)
    outcome = chart.run()
    assert started(outcome) == [("first", 0), ("second", 37)]
    assert balances(outcome, "reserve") == {"outside": -270, "apportioned": 100, "disbursed": 170}


def test_a_fund_that_is_full_enough_asks_for_nothing():
    chart = Chart()
    lag = chart.draw("reserve/lag", 30)
    chart.fund("reserve", 100, replenishment=Replenishment(below=50, target=100, checked=7.0, lag=lag))
    chart.step("first", 1, pays={"reserve": 50})
    assert balances(chart.run(), "reserve") == {"outside": -100, "apportioned": 50, "disbursed": 50}


def mechanisms(chart, amount, *, ceiling=10):
    """Return the need for ceiling on a fast mechanism, else on open competition."""
    if not chart.pools:
        chart.pool("mechanism:fast", ceiling, kind="mechanism", consumed=True, may_pass=True)
        chart.pool("mechanism:open", 2**62, kind="mechanism", consumed=True, may_pass=True)
    lags = (chart.draw(f"{len(chart.draws)}/fast", 35), chart.draw(f"{len(chart.draws)}/open", 60))
    return Need((0, 1), amount, lags=lags, asks=(NONE, NONE), split=False)


def test_a_ceiling_is_used_up_and_the_next_award_falls_back_to_competition():
    chart = Chart()
    chart.step("first", needs=[mechanisms(chart, 8)])
    chart.step("second", needs=[mechanisms(chart, 8)])
    chart.step("third", needs=[mechanisms(chart, 2)])
    assert finished(chart.run()) == [("first", 35), ("third", 35), ("second", 60)]


def test_nothing_can_be_ordered_through_a_mechanism_after_its_expiry():
    chart = Chart()
    chart.pool("mechanism:fast", 100, kind="mechanism", consumed=True, may_pass=True, expires=20.0)
    chart.pool("mechanism:open", 2**62, kind="mechanism", consumed=True, may_pass=True)
    chart.step("in_time", needs=[mechanisms(chart, 8)], not_before=19.0)
    chart.step("too_late", needs=[mechanisms(chart, 8)], not_before=20.0)
    assert finished(chart.run()) == [("in_time", 54), ("too_late", 80)]


def test_an_award_waits_for_money_and_ceiling_together():
    chart = Chart()
    chart.fund("reserve", 100, apportioned=False)
    chart.step("apportion", 9, posts=[post(APPROPRIATED, APPORTIONED, 100, at=When.FINISH)])
    chart.step("award", needs=[mechanisms(chart, 8)], posts=[post(APPORTIONED, COMMITTED, 8)])
    outcome = chart.run()
    assert waits(outcome) == [("award", "fund", "reserve", 0.0, 9.0)]
    assert [each.since for each in outcome.holdings] == [9.0]
