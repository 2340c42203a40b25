"""Between script and list: nothing is lost on the way out and back, and what planners change wins."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.msel import read_msel, write_csv, write_xlsx
from exercises.script.listing import listed, merged, taken
from exercises.script.loading import Loaded, load_mapping

FILES = Path(__file__).parents[2] / "msel" / "files"
WORDS = st.text("abc ÄÖß=+-@'\"\n;,|:", min_size=1, max_size=12).filter(lambda each: each.strip() == each)
AFTER = {"after": {"row": "r0", "delay": "5 min"}}
PAID = {"deposit": {"conflict_response_fund": "1 M USD"}}
HEAD: dict[str, Any] = {
    "format": 1,
    "title": "A list there and back",
    "scenario": "quick-start",
    "clock": {
        "startex": "2026-05-11 09:00",
        "endex": "STARTEX+8 h",
        "moves": [{"title": "One", "scenario": "D+0", "pace": 24}],
    },
    "cells": {"embassy": {"title": "Embassy; country team"}, "military": {"title": "Task force"}},
    "objectives": {"fund": {"title": "Money, at once"}, "move": {"title": "Teams move"}},
    "storylines": {"airport": {"title": "The airport"}},
}


@st.composite
def row(draw: st.DrawFn, uid: str) -> dict[str, Any]:
    """Draw a row with any of its keys."""
    found: dict[str, Any] = {
        "uid": uid,
        "title": draw(WORDS),
        "to": draw(st.sampled_from([["embassy"], ["embassy", "military"]])),
    }
    optional: dict[str, st.SearchStrategy[Any]] = {
        "number": st.sampled_from(["1", "FS-1", "AVN 1018"]),
        "body": WORDS,
        "description": WORDS,
        "from": WORDS,
        "channel": st.sampled_from(["phone", "news", "letter", "simulation"]),
        "trigger": st.sampled_from(
            [
                "STARTEX+00:10",
                "day 1 10:30",
                "D+3",
                "D+4 12:00",
                "manual",
                {"after": {"row": "r0", "delay": "5 min"}},
            ]
        ),
        "on_late": st.sampled_from(["fire", "skip"]),
        "release": st.just("controller"),
        "objectives": st.sampled_from([["fund"], ["fund", "move"]]),
        "storyline": st.just("airport"),
        "expected": st.just([{"text": "Asks for money", "within": "20 min", "by": "embassy"}, "Says so"]),
        "options": st.just(
            {"yes": {"text": "Yes", "effects": [{"deposit": {"conflict_response_fund": "1 M USD"}}]}}
        ),
        "effects": st.just([{"scale": {"doctrine.teams.*.travel": 2}, "lasting": "3 d", "why": "closed"}]),
        "priority": st.integers(1, 5),
        "approval": st.sampled_from(["draft", "in_review", "locked"]),
        "extra": st.just({"ESF": "5", "Umpire": "=1+1"}),
        "units": st.just(["1st Brigade", "Port; authority"]),
    }
    for key, values in optional.items():
        if draw(st.booleans()):
            found[key] = draw(values)
    return found


@st.composite
def scripts(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw the rows of a script, the first of which is sent by time."""
    first = {"uid": "r0", "title": "First", "to": ["embassy"], "trigger": "STARTEX"}
    return [first, *(draw(row(f"r{number}")) for number in range(1, draw(st.integers(1, 4)) + 1))]


@settings(deadline=None, max_examples=25)
@given(scripts(), st.sampled_from(["xlsx", "csv"]))
def test_a_script_that_went_through_a_spreadsheet_is_the_same_script(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]], kind: str
) -> None:
    """Every key of every row, also those for which planners have no column."""
    loaded = load_mapping({**HEAD, "rows": rows}, "there-and-back")
    file = tmp_path_factory.mktemp("list") / f"list.{kind}"
    (write_csv if kind == "csv" else write_xlsx)(listed(loaded), file)
    back, difference = merged(loaded, read_msel(file).rows)
    assert difference.empty
    assert back.data == loaded.document.data
    assert taken(read_msel(file).rows, title="x", scenario="quick-start").data["rows"] == back.data["rows"]


def small(*rows: dict[str, Any]) -> Loaded:
    first = {"uid": "r0", "title": "First", "to": ["embassy"], "trigger": "STARTEX"}
    return load_mapping({**HEAD, "rows": [first, *rows]}, "small")


def test_what_planners_change_in_the_columns_wins_and_the_rest_stays() -> None:
    """A new title and another recipient; the effects, for which there is no column, are still there."""
    effects = [{"why": "closed", "lose": {"design_teams": 1}}]
    loaded = small({"uid": "a", "title": "Old", "to": ["embassy"], "trigger": "D+3", "effects": effects})
    rows = list(listed(loaded))
    rows[1] = dataclasses.replace(rows[1], title="New", to=("Task force",))
    back, difference = merged(loaded, rows)
    assert back.data["rows"][1] == {
        "uid": "a",
        "title": "New",
        "to": ["military"],
        "trigger": "D+3",
        "effects": effects,
    }
    assert [each.field for each in difference.changed[0].fields] == ["title", "to"]


def test_a_row_that_the_list_no_longer_has_stays_unless_one_says_so() -> None:
    """Nothing is deleted silently."""
    loaded = small(
        {"uid": "a", "title": "A", "to": ["embassy"]}, {"uid": "b", "title": "B", "to": ["embassy"]}
    )
    rows = [each for each in listed(loaded) if each.uid != "a"]
    kept, difference = merged(loaded, rows)
    assert [each.uid for each in difference.removed] == ["a"]
    assert [each["uid"] for each in kept.data["rows"]] == ["r0", "a", "b"]
    gone, _ = merged(loaded, rows, remove=True)
    assert [each["uid"] for each in gone.data["rows"]] == ["r0", "b"]


@pytest.mark.parametrize(
    ("file", "startex", "timed"),
    [
        ("shape_army_hurricane_18col.xlsx", "2010-04-30", True),
        ("shape_hseep_fse_two_iterations.xlsx", None, True),
        ("shape_joint_daily_sheets_mixed_times.xlsx", None, True),
        ("shape_hseep_day_column.xlsx", None, False),
    ],
)
def test_a_list_that_planners_used_becomes_a_script_that_passes_the_check(
    file: str, startex: str | None, timed: bool
) -> None:
    """All rows, at their times where the list has any; what is doubtful is said."""
    rows = read_msel(FILES / file).rows
    script = taken(rows, title="Imported", scenario="quick-start")
    loaded = load_mapping(script.data, "imported")
    assert len(loaded.script.rows) == len(rows)
    assert [each.category for each in rows] == [each.kind for each in loaded.script.rows]
    assert all((each.trigger is not None) is timed for each in loaded.script.rows)
    if startex:
        assert script.data["clock"]["startex"].startswith(startex)
        days = {row.trigger.at.day for row in loaded.script.rows if row.trigger and row.trigger.at}
        assert days <= set(range(1, 8))
    if not timed:
        assert "no times" in script.doubts[-1]
