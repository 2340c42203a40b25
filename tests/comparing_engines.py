"""Two engines beside each other: the first row of a trace in which they differ, in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.engine.world import replay

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sim.plan import Plan
    from sim.trace import Outcome

DAYS = 1e-9
"""Days by which two times may differ."""
KINDS = (
    "milestones", "steps", "waits", "holdings", "levels", "postings", "conditions", "authority",
    "assessments", "strength", "risks", "capacity", "exits", "relapses", "moves", "watch", "eases",
    "evacuations", "unfinished", "deadlock",
)  # fmt: skip


def difference(plan: Plan, futures: Sequence[int], *, seed: int = 0) -> str:
    """Return where the engines first differ in some futures of a plan; '' where they agree."""
    from sim.compiled.flattening import Flattened  # Numba is slow to load: not for every test
    from sim.compiled.tracing.outcomes import traced

    compiled = traced(Flattened.of(plan), seed, futures)
    for one, other in zip(replay(plan, seed, futures), compiled, strict=True):
        found = _first_difference(one, other)
        if found:
            return f"replication {one.replication}: {found}"
    return ""


def _first_difference(one: Outcome, other: Outcome) -> str:
    for kind in KINDS:
        left, right = _rows(one, kind), _rows(other, kind)
        for place, (a, b) in enumerate(zip(left, right, strict=False)):
            if not _same(a, b):
                return f"{kind}[{place}]: SimPy {a}, compiled {b}"
        if len(left) != len(right):
            return f"{kind}: {len(left)} rows on SimPy, {len(right)} on the compiled engine"
    return ""


def _rows(outcome: Outcome, kind: str) -> list[Any]:
    """Return the rows of a kind; what is still held at the end has no order of its own."""
    rows: Iterable[Any] = getattr(outcome, kind)
    return sorted(rows, key=_without_nan) if kind == "holdings" else list(rows)


def _without_nan(row: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(-1.0 if each != each else each for each in row)  # noqa: PLR0124  only NaN is not itself


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= DAYS or (math.isnan(one) and math.isnan(other)) or one == other
    return bool(one == other)
