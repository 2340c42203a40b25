"""Moments that play never reaches."""

import pytest

HEAD = """\
format: 1
title: T
scenario: small.yaml
clock:
  startex: 2026-05-11 09:00
  endex: day 2 12:00
  moves:
    - {title: First, scenario: D+10, pace: 24}
    - {title: Talks, begins: STARTEX+04:00, scenario: D+20, pace: 0}
cells: {embassy: {title: Embassy}}
objectives: {ask: {title: Ask}}
"""
"""The scenario's clock runs from D+10 to D+14, then stands at D+20."""
SPAN = "allowed: D+10 00:00 to D+20 00:00"


@pytest.mark.parametrize(
    "moment", ["STARTEX", "STARTEX+27:00", "day 1 09:00", "day 2 12:00", "D+10", "D+12 06:00", "D+17", "D+20",
               "2005-10-11"],
)  # fmt: skip
def test_a_moment_in_play_is_right(of_row, moment):
    assert of_row(f"trigger: {moment}", head=HEAD) == []


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("day 1 08:59", "this moment is before STARTEX"),
        ("STARTEX+27:01", "this moment is after ENDEX, STARTEX+27:00"),
        ("day 3 09:00", "this moment is after ENDEX, STARTEX+27:00"),
        ("D+9", "this moment is before D+10 00:00 at STARTEX"),
        ("2005-10-01", "this moment is before D+10 00:00 at STARTEX"),
        (
            "D+21",
            "no move comes to this day: the scenario's clock ends at D+20 00:00; "
            "it stands still in Talks (pace 0)",
        ),
    ],
)
def test_a_moment_out_of_play_is_found(of_row, moment, told):
    assert of_row(f"trigger: {moment}", head=HEAD) == [f"14:14: rows.0.trigger: {told}"]
    nested = f"trigger: {{any: [manual, {{at: {moment}}}]}}"
    assert of_row(nested, head=HEAD) == [f"14:34: rows.0.trigger.any.1.at: {told}"]


def test_a_row_must_not_expire_before_it_comes_due(of_row):
    found = of_row("trigger: STARTEX+02:00\nlatest: STARTEX+01:00", head=HEAD)
    assert found == ["15:13: rows.0.latest: this row expires before it comes due, at STARTEX+02:00"]
    assert of_row("trigger: D+11\nlatest: STARTEX+01:00", head=HEAD) == []
    assert of_row("trigger: D+11\nlatest: STARTEX+00:59", head=HEAD) != []


def test_a_latest_moment_lies_in_play(of_row):
    (found,) = of_row("latest: day 4 10:00", head=HEAD)
    assert found.endswith("this moment is after ENDEX, STARTEX+27:00")


def test_a_move_that_control_begins_may_come_to_any_day_that_its_pace_allows(of_row):
    head = HEAD.replace("begins: STARTEX+04:00, scenario: D+20, pace: 0", "pace: 48")
    assert of_row("trigger: D+64", head=head) == []
    assert len(of_row("trigger: D+65", head=head)) == 1


def test_a_condition_cannot_hold_longer_than_the_scenario_is_played(of_row):
    when = "{measure: condition.alpha.north.security, below: 0.3, for: 30 d}"
    (found,) = of_row(f"trigger: {{when: {when}}}", head=HEAD)
    assert "it can never hold so long: the scenario's clock comes to D+20 00:00" in found
