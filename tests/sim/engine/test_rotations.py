"""Rotations that stop when a mission is over and go on when its ground needs people again, by hand.

A team of 4 is called (5 days), travels 2, stays 100 and goes home in 1; the next is called 20 days
before a tour ends. The signal `over` ends the calls.
"""

import math
import os
from itertools import pairwise

from building import Chart, waits
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import load_mapping, simulate
from sim.engine.events import At, Order
from sim.engine.world import Prepared, World, run
from sim.plan import NONE, LinkKind, Need
from sim.trace import State

OVER = 0


def post(*, rounds=6, tour=100.0, called_before=20.0, corps=20):
    chart = Chart(horizon=700.0)
    chart.driver("civilians")
    chart.pool("corps", corps)
    chart.step("over", signal=True, mandatory=False)
    common = {"rounds": rounds, "group": "team"}
    need = Need((0,), 4, until=len(chart.steps) + 3, lags=(chart.draw("recall", 5.0),), asks=(NONE,))
    chart.step("call", needs=[need], unless=OVER, **common)
    chart.step("travel", 2, after=["call"], **common)
    chart.step("tour", tour, after=["travel"], drives=((0, 4),), **common)
    chart.step("home", 1, after=["tour"], mandatory=False, **common)
    chart.link("call", ("tour", LinkKind.START_START, tour - called_before, 1))
    return chart


ACTS = {"over": ["signal"], "back": ["take_back", "reopen"], "relapse": ["reopen"]}


def lived(chart, *acts):
    """Return what a run leaves behind in which the ground does one thing after the other, by day."""
    ready = Prepared.of(chart.plan())
    world = World(ready, [each[0].tolist() for each in ready.values(0, [0])], seed=0, replication=0)
    for day, act in acts:
        for each in ACTS[act]:
            does = getattr(world.network, each)
            At(world.env, day, Order.REVIEW, then=lambda _, does=does: does(OVER))
    world.run()
    return world.outcome()


def on_tour(outcome):
    return [(row.start, row.finish) for row in rows(outcome, "tour") if row.start > 0.0]


def rows(outcome, name):
    return [row for row in outcome.steps if outcome.plan.steps[row.step].id == name]


def states(outcome, name="call"):
    return [row.state.name for row in rows(outcome, name)]


def test_a_call_that_was_called_off_is_made_anew_when_the_ground_is_taken_back():
    """The call of D+87 is called off; on D+150 the next round takes its place and is there on D+157."""
    outcome = lived(post(), (50, "over"), (150, "back"))
    assert on_tour(outcome)[:3] == [(7, 107), (157, 257), (244, 344)]
    assert states(outcome)[:3] == ["FINISHED", "CANCELLED", "FINISHED"]


def test_a_team_called_again_says_that_the_ground_called_it():
    call = rows(lived(post(), (50, "over"), (150, "back")), "call")[2]
    assert (call.cause.word, call.binder, call.ready) == ("gate", NONE, 150)


def test_a_rotation_that_was_not_due_meanwhile_goes_on_as_if_nothing_had_been():
    assert repr(lived(post(), (50, "over"), (60, "back")).steps[1:]) == repr(lived(post()).steps[1:])


def test_ground_taken_back_twice_calls_twice():
    outcome = lived(post(), (50, "over"), (150, "back"), (200, "over"), (300, "back"))
    assert on_tour(outcome)[:3] == [(7, 107), (157, 257), (307, 407)]


def test_what_stands_in_line_when_the_ground_is_handed_over_again_is_called_off_again():
    outcome = lived(post(corps=3), (50, "over"), (150, "back"), (200, "over"))
    assert states(outcome) == ["CANCELLED", "CANCELLED"]
    assert [each[:3] for each in waits(outcome)] == [("call", "pool", "corps")] * 2


def test_after_the_exit_a_relapse_calls_teams_and_the_exit_keeps_its_day():
    outcome = lived(post(), (50, "over"), (150, "relapse"))
    assert on_tour(outcome)[:3] == [(7, 107), (157, 257), (244, 344)]
    assert [row.finish for row in rows(outcome, "over")] == [50]


def test_after_a_relapse_the_mission_can_be_over_once_more():
    """The call of D+237, 80 days into the tour of D+157, comes after the second end."""
    outcome = lived(post(), (50, "over"), (150, "relapse"), (200, "over"))
    assert on_tour(outcome) == [(7, 107), (157, 257)]
    assert states(outcome) == ["FINISHED", "CANCELLED", "FINISHED", "CANCELLED"]


def test_no_more_rounds_are_called_than_are_laid_out():
    outcome = lived(post(rounds=2), (50, "over"), (150, "back"))
    assert states(outcome) == ["FINISHED", "CANCELLED"]


def test_a_team_that_is_never_called_off_is_not_called_by_a_relapse():
    assert repr(lived(post(), (40, "relapse")).steps) == repr(run(post().plan()).steps)


def test_a_province_that_is_taken_back_calls_its_team_again():
    """Handed over on D+60, taken back on D+210, at the second review at which its security is low."""
    still = dict.fromkeys(("security_force", "civilians", "programmes", "decay", "spoiling"), 0.0)
    days = dict.fromkeys(("clearance", "training", "set_up", "move"), "0 d") | {"travel": "1 d"}
    team = {
        "size": 4,
        "from": "corps",
        "place": "north",
        "tour": "100 d",
        "relief": {"called_before": "20 d"},
    }
    outcome = simulate(
        load_mapping(
            {
                "format": 1,
                "title": "There and back",
                "start": "2006-01-01",
                "horizon": "1 y",
                "pools": {"corps": {"size": 20, "kind": "people"}},
                "doctrine": {
                    "teams": {
                        "field": team | days | {"stays": "until_handover", "curtailment": {"chance": 0}}
                    }
                },
                "crises": {
                    "alpha": {
                        "country": "Alpha",
                        "provinces": {"north": {"population": "400 k", "security": 0.8}},
                        "force": {"troops": 1000, "cost": "1 M USD / person y"},
                    }
                },
                "handover": {
                    "gate": {"for": "2 reviews", "passes": 1.0, "veto": 0.0},
                    "drawdown": {"every": "1 y"},
                    "growth": still,
                },
                "shocks": [{"at": "D+170", "shift": {"alpha.north.*": -0.6}}],
            },
            name="there and back",
        )
    )
    calls = rows(outcome, "alpha.field.north.call")
    assert [(row.state.name, row.ready) for row in calls] == [
        ("FINISHED", 0.0),
        ("CANCELLED", 81.0),
        ("FINISHED", 210.0),
        ("FINISHED", 291.0),
    ]


acts = st.lists(st.tuples(st.integers(1, 690), st.sampled_from(["over", "back", "relapse"])), max_size=8)


@settings(max_examples=int(os.environ.get("RUNS", "100")), deadline=None)
@given(acts.map(sorted), st.integers(0, 60), st.integers(4, 12))
def test_no_post_is_ever_held_twice_but_for_the_overlap(acts, called_before, corps):
    """Whatever comes and goes: a tour overlaps with the next for the days it was called before, at most."""
    outcome = lived(post(called_before=float(called_before), corps=corps, rounds=12), *acts)
    tours = [row for row in rows(outcome, "tour") if not math.isnan(row.start)]
    for earlier, later in pairwise(tours):
        assert later.start >= earlier.start + 100.0 - called_before
    for row in outcome.steps:
        assert row.state is not State.CANCELLED or math.isnan(row.start)
    assert min(each.free for each in outcome.levels) >= 0
