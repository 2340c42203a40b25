"""Rows that wait for what another row cannot come to."""

import pytest

OTHER = """\
  - uid: other
    title: Other
    kind: {kind}
    to: [embassy]
    cc: [command]
    objectives: [ask]
    options: {{go: {{text: Go}}}}
"""
PLAIN = OTHER.format(kind="inject")
MARK = "  - {uid: other, title: Other, kind: key_event}\n"


def errors(found):
    return [each for each in found if "warning" not in each]


def test_a_row_may_wait_for_what_another_comes_to(of_row):
    for after in ("row: other", "row: other, state: seen, cell: command", "row: other, option: go"):
        assert of_row(f"trigger: {{after: {{{after}}}}}", others=PLAIN) == [], after


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ("row: othr", "there is no row 'othr'"),
        ("row: other, cell: embasy", "there is no cell 'embasy'"),
        ("row: other, option: gone", "there is no option of other: 'gone'"),
        ("row: other, option: go, state: sent", "an option is chosen when a row is answered"),
        ("row: other, state: expired", "'other' never expires: it has no 'latest'"),
        ("row: other, state: answered, cell: command", "'command' owes no answer to 'other'"),
        ("row: other, option: go, cell: command", "'command' owes no answer to 'other'"),
        ("row: other, delay: 9 h", "this row can never come due: ENDEX is STARTEX+08:00"),
    ],
)
def test_what_it_waits_for_must_be_possible(of_row, after, told):
    found = of_row(f"trigger: {{after: {{{after}}}}}", others=PLAIN)
    assert any(told in each for each in errors(found)), found


def test_a_cell_that_does_not_get_the_row_cannot_be_waited_for(of_row):
    others = PLAIN.replace("    cc: [command]\n", "")
    (found,) = of_row("trigger: {after: {row: other, cell: command}}", others=others)
    assert found.endswith("'command' does not get 'other'")


@pytest.mark.parametrize("kind", ["admin", "expected_action"])
def test_a_row_that_is_never_delivered_cannot_be_waited_for(of_row, kind):
    others = OTHER.format(kind=kind).replace("    options: {go: {text: Go}}\n", "")
    (found,) = of_row("trigger: {after: {row: other}}", others=others)
    assert found == f"9:28: rows.0.trigger.after.row: 'other' is never delivered: it is of the kind {kind}"


@pytest.mark.parametrize("state", ["seen", "answered", "assessed"])
def test_nobody_sees_or_answers_what_goes_to_nobody(of_row, state):
    (found,) = of_row(f"trigger: {{after: {{row: other, state: {state}}}}}", others=MARK)
    assert found.endswith(f"'other' is never {state}: it has nobody in 'to'")


def test_a_row_with_a_latest_moment_may_expire(of_row):
    others = PLAIN + "    latest: STARTEX+01:00\n"
    assert of_row("trigger: {after: {row: other, state: expired}}", others=others) == []
