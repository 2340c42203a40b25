"""Circles of links, named, and what would be kept in vain."""

import pytest

ORDER = (
    pytest.param(
        """\
        steps:
          a: {after: [c]}
          b: {after: [a]}
          c: {after: [b]}
        """,
        ["7:15: steps.a.after.0: these steps wait for each other: a → b → c → a"],
        id="three in a circle",
    ),
    pytest.param(
        "steps: {a: {after: a}}",
        ["6:20: steps.a.after: these steps wait for each other: a → a"],
        id="one after itself",
    ),
    pytest.param(
        """\
        steps:
          a: {after: b}
          b: {after: a}
          c: {after: d}
          d: {after: c}
        """,
        [
            "7:14: steps.a.after: these steps wait for each other: a → b → a",
            "9:14: steps.c.after: these steps wait for each other: c → d → c",
        ],
        id="two circles",
    ),
    pytest.param(
        """\
        steps:
          a: {after: [{step: b, link: start-start}]}
          b: {after: [{step: a, link: finish-start}]}
        """,
        ["7:22: steps.a.after.0.step: these steps wait for each other: a → b → a"],
        id="starts that wait for finishes",
    ),
    pytest.param(
        """\
        steps:
          a: {after: [{step: b, link: finish-finish}]}
          b: {after: a}
        """,
        ["7:22: steps.a.after.0.step: these steps wait for each other: a → b → a"],
        id="a finish that waits for what follows",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A}}
        doctrine:
          teams:
            one: {size: 1, from: p, after: two.operational}
            two: {size: 1, from: p, after: one.home}
        """,
        ["10:36: doctrine.teams.one.after: these steps wait for each other: one → two → one"],
        id="teams in a circle",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        crises: {alpha: {country: A}}
        doctrine: {programmes: {g: {sector: justice, amount: 1 USD, after: g.disburse}}}
        """,
        ["8:68: doctrine.programmes.g.after: these steps wait for each other: g → g"],
        id="a programme that waits for its own money",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        steps:
          a: {needs: {p: 1}}
          b: {after: a, needs: {p: 1}, keeps_until: a}
        """,
        ["9:45: steps.b.keeps_until: 'a' is over before 'b' starts: nothing would be kept"],
        id="kept until what is over",
    ),
)


@pytest.mark.parametrize(("text", "expected"), ORDER)
def test_a_circle_is_named(first_lines, text, expected):
    assert first_lines(text) == expected
