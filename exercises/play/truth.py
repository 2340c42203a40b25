"""When something is true along the exercise clock: step functions that begin false, and how they combine.

A `Truth` is the seconds at which it changes, in rising order: true from the first on, false from the
second on, and so forth. What makes something true is `play.triggers`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

Truth = tuple[float, ...]

NEVER: Truth = ()
EVER: Truth = (-math.inf,)
SHORTEST = 0.001
"""Seconds for which it stays true at least, where the scenario jumped over the whole stretch."""


def from_second(second: float) -> Truth:
    """Return what is true from a second on; never, if that is infinitely far."""
    return NEVER if math.isinf(second) and second > 0 else (second,)


def stretches(changes: Sequence[float]) -> Truth:
    """Return the truth of changes carried over to another clock, where several may fall together."""
    kept: list[float] = []
    for at in range(0, len(changes), 2):
        begin = changes[at]
        end = changes[at + 1] if at + 1 < len(changes) else math.inf
        if math.isinf(begin) and begin > 0:
            break
        if kept and begin <= kept[-1]:
            kept.pop()
        else:
            kept.append(begin)
        kept.append(max(end, begin + SHORTEST))
    return tuple(kept[:-1] if kept and math.isinf(kept[-1]) and kept[-1] > 0 else kept)


def opposite(truth: Truth) -> Truth:
    """Return when something is false."""
    return truth[1:] if truth[:1] == EVER else (-math.inf, *truth)


def every(truths: Iterable[Truth]) -> Truth:
    """Return when all are true."""
    return _combined(list(truths), all)


def either(truths: Iterable[Truth]) -> Truth:
    """Return when one at least is true."""
    return _combined(list(truths), any)


def _combined(truths: list[Truth], rule: Callable[[Iterable[bool]], bool]) -> Truth:
    found: list[float] = []
    state = False
    for second in sorted({each for truth in truths for each in truth}):
        now = rule(holds(truth, second) for truth in truths)
        if now != state:
            found.append(second)
            state = now
    return tuple(found)


def holds(truth: Truth, second: float) -> bool:
    """Whether it is true at a second."""
    return sum(1 for each in truth if each <= second) % 2 == 1


def first(truth: Truth, since: float) -> float:
    """Return the first second at or after one at which it is true; infinity if there is none."""
    if holds(truth, since):
        return since
    later = (each for at, each in enumerate(truth) if at % 2 == 0 and each >= since)
    return next(later, math.inf)
