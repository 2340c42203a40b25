"""What explains a move: known shares, sums that are exact, and changes that cannot stand alone."""

from datetime import date

import pytest

from sim.batch import Processes, Serial
from sim.comparing.explaining import explain
from sim.comparing.grouping import Mixtures, grouped
from sim.comparing.statistic import statistic_of
from sim.scenario.differing import changes_between
from sim.scenario.reading import read_text

OLD = """\
format: 1
title: A road and a bridge
start: 2026-01-05
horizon: 1 y
evidence: judgement
steps:
  road: {duration: 30 d}
  bridge: {duration: 20 d}
  open: {after: [road, bridge], duration: 1 d}
milestones: {opened: {all: [open]}}
"""


def documents(*changes, old=OLD):
    new = old
    for before, after in changes:
        assert before in new
        new = new.replace(before, after)
    return read_text(old, "old.yaml"), read_text(new, "new.yaml")


def explained(pair, text="mean(opened)", **more):
    statistic = statistic_of(text, option="--explain", start=date(2026, 1, 5))
    return explain(pair, changes_between(*pair), statistic, **({"n": 5} | more))


def shares(found):
    return {group.name: estimate.value for group, estimate in found.shares}


def test_changes_that_only_help_together_share_what_they_gain():
    """The opening waits for both: quicker road 30 → 10 alone gains 10, bridge 20 → 10 alone nothing."""
    pair = documents(("road: {duration: 30 d}", "road: {duration: 10 d}"), ("20 d", "10 d"))
    found = explained(pair)
    assert found.exact
    assert (found.old.value, found.new.value, found.move.value) == (31.0, 11.0, -20.0)
    assert shares(found) == {"steps.road.duration": -15.0, "steps.bridge.duration": -5.0}


def test_a_change_of_words_is_listed_and_explains_nothing():
    pair = documents(("title: A road", "title: The road"), ("duration: 1 d", "duration: 3 d"))
    changes = changes_between(*pair)
    assert [(each.name, each.words) for each in changes] == [("title", True), ("steps.open.duration", False)]
    assert shares(explained(pair)) == {"steps.open.duration": 2.0}


def test_a_step_and_the_milestone_that_names_it_cannot_be_set_alone():
    pair = documents(
        ("milestones:", "  paint: {after: [open], duration: 4 d}\nmilestones:"),
        ("all: [open]", "all: [paint]"),
        ("duration: 1 d", "duration: 2 d"),
    )
    found = explained(pair)
    assert shares(found) == {"steps.open.duration": 1.0, "steps.paint, milestones.opened.all": 4.0}


def test_what_was_taken_away_explains_its_part():
    old = OLD.replace("road: {duration: 30 d}", "road: {duration: 30 d, not_before: D+10}")
    pair = documents((", not_before: D+10", ""), ("duration: 1 d", "duration: 2 d"), old=old)
    assert [each.kind for each in changes_between(*pair)] == ["taken away", "changed"]
    assert shares(explained(pair)) == {"steps.road.not_before": -10.0, "steps.open.duration": 1.0}


LONG = OLD.replace(
    "  open:",
    "".join(f"  s{i}: {{duration: {{uniform: [{i} d, {20 + i} d]}}}}\n" for i in range(7)) + "  open:",
).replace("after: [road, bridge]", "after: [road, bridge, s0, s1, s2, s3, s4, s5, s6]")


@pytest.mark.parametrize("text", ["P80(opened)", "mean(opened)", "P(opened by D+30)"])
def test_many_changes_are_shared_out_along_drawn_orders_and_still_add_up(text):
    raised = [(f"[{i} d, {20 + i} d]", f"[{i} d, {24 + 2 * i} d]") for i in range(7)]
    pair = documents(*raised, old=LONG.replace("duration: 30 d", "duration: 3 d"))
    found = explained(pair, text, n=40, orders=2)
    assert not found.exact
    assert len(found.shares) == 7
    assert sum(shares(found).values()) == pytest.approx(found.move.value, abs=1e-9)
    assert found.move.low <= found.move.value <= found.move.high


