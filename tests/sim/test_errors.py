"""Errors: the form their reader sees, all findings at once, and what the command ends with."""

import pickle

import pytest

from sim.errors import (
    BadInput,
    BadOutput,
    BadQuantity,
    EnginesDiffer,
    Place,
    ScrsError,
    UnknownPath,
    Unreadable,
    nearest,
)

LINE = "    notify: {after: [design], duration: 15 days}"
NOTIFY = Place("quick-start.yaml", 41, 41, "doctrine.steps.notify.duration", LINE, 7)


def test_a_finding_says_where_what_and_what_is_allowed():
    finding = NOTIFY.finding(
        "'15 days' has an unknown unit", allowed="allowed units: h, d, w, mo, y", suggestion="15 d"
    )
    assert finding.render() == (
        "quick-start.yaml:41:41: doctrine.steps.notify.duration: '15 days' has an unknown unit\n"
        "    41 |     notify: {after: [design], duration: 15 days}\n"
        "       |                                         ^^^^^^^\n"
        "  allowed units: h, d, w, mo, y. Did you mean '15 d'?"
    )


def test_a_warning_says_that_it_is_one():
    finding = NOTIFY.finding("rather long", severity="warning")
    head = finding.render().splitlines()[0]
    assert head == "quick-start.yaml:41:41: warning: doctrine.steps.notify.duration: rather long"


def test_a_finding_about_a_whole_file_has_one_line():
    assert Place("gone.yaml").finding("there is no such file").render() == "gone.yaml: there is no such file"


def test_what_is_allowed_is_a_sentence():
    rendered = Place("a.yaml").finding("'lifo' is no policy", allowed="fifo, priority").render()
    assert rendered.splitlines()[-1] == "  allowed: fifo, priority."


@pytest.mark.parametrize("column", [1, 70, 500, 995])
def test_of_a_long_line_only_the_part_around_the_column_is_shown(column):
    text = "x" * (column - 1) + "HERE" + "x" * (996 - column)
    shown, carets = Place("a.yaml", 7, column, text=text, width=4).excerpt()
    first = carets.index("^")
    assert shown[first : first + 4] == "HERE"
    assert carets.endswith(" ^^^^")
    assert first > min(column, 50)
    assert len(shown) < 130


def test_carets_stay_under_a_line_with_tabs_and_never_pass_its_end():
    shown, carets = Place("a.yaml", 1, 3, text="\t\tab", width=99).excerpt()
    assert (shown, carets) == ("     1 |   ab", "       |   ^^")


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("active_corp", "active_corps"),
        ("Standby_Corps", "standby_corps"),
        ("retainer", ""),
        ("", ""),
        ("standby_corps" * 100, ""),
    ],
)
def test_the_nearest_spelling_is_near_or_none(word, found):
    assert nearest(word, ["active_corps", "standby_corps"]) == found


def test_all_findings_are_told_at_once():
    error = BadInput([NOTIFY.finding("first"), Place("b.yaml").finding("second")])
    assert str(error).splitlines()[0].endswith("first")
    assert str(error).splitlines()[-1] == "b.yaml: second"


def test_a_quantity_becomes_a_finding_where_its_place_is_known():
    error = BadQuantity("'10' needs a unit", allowed="d, w", suggestion="10 d")
    assert str(error) == "'10' needs a unit; allowed: d, w. Did you mean '10 d'?"
    assert error.at(NOTIFY) == NOTIFY.finding("'10' needs a unit", allowed="d, w", suggestion="10 d")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ScrsError("x"), 1),
        (BadInput([]), 1),
        (Unreadable([]), 1),
        (UnknownPath([]), 1),
        (BadQuantity("x"), 1),
        (BadOutput("x"), 2),
    ],
)
def test_every_error_knows_what_the_command_ends_with(error, code):
    assert isinstance(error, ScrsError)
    assert error.exit_code == code


@pytest.mark.parametrize(
    "error",
    [
        UnknownPath([NOTIFY.finding("x")]),
        BadQuantity("x", allowed="a", suggestion="b"),
        BadOutput("x"),
        EnginesDiffer(7, "exit", (1.0, 2.0)),
    ],
)
def test_an_error_survives_the_way_back_from_a_worker(error):
    back = pickle.loads(pickle.dumps(error))  # noqa: S301  our own bytes
    assert type(back) is type(error)
    assert str(back) == str(error)
    assert vars(back) == vars(error)


def test_a_finding_shows_no_character_that_would_act_on_a_terminal():
    """The line of a hostile file is shown, and its columns still fit."""
    place = Place("x\x07.yaml", 1, 9, path="a\u2066", text="title: a\x1b[2Jb\u202ec", width=2)
    told = place.finding("bad \x9b", suggestion="\x00").render().split("\n")
    assert all(each.isprintable() for each in told)
    assert told[1].translate({0xFFFD: "?"}) == "     1 | title: a?[2Jb?c"
