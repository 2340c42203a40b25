"""The shape of a script: what is misspelt, missing or of another kind, in plain words with its place."""

import pytest


@pytest.mark.parametrize(
    ("keys", "told", "advice"),
    [
        ("titel: Bad", "9:5: rows.0.titel: 'titel' is not a key of a row", "Did you mean 'title'?"),
        ("kind: injct", "9:11: rows.0.kind: 'injct' is not a kind that it can be", "Did you mean 'inject'?"),
        ("channel: e-mail", "9:14: rows.0.channel: 'e-mail' is not a channel", "Did you mean 'email'?"),
        ("on_late: fires", "9:14: rows.0.on_late: 'fires' is not", "Did you mean 'fire'?"),
        ("approval: done", "9:15: rows.0.approval: 'done' is not", "allowed: draft, in_review"),
        ("trigger: 09:30", "9:14: rows.0.trigger: '09:30' is not a moment", "Did you mean 'day 1 09:30'?"),
        ("trigger: T+00:30", "'T+00:30' is not a moment of an exercise", "Did you mean 'STARTEX+00:30'?"),
        ("trigger: {}", "rows.0.trigger: a trigger has exactly one key", "allowed: at, after, when"),
        (
            "trigger: {at: STARTEX, manual: true}",
            "9:14: rows.0.trigger: a trigger has exactly one key",
            "allowed: at, after",
        ),
        ("trigger: {aftr: {row: bad}}", "9:15: rows.0.trigger.aftr: 'aftr' is not a key of", "'after'"),
        (
            "trigger: {after: {row: bad, state: send}}",
            "9:40: rows.0.trigger.after.state: 'send' is not",
            "Did you mean 'sent'?",
        ),
        ("trigger: {after: {}}", "needs the key 'row'", ""),
        (
            "trigger: {all: [manual, {not: {att: STARTEX}}]}",
            "9:36: rows.0.trigger.all.1.not.att: 'att' is not a key of",
            "'at'",
        ),
        ("expected: [{txt: x}]", "9:17: rows.0.expected.0.txt: 'txt' is not a key of", "'text'"),
        ("expected: [{text: x, within: 20}]", "9:34: rows.0.expected.0.within: '20' is not a", "20 min"),
        ("effects: [{withdraw: {purse: 5}}]", "9:34: rows.0.effects.0.withdraw.purse: '5' needs", "USD"),
        ("effects: {lose: {corps: 2}}", "9:14: rows.0.effects: a mapping stands where a list", ""),
        ("options: {a b: {text: A}}", "9:15: rows.0.options.a b: 'a b' is not a name", "letters, digits"),
        ("priority: -1", "9:15: rows.0.priority: '-1' is out of range", "0 to"),
    ],
)  # fmt: skip
def test_a_wrong_key_or_value_of_a_row_is_told_with_advice(of_row, findings, keys, told, advice, lines):
    import textwrap

    from scripts import HEAD

    title = "" if keys.startswith("titel") else "    title: Bad\n"
    text = HEAD + f"rows:\n  - uid: bad\n    {keys}\n{title}    to: [embassy]\n    objectives: [ask]\n"
    rendered = [each.render().removeprefix("script.yaml:") for each in findings(textwrap.dedent(text))]
    assert len(rendered) == 1, rendered
    assert told in rendered[0]
    assert advice in rendered[0]


def test_a_key_of_a_scenario_is_not_taken_for_one_of_a_script(lines):
    (found,) = lines("crises: {}")
    assert found == "7:1: crises: 'crises' is not a key of a script"


def test_all_faults_of_shape_come_at_once(lines):
    assert len(lines("rows: [{uid: a}, {title: B}, {uid: c, title: C, kind: x}]\nseed: -1")) == 4
