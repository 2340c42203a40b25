"""What a corps with skills, service and recruits becomes in the Plan, and how patches change it."""

import copy
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from sim import measures
from sim.plan import NONE
from sim.scenario.loading import load_mapping

CORPS = {
    "format": 1,
    "title": "T",
    "start": "2005-10-03",
    "horizon": "1 y",
    "evidence": "judgement",
    "pools": {
        "active": {
            "size": 10,
            "kind": "people",
            "skills": {"policing": 4, "health": 2},
            "recall": "3 d",
            "service": 3,
            "becomes": "standby",
        },
        "standby": {"size": 8, "kind": "people", "skills": {"policing": 2}, "recall": "30 d"},
    },
    "doctrine": {
        "teams": {
            "advance": {"size": 6, "from": ["active", "standby"], "skills": {"policing": 3}, "tour": "90 d"}
        }
    },
    "crises": {"alpha": {"country": "A"}, "beta": {"country": "B"}},
}


def model(*, patches=(), levers=(), **parts):
    data = copy.deepcopy(CORPS) | {"patches": list(patches)} | parts
    return load_mapping(data, name="t")


def sizes(plan):
    return {each.id: each.size for each in plan.pools}


def test_each_skill_is_a_pool_beside_the_generalists_by_the_same_rules():
    plan = model().plan
    assert sizes(plan) == {
        "active": 4,
        "active.policing": 4,
        "active.health": 2,
        "standby": 6,
        "standby.policing": 2,
    }
    assert {each.service for each in plan.pools[:3]} == {3}
    assert [each.before for each in plan.pools] == [0, 4, 8, 0, 6]


def test_a_policeman_joins_the_policemen_and_a_doctor_the_generalists():
    plan = model().plan
    names = [each.id for each in plan.pools]
    assert [names[each.becomes] for each in plan.pools[:3]] == ["standby", "standby.policing", "standby"]


def test_a_team_asks_for_its_specialists_first_and_spares_the_others():
    plan = model().plan
    names = [each.id for each in plan.pools]
    (call,) = [each for each in plan.steps if each.id == "alpha.advance.call"]
    asked = [([names[pool] for pool in need.pools], need.amount) for need in call.needs]
    assert asked == [
        (["active.policing", "standby.policing"], 3),
        (["active", "active.policing", "active.health", "standby", "standby.policing"], 3),
    ]


def test_all_seats_from_one_corps_are_called_up_together():
    plan = model().plan
    special, anybody = next(each for each in plan.steps if each.id == "alpha.advance.call").needs
    assert special.lags == (anybody.lags[0], anybody.lags[3])
    assert anybody.lags[0] == anybody.lags[1] == anybody.lags[2]


def test_a_team_of_a_corps_without_skills_asks_as_ever():
    pools = {"active": {"size": 10, "kind": "people"}}
    teams = {"teams": {"advance": {"size": 6, "from": "active"}}}
    plan = model(pools=pools, doctrine=teams).plan
    assert [each.needs[0].pools for each in plan.steps if each.kind == "call"] == [(0,), (0,)]


def test_a_step_that_asks_a_corps_for_anybody_takes_generalists_first():
    doctrine = {"steps": {"plan": {"needs": {"active": 5}}}}
    plan = model(doctrine=doctrine).plan
    assert plan.steps[1].needs[0].pools == (0, 1, 2)


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ({"set": {"pools.active.size": 5}}, (2, 2, 1)),
        ({"set": {"pools.active.size": 0}}, (0, 0, 0)),
        ({"scale": {"pools.active.size": 2}}, (8, 8, 4)),
        ({"set": {"pools.active.size": 5, "pools.active.skills": {"policing": 5}}}, (0, 5)),
        ({"set": {"pools.active.skills.policing": 1}}, (7, 1, 2)),
    ],
)
def test_who_patches_a_size_keeps_the_mix_unless_the_patch_says_another(patch, expected):
    teams = {"teams": {"advance": {"size": 3, "from": ["active", "standby"]}}}
    found = sizes(model(patches=[patch], doctrine=teams).plan)
    assert tuple(people for name, people in found.items() if name.startswith("active")) == expected


def test_a_patch_in_time_changes_all_pools_of_a_corps():
    patch = {"from": "D+30", "set": {"pools.active.size": 5}}
    (day, regime), *_ = model(patches=[patch]).plan.regimes
    assert day == 30.0
    assert sizes(regime)["active.policing"] == 2


def test_a_larger_team_asks_for_more_of_each_skill():
    patch = {"set": {"doctrine.teams.advance.size": 12}}
    call = next(each for each in model(patches=[patch]).plan.steps if each.kind == "call")
    assert [each.amount for each in call.needs] == [6, 6]


