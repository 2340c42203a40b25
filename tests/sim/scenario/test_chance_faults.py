"""Correlations that cannot be, risks and shocks that strike nothing."""

import pytest

CHANCES = (
    pytest.param(
        """\
        steps: {a: {}, b: {}}
        correlate: [{steps: [a, b, a], rho: 0.1}]
        """,
        ["7:28: correlate.0.steps.2: 'a' stands here twice"],
        id="a step twice",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A}}
        doctrine: {teams: {t: {size: 1, from: p}}}
        correlate: [{steps: [t.operational, t.travel], rho: 0.1}]
        """,
        [
            "9:22: correlate.0.steps.0: 't.operational' takes no time of its own, so it cannot "
            "move with others",
        ],
        id="an instant",
    ),
    pytest.param(
        """\
        steps: {a: {}, b: {}, c: {}}
        correlate: [{steps: [a, b, c], rho: -0.6}]
        """,
        ["7:37: correlate.0.rho: 3 durations cannot all move against each other so strongly"],
        id="three against each other",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises:
          alpha:
            country: A
            provinces: {north: {population: 9, security: 0.5}, south: {population: 9, security: 0.5}}
        doctrine: {teams: {t: {size: 1, from: p, place: each_province}}}
        correlate: [{steps: [t.travel, t.move], rho: -0.4}]
        """,
        ["12:46: correlate.0.rho: 4 durations cannot all move against each other so strongly"],
        id="as many as there are provinces",
    ),
    pytest.param(
        """\
        steps: {decide: {}}
        risks: {r: {chance: 0.1, scale: {steps.decid.duration: 2}}}
        """,
        ["7:34: risks.r.scale.steps.decid.duration: 'steps.decid.duration' is the path of no duration"],
        id="a risk for a step that is not there",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        risks: {r: {chance: 0.1, scale: {doctrine.teams.*.travel: 2}}}
        """,
        [
            "7:34: risks.r.scale.doctrine.teams.*.travel: 'doctrine.teams.*.travel' is the path "
            "of no duration",
        ],
        id="a risk for no team",
    ),
    pytest.param(
        """\
        steps: {a: {chance: 0.5}}
        risks: {r: {chance: 0.1, scale: {steps.*.chance: 2}}}
        """,
        ["7:34: risks.r.scale.steps.*.chance: 'steps.*.chance' is the path of no duration"],
        id="a risk for what is no duration",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        shocks: [{at: D+1, why: bad luck}]
        """,
        ["7:10: shocks.0: this shock changes nothing"],
        id="a shock that changes nothing",
    ),
)


@pytest.mark.parametrize(("text", "expected"), CHANCES)
def test_chance_that_means_nothing_is_refused(first_lines, text, expected):
    assert first_lines(text) == expected
