"""The loss formula: known answers, and what must hold for any load."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.domain.washington import erlang_loss, load_of


@pytest.mark.parametrize(("slots", "load", "refused"), [(3, 3.5, 0.40), (3, 1.0, 0.06), (4, 3.5, 0.26)])
def test_slots_refuse_what_erlang_says(slots: int, load: float, refused: float):
    """FACTS, finding 6."""
    assert erlang_loss(slots, load) == pytest.approx(refused, abs=0.005)


def test_one_slot_under_a_load_of_one_refuses_half():
    assert erlang_loss(1, 1.0) == 0.5


def test_seven_years_in_a_slot_and_a_crisis_every_two_make_three_and_a_half_at_once():
    assert load_of(7 * 365.25, 2 * 365.25) == pytest.approx(3.5)


@settings(deadline=None, max_examples=60)
@given(slots=st.integers(1, 30), load=st.floats(0.01, 50.0))
def test_one_more_slot_never_refuses_more(slots: int, load: float):
    assert 0.0 < erlang_loss(slots + 1, load) < erlang_loss(slots, load) < 1.0
