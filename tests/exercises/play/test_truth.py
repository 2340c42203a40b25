"""Truth along the clock: what holds from when until when, and how all, any and not combine it."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.play import truth

CHANGES = st.lists(st.integers(0, 30).map(float), unique=True, max_size=6).map(
    lambda each: tuple(sorted(each))
)
TRUTHS = CHANGES | CHANGES.map(lambda each: (-math.inf, *each))
SECONDS = [each / 2 for each in range(-2, 64)]


@settings(deadline=None)
@given(st.lists(TRUTHS, min_size=1, max_size=4))
def test_all_any_and_not_say_at_every_second_what_logic_says(truths: list[truth.Truth]) -> None:
    """Compared second by second."""
    for second in SECONDS:
        each = [truth.holds(one, second) for one in truths]
        assert truth.holds(truth.every(truths), second) == all(each)
        assert truth.holds(truth.either(truths), second) == any(each)
        assert truth.holds(truth.opposite(truths[0]), second) != each[0]


@settings(deadline=None)
@given(TRUTHS, st.integers(0, 30))
def test_the_first_second_is_the_first_that_holds(found: truth.Truth, since: int) -> None:
    """No earlier second from the asked one on holds."""
    first = truth.first(found, float(since))
    later = [each for each in SECONDS if each >= since and truth.holds(found, each)]
    assert first == (min(later) if later else math.inf)


def test_a_stretch_that_the_scenario_jumped_over_is_true_for_a_moment() -> None:
    """Between two moves it was true for days: that is not missed."""
    jumped = truth.stretches([100.0, 100.0, 200.0])
    assert truth.first(jumped, 0.0) == 100.0
    assert not truth.holds(jumped, 101.0)
    assert truth.holds(jumped, 200.0)


def test_two_stretches_in_one_jump_are_one() -> None:
    """Changes stay in rising order."""
    assert truth.stretches([100.0, 100.0, 100.0, 150.0]) == (100.0, 150.0)


def test_what_never_comes_is_never_true() -> None:
    """A day that no move reaches."""
    assert truth.stretches([math.inf]) == truth.NEVER
    assert truth.from_second(math.inf) == truth.NEVER
