"""The shipped scenario of random crises: labelled, without a doubt, and with plausible numbers."""

import math
from functools import cache

import numpy as np
import pytest

import sim
from sim.measures import absent, lesson_summary, watch_summary
from sim.scenario.values import EVIDENCE

VARIANTS = ("no_prevention", "no_preplanning", "sharper_list", "blind", "more_crises")


@cache
def model() -> sim.Model:
    return sim.load("watch-list")


@cache
def outcomes() -> tuple[sim.Outcome, ...]:
    return tuple(sim.replicate(model(), seed=1, replications=30))


def test_there_is_nothing_to_find_fault_with():
    assert model().warnings == ()


def test_every_random_quantity_carries_a_label():
    assert {each.path for each in model().plan.draws if each.evidence not in EVIDENCE} == set()


def test_a_number_from_a_source_names_it():
    draws = model().plan.draws
    assert [each.path for each in draws if each.evidence == "source" and not each.source] == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_gives_another_plan(variant: str):
    assert sim.load("watch-list", variant=variant).plan.hash != model().plan.hash


def test_a_patch_reaches_every_part_of_the_watch_list_and_of_lessons():
    patches = [
        "watch_list.arrivals.*.every=1 y",
        "watch_list.templates.small.force.troops=100",
        "watch_list.skill.quiet=0.9",
        "watch_list.preplanning.valid=1 y",
        "watch_list.prevention.lowers=0.1",
        "lessons.joint_planning.lag=90 d",
    ]
    hashes = {sim.load("watch-list", patches=[sim_patch(each)]).plan.hash for each in patches}
    assert len(hashes | {model().plan.hash}) == len(patches) + 1


def sim_patch(text: str):
    from sim.scenario.patches import patch_from_set

    return patch_from_set(text)


def test_a_risk_stretches_what_is_planned_in_advance():
    risks = [each for each in model().plan.risks if each.id.endswith(".planners_are_drawn_off")]
    assert len(risks) == 9
    assert all(each.scales for each in risks)


def test_no_run_ends_in_a_deadlock():
    assert {each.deadlock for each in outcomes()} == {""}


def test_one_in_eleven_of_the_flagged_states_has_an_onset():
    """FACTS 1.4."""
    found = [each for each in map(watch_summary, outcomes()) if each]
    hits = sum(each.hits + each.elsewhere for each in found)
    share = hits / (hits + sum(each.false_alarms for each in found))
    assert share == pytest.approx(0.09, abs=0.015)


def test_a_crisis_comes_about_every_other_year():
    came = np.mean([each.onsets + each.averted for each in map(watch_summary, outcomes()) if each])
    assert 1.6 < came < 3.2


def test_two_to_four_country_plans_are_made_a_year_or_a_little_less():
    """FACTS 1.4, J."""
    plans = np.mean([each.preplanning.finished for each in map(watch_summary, outcomes()) if each])
    assert 1.5 < plans / 5.0 < 4.0


def test_lessons_are_taught_and_about_a_third_would_be_adopted():
    found = [each for each in map(lesson_summary, outcomes()) if each]
    assert sum(each.identified for each in found) > 20
    assert 0 < sum(each.adopted for each in found) < sum(each.identified for each in found) / 2


def test_a_crisis_that_came_brings_civilians_within_weeks():
    for outcome in outcomes():
        days, gone = sim.milestones(outcome), absent(outcome)
        for row in outcome.watch:
            name = outcome.plan.operations[row.operation].id if row.operation >= 0 else ""
            if name and name not in gone:
                day = days[f"{name}.first_team_in_country"]
                assert math.isnan(day) or day > row.onset + 10.0