def test_an_order_and_its_reverse_are_exact_where_changes_meet_in_pairs():
    """Road and bridge are waited for together, five steps follow: one order there and back is enough."""
    steps = "".join(f"  s{i}: {{after: [{f's{i - 1}' if i else 'open'}], duration: 1 d}}\n" for i in range(5))
    old = OLD.replace("milestones:", f"{steps}milestones:").replace("all: [open]", "all: [s4]")
    raised = [(f"duration: 1 d}}\n  s{i + 1}", f"duration: {i + 2} d}}\n  s{i + 1}") for i in range(4)]
    pair = documents(("30 d", "10 d"), ("20 d", "10 d"), *raised, ("1 d}\nmil", "9 d}\nmil"), old=old)
    found = explained(pair, n=2, orders=2)
    assert not found.exact
    assert found.shares[0][1].value == pytest.approx(-15.0)
    assert found.shares[1][1].value == pytest.approx(-5.0)
    assert [each.value for _, each in found.shares[2:]] == pytest.approx([1.0, 2.0, 3.0, 4.0, 8.0])


def test_a_mixture_without_the_milestone_that_is_asked_for_is_none():
    old, new = documents(("milestones: {opened: {all: [open]}}", "milestones: {shut: {all: [open]}}"))
    changes = changes_between(old, new)
    assert Mixtures(old, new, "opened").plan(()) is not None
    assert Mixtures(old, new, "opened").plan(changes, whole=len(changes)) is None


def test_changes_that_need_two_others_are_grouped_with_those_and_no_more():
    """The new step needs a pool and waits for another new step; what else has changed stands apart."""
    pair = documents(
        ("steps:", "pools: {crew: {size: 1}}\nsteps:"),
        (
            "milestones:",
            "  dig: {duration: 2 d}\n  lay: {after: [dig], needs: {crew: 1}, duration: 3 d}\nmilestones:",
        ),
        ("duration: 1 d", "duration: 2 d"),
        ("after: [road, bridge]", "after: [road, bridge, lay]"),
    )
    names = [group.name for group, _ in explained(pair).shares]
    assert "steps.open.duration" in names
    assert any({"steps.lay", "steps.dig", "pools"} <= set(each.split(", ")) for each in names)


def test_a_lever_that_names_what_was_taken_away_does_not_stand_in_the_way():
    lever = "levers: {paint: {without: {set: {steps.road.not_before: D+0}}}}\n"
    old = OLD.replace("road: {duration: 30 d}", "road: {duration: 30 d, not_before: D+10}") + lever
    pair = documents((", not_before: D+10", ""), (lever, ""), ("duration: 1 d", "duration: 2 d"), old=old)
    assert shares(explained(pair)) == {"steps.road.not_before": -10.0, "steps.open.duration": 1.0}


def test_very_many_changes_are_told_apart_by_where_they_stand():
    steps = "".join(f"  t{i}: {{duration: 1 d}}\n" for i in range(15))
    old = OLD.replace("  open:", steps + "  open:")
    pair = documents(*((f"t{i}: {{duration: 1 d}}", f"t{i}: {{duration: 2 d}}") for i in range(15)), old=old)
    changes = changes_between(*pair)
    assert len(changes) == 15
    groups = grouped(changes, Mixtures(*pair), seed=1, count=2)
    assert len(groups) == 12
    assert sorted(each.name for group in groups for each in group.changes) == sorted(e.name for e in changes)


def test_a_statistic_cut_by_the_horizon_is_told():
    found = explained(documents(("road: {duration: 30 d}", "road: {duration: 500 d}")))
    assert found.cut
    assert found.new.value == 365.25


def test_any_number_of_workers_gives_the_same_bytes():
    pair = documents(("30 d", "{uniform: [10 d, 40 d]}"), ("20 d", "{uniform: [10 d, 60 d]}"))
    told = [explained(pair, n=60, executor=each) for each in (Processes(2), Serial())]
    assert repr(told[0]) == repr(told[1])
