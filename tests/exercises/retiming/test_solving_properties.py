"""The best timetable, against every timetable that there is."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.retiming.problem import AIMS, Item, Problem, cost, fits
from exercises.retiming.solving import solve

OBJECTIVES, CELLS = ("a", "b", "c"), ("x", "y")


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Return a problem of up to four rows and five slots."""
    slots = draw(st.integers(1, 5))
    items = []
    for number in range(draw(st.integers(1, 4))):
        need = draw(st.integers(0, 3))
        allowed = tuple(each for each in range(slots - need + 1) if draw(st.booleans()))
        follows = draw(st.sampled_from([None, *(each.uid for each in items)]))
        items.append(
            Item(
                f"r{number}",
                None if follows else draw(st.sampled_from([None, *range(slots)])),
                allowed,
                need,
                tuple(draw(st.sets(st.sampled_from(CELLS)))),
                tuple(draw(st.sets(st.sampled_from(OBJECTIVES), max_size=2))),
                follows,
                draw(st.integers(0, 2)) if follows else 0,
            )
        )
    busy = {cell: tuple(draw(st.integers(0, 2)) for _ in range(slots)) for cell in CELLS}
    return Problem(slots, tuple(items), OBJECTIVES[: draw(st.integers(0, 3))], busy, draw(st.integers(1, 2)))


@settings(deadline=None, max_examples=60)
@given(problem=problems(), aim=st.sampled_from(AIMS))
def test_no_timetable_that_fits_is_better_than_the_one_that_is_proposed(problem, aim):
    """Every timetable of a small problem is tried."""
    found = solve(problem, aim)
    assert fits(problem, found)
    uids = [each.uid for each in problem.items]
    every = itertools.product(*((None, *each.allowed) for each in problem.items))
    tables = (dict(zip(uids, each, strict=True)) for each in every)
    best = min(cost(problem, each).ordered(aim) for each in tables if fits(problem, each))
    assert cost(problem, found).ordered(aim) == best
