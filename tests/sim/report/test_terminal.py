"""The terminal summary: complete at 100 columns, with and without colour."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from sim.report import terminal


def shown(outcome, *, colour=False, report=None, width=100):
    file = StringIO()
    console = Console(
        file=file, width=width, force_terminal=colour, color_system="truecolor" if colour else None
    )
    terminal.render(outcome, console, report=report)
    return file.getvalue()


@pytest.mark.parametrize(
    "words",
    [
        "Quick start in one crisis",
        "first team in country",
        "first dollar disbursed",
        "military exit",
        "Provinces",
        "troop-days",
        "conflict_response_fund",
        "together",
        "longest wait",
        "Targets",
    ],
)
def test_an_operation_is_told_with(operation, words):
    assert words in shown(operation)


def test_a_bare_plan_is_told_without_a_ground(bare):
    text = shown(bare)
    assert "Provinces" not in text
    assert "People" not in text
    assert "> D+100" in text
    assert "The 2 longest waits  (>: still waiting when the run ended)" in text


@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_is_wider_than_the_terminal(operation, bare, width):
    found = [shown(each, width=width).splitlines() for each in (operation, bare)]
    assert max(len(line) for lines in found for line in lines) <= width


def test_a_name_stays_whole_where_it_has_room(operation):
    """In the usual 80 columns; with less room it is folded, and no letter of it is lost."""
    assert "conflict_response_fund " in shown(operation, width=80)
    narrow = shown(operation, width=60).partition("Money")[2].partition("Cost")[0]
    pieces = [line[1:9].strip() for line in narrow.splitlines()]
    assert "conflict_response_fund" in "".join(pieces)


def test_without_colour_there_are_no_escapes(operation):
    assert "\x1b" not in shown(operation)
    assert "\x1b[" in shown(operation, colour=True)


def test_names_are_not_read_as_markup(bare):
    assert "[bold red]" in shown(replace(bare, plan=replace(bare.plan, title="[bold red]x[/]")))


def test_what_is_unfinished_is_told_with_its_reason_and_what_stands_behind(bare):
    text = shown(replace(bare, deadlock="a → b → a"))
    assert "deadlock: a → b → a" in text
    assert "waiting for money of fund reserve" in text


def test_the_report_is_pointed_at(bare):
    assert "runs/report.html" in shown(bare, report=Path("runs/report.html"))
