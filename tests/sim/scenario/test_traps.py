"""The traps of beginners and of YAML: each gets the advice that helps out of it."""

import textwrap

import pytest

HEAD = "format: 1\ntitle: T\nstart: 2005-10-01\nhorizon: 1 y\nevidence: judgement\n"

TRAPS = (
    pytest.param(
        "steps: {a: {duration: 10}}",
        "steps.a.duration: '10' needs a unit",
        "allowed units: h, d, w, mo, y. Did you mean '10 d'?",
        id="a number without unit",
    ),
    pytest.param(
        "funds: {f: {opening: 5 M}}",
        "funds.f.opening: '5 M' has an unknown unit",
        "allowed units: USD, k USD, M USD, B USD. Did you mean '5 M USD'?",
        id="money without currency",
    ),
    pytest.param(
        "steps: {a: {optional: no}}",
        "steps.a.optional: 'no' is neither true nor false",
        "allowed: true, false. Did you mean 'false'?",
        id="no for false",
    ),
    pytest.param(
        "pools: {p: {size: 1, may_pass: on}}",
        "pools.p.may_pass: 'on' is neither true nor false",
        "allowed: true, false. Did you mean 'true'?",
        id="on for true",
    ),
    pytest.param(
        "steps: {a: {duration: 08:00}}",
        "steps.a.duration: '08:00' has an unknown unit",
        "allowed units: h, d, w, mo, y; no time of day: a length is '8 h'.",
        id="a time of day for a length",
    ),
    pytest.param(
        "steps: {a: {not_before: 08:00}}",
        "steps.a.not_before: '08:00' is not a moment",
        "allowed: 'D+90' or a date such as '2006-01-15'; no time of day.",
        id="a time of day for a moment",
    ),
    pytest.param(
        "steps: {a: {chance: 15%}}",
        "steps.a.chance: '15%' is not a number",
        "allowed: a plain number. Did you mean '0.15'?",
        id="a percent sign",
    ),
    pytest.param(
        "steps: {a: {chance: '0,5'}}",
        "steps.a.chance: '0,5' is not a number",
        "allowed: a plain number. Did you mean '0.5'?",
        id="a decimal comma",
    ),
    pytest.param(
        "correlate: [{steps: [a, b], rho: '0.5'}]",
        "correlate.0.rho: '0.5' is not a number",
        "allowed: a plain number without quotes.",
        id="a number in quotes",
    ),
    pytest.param(
        "steps: {a: {not_before: 90}}",
        "steps.a.not_before: '90' is not a moment",
        "allowed: 'D+90' or a date such as '2006-01-15'. Did you mean 'D+90'?",
        id="a number for a moment",
    ),
    pytest.param(
        "steps: {a: {not_before: 2006/1/15}}",
        "steps.a.not_before: '2006/1/15' is not a moment",
        "allowed: 'D+90' or a date such as '2006-01-15'. Did you mean '2006-01-15'?",
        id="a date with slashes",
    ),
    pytest.param("steps:\n\ta: {}", "indent with spaces, not with tabs", "", id="a tab"),
)

HEADS = (
    pytest.param("format: 1\n", "", "1:1: a scenario needs the key 'format'", id="no format"),
    pytest.param(
        "format: 1", "format: 2", "1:9: format: '2' is not a version of this language", id="format 2"
    ),
    pytest.param(
        "format: 1", "format: '1'", "1:9: format: '1' is not a version of this language", id="quotes"
    ),
    pytest.param("format: 1", "format: true", "1:9: format: 'true' is not a version", id="format true"),
    pytest.param("2005-10-01", "2005/10/1", "3:8: start: '2005/10/1' is not a date", id="slashes"),
    pytest.param("2005-10-01", "20051001", "3:8: start: '20051001' is not a date", id="digits"),
    pytest.param("2005-10-01", "1700-10-01", "3:8: start: the year 1700 is out of range", id="long ago"),
    pytest.param("1 y", "1", "4:10: horizon: '1' needs a unit", id="horizon without unit"),
    pytest.param("1 y", "0 d", "4:10: horizon: the horizon is 0: nothing could happen", id="no horizon"),
    pytest.param("1 y", "101 y", "4:10: horizon: the horizon is too far away", id="far horizon"),
)


@pytest.mark.parametrize(("text", "said", "advice"), TRAPS)
def test_a_trap_comes_with_the_way_out(findings, text, said, advice):
    found = next(each for each in findings(f"{HEAD}{text}\n") if each.place.line > 5)
    first, *_, last = found.render().splitlines()
    assert first.endswith(f": {said}")
    assert last.strip() == advice or not advice


@pytest.mark.parametrize(("right", "wrong", "expected"), HEADS)
def test_the_head_of_a_file_is_checked_too(findings, right, wrong, expected):
    text = f"{HEAD}steps: {{a: {{}}}}\n".replace(right, wrong)
    assert [each.render().partition("\n")[0] for each in findings(text)] == [f"plan.yaml:{expected}"]


def test_an_error_shows_its_line_and_what_to_write(findings):
    (found,) = findings(f"{HEAD}steps:\n  notify: {{duration: 15 days}}\n")
    assert found.render() == textwrap.dedent("""\
        plan.yaml:7:22: steps.notify.duration: '15 days' has an unknown unit
             7 |   notify: {duration: 15 days}
               |                      ^^^^^^^
          allowed units: h, d, w, mo, y. Did you mean '15 d'?""")
