"""The past never changes, whatever is done later: the rows of a run up to any moment are the same."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from exercises.living import Effect, Living, measures
from sim.measures import ledger_faults
from sim.measures.catalogue import series
from sim.plan import NONE
from sim.trace import WaitRow

FUND = "conflict_response_fund"
EFFECTS = (
    Effect(0, scale={"doctrine.teams.*.travel": 2.0}),
    Effect(0, until=60.0, scale={"doctrine.steps.design.duration": 0.5}),
    Effect(0, set={"pools.active_corps.size": 20}),
    Effect(0, until=200.0, scale={"pools.active_corps.size": 1.5}),
    Effect(0, withdraw={FUND: 30_000_000}),
    Effect(0, deposit={FUND: 7_000_001}),
    Effect(0, lose={"active_corps": 12}, gain={"standby_corps": 5}),
    Effect(0, gain={"active_corps": 30, "escorts": 1}),
    Effect(0, shift={"alpha.*.security": -0.5}),
    Effect(0, shift={"alpha.coast.*": 0.3}, scale={"doctrine.teams.*.set_up": 1.3}),
)
TIMED = ("levels", "postings", "conditions", "authority", "assessments", "strength", "capacity", "exits",
         "relapses", "moves", "eases", "evacuations")  # fmt: skip
DAYS = st.sampled_from([0.0, 15.0, 60.0, 100.25, 400.0, 700.0, 790.0, 810.0])


@st.composite
def histories(draw):
    """Draw some effects in the order in which they happened."""
    days = sorted(draw(st.lists(DAYS, max_size=5)))
    found = [(draw(st.sampled_from(EFFECTS)), day) for day in days]
    return tuple(
        replace(each, day=day, until=None if each.until is None else day + each.until) for each, day in found
    )


def until_then(day, limit):
    """Return a day, or NaN if it lies behind a limit."""
    return day if day <= limit else math.nan


def steps_until(outcome, limit):
    """Return what every round had come to by a day; handovers, which may be taken back, apart."""
    signals = {each.handover for theatre in outcome.plan.theatres for each in theatre.provinces}
    return {
        (row.step, row.turn): repr([until_then(day, limit) for day in (row.ready, row.start, row.finish)])
        for row in outcome.steps
        if row.step not in signals and row.ready <= limit
    }


def rows_until(outcome, limit):
    """Return every row of the trace up to a day, and what was then open as open."""
    timed = {each: [row for row in getattr(outcome, each) if row.time <= limit] for each in TIMED}
    held = [
        row._replace(until=until_then(row.until, limit)) for row in outcome.holdings if row.since <= limit
    ]
    waits = [row for row in outcome.waits if row.until <= limit]
    return {
        **{name: repr(rows) for name, rows in timed.items()},
        "holdings": sorted(map(repr, held)),
        "waits": sorted(map(repr, map(WaitRow._make, waits))),
    }


@settings(max_examples=25, deadline=None)
@given(effects=histories(), day=st.one_of(DAYS, st.floats(0.0, 1000.0)))
def test_what_happened_by_a_day_does_not_depend_on_what_is_done_from_then_on(living, effects, day):
    then = living.outcome([each for each in effects if each.day < day], until=day)
    later = living.outcome(effects)
    assert steps_until(later, day) == steps_until(then, day)
    assert rows_until(later, day) == rows_until(then, day)


@settings(max_examples=15, deadline=None)
@given(effects=histories(), day=DAYS)
def test_what_was_measured_by_a_day_stays_as_it_was_measured(living, effects, day):
    then = living.outcome([each for each in effects if each.day < day], until=day)
    later = living.outcome(effects)
    for name in list(living.measures)[::3]:
        one, other = series(later, name), series(then, name)
        assert [each for each in one.changes() if each[0] <= day] == [
            each for each in other.changes() if each[0] <= day
        ]


@settings(max_examples=8, deadline=None)
@given(effects=histories())
def test_one_effect_after_the_other_gives_what_all_at_once_give(quick, living, effects):
    for count in range(len(effects) + 1):
        grown = living.outcome(effects[:count])
    assert repr(Living(quick, seed=1).outcome(effects)) == repr(grown)


@settings(max_examples=15, deadline=None)
@given(effects=histories())
def test_money_and_people_are_conserved_whatever_is_given_and_taken(living, effects):
    outcome = living.outcome(effects)
    assert ledger_faults(outcome) == []
    sizes = {each: set() for each in ("active_corps", "standby_corps", "escorts")}
    changes = [each for each in effects if each.set or "pools.active_corps.size" in each.scale]
    if not changes:
        names = [each.id for each in outcome.plan.pools]
        levels = {each.pool: each for each in outcome.levels}
        came = sum(each.people for each in outcome.moves if each.source == NONE)
        total = sum(sum(levels[names.index(each)][2:]) for each in sizes)
        first = {}
        for each in outcome.levels:
            first.setdefault(each.pool, each)
        assert total == sum(sum(first[names.index(each)][2:]) for each in sizes) + came


@pytest.mark.parametrize("name", ["three-operations", "watch-list"])
def test_the_past_holds_in_a_large_scenario_with_patches_of_its_own(name):
    model = sim.load(name)
    living = Living(model, seed=2)
    corps = Effect(200.0, scale={"pools.active_corps.size": 0.7}, deposit={FUND: 1_000_000})
    storm = Effect(420.5, until=600.0, scale={"doctrine.teams.*.travel": 3.0})
    then, later = living.outcome([corps], until=420.5), living.outcome([corps, storm])
    assert rows_until(later, 420.5) == rows_until(then, 420.5)
    assert steps_until(later, 420.5) == steps_until(then, 420.5)
    for each in list(measures(model))[::29]:
        assert series(later, each).at(420.5) == series(then, each).at(420.5)
