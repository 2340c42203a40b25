"""The gate of a province, the steps of a drawdown, the day of the exit: arithmetic of a review."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain.handover import (
    meets,
    neighbours_allow,
    pass_chance,
    passes,
    required_troops,
    spread,
    troops_after_review,
)
from sim.plan import NONE, Drawdown, Gate

GATE = Gate(
    needed=3,
    at_least=0.6,
    reviews=3,
    neighbours=2,
    rollback_below=0.4,
    rollback_reviews=2,
    deadline=float("inf"),
    civilian_lead=0.35,
)
DRAWDOWN = Drawdown(every=180.0, share=NONE, residual=0.3, exit_below=0.35)


@pytest.mark.parametrize(
    ("conditions", "met"),
    [((0.6, 0.7, 0.65, 0.1, 0.1), True), ((0.59, 0.7, 0.65, 0.1, 0.1), False)],
)
def test_a_gate_asks_for_k_of_n_at_its_level_or_above(conditions, met):
    assert meets(GATE, conditions) is met


@pytest.mark.parametrize(
    ("fit", "allowed"),
    [((), 1), ((False,), 0), ((True,), 1), ((True, False, False), 0), ((True, True, False), 1)],
)
def test_enough_neighbours_or_all_of_them_must_be_fit(fit, allowed):
    assert neighbours_allow(GATE, fit) == allowed


def test_a_residual_stays_where_authority_has_passed():
    assert required_troops(DRAWDOWN, (3_000, 5_000), (True, False)) == pytest.approx(5_900.0)


def test_nothing_is_required_when_everything_is_handed_over():
    assert required_troops(DRAWDOWN, (3_000, 5_000), (True, True)) == 0.0


def test_a_share_of_what_is_above_the_requirement_leaves():
    left = troops_after_review(DRAWDOWN, 8_000, required=5_900.0, share=0.5, start=8_000, done=False)
    assert left == 6_950


def test_authority_without_drawdown_and_drawdown_without_exit():
    """All is handed over, 60 % of the force is left: more leaves, but not everybody."""
    assert troops_after_review(DRAWDOWN, 4_800, required=0.0, share=0.25, start=8_000, done=True) == 3_600


def test_the_rest_leaves_once_all_is_handed_over_and_little_is_left():
    assert troops_after_review(DRAWDOWN, 3_600, required=0.0, share=0.25, start=8_000, done=True) == 0


def test_what_cannot_be_divided_goes_to_the_first():
    assert spread(10, (1.0, 1.0, 1.0)) == (4, 3, 3)


def test_nobody_is_spread_over_nowhere():
    assert spread(10, (0.0, 0.0)) == (0, 0)


heads = st.integers(0, 200_000)
weights = st.lists(st.floats(0.0, 1e7), min_size=1, max_size=12).filter(lambda each: sum(each) > 0.0)


@given(heads, weights)
def test_the_parts_add_up_to_the_whole_and_none_is_negative(total, shares):
    parts = spread(total, shares)
    assert sum(parts) == total
    assert min(parts) >= 0


@given(heads, st.integers(1, 200_000), st.floats(0.0, 200_000.0), st.floats(0.0, 1.0), st.booleans())
def test_no_review_brings_troops_back_or_takes_what_must_stay(troops, start, required, share, done):
    left = troops_after_review(DRAWDOWN, troops, required=required, share=share, start=start, done=done)
    assert 0 <= left <= troops
    assert done or left >= min(troops, required) - 1e-6


@given(st.lists(st.tuples(heads, st.booleans()), min_size=1, max_size=8))
def test_the_requirement_never_exceeds_the_garrisons(provinces):
    troops, handed_over = zip(*provinces, strict=True)
    assert 0.0 <= required_troops(DRAWDOWN, troops, handed_over) <= sum(troops) + 1e-6


MARGIN = replace(GATE, passes=0.5, margin=0.1)


def test_the_chance_of_passing_rises_from_that_at_the_level_towards_1():
    """The three best at 0.6, 0.7 and 0.9 on average: none, half and three quarters of the way."""
    at = [(0.6, 0.6, 0.6, 0.1, 0.1), (0.7, 0.7, 0.7, 0.1, 0.1), (0.9, 0.9, 0.9, 0.1, 0.1)]
    assert [pass_chance(MARGIN, each) for each in at] == pytest.approx([0.5, 0.75, 0.875])


def test_with_a_margin_the_upper_end_of_the_uniform_passes():
    province = (0.7, 0.7, 0.7, 0.1, 0.1)
    assert [passes(MARGIN, province, u) for u in (0.24, 0.26, 0.9)] == [False, True, True]


def test_without_a_margin_the_draw_decides_however_high_they_stand():
    assert [passes(GATE, (1.0,) * 5, drawn) for drawn in (0.0, 1.0)] == [False, True]
