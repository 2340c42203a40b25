"""Recruitment curves over all pledges: never fewer tomorrow, never all, and together what they are apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.domain.partners import strength
from sim.plan import Partner, PartnerKind

SHAPES = st.floats(0.5, 3.0)
LAWS = st.tuples(st.floats(0.0, 100.0), st.floats(30.0, 2_000.0), st.floats(0.01, 0.99))
DAYS = st.floats(0.0, 4_000.0)
STEPS = st.lists(st.tuples(st.floats(0.5, 400.0), st.integers(1, 5_000)), min_size=1, max_size=4)


def rising(steps, shape) -> Partner:
    """Return a partner whose pledge is raised by so many after so many days, again and again."""
    day, heads, pledges = 0.0, 0, []
    for wait, more in steps:
        heads += more
        pledges.append((day, heads))
        day += wait
    return Partner("un", PartnerKind.POLICE, tuple(pledges), shape, 0, 1, 2, (1.0,))


@given(STEPS, SHAPES, LAWS, DAYS, st.floats(0.0, 500.0))
@settings(deadline=None, max_examples=100)
def test_strength_never_falls_and_stays_below_the_ceiling(steps, shape, law, day, later):
    partner = rising(steps, shape)
    now, then = strength(partner, day, law), strength(partner, day + later, law)
    assert 0.0 <= now <= then + 1e-6
    assert then <= partner.pledges[-1][1] * law[2] * (1 + 1e-12)


@given(STEPS, SHAPES, LAWS, DAYS)
@settings(deadline=None, max_examples=100)
def test_a_raise_never_makes_fewer_come(steps, shape, law, day):
    first = rising(steps[:1], shape)
    assert strength(rising(steps, shape), day, law) >= strength(first, day, law) - 1e-9


@given(STEPS, SHAPES, LAWS)
@settings(deadline=None, max_examples=50)
def test_the_curve_is_continuous_where_the_pledge_is_raised(steps, shape, law):
    partner = rising(steps, shape)
    for day, _ in partner.pledges[1:]:
        gap = strength(partner, day + 1e-9, law) - strength(partner, day, law)
        assert gap == pytest.approx(0.0, abs=1e-2)
