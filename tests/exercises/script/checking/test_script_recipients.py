"""Rows that reach nobody, answers that nobody may give."""

import pytest


@pytest.mark.parametrize("kind", ["inject", "contingency", "context"])
def test_what_is_delivered_needs_a_recipient(of_row, kind):
    found = of_row(f"kind: {kind}\nto: []\nbody: Read this")
    assert f"10:9: rows.0.to: the {kind} 'bad' has no recipient" in found


@pytest.mark.parametrize("kind", ["expected_action", "admin", "key_event"])
def test_what_is_not_delivered_needs_none(of_row, kind):
    assert of_row(f"kind: {kind}\nto: []") == []


def test_a_key_event_with_something_to_read_needs_a_reader(of_row):
    assert of_row("kind: key_event\nto: []\nbody: It begins") == [
        "10:9: rows.0.to: the key event 'bad' has no recipient"
    ]


def test_a_copy_is_enough_to_be_delivered(of_row):
    assert of_row("to: []\ncc: [command]") == []


def test_options_need_somebody_who_may_answer(of_row):
    found = of_row("to: []\ncc: [command]\noptions: {yes: {text: Yes}}")
    assert found == [
        "11:5: rows.0.options: 'bad' has options, and all who get it get a copy: nobody may answer"
    ]


def test_options_of_a_row_that_is_never_delivered_are_refused(of_row):
    found = of_row("kind: admin\noptions: {a: {text: A}}")
    told = "10:5: rows.0.options: 'bad' has options, and rows of the kind admin are never delivered"
    assert found == [told]


def test_who_decides_must_get_the_row(of_row):
    found = of_row("decided_by: command\noptions: {a: {text: A}}")
    assert found == ["9:17: rows.0.decided_by: 'command' decides, and is not in 'to'"]


def test_there_must_be_something_to_decide(of_row):
    assert of_row("decided_by: embassy") == ["9:5: warning: rows.0.decided_by: there is nothing to decide"]
