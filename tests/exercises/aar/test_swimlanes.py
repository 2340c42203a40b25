"""The chart of the timeline: a lane a cell, marks told apart by shape, a picture for each day."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from playing import CONTROLLER, DIRECTOR
from reviewed import MINUTE, Played, reviewed

from exercises.aar.swimlanes import KINDS, RULES, swimlanes
from exercises.play import commands


def test_each_cell_has_a_lane_and_what_happened_is_counted_for_who_cannot_see_it() -> None:
    """Five deliveries to two cells, two answers, one decision; moves, the pause and ENDEX are ruled."""
    (picture,) = swimlanes(reviewed().gathered())
    texts = {each.text for each in ET.fromstring(picture.svg).iter() if each.text}  # noqa: S314  our own
    assert {
        "Embassy",
        "Task force",
        "move 1: First hours",
        "move 2: Consolidation",
        "pause",
        "ENDEX",
    } <= texts
    assert picture.alt.endswith("5 sent to the cell, 2 answered by it, 1 decided by it.")
    assert picture.png.startswith(b"\x89PNG")


def test_marks_and_lines_are_told_apart_without_colour() -> None:
    """No two marks share a shape, no two lines their dashes."""
    assert len({shape for shape, _, _ in KINDS.values()}) == len(KINDS)
    assert len({tuple(dash) for _, dash in RULES.values()}) == len(RULES)


def test_each_day_of_the_exercise_has_a_picture_of_its_own() -> None:
    """Day two begins at midnight, not 24 hours after STARTEX; a day without play has none."""
    play = Played(
        {"uid": "a", "trigger": "STARTEX+1 min"},
        {"uid": "b", "trigger": "day 3 08:00"},
        clock={
            "startex": "2026-05-11 09:00",
            "endex": "STARTEX+60 h",
            "moves": [{"title": "One", "scenario": "D+0"}],
        },
    )
    play.at(0.0, DIRECTOR, commands.Start())
    play.at(50 * 60 * MINUTE, CONTROLLER)
    assert [each.name for each in swimlanes(play.gathered())] == ["timeline-1", "timeline-3"]


def test_many_pauses_are_drawn_and_only_some_are_named() -> None:
    """Labels that find no room are left out; the lines stay."""
    play = Played({"uid": "a", "trigger": "STARTEX+1 min"})
    play.at(0.0, DIRECTOR, commands.Start())
    for second in range(140, 160):
        play.at(float(second), CONTROLLER, commands.Pause(), commands.Resume())
    (picture,) = swimlanes(play.gathered())
    assert 0 < picture.svg.count(">pause<") < 20


def test_cells_of_the_same_title_have_lanes_of_their_own() -> None:
    """Told apart by their names."""
    play = Played(
        {"uid": "a", "trigger": "STARTEX", "to": ["embassy", "military"]},
        cells={"embassy": {"title": "Players"}, "military": {"title": "Players"}},
    )
    play.at(0.0, DIRECTOR, commands.Start())
    (picture,) = swimlanes(play.gathered())
    assert ">Players (embassy)<" in picture.svg
    assert ">Players (military)<" in picture.svg
