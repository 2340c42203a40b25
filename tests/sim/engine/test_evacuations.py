"""Teams that leave when security falls and come back when it has risen; and teams on leave.

One province of 400,000 and one of 600,000, whose conditions only blows move; reviews every 30 days. A
team of 4 is called on D+0, there on D+1 for 200 days, and followed 20 days before that.
"""

import math
import os
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import load_mapping, simulate
from sim.trace import State

STILL = dict.fromkeys(("security_force", "civilians", "programmes", "decay", "spoiling"), 0.0)
DAYS = dict.fromkeys(("clearance", "training", "set_up", "move"), "0 d") | {"travel": "1 d"}
TEAM = {"size": 4, "from": "corps", "place": "north", "tour": "200 d", "relief": {"called_before": "20 d"}}


def scenario(*shifts, growth=STILL, patches=(), **team):
    """Return a scenario. `shifts`: (day, what is shifted, by how much)."""
    team = {**TEAM, **DAYS, "curtailment": {"chance": 0}, "evacuate_below": 0.2, **team}
    return {
        "format": 1,
        "title": "Out and in again",
        "start": "2006-01-01",
        "horizon": "2 y",
        "pools": {"corps": {"size": 12, "kind": "people", "rest": "10 d"}},
        "doctrine": {"teams": {"field": team}},
        "crises": {
            "alpha": {
                "country": "Alpha",
                "provinces": {
                    "north": {"population": "400 k", "security": 0.5},
                    "south": {"population": "600 k", "security": 0.5},
                },
            }
        },
        "handover": {"growth": {**growth, "pace": 1.0}, "gate": {"at_least": 1.0}},
        "shocks": [{"at": f"D+{day}", "shift": {f"alpha.{what}": by}} for day, what, by in shifts],
        "patches": list(patches),
    }


def played(*shifts, **more):
    return simulate(load_mapping(scenario(*shifts, **more), name="evacuation"))


def rows(outcome, phase, team="field.north"):
    return [row for row in outcome.steps if outcome.plan.steps[row.step].id == f"alpha.{team}.{phase}"]


def tours(outcome, team="field.north"):
    found = rows(outcome, "tour", team)
    return [(row.start, row.finish, row.state.name) for row in found if not math.isnan(row.start)]


FALLS = (100, "north.security", -0.4)
RISES = (300, "north.security", 0.4)


def test_a_team_leaves_at_the_first_review_that_finds_security_too_low():
    assert tours(played(FALLS)) == [(1.0, 120.0, "EVACUATED")]


def test_it_goes_home_at_once_and_its_people_rest_as_usual():
    outcome = played(FALLS)
    home = rows(outcome, "home")[0]
    assert (home.start, home.finish) == (120.0, 121.0)
    back = [each.time for each in outcome.levels if each.free == 12]
    assert back == [0.0, 131.0]


def test_the_trace_says_who_left_and_until_when_they_would_have_stayed():
    assert [each[:1] + each[2:] for each in played(FALLS).evacuations] == [(120.0, 0, 4, 201.0)]


def test_who_has_left_counts_on_the_ground_no_more():
    assert [(row.time, row.civilians) for row in played(FALLS).strength][-2:] == [(1.0, 4), (120.0, 0)]


def test_the_next_team_is_called_at_once_and_waits_until_it_is_safe_to_return():
    outcome = played(FALLS, RISES)
    call = rows(outcome, "call")[1]
    assert (call.ready, call.start, call.cause.word) == (120.0, 300.0, "security")
    assert tours(outcome)[1:3] == [(301.0, 501.0, "FINISHED"), (482.0, 682.0, "FINISHED")]


@pytest.mark.parametrize(
    ("rise", "asked", "returns"),
    [
        (0.12, {}, False),  # 0.22: above where it leaves, below the margin of 0.05
        (0.16, {}, True),
        (0.16, {"return_margin": 0.2}, False),
        (0.16, {"security_at_least": 0.4}, False),
        (0.16, {"security_at_least": 0.4, "embedded": True, "embed": "0 d"}, True),
        (0.31, {"security_at_least": 0.4}, True),
    ],
)
def test_the_level_of_return_is_the_margin_or_what_it_needs_to_move_in(rise, asked, returns):
    outcome = played(FALLS, (300, "north.security", rise), **asked)
    assert (len(tours(outcome)) > 1) is returns


def test_a_team_evacuated_once_is_followed_once():
    """The call that was due on D+181 has been made already, and is not made again."""
    outcome = played(FALLS, (150, "north.security", 0.4))
    assert [row.start for row in rows(outcome, "tour")[:3]] == [1.0, 151.0, 332.0]
    assert [row.ready for row in rows(outcome, "call")[:3]] == [0.0, 120.0, 331.0]


def test_its_old_end_comes_to_nothing():
    """The tour would have ended on D+201; the people were home on D+121, and are counted once."""
    held = [(each.since, each.until) for each in played(FALLS).holdings]
    assert held == [(0.0, 121.0)]


