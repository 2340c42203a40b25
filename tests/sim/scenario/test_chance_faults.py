"""Correlations that cannot be, risks and shocks that strike nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.draws import Sampler
from sim.scenario.compiling import compile_scenario
from sim.scenario.reading import document_from
from sim.scenario.understanding import understand

RHO = st.integers(-100, 100).map(lambda hundredths: hundredths / 100)

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


TOGETHER = (
    pytest.param(
        "[{steps: [a, b], rho: 0.9}, {steps: [b, c], rho: 0.9}, {steps: [a, c], rho: -0.9}]",
        "7:88: correlate.2.rho: these correlations cannot all hold together (a, b: 0.9; b, c: 0.9; "
        "a, c: -0.9); what no group ties stays at 0",
        "allowed: 0.62 to 1, as the other groups stand.",
        id="a triangle",
    ),
    pytest.param(
        "[{steps: [a, b], rho: 0.9}, {steps: [b, c], rho: 0.9}]",
        "7:61: correlate.1.rho: these correlations cannot all hold together (a, b: 0.9; b, c: 0.9); "
        "what no group ties stays at 0",
        "allowed: -0.43 to 0.43, as the other groups stand.",
        id="two that leave no room for a third that is free",
    ),
    pytest.param(
        "[{steps: [a, b, c], rho: 0.3}, {steps: [a, c], rho: 0.5}]",
        "7:64: correlate.1.rho: 'a', 'c' are already tied by group 0, with rho 0.3",
        "allowed: one rho for each pair.",
        id="one pair in two ways",
    ),
)


@pytest.mark.parametrize(("groups", "said", "advice"), TOGETHER)
def test_correlations_that_cannot_hold_together_are_refused_with_what_could_be(
    findings, groups, said, advice
):
    head = "format: 1\ntitle: T\nstart: 2005-10-01\nhorizon: 1 y\nevidence: judgement\n"
    steps = "steps: {a: {duration: 1 d}, b: {duration: 1 d}, c: {duration: 1 d}}\n"
    (found,) = findings(f"{head}{steps}correlate: {groups}\n")
    lines = found.render().splitlines()
    assert (lines[0], lines[-1].strip()) == (f"plan.yaml:{said}", advice)


def test_groups_per_province_that_cannot_hold_together_are_refused_once(first_lines):
    text = """\
        pools: {p: {size: 9}}
        crises:
          alpha:
            country: A
            provinces: {north: {population: 9, security: 0.5}, south: {population: 9, security: 0.5}}
          beta:
            country: B
            provinces: {east: {population: 9, security: 0.5}, west: {population: 9, security: 0.5}}
        doctrine:
          steps: {a: {duration: 1 d}}
          teams: {t: {size: 1, from: p, after: a, place: each_province}}
        correlate: [{steps: [t.move, t.travel], rho: 0.9}, {steps: [a, t.travel], rho: RHO}]
        """
    (found,) = first_lines(text.replace("RHO", "0.9"))
    assert found.startswith("17:46: correlate.0.rho: these correlations cannot all hold together")
    assert first_lines(text.replace("0.9", "0.3").replace("RHO", "0.2")) == []


def test_groups_of_teams_without_a_crisis_are_told_what_is_missing(first_lines):
    text = """\
        pools: {p: {size: 9}}
        steps: {a: {}}
        doctrine: {teams: {t: {size: 1, from: p, place: each_province}}}
        correlate: [{steps: [t.travel, t.move], rho: 0.9}]
        """
    assert any("a bare plan of 'steps' stands beside 'doctrine'" in each for each in first_lines(text))
    alone = text.replace("steps: {a: {}}", "")
    assert any("a doctrine without 'crises'" in each for each in first_lines(alone))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["ab", "bc", "ac", "cd", "abc", "ad"]), RHO), max_size=5))
def test_correlations_that_pass_hold_together_exactly(groups):
    """What the sampler ties is what was declared: the root of the matrix squares to the matrix."""
    data = {
        "format": 1,
        "title": "T",
        "start": "2005-10-01",
        "horizon": "1 y",
        "steps": {name: {"duration": {"uniform": ["1 d", "9 d"]}} for name in "abcd"},
        "correlate": [{"steps": list(steps), "rho": rho} for steps, rho in groups],
    }
    scenario, found = understand(document_from(data, "plan.yaml"))
    if any(each.severity == "error" for each in found):
        return
    plan = compile_scenario(scenario, lambda _: ("", ""))
    for _, matrix in Sampler(plan).ties:
        assert np.linalg.eigvalsh(matrix)[0] > -1e-8