@pytest.mark.parametrize("verb", ["lose", "gain"])
def test_a_blow_strikes_a_corps_in_proportion(verb):
    plan = model(shocks=[{"at": "D+5", verb: {"active": 5}}]).plan
    assert [(plan.pools[each.target].id, each.amount) for each in plan.shocks] == [
        ("active", 2),
        ("active.policing", 2),
        ("active.health", 1),
    ]


def test_an_authorised_strength_is_divided_as_the_corps_is():
    pools = copy.deepcopy(CORPS["pools"])
    pools["active"]["intake"] = {"target": 25, "per_month": 2, "training": "30 d"}
    (rule,) = model(pools=pools).plan.intakes
    assert (rule.pools, rule.targets) == ((0, 1, 2), (10, 10, 5))


def test_planners_apart_change_the_numbers_of_joint_work_only():
    doctrine = {
        "steps": {
            "plan": {"joint": True, "repeat": {"chance": 0.4}, "duration": "9 d"},
            "own": {"repeat": {"chance": 0.4}},
        },
        "teams": {
            "embedded": {"size": 1, "from": "active", "place": "p", "embedded": True, "embed": "10 d"},
        },
        "planning": {"civil_military": "apart"},
    }
    crises = {"alpha": {"country": "A", "provinces": {"p": {"population": "9 k", "security": 0.5}}}}
    apart = model(doctrine=doctrine, crises=crises).plan
    together = model(doctrine=doctrine | {"planning": {}}, crises=crises).plan
    changed = {
        one.key: (before.law.parameters(), one.law.parameters())
        for one, before in zip(apart.draws, together.draws, strict=True)
        if one != before
    }
    assert changed == {
        "alpha/plan/repeat": ((0.4,), (pytest.approx(0.6),)),
        "alpha/embedded.p.embed/duration": ((10.0,), (20.0,)),
    }


def test_a_skill_that_is_short_is_named_by_the_wait():
    """Six policemen, two crises that want three each, and a third that finds none."""
    crises = {name: {"country": name} for name in ("alpha", "beta", "gamma")}
    outcome = sim.simulate(model(crises=crises))
    waits = {each.id: each.parts[0].target for each in measures.all_waits(outcome)}
    assert waits["gamma.advance.call"] == "active.policing"


def test_the_example_of_the_page_runs_without_doubts():
    page = (Path(__file__).parents[3] / "docs/model/readiness.md").read_text("utf-8")
    (text,) = re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL)
    found = load_mapping(yaml.safe_load(text), name="page")
    assert found.warnings == ()
    assert {each.skill for each in measures.skill_use(sim.simulate(found))} >= {"policing", "justice"}


mixes = st.lists(st.integers(0, 4), min_size=2, max_size=2)


@settings(deadline=None, max_examples=25)
@given(mixes, mixes, st.integers(1, 4), st.sampled_from(["own", "next"]), st.booleans(), st.integers(0, 3))
def test_nobody_of_any_skill_is_made_or_lost(active, standby, service, dwell, recruits, future):
    """A whole scenario: two crises, two corps, service, dwell, recruits, attrition and a blow."""
    skills = ("policing", "health")
    pools = copy.deepcopy(CORPS["pools"])
    for name, mix in (("active", active), ("standby", standby)):
        pools[name] |= {"skills": dict(zip(skills, mix, strict=True)), "rest": "20 d", "attrition": 0.2}
    pools["active"] |= {"service": service, "dwell": dwell}
    if recruits:
        pools["active"]["intake"] = {"target": 14, "per_month": 1.5, "training": "25 d"}
    wanted = {skill: 1 for skill, one, two in zip(skills, active, standby, strict=True) if one + two}
    team = {"size": 4, "from": ["active", "standby"], "tour": "60 d", "relief": {"called_before": "20 d"}}
    doctrine = {"teams": {"advance": team | {"skills": wanted}}}
    shocks = [{"at": "D+40", "lose": {"active": 3}}]
    outcome = sim.simulate(model(pools=pools, doctrine=doctrine, shocks=shocks), replication=future)
    expected = [pool.size for pool in outcome.plan.pools]
    for each in outcome.moves:
        expected[each.target] += each.people
        if each.source != NONE:
            expected[each.source] -= each.people
    last = {each.pool: each for each in outcome.levels}
    assert [sum(last[index][2:]) for index in range(len(expected))] == expected
    held = [0] * len(expected)
    for each in outcome.holdings:
        held[each.pool] += each.amount if each.until != each.until else 0
    assert [last[index].held for index in range(len(held))] == held