def test_both_teams_leave_that_stand_side_by_side():
    outcome = played((175, "north.security", -0.4), relief={"called_before": "60 d"})
    assert tours(outcome) == [(1.0, 180.0, "EVACUATED"), (142.0, 180.0, "EVACUATED")]
    assert [row.ready for row in rows(outcome, "call")] == [0.0, 141.0, 180.0]


def test_once_somebody_is_back_the_next_is_called_as_usual():
    """From D+300 on security is 0.22: nobody leaves, and nobody has to come back."""
    outcome = played(FALLS, (150, "north.security", 0.4), (300, "north.security", -0.28))
    assert [row.start for row in rows(outcome, "call")[:3]] == [0.0, 150.0, 331.0]


def test_a_relief_under_way_does_not_move_in_where_it_would_be_evacuated():
    """Called on D+181, in the country on D+182, it waits there until D+300."""
    outcome = played((181.5, "north.security", -0.4), RISES)
    assert [(row.ready, row.start) for row in rows(outcome, "move")][1] == (182.0, 300.0)


def test_a_team_in_the_capital_looks_at_all_provinces_by_population():
    """North at 0.1 and south at 0.5 are 0.34 together; south at 0.25 makes it 0.19."""
    one = played(FALLS, place="capital")
    both = played(FALLS, (200, "south.security", -0.25), place="capital", tour="300 d")
    assert one.evacuations == ()
    assert tours(both, "field") == [(1.0, 210.0, "EVACUATED")]


def test_without_the_key_nobody_leaves():
    assert tours(played(FALLS, evacuate_below=0.0))[0] == (1.0, 201.0, "FINISHED")


@pytest.mark.parametrize(("before", "after", "end"), [(0.0, 0.2, "FINISHED"), (0.2, 0.0, "EVACUATED")])
def test_a_tour_ends_by_the_rule_with_which_it_began(before, after, end):
    patch = {"why": "A new rule", "from": "D+50", "set": {"doctrine.teams.field.evacuate_below": after}}
    assert tours(played(FALLS, evacuate_below=before, patches=[patch]))[0][2] == end


def test_a_rule_that_begins_later_holds_for_the_tours_that_begin_then():
    patch = {"why": "A new rule", "from": "D+50", "set": {"doctrine.teams.field.evacuate_below": 0.2}}
    outcome = played((210, *FALLS[1:]), evacuate_below=0.0, patches=[patch])
    assert [tour[1:] for tour in tours(outcome)][:2] == [(201.0, "FINISHED"), (210.0, "EVACUATED")]


def test_tours_are_laid_out_to_spare_where_they_may_be_cut_short():
    counts = [played(evacuate_below=level).plan.steps[1].rounds for level in (0.0, 0.2)]
    assert counts == [5, 15]


def test_a_declared_number_of_tours_counts_those_cut_short():
    outcome = played(FALLS, RISES, stays=2)
    assert [tour[1:] for tour in tours(outcome)] == [(120.0, "EVACUATED"), (501.0, "FINISHED")]


def level_after_a_month(**team):
    outcome = played(growth={**STILL, "civilians": 1.0}, evacuate_below=0.0, travel="0 d", **team)
    return next(
        each.conditions[1] for each in outcome.conditions if (each.time, each.province) == (30.0, 0)
    ), outcome


def test_who_is_on_leave_does_nothing_for_the_ground():
    """4 people with 50 of 200 days away work like 3; 3 of 400,000 are 7.5 per million."""
    level, _ = level_after_a_month(leave="50 d")
    assert level == pytest.approx(1.0 - 0.5 * math.exp(-(7.5 / 27.5) * 30 / 365.25))


def test_who_is_on_leave_is_still_counted_and_paid():
    _, outcome = level_after_a_month(leave="50 d")
    assert max(row.civilians for row in outcome.strength if row.time < 170.0) == 4
    assert level_after_a_month()[1].strength == outcome.strength


shifts = st.lists(
    st.tuples(st.integers(1, 700), st.just("north.security"), st.sampled_from([-0.4, -0.2, 0.2, 0.4])),
    max_size=8,
)


@settings(max_examples=int(os.environ.get("RUNS", "60")), deadline=None)
@given(shifts.map(sorted), st.integers(0, 80))
def test_whatever_happens_no_post_is_held_twice_and_nobody_is_lost(shifts, called_before):
    outcome = played(*shifts, relief={"called_before": f"{called_before} d"}, security_at_least=0.3)
    begun = [row for row in rows(outcome, "tour") if not math.isnan(row.start)]
    for earlier, later in pairwise(begun):
        due = earlier.start + 200.0 - called_before
        assert later.start >= (min(earlier.finish, due) if earlier.state is State.EVACUATED else due)
    assert {sum(each[2:]) for each in outcome.levels} == {12}
    assert len(outcome.evacuations) == sum(row.state is State.EVACUATED for row in outcome.steps)
