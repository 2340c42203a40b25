"""Patches that act from a day on, and blows to the state: what they touch and what they leave."""

import pytest
from building import Chart, balances, finished, index, row, started

from sim.engine.world import Prepared, World, run
from sim.plan import Account, Posting, Shock, ShockKind, When


def renewed(before, day, after):
    """Run a chart whose numbers are those of another from a day on."""
    return run(before.plan((day, after.plan())))


def chain(days):
    chart = Chart()
    chart.step("a", days)
    chart.step("b", days, after=["a"])
    chart.step("c", days, after=["b"])
    return chart


def test_a_patch_in_time_acts_on_what_starts_from_its_day_on():
    assert finished(renewed(chain(4), 6.0, chain(10))) == [("a", 4), ("b", 8), ("c", 18)]


def test_a_patch_acts_on_what_starts_at_its_very_moment():
    assert finished(renewed(chain(4), 4.0, chain(10))) == [("a", 4), ("b", 14), ("c", 24)]


def test_a_patch_from_day_zero_acts_on_everything():
    assert finished(renewed(chain(4), 0.0, chain(10))) == [("a", 10), ("b", 20), ("c", 30)]


def test_two_patches_follow_each_other():
    plan = chain(4).plan((4.0, chain(10).plan()), (14.0, chain(1).plan()))
    assert finished(run(plan)) == [("a", 4), ("b", 14), ("c", 15)]


def corps(size, yields=1.0):
    chart = Chart()
    chart.pool("corps", size, yields=yields)
    chart.step("first", 10, needs={"corps": 3})
    chart.step("second", 10, needs={"corps": 3})
    return chart


def test_a_larger_pool_lets_the_next_in_line_begin_on_that_day():
    assert started(renewed(corps(3), 4.0, corps(6))) == [("first", 0), ("second", 4)]


def test_a_smaller_pool_loses_the_free_first_and_the_rest_when_they_return():
    outcome = renewed(corps(6), 4.0, corps(2))
    assert [each[2:] for each in outcome.levels][-1] == (2, 0, 0, 4)


def test_a_larger_share_that_comes_lets_more_come():
    """Half of six come; from D+4 on all of them."""
    assert started(renewed(corps(6, 0.5), 4.0, corps(6, 1.0))) == [("first", 0), ("second", 4)]


def payment(dollars):
    chart = Chart()
    chart.fund("reserve", 100)
    chart.step("pay", 10, pays={"reserve": dollars})
    return chart


def test_a_payment_under_way_is_finished_with_the_amount_it_began_with():
    found = balances(renewed(payment(30), 4.0, payment(50)), "reserve")
    assert found == {"outside": -100, "apportioned": 70, "disbursed": 30}


@pytest.mark.parametrize("asked", [{"needs": {"trucks": 1}}, {"opens": 0}, {"pays": {"reserve": 10}}])
def test_a_patch_may_ask_for_what_was_not_asked_for_before(asked):
    """From D+4 on the move needs a truck (out until D+20), the forum, or money (there on D+20)."""

    def move(**more):
        chart = Chart()
        chart.pool("trucks", 1)
        chart.fund("reserve", 10, apportioned=False)
        chart.calendar("forum", occasions=[20.0])
        apportion = Posting(0, Account.APPROPRIATED, Account.APPORTIONED, (10,), When.FINISH)
        chart.step("out", 20, needs={"trucks": 1}, posts=[apportion])
        chart.step("move", 1, not_before=5.0, **more)
        return chart

    assert started(renewed(move(), 4.0, move(**asked))) == [("out", 0), ("move", 20)]


def presence(people):
    chart = Chart()
    driver = chart.driver("civilians")
    chart.step("tour", 10, drives=((driver, people),))
    chart.step("next", 10, after=["tour"], drives=((driver, people),))
    return chart


def test_a_team_under_way_leaves_with_as_many_as_it_came_with():
    ready = Prepared.of(presence(12).plan((4.0, presence(20).plan())))
    world = World(ready, [each[0].tolist() for each in ready.values(0, [0])], seed=0, replication=0)
    world.run()
    assert world.counts.now == [0]


