"""Values that whoever decides fills in."""

import pytest

ASK = "{text: How much?, kind: dollars, least: 1 M USD, most: 9 M USD}"
RIGHT = f"""\
decisions:
  give:
    title: Give
    by: [embassy]
    objectives: [ask]
    asks: {{amount: {ASK}}}
    effects: [{{withdraw: {{purse: "{{amount}}"}}}}]
"""


def told(lines, old, new):
    assert old in RIGHT
    return lines(RIGHT.replace(old, new))


def test_a_decision_that_asks_is_right(lines):
    assert lines(RIGHT) == []
    assert told(lines, "most: 9 M USD", "most: 9 M USD, default: 2 M USD") == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"{amount}"', '"{amont}"', "decisions.give.effects.0.withdraw.purse: '{amont}' is not asked for"),
        (
            '"{amount}"',
            "2 M USD",
            "12:12: decisions.give.asks.amount: 'amount' is asked for, and no effect uses it",
        ),
        (
            "least: 1 M USD",
            "least: 10 M USD",
            "asks.amount.least: the least is more than the most, '9 M USD'",
        ),
        ("least: 1 M USD", "least: 1", "asks.amount.least: '1' needs a unit"),
        ("most: 9 M USD", "most: lots", "asks.amount.most: 'lots' is not an amount of money"),
        (
            "most: 9 M USD",
            "most: 9 M USD, default: 10 M USD",
            "asks.amount.default: '10 M USD' is outside what may be answered",
        ),
        (
            "kind: dollars, least: 1 M USD, most: 9 M USD",
            "kind: count, least: 1, most: 9",
            "withdraw.purse: '{amount}' asks for count, and here stands dollars",
        ),
        (
            'withdraw: {purse: "{amount}"}',
            'set: {pools.corps.size: "{amount}"}',
            "set.pools.corps.size: '1 M USD' is not a whole number",
        ),
    ],
)
def test_a_wrong_question_is_found(lines, old, new, expected):
    found = told(lines, old, new)
    assert any(expected in each for each in found), found


def test_both_ends_of_an_answer_are_tried(lines):
    text = RIGHT.replace('withdraw: {purse: "{amount}"}', 'set: {pools.corps.size: "{amount}"}')
    text = text.replace("kind: dollars, least: 1 M USD, most: 9 M USD", "kind: count, least: %s, most: 60")
    assert lines(text % 20) == []
    assert "with this effect the scenario is wrong" in lines(text % 2)[0]


def test_the_largest_answer_is_tried(lines):
    text = RIGHT.replace('withdraw: {purse: "{amount}"}', 'set: {crises.alpha.severity: "{amount}"}')
    text = text.replace("kind: dollars, least: 1 M USD, most: 9 M USD", "kind: number, least: 0.5, most: %s")
    assert lines(text % 1) == []
    assert "'1.5' is not between 0 and 1" in lines(text % 1.5)[0]


def test_a_row_asks_for_nothing(of_row):
    (found,) = of_row('effects: [{withdraw: {purse: "{amount}"}}]')
    assert "'{amount}' is filled in by nobody here" in found
