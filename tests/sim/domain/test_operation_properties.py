"""What holds for any ground and any effort: bounds, steps that add up, more effort never hurts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain.operation import grown, grown_conditions, saturation
from sim.plan import Growth

levels = st.floats(0.0, 1.0)
rates = st.floats(0.0, 20.0)
days = st.floats(0.0, 4_000.0)
people = st.floats(0.0, 500_000.0)
growths = st.builds(
    Growth,
    security_force=rates,
    civilians=rates,
    programmes=rates,
    decay=rates,
    spoiling=rates,
    force_ratio=st.floats(0.1, 100.0),
    team_ratio=st.floats(0.1, 1_000.0),
    programme_ratio=st.floats(0.1, 1_000.0),
    capital_share=levels,
)


def after(growth, security, justice, *, forces=0.0, civilians=0.0, money=0.0, span=30.0):
    return grown_conditions(
        growth,
        (security, justice),
        pace=(1.0, 0.8),
        forces=forces,
        civilians=civilians,
        money=(0.0, money),
        population=400_000.0,
        days=span,
    )


@given(growths, levels, levels, people, people, st.floats(0.0, 1e9), days)
def test_conditions_stay_between_0_and_1(growth, security, justice, forces, civilians, money, span):
    found = after(growth, security, justice, forces=forces, civilians=civilians, money=money, span=span)
    assert all(-1e-12 <= each <= 1.0 + 1e-12 for each in found)


@given(levels, rates, rates, days)
def test_two_half_steps_are_one_step(condition, pull, loss, span):
    half = grown(condition, pull=pull, loss=loss, days=span / 2.0)
    halves = grown(half, pull=pull, loss=loss, days=span / 2.0)
    assert halves == pytest.approx(grown(condition, pull=pull, loss=loss, days=span), abs=1e-9)


@given(growths, levels, levels, people, people, days)
def test_more_force_never_lowers_security(growth, security, justice, some, more, span):
    few = after(growth, security, justice, forces=min(some, more), span=span)
    many = after(growth, security, justice, forces=max(some, more), span=span)
    assert many[0] >= few[0] - 1e-9


@given(growths, levels, levels, people, people, st.floats(0.0, 1e9), days)
def test_more_civilians_or_money_never_lower_a_condition(growth, security, justice, some, more, money, span):
    few = after(growth, security, justice, civilians=min(some, more), span=span)
    many = after(growth, security, justice, civilians=max(some, more), money=money, span=span)
    assert all(high >= low - 1e-9 for low, high in zip(few, many, strict=True))


@given(growths, levels, levels, levels, days)
def test_more_insecurity_never_helps_justice(growth, one, other, justice, span):
    unsafe = after(growth, min(one, other), justice, span=span)
    safe = after(growth, max(one, other), justice, span=span)
    assert safe[1] >= unsafe[1] - 1e-9


@given(st.floats(0.0, 1e9), st.floats(0.0, 1e9), st.floats(1e-3, 1e6))
def test_an_effect_rises_with_effort_and_stays_below_one(some, more, half):
    low, high = sorted((some, more))
    assert 0.0 <= saturation(low, half) <= saturation(high, half) <= 1.0