def test_a_patch_changes_no_draw():
    """The same u, another law: what starts before the day is byte-equal."""
    before, after = chain(4), chain(4)
    assert renewed(before, 6.0, after).steps == before.run().steps


def test_money_withdrawn_is_money_gone():
    chart = Chart()
    chart.fund("reserve", 100)
    chart.step("first", 1, pays={"reserve": 40})
    chart.step("second", 1, pays={"reserve": 40}, not_before=10.0)
    chart.shocks.append(Shock(5.0, ShockKind.WITHDRAW, 0, 30))
    outcome = chart.run()
    assert started(outcome) == [("first", 0)]
    assert balances(outcome, "reserve") == {"outside": -70, "apportioned": 30, "disbursed": 40}


def test_no_more_is_withdrawn_than_is_free():
    chart = Chart()
    chart.fund("reserve", 100)
    chart.step("first", 1, pays={"reserve": 90})
    chart.shocks.append(Shock(5.0, ShockKind.WITHDRAW, 0, 60))
    assert balances(chart.run(), "reserve") == {"outside": -90, "disbursed": 90}


def test_a_withdrawal_at_the_moment_of_a_claim_comes_first():
    chart = Chart()
    chart.fund("reserve", 100)
    chart.step("claim", 1, pays={"reserve": 80}, not_before=5.0)
    chart.shocks.append(Shock(5.0, ShockKind.WITHDRAW, 0, 30))
    assert started(chart.run()) == []


def waiting_for_money(*shocks, **more):
    chart = Chart()
    chart.fund("reserve", 10, **more)
    chart.step("claim", 1, pays={"reserve": 40})
    chart.shocks.extend(shocks)
    return chart.run()


def test_money_deposited_is_free_to_claim_at_once():
    outcome = waiting_for_money(Shock(5.0, ShockKind.DEPOSIT, 0, 30))
    assert started(outcome) == [("claim", 5)]
    assert balances(outcome, "reserve") == {"outside": -40, "disbursed": 40}


def test_a_deposit_shows_as_money_that_nobody_appropriated():
    given = waiting_for_money(Shock(5.0, ShockKind.DEPOSIT, 0, 30)).postings[2]
    assert (given.time, given.source, given.target, given.amount) == (
        5.0,
        Account.OUTSIDE,
        Account.APPORTIONED,
        30,
    )


def test_a_fund_that_has_lapsed_takes_no_deposit():
    outcome = waiting_for_money(Shock(5.0, ShockKind.DEPOSIT, 0, 30), expires=4.0)
    assert balances(outcome, "reserve") == {"outside": -10, "lapsed": 10}


def test_who_joins_a_pool_lets_the_next_in_line_begin_at_once():
    chart = corps(3)
    chart.shocks.append(Shock(4.0, ShockKind.GAIN, 0, 3))
    outcome = chart.run()
    assert started(outcome) == [("first", 0), ("second", 4)]
    assert [tuple(each) for each in outcome.moves] == [(4.0, -1, 0, 3)]


def test_who_joins_stays_when_a_patch_changes_the_size():
    """Three, then two more, then the size goes from 3 to 4: six in all."""
    before, after = corps(3), corps(4)
    before.shocks.append(Shock(2.0, ShockKind.GAIN, 0, 2))
    assert sum(renewed(before, 4.0, after).levels[-1][2:]) == 6


@pytest.mark.parametrize(("day", "begun"), [(3.0, 9.0), (5.0, 5.0)])
def test_people_lost_before_a_step_begins_keep_it_waiting(day, begun):
    chart = Chart()
    chart.pool("crew", 2)
    chart.pool("feeder", 1, becomes="crew")
    chart.step("service", 9, needs={"feeder": 1})
    chart.step("work", 1, needs={"crew": 2}, not_before=4.0)
    chart.shocks.append(Shock(day, ShockKind.LOSE, index(chart.pools, "crew"), 1))
    assert row(chart.run(), "work").start == (begun if day < 4.0 else 4.0)


def test_an_amount_of_a_round_is_that_of_the_round_and_the_last_repeats():
    posting = Posting(0, Account.OBLIGATED, Account.DISBURSED, (30, 40), When.START)
    assert [posting.amount(turn) for turn in range(4)] == [30, 40, 40, 40]
