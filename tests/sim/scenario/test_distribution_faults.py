"""Distributions that are none: the finding stands at the number, or the word, that is wrong."""

import pytest

LAWS = (
    pytest.param(
        """\
        steps:
          a:
            duration: {pert: [1 d, 2 d, 3]}
        """,
        ["8:33: steps.a.duration.pert.2: '3' needs a unit"],
        id="a number below a distribution",
    ),
    pytest.param(
        "steps: {a: {duration: {pertt: [1 d, 2 d, 3 d]}}}",
        ["6:24: steps.a.duration.pertt: 'pertt' is not a distribution"],
        id="an unknown distribution",
    ),
    pytest.param(
        "steps: {a: {duration: {lognormal: {p10: 1 d, p99: 9 d}}}}",
        ["6:46: steps.a.duration.lognormal.p99: 'p99' is not a number of lognormal"],
        id="an unknown number of a distribution",
    ),
    pytest.param(
        "steps: {a: {duration: {pert: [1 d, 2 d]}}}",
        ["6:30: steps.a.duration.pert: pert takes 3 numbers, found 2"],
        id="too few numbers",
    ),
    pytest.param(
        "steps: {a: {duration: {triangular: [3 d, 2 d, 9 d]}}}",
        ["6:36: steps.a.duration.triangular: low is above mode"],
        id="numbers that fall",
    ),
    pytest.param(
        "steps: {a: {duration: {pert: [1 d, 2 d, 3 d], uniform: [1 d, 2 d]}}}",
        ["6:23: steps.a.duration: a distribution has exactly one family"],
        id="two families at once",
    ),
    pytest.param(
        "steps: {a: {duration: {discrete: [[1 d, 0.5], 2 d]}}}",
        ["6:47: steps.a.duration.discrete.1: discrete takes pairs of a value and a weight"],
        id="a pair that is none",
    ),
    pytest.param(
        "steps: {a: {duration: {weibull: {shape: 0.01, scale: 3 d}}}}",
        ["6:33: steps.a.duration.weibull: a shape of 0.01 is out of range"],
        id="a weibull shape that is no shape",
    ),
    pytest.param(
        "steps: {a: {duration: -1 d}}",
        ["6:23: steps.a.duration: '-1 d' is negative"],
        id="a negative duration",
    ),
)


@pytest.mark.parametrize(("text", "expected"), LAWS)
def test_the_wrong_number_of_a_distribution_is_pointed_at(first_lines, text, expected):
    assert first_lines(text) == expected
