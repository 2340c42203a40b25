"""The four kinds of link with their lags, joins, marks without duration, and steps not needed."""

import pytest
from building import Chart, finished, row, started, waits, why

from sim.plan import LinkKind, When
from sim.trace import State

FS, SS, FF, SF = LinkKind


@pytest.mark.parametrize(
    ("kind", "lag", "start", "finish"),
    [
        (FS, 0.0, 10.0, 14.0),
        (FS, 3.0, 13.0, 17.0),
        (SS, 0.0, 2.0, 6.0),
        (SS, 5.0, 7.0, 11.0),
        (FF, 0.0, 0.0, 10.0),
        (FF, 3.0, 0.0, 13.0),
        (SF, 0.0, 0.0, 4.0),
        (SF, 5.0, 0.0, 7.0),
    ],
)
def test_a_link_frees_the_moment_it_names(kind, lag, start, finish):
    """The earlier step runs from D+2 to D+10, the later one takes 4 days."""
    chart = Chart()
    chart.step("earlier", 8, not_before=2.0)
    chart.step("later", 4, after=[("earlier", kind, lag)])
    found = row(chart.run(), "later")
    assert (found.start, found.finish) == (start, finish)


def test_a_finish_link_that_is_early_costs_nothing():
    chart = Chart()
    chart.step("earlier", 2)
    chart.step("later", 9, after=[("earlier", FF)])
    assert finished(chart.run()) == [("earlier", 2), ("later", 9)]


def test_a_step_waits_for_all_it_comes_after_and_the_last_binds_it():
    chart = Chart()
    chart.step("a", 3)
    chart.step("b", 7)
    chart.step("c", 5)
    chart.step("join", 1, after=["a", "b", "c"])
    outcome = chart.run()
    assert started(outcome)[-1] == ("join", 7)
    assert why(outcome, "join") == ("predecessor", "b")


def test_of_predecessors_that_finish_together_the_first_declared_binds():
    chart = Chart()
    chart.step("head", 2)
    chart.step("a", 3, after=["head"])
    chart.step("b", 5)
    chart.step("join", 1, after=["b", "a"])
    assert why(chart.run(), "join") == ("predecessor", "a")


def test_waiting_for_a_predecessor_is_no_wait_in_the_trace():
    chart = Chart()
    chart.step("a", 3)
    chart.step("b", 1, after=[("a", FS, 4.0)])
    outcome = chart.run()
    assert (row(outcome, "b").ready, waits(outcome)) == (7.0, [])


def test_a_mark_without_duration_is_reached_at_once():
    chart = Chart()
    chart.step("a", 3)
    chart.step("mark", 0, after=["a"])
    chart.step("b", 2, after=["mark"])
    assert finished(chart.run()) == [("a", 3), ("mark", 3), ("b", 5)]


def test_what_follows_a_step_that_is_not_needed_goes_on_at_once():
    chart = Chart()
    chart.step("design", 3)
    chart.step("revise", 10, after=["design"], chance=0.0)
    chart.step("notify", 15, after=["revise"])
    outcome = chart.run()
    assert finished(outcome) == [("design", 3), ("revise", 3), ("notify", 18)]
    assert row(outcome, "revise").state is State.SKIPPED


def test_a_step_that_is_not_needed_takes_no_people_and_no_money():
    chart = Chart()
    chart.pool("crew", 1)
    chart.fund("reserve", 100)
    chart.step("revise", 10, needs={"crew": 1}, pays={"reserve": 60}, chance=0.0)
    outcome = chart.run()
    assert (outcome.holdings, len(outcome.postings)) == ((), 2)


def test_a_skipped_step_counts_where_all_must_be_done_and_never_as_the_first():
    chart = Chart()
    chart.step("grant", 4, chance=0.0)
    chart.step("obligate", 9)
    chart.milestone("all", "grant", "obligate")
    chart.milestone("first", "grant", "obligate", any_of=True)
    chart.milestone("begun", "obligate", at=When.START)
    assert chart.run().milestones == (9.0, 9.0, 0.0)


@pytest.mark.parametrize("kind", list(LinkKind))
def test_a_chain_may_be_longer_than_a_machine_can_nest(kind):
    chart = Chart(horizon=5_000)
    chart.step("s0", 1)
    for number in range(1, 3_000):
        chart.step(f"s{number}", 1, after=[(f"s{number - 1}", kind)])
    assert finished(chart.run())[-1] == ("s2999", 3_000 if kind is FS else 1)
