"""Each shipped lever moves what it must, the way it must, and leaves alone what it cannot touch.

One row a lever: add rows as levers come. Futures are paired; a move is clear when its 95 % interval lies
on one side of 0, and what is left alone is equal to the last bit in every future.
"""

import math
from functools import cache
from typing import NamedTuple

import pytest

import sim
from sim.scenario.switching import switchboard
from sim.simulating import replay
from sim.stats import paired_difference

FUTURES = {"quick-start": 40, "three-operations": 12}
LATER, FEWER = 1, -1


class Row(NamedTuple):
    """What a lever moves, which way, and what it cannot touch.

    `moves`: milestone, `step NAME` (finish of its first round), `police` (mean strength) or `eased`
    (steps that what was learned or planned before made shorter).

    `leaves`: milestones and steps that it cannot touch. `beside`: levers off on both sides.
    """

    scenario: str
    lever: str
    moves: str
    way: int
    leaves: tuple[str, ...]
    beside: tuple[str, ...] = ()


ROWS = [
    Row("quick-start", "quick_start_funding", "alpha.first_dollar_obligated", LATER,
        ("alpha.first_team_in_country", "step alpha.design", "step alpha.implementation_plan")),
    Row("quick-start", "quick_launch_design_teams", "alpha.first_dollar_obligated", LATER,
        ("alpha.first_team_in_country", "step alpha.decide", "step alpha.implementation_plan")),
    Row("quick-start", "decentralised_deployment", "alpha.military_exit", LATER,
        ("alpha.first_team_in_country", "alpha.first_dollar_obligated", "step alpha.design")),
    Row("quick-start", "first_responders", "alpha.first_team_in_country", LATER,
        ("alpha.first_dollar_obligated", "step alpha.implementation_plan")),
    Row("quick-start", "retainer", "alpha.first_team_in_country", LATER,
        ("alpha.first_dollar_obligated", "step alpha.decide"), beside=("first_responders",)),
    Row("quick-start", "international_coordination", "police", FEWER,
        ("alpha.first_team_in_country", "alpha.first_dollar_disbursed")),
    Row("quick-start", "washington_management", "step alpha.implementation_plan", LATER, ()),
    Row("quick-start", "exercises", "alpha.first_team_in_country", LATER,
        ("alpha.first_dollar_obligated", "step alpha.implementation_plan")),
    Row("quick-start", "contingency_planning_template", "step alpha.implementation_plan", LATER,
        ("alpha.first_team_in_country", "alpha.first_dollar_obligated", "step alpha.design")),
    Row("quick-start", "lessons_learned", "alpha.first_team_in_country", LATER,
        ("alpha.first_dollar_obligated", "step alpha.situation_analysis")),
    Row("three-operations", "quick_start_funding", "bravo.first_dollar_obligated", LATER,
        ("alpha.first_team_in_country", "step alpha.decide", "step alpha.implementation_plan")),
    Row("three-operations", "quick_launch_design_teams", "charlie.first_dollar_obligated", LATER,
        ("alpha.first_team_in_country", "step bravo.decide")),
    Row("three-operations", "decentralised_deployment", "military_exit", LATER,
        ("alpha.first_team_in_country", "charlie.first_dollar_obligated")),
    Row("three-operations", "first_responders", "bravo.first_team_in_country", LATER,
        ("first_dollar_obligated", "step alpha.implementation_plan")),
    Row("three-operations", "retainer", "bravo.full_strength", LATER,
        ("alpha.first_team_in_country", "charlie.first_dollar_obligated")),
    Row("three-operations", "international_coordination", "police", FEWER,
        ("alpha.first_team_in_country", "alpha.first_dollar_obligated")),
    Row("three-operations", "washington_management", "step alpha.implementation_plan", LATER, ()),
    Row("three-operations", "exercises", "alpha.first_team_in_country", LATER,
        ("first_dollar_obligated", "step alpha.design", "step bravo.decide")),
    Row("three-operations", "contingency_planning_template", "step bravo.approve_plan", LATER,
        ("first_team_in_country", "first_dollar_obligated", "step alpha.design")),
    Row("three-operations", "lessons_learned", "eased", FEWER,
        ("first_dollar_obligated", "step alpha.situation_analysis", "step charlie.decide")),
    Row("three-operations", "lessons_learned", "alpha.first_team_in_country", LATER,
        ("first_dollar_obligated",)),
]  # fmt: skip


@cache
def board(scenario):
    return switchboard(scenario)


@cache
def seen(scenario, off):
    """Return, for each future, the days (the horizon where never) and the mean strength of police."""
    switches = board(scenario)
    plan = switches.plan(switches.levers.index(each) for each in off)
    return [look(each) for each in replay(plan, seed=1, replications=range(FUTURES[scenario]))]


def look(outcome):
    plan = outcome.plan
    days = dict(sim.milestones(outcome))
    days |= {f"step {plan.steps[each.step].id}": each.finish for each in outcome.steps if each.turn == 0}
    found = {name: plan.horizon if math.isnan(day) else day for name, day in days.items()}
    police = sum(each.police for each in outcome.strength) / len(outcome.strength)
    return found | {"police": police, "eased": len(outcome.eases)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.scenario}-{row.lever}")
def test_a_lever_moves_what_it_must_and_leaves_the_rest_alone(row):
    with_it, without = seen(row.scenario, row.beside), seen(row.scenario, (*row.beside, row.lever))
    moved = paired_difference([each[row.moves] for each in without], [each[row.moves] for each in with_it])
    assert moved.clear, f"{row.moves} does not move: {moved}"
    assert math.copysign(1, moved.value) == row.way
    for name in row.leaves:
        assert [each[name] for each in without] == [each[name] for each in with_it], name


@pytest.mark.parametrize("scenario", sorted(FUTURES))
def test_every_lever_has_a_row(scenario):
    assert {each.lever for each in ROWS if each.scenario == scenario} == set(board(scenario).levers)
