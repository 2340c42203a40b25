"""Steps that keep what others wait for: found before a run, named with what they hold and want.

What may happen is a doubt; what no run can get past is an error.
"""

import pytest

DEADLOCK = (
    pytest.param(
        """\
        pools: {crew: {size: 1}, crane: {size: 1}}
        steps:
          a: {needs: {crew: 1}, keeps_until: c}
          c: {after: a, needs: {crane: 1}}
          b: {needs: {crane: 1}, keeps_until: d}
          d: {after: b, needs: {crew: 1}}
        """,
        [
            "8:38: warning: steps.a.keeps_until: these steps could deadlock: 'a' holds 1 crew while 'c', "
            "which comes before its release, waits for 1 crane (1 in all); 'b' holds 1 crane "
            "while 'd', which comes before its release, waits for 1 crew (1 in all)",
        ],
        id="two pools taken the other way round",
    ),
    pytest.param(
        """\
        pools: {crew: {size: 3}}
        steps:
          a: {needs: {crew: 2}, keeps_until: b}
          b: {after: a, needs: {crew: 2}}
        """,
        [
            "8:38: steps.a.keeps_until: this can never go on: 'a' holds 2 crew while 'b', "
            "which comes before its release, waits for 2 crew (3 in all)",
        ],
        id="the same pool again",
    ),
    pytest.param(
        """\
        pools: {crew: {size: 2}}
        steps:
          a: {needs: {crew: 2}, after: {step: b, link: finish-finish}}
          b: {needs: {crew: 2}}
        """,
        [
            "8:14: warning: steps.a.needs: these steps could deadlock: 'a' holds 2 crew while 'b', which "
            "comes before its release, waits for 2 crew (2 in all)",
        ],
        id="a finish that waits for another",
    ),
    pytest.param(
        """\
        pools: {staff: {size: 5}}
        crises: {x: {country: X}, y: {country: Y}}
        doctrine:
          steps:
            a: {needs: {staff: 2}, keeps_until: b}
            b: {after: a, needs: {staff: 2}}
        """,
        [
            "10:41: warning: doctrine.steps.a.keeps_until: these steps could deadlock: 'a', up to 2 of it "
            "at once, holds 2 staff while 'b', which comes before its release, waits for 2 staff "
            "(5 in all)",
        ],
        id="two operations at once",
    ),
    pytest.param(
        """\
        pools: {crew: {size: 3}, boat: {size: 2}}
        steps:
          a: {needs: {boat: 1}, keeps_until: c}
          b: {needs: {crew: 3, boat: 2}}
          c: {after: a, needs: {crew: 1}}
        """,
        [
            "8:38: warning: steps.a.keeps_until: these steps could deadlock: 'a' holds 1 boat while 'c', "
            "which comes before its release, stands in line behind 'b', which waits for 2 boat (2 "
            "in all)",
        ],
        id="behind somebody in line",
    ),
    pytest.param(
        """\
        pools: {corps: {size: 4}, plane: {size: 1, kind: slots}}
        crises: {alpha: {country: A, provinces: {north: {population: 9, security: 0.5}}}}
        doctrine:
          steps:
            survey: {needs: {plane: 1}, keeps_until: report}
            report: {after: survey, needs: {corps: 2}}
          teams: {t: {size: 4, from: corps, place: north, lift: {plane: 1}}}
        """,
        [
            "10:46: warning: doctrine.steps.survey.keeps_until: these steps could deadlock: 'survey' holds "
            "1 plane while 'report', which comes before its release, waits for 2 corps (4 in "
            "all); 't' holds 4 corps while 't.move', which comes before its release, waits for 1 "
            "plane (1 in all)",
        ],
        id="a team and its lift",
    ),
)


@pytest.mark.parametrize(("text", "expected"), DEADLOCK)
def test_holding_and_waiting_in_a_circle_is_named(first_lines, text, expected):
    assert first_lines(text) == expected


CERTAIN = (
    pytest.param(
        "b: {after: {step: a, link: start-start}, needs: {crew: 2}, duration: 1 d}", True, id="started later"
    ),
    pytest.param("b: {after: a, needs: {crew: 2}, chance: 0.5}", False, id="not always needed"),
    pytest.param("b: {after: a, needs: {crew: 2}, give_up_after: 9 d}", False, id="given up"),
    pytest.param("b: {needs: {crew: 2}}", False, id="perhaps before"),
)


@pytest.mark.parametrize(("later", "certain"), CERTAIN)
def test_only_what_no_run_can_get_past_is_an_error(first_lines, later, certain):
    text = f"pools: {{crew: {{size: 3}}}}\nsteps:\n  a: {{needs: {{crew: 2}}, keeps_until: b}}\n  {later}"
    (found,) = first_lines(text)
    assert ("can never go on" in found, "warning: " in found) == (certain, not certain)


NO_DEADLOCK = (
    pytest.param(
        """\
        pools: {crew: {size: 1}, crane: {size: 1}}
        steps:
          a: {needs: {crew: 1}, keeps_until: c}
          c: {after: a, needs: {crane: 1}}
          b: {after: c, needs: {crane: 1}, keeps_until: d}
          d: {after: b, needs: {crew: 1}}
        """,
        [],
        id="one after the other",
    ),
    pytest.param(
        """\
        pools: {crew: {size: 4}}
        steps:
          a: {needs: {crew: 2}, keeps_until: b}
          b: {after: a, needs: {crew: 2}}
        """,
        [],
        id="enough for both",
    ),
    pytest.param(
        """\
        pools: {staff: {size: 6}}
        crises: {x: {country: X}, y: {country: Y}}
        doctrine:
          steps:
            a: {needs: {staff: 2}, keeps_until: b}
            b: {after: a, needs: {staff: 2}}
        """,
        [],
        id="enough for two operations",
    ),
    pytest.param(
        """\
        pools: {crew: {size: 3, may_pass: true}, boat: {size: 2}}
        steps:
          a: {needs: {boat: 1}, keeps_until: c}
          b: {needs: {crew: 3, boat: 2}}
          c: {after: a, needs: {crew: 1}}
        """,
        [],
        id="somebody in line who may be passed",
    ),
    pytest.param(
        """\
        steps:
          a: {after: {step: b, link: start-start}}
          b: {after: {step: a, link: finish-finish}}
        """,
        [],
        id="a ladder of starts and finishes",
    ),
)


@pytest.mark.parametrize(("text", "expected"), NO_DEADLOCK)
def test_what_can_always_go_on_is_let_through(first_lines, text, expected):
    assert first_lines(text) == expected
