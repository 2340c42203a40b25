"""What must be there for a scenario to run, and names that two things have."""

import pytest

WHOLE = (
    pytest.param(
        "note: nothing yet",
        ["1:1: there is nothing to run"],
        id="nothing",
    ),
    pytest.param(
        "doctrine: {steps: {a: {}}}",
        ["6:1: doctrine: a doctrine without 'crises': there is no operation that follows it"],
        id="a doctrine and nobody to follow it",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        crises: {alpha: {country: A}}
        """,
        ["6:1: steps: a bare plan of 'steps' stands beside 'crises'"],
        id="a bare plan beside crises",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        doctrine: {steps: {a: {}}}
        """,
        ["6:1: steps: a bare plan of 'steps' stands beside 'doctrine'"],
        id="a bare plan beside a doctrine",
    ),
    pytest.param(
        """\
        crises: {alpha: {country: A}}
        doctrine: {steps: {onset: {}}}
        """,
        ["7:20: doctrine.steps.onset: 'onset' is already the name of a moment of every operation"],
        id="a step with a reserved name",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A}}
        doctrine: {steps: {a: {}}, teams: {a: {size: 1, from: p}}}
        """,
        ["8:36: doctrine.teams.a: 'a' is already the name of a step"],
        id="a step and a team of one name",
    ),
    pytest.param(
        "crises: {funds: {country: F}}",
        ["6:10: crises.funds: the name 'funds' is taken"],
        id="a crisis with a reserved name",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        variants: {base: {set: {steps.a.duration: 2 d}}}
        """,
        ["7:12: variants.base: the name 'base' is taken"],
        id="a variant with a reserved name",
    ),
    pytest.param(
        "crises: {alpha: {country: A, force: {troops: 9, cost: 1 k USD / person y}}}",
        ["6:30: crises.alpha.force: a force without 'provinces': there is nothing to hand over"],
        id="a force without provinces",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A}}
        doctrine: {teams: {t: {size: 1, from: p, place: each_province}}}
        """,
        ["7:10: crises.alpha: 't' goes to each province, and there are no 'provinces'"],
        id="teams for provinces that are not there",
    ),
)


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_what_must_be_there_is_asked_for(first_lines, text, expected):
    assert first_lines(text) == expected
