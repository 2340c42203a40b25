"""Handover: the gate of a province, the step of a drawdown, the day of the exit.

Authority and strength are two variables (FACTS, finding 1): authority passes at a gate, strength
leaves in steps at mandate reviews. Pure functions; the engine keeps the state.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.adding import added
from sim.domain.operation import saturation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.plan import Drawdown, Gate


def meets(gate: Gate, conditions: Sequence[float]) -> bool:
    """Whether k of the n sector conditions stand at the gate's level or above."""
    met = 0
    for each in conditions:
        met += each >= gate.at_least
    return met >= gate.needed


def passes(gate: Gate, conditions: Sequence[float], drawn: float) -> bool:
    """Whether an assessment is passed. `drawn`: its outcome or, with a margin, its uniform.

    The upper end of the uniform passes, so that a better province never fails where a worse passed.
    """
    if gate.margin <= 0.0:
        return drawn > 0.0
    return drawn > 1.0 - pass_chance(gate, conditions)


def pass_chance(gate: Gate, conditions: Sequence[float]) -> float:
    """Return the chance of passing: `passes` at the gate's level, nearing 1 far above it.

    How far: the mean of the k best indicators above the level, half way to 1 at the margin (J).
    """
    best = sorted(conditions, reverse=True)[: gate.needed]
    above = added(best) / len(best) - gate.at_least
    return gate.passes + (1.0 - gate.passes) * saturation(above, gate.margin)


def neighbours_allow(gate: Gate, fit: Sequence[bool]) -> bool:
    """Whether enough neighbours are fit: handed over, or meeting the gate themselves.

    Where there are fewer than the gate asks for, all of them must be. Two that border each other
    and both meet the gate do not wait for each other.
    """
    return sum(fit) >= min(gate.neighbours, len(fit))


def required_troops(drawdown: Drawdown, troops: Sequence[int], handed_over: Sequence[bool]) -> float:
    """Return the troops that must stay: all where not handed over, a residual where it is.

    When everything is handed over nothing is required any more.
    """
    required, done = 0.0, True
    for count, passed in zip(troops, handed_over):  # noqa: B905  Numba knows no `strict`
        required += count * (drawdown.residual if passed else 1.0)
        done = done and passed
    return 0.0 if done else required


def troops_after_review(
    drawdown: Drawdown, troops: int, *, required: float, share: float, start: int, done: bool
) -> int:
    """Return the strength after one mandate review: a share of what is above the requirement leaves.

    When everything is handed over (`done`) and no more than `exit_below` of the start is left,
    the rest leaves. Source: steps of 15–65 % of what is left, at renewals (FACTS 3.2, D).
    """
    above = max(0.0, troops - required)
    left = troops - math.floor(above * share)
    if done and left <= drawdown.exit_below * start:
        return 0
    return left


def spread(total: int, weights: Sequence[float]) -> tuple[int, ...]:
    """Return whole people per province in proportion to weights; what is left over goes to the first.

    The parts add up to the total exactly.
    """
    whole = added(weights)
    parts = [math.floor(total * each / whole) if whole > 0.0 else 0 for each in weights]
    rest = total - sum(parts) if whole > 0.0 else 0
    for place in range(rest):
        parts[place] += 1
    return tuple(parts)
