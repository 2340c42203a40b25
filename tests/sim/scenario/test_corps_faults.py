"""What may be wrong with skills, service and planners, and where it is said."""

import pytest

PLACE = "crises: {alpha: {country: A}}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "pools:\n  a: {size: 10, kind: people, skills: {policing: 8, health: 3}}",
            "7:31: pools.a.skills: the skills add up to 11, more than the size of 10",
        ),
        (
            "pools:\n  a: {size: 10, kind: people, skills: {polcing: 8}}",
            "7:40: pools.a.skills.polcing: 'polcing' is not a value of 'skills'",
        ),
        (
            "pools:\n  a: {size: 10, kind: lift, skills: {logistics: 8}}",
            "7:29: pools.a.skills: skills are people's, and 'a' holds lift",
        ),
        (
            "pools:\n  a: {size: 10, kind: people, service: 0}",
            "7:40: pools.a.service: '0' is too small",
        ),
        (
            "pools:\n  a: {size: 10, kind: people, service: 3}",
            "7:31: warning: pools.a.service: 'service' counts only for who passes on: 'a' names no 'becomes'",
        ),
        (
            "pools:\n  a: {size: 10, kind: people, dwell: next}",
            "7:31: warning: pools.a.dwell: 'dwell' counts only for who passes on: 'a' names no 'becomes'",
        ),
        (
            "pools:\n  a: {size: 10, kind: people, cost: 300 k USD}",
            "7:37: pools.a.cost: '300 k USD' has an unknown unit",
        ),
        (
            "pools:\n  a: {size: 10, kind: people, provider: stat}",
            "7:41: pools.a.provider: 'stat' is not a value of 'provider'",
        ),
        (
            "pools:\n  a: {size: 10, kind: slots, intake: {target: 20, per_month: 2}}",
            "7:30: warning: pools.a.intake: 'intake' is for people, and 'a' holds slots",
        ),
        (
            "doctrine:\n  planning: {civil_military: apart, apart: {embed: 0}}",
            "7:52: doctrine.planning.apart.embed: 'embed' is 0",
        ),
        (
            "doctrine:\n  planning: {civil_military: apart}",
            "7:30: warning: doctrine.planning.civil_military: planners who are apart change nothing: "
            "no step is joint and no team embedded",
        ),
        (
            "doctrine:\n  steps: {plan: {joint: true}}",
            "7:18: warning: doctrine.steps.plan.joint: a joint step that is never sent back: "
            "being together or apart changes nothing",
        ),
    ],
)
def test_what_is_wrong_with_a_corps_is_said_where_it_stands(first_lines, text, line):
    assert line in first_lines(f"{text}\n{PLACE}")


CORPS = """\
pools:
  active: {size: 20, kind: people, skills: {policing: 4}, becomes: standby}
  standby: {size: 20, kind: people, skills: {policing: 2, justice: 0}}
crises: {alpha: {country: A}}
doctrine:
"""


@pytest.mark.parametrize(
    ("team", "line"),
    [
        (
            "{size: 8, from: [active, standby], skills: {policing: 5, health: 1}}",
            "11:71: doctrine.teams.t.skills.health: no pool of this team has the skill 'health': "
            "it is filled from 'active' and 'standby'",
        ),
        (
            "{size: 12, from: [active], skills: {policing: 5}}",
            "11:60: doctrine.teams.t.skills.policing: 5 of 'policing' are asked for, but 'active' has 4",
        ),
        (
            "{size: 4, from: [standby], skills: {policing: 5}}",
            "11:41: doctrine.teams.t.skills: the skills add up to 5, more than the size of 4",
        ),
        (
            "{size: 4, from: [standby], skills: {policing: 0}}",
            "11:60: doctrine.teams.t.skills.policing: asks for nobody of 'policing'",
        ),
        (
            "{size: 4, from: [standby], skills: {justice: 1}}",
            "11:59: doctrine.teams.t.skills.justice: 1 of 'justice' are asked for, but 'standby' has 0",
        ),
    ],
)
def test_a_seat_that_nobody_can_take_is_said_where_it_is_asked_for(first_lines, team, line):
    assert line in first_lines(f"{CORPS}  teams: {{t: {team}}}")


@pytest.mark.parametrize(
    "team",
    [
        "{size: 8, from: [active, standby], skills: {policing: 6}}",
        "{size: 8, from: standby, skills: {policing: 6}}",
    ],
)
def test_who_may_join_a_corps_later_counts_as_somebody_it_can_have(first_lines, team):
    """Four policemen of the Active Corps become policemen of the Standby Corps."""
    assert [each for each in first_lines(f"{CORPS}  teams: {{t: {team}}}") if "skills" in each] == []


def test_recruits_count_as_people_that_a_corps_can_have(first_lines):
    text = """\
pools: {a: {size: 4, kind: people, skills: {health: 2}, intake: {target: 20, per_month: 2}}}
crises: {alpha: {country: A}}
doctrine: {teams: {t: {size: 12, from: a, skills: {health: 10}}}}
"""
    assert first_lines(text) == []
