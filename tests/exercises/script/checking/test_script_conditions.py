"""Conditions on the simulation: measures that are not there, comparisons that mean nothing or never hold."""

import pytest


def condition(of_row, text):
    return of_row(f"trigger: {{when: {{{text}}}}}")


@pytest.mark.parametrize(
    "text",
    [
        "measure: milestone.alpha.first_team_in_country, reached: true",
        "measure: step.alpha.decide, reached: true",
        "measure: condition.alpha.north.security, below: 0.3, for: 2 d",
        "measure: authority.alpha.north.justice, is: civilian",
        "measure: strength.alpha.troops, at_most: 400",
        "measure: fund.purse.free, below: 20 M USD",
        "measure: pool.corps.free, at_least: 12",
        "measure: exit.alpha, reached: true",
        "measure: cost.total, above: 1 B USD",
    ],
)
def test_every_kind_of_measure_can_be_asked(of_row, text):
    assert condition(of_row, text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("measure: fund.purs.free, below: 1 USD", "measure: there is no measure 'fund.purs.free'"),
        ("measure: weather, below: 1", "measure: there is no measure 'weather'"),
        ("measure: exit.alpha, below: 3", "below: 'exit.alpha' cannot be asked with 'below'"),
        (
            "measure: condition.alpha.north.security, is: good",
            "is: 'condition.alpha.north.security' cannot be asked with 'is'",
        ),
        ("measure: authority.alpha.north.justice, is: locl", "is: 'locl' is nobody's authority"),
        ("measure: fund.purse.free, below: 20 d", "below: '20 d' has an unknown unit"),
        ("measure: pool.corps.free, below: few", "below: 'few' is not a number of people"),
        ("measure: condition.alpha.north.security, below: 30", "below: '30' is not between 0 and 1"),
        ("measure: condition.alpha.north.security, above: 1", "above: this can never hold"),
        ("measure: condition.alpha.north.security, below: 0", "below: this can never hold"),
        (
            "measure: pool.corps.free, below: 0",
            "below: this can never hold: 'pool.corps.free' runs from 0 up",
        ),
        ("measure: exit.alpha", "trigger.when: a condition makes exactly one comparison"),
        (
            "measure: pool.corps.free, below: 3, above: 1",
            "trigger.when: a condition makes exactly one comparison",
        ),
    ],
)
def test_a_condition_that_means_nothing_is_found(of_row, text, told):
    (found,) = condition(of_row, text)
    assert told in found


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("fund.purs.free", "fund.purse.free"),
        ("conditions.alpha.nort.security", "condition.alpha.north.security"),
        ("milestone.alpha.first_team", "milestone.alpha.first_team_in_country"),
        ("pool.corps.used", "pool.corps.held"),
    ],
)
def test_the_measure_that_was_meant_is_offered(findings, wrong, right):
    head = "format: 1\ntitle: T\nscenario: s\ncells: {a: {title: A}}\n"
    head += "clock: {startex: 2026-05-11 09:00, endex: STARTEX+08:00, moves: [{title: O, pace: 24}]}\n"
    row = f"rows: [{{uid: r, title: R, to: a, trigger: {{when: {{measure: {wrong}, below: 1}}}}}}]\n"
    found = next(each for each in findings(head + row) if each.severity == "error")
    assert found.suggestion == right
    assert found.allowed


def test_what_begins_alike_is_shown(findings):
    head = "format: 1\ntitle: T\nscenario: s\ncells: {a: {title: A}}\n"
    head += "clock: {startex: 2026-05-11 09:00, endex: STARTEX+08:00, moves: [{title: O, pace: 24}]}\n"
    row = "rows: [{uid: r, title: R, to: a, trigger: {when: {measure: pool.corps.used, below: 1}}}]\n"
    found = next(each for each in findings(head + row) if each.severity == "error")
    assert found.allowed == "pool.corps.free, pool.corps.held, pool.corps.resting, pool.corps.lost"
