"""Names in a script that nothing has, and names that stand for two things."""

import pytest

KNOWN = "allowed: embassy, command"


def test_a_right_row_has_no_fault(of_row):
    assert of_row("trigger: STARTEX+00:10") == []


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("to: [embasy]", "9:10: rows.0.to.0: there is no cell 'embasy'"),
        ("to: embasy", "9:9: rows.0.to: there is no cell 'embasy'"),
        ("cc: [comand]", "9:10: rows.0.cc.0: there is no cell 'comand'"),
        ("decided_by: embasy", "9:17: rows.0.decided_by: there is no cell 'embasy'"),
        ("objectives: [aks]", "9:18: rows.0.objectives.0: there is no objective 'aks'"),
        ("storyline: fall", "9:16: rows.0.storyline: there is no storyline 'fall'"),
        ("parent: bat", "9:13: rows.0.parent: there is no row 'bat'"),
        ("move: 2", "9:11: rows.0.move: there is no move 2"),
        ("move: 0", "9:11: rows.0.move: there is no move 0"),
        ("expected: [{text: x, by: embasy}]", "9:30: rows.0.expected.0.by: there is no cell 'embasy'"),
        (
            "expected: [{text: x, task: ask.reqest}]",
            "9:32: rows.0.expected.0.task: there is no task 'ask.reqest'",
        ),
        ("expected: [{text: x, task: ask}]", "9:32: rows.0.expected.0.task: there is no task 'ask'"),
        ("to: [embassy, embassy]", "9:19: rows.0.to.1: the cell 'embassy' stands here twice"),
        ("cc: [embassy]", "9:10: rows.0.cc.0: the cell 'embassy' is in 'to' already"),
        ("evidence: source", "9:15: rows.0.evidence: the label is 'source', and no source is named"),
        ("evidence: {size: memory}", "9:16: rows.0.evidence.size: 'size' is not a key of a row"),
    ],
)
def test_a_name_that_nothing_has_is_found(of_row, keys, told):
    assert told in of_row(keys)


def test_the_nearest_name_is_offered(findings):
    text = HEADLESS.replace("to: [embassy]", "to: [embasy]")
    (found,) = [each for each in findings(text) if each.severity == "error"]
    assert (found.suggestion, found.allowed.split(";")[0]) == ("embassy", "embassy, command")


HEADLESS = """\
format: 1
title: T
scenario: small.yaml
clock: {startex: 2026-05-11 09:00, endex: STARTEX+08:00, moves: [{title: Only}]}
cells: {embassy: {title: Embassy}, command: {title: Command}}
objectives: {ask: {title: Ask}}
rows: [{uid: a, title: A, to: [embassy], objectives: [ask]}]
"""


def test_a_uid_given_twice_is_found_with_the_line_of_the_first(of_row):
    twin = "  - {uid: bad, title: Twin, to: [embassy], objectives: [ask]}\n"
    assert of_row(others=twin) == ["13:11: rows.1.uid: the uid 'bad' stands here and on line 8"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("decisions: {d: {title: D, by: [embasy]}}", "there is no cell 'embasy'"),
        ("decisions: {d: {title: D, by: embassy, objectives: [aks]}}", "there is no objective 'aks'"),
        ("decisions: {d: {title: D, by: []}}", "nobody may take the decision 'd'"),
        ("decisions: {d: {title: D, by: [embassy]}}", "decisions.d: the decision 'd' changes nothing"),
    ],
)
def test_a_decision_names_cells_and_objectives_that_are_there(lines, text, told):
    assert any(told in each for each in lines(text)), lines(text)


def test_a_tool_is_a_lever_of_the_scenario(lines):
    head = HEADLESS.replace("{title: Ask}", "{title: Ask, tool: second_taem}").rpartition("rows:")[0]
    assert "6:38: objectives.ask.tool: there is no lever 'second_taem'" in lines("rows: []", head=head)
    assert not [each for each in lines("", head=head.replace("taem", "team")) if "lever" in each]
