"""The `Outcome` that everybody reads, whole or in parts, of runs on flat arrays.

How its rows are found is `rows`; what they mean together is `sim.measures`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.compiled import layout as at
from sim.compiled.playing import Asked, Machine
from sim.compiled.tracing.rows import Left, Names
from sim.compiled.tracing.standing import standing_of
from sim.engine.reasons import deadlock, unfinished
from sim.recent import collector_resting
from sim.trace import Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sim.compiled.flattening import Flattened
    from sim.compiled.layout import Floats

KINDS = {
    "steps": (),
    "waits": (at.T_WAIT,),
    "holdings": (at.T_HOLDING,),
    "levels": (at.T_LEVEL,),
    "postings": (at.T_POSTING,),
    "conditions": (at.T_CONDITION,),
    "authority": (at.T_AUTHORITY,),
    "assessments": (at.T_ASSESSMENT,),
    "strength": (at.T_STRENGTH,),
    "capacity": (at.T_CAPACITY,),
    "exits": (at.T_EXIT,),
    "relapses": (at.T_RELAPSE,),
    "moves": (at.T_MOVE,),
    "watch": (at.T_ALARM,),
    "eases": (at.T_EASE, at.T_MORE),
    "evacuations": (at.T_EVACUATION,),
}
"""Parts of an outcome that are rows, and the kinds of rows that a run writes down for each."""
REASONS = "unfinished"
"""The part that says why something did not finish, cycles that hold each other up among it."""

AT_ONCE = 100
"""Points whose values are reckoned at once."""


class Tracer:
    """Plays futures of one Plan for what they leave behind, or for some parts of that."""

    def __init__(self, flat: Flattened, kinds: Collection[str] = (*KINDS, REASONS)) -> None:
        """Stand ready. `kinds`: the parts that are told, of `KINDS`, and `REASONS`; the others are empty."""
        self.machine = Machine(flat)
        self.kinds = kinds
        self.names = Names(flat)
        self.asked = Asked.nothing(flat.plan)
        self.wanted = sum(1 << row for row in {row for each in kinds for row in KINDS.get(each, ())})

    def outcomes(self, seed: int, numbers: Sequence[int]) -> Iterator[Outcome | int]:
        """Yield the outcome of each future; of one in which something went wrong, its fault."""
        drawn = self.machine.flat.values(seed, numbers)
        for place, replication in enumerate(numbers):
            yield self._played(drawn[place : place + 1], seed=seed, replication=replication)

    def at_points(self, points: Floats) -> Iterator[Outcome | int]:
        """Yield the same at each point of a design: independent uniforms, shape (n, width of the plan)."""
        for first in range(0, len(points), AT_ONCE):
            drawn = self.machine.flat.values_at(points[first : first + AT_ONCE])
            for place in range(len(drawn)):
                yield self._played(drawn[place : place + 1], seed=0, replication=first + place)

    def _played(self, drawn: Floats, *, seed: int, replication: int) -> Outcome | int:
        found = self.machine.play(drawn, self.asked, wanted=self.wanted)
        if found.faults[0]:
            return int(found.faults[0])
        left = Left(self.names, found.i, found.f)
        with collector_resting():
            return outcome_of(
                left, self.kinds, drawn=drawn[0], days=found.values[0], seed=seed, replication=replication
            )


def outcome_of(
    left: Left, kinds: Collection[str], *, drawn: Floats, days: Floats, seed: int, replication: int
) -> Outcome:
    """Return some parts of what a run left behind.

    Parameters: `kinds`: of `KINDS`, and `REASONS`; `days`: those of the milestones come first in it.
    """
    plan, offsets = left.names.flat.plan, left.names.flat.samplers[0].offsets
    rows: dict[str, Any] = {each: tuple(getattr(left, each)()) if each in kinds else () for each in KINDS}
    stands = standing_of(left) if REASONS in kinds else None
    return Outcome(
        plan=plan,
        seed=seed,
        replication=replication,
        milestones=tuple(days[: len(plan.milestones)].tolist()),
        risks=tuple(bool(drawn[offsets[each.happens]] > 0.0) for each in plan.risks),
        unfinished=() if stands is None else tuple(unfinished(stands)),
        deadlock="" if stands is None else deadlock(stands),
        **rows,
    )


def traced(flat: Flattened, seed: int, numbers: Sequence[int]) -> Iterator[Outcome]:
    """Yield the whole outcomes of some futures.

    Raises: `OverflowError` where something went wrong in one.
    """
    for replication, each in zip(numbers, Tracer(flat).outcomes(seed, numbers), strict=True):
        if isinstance(each, int):
            message = f"replication {replication} broke off on the compiled engine: fault {each}"
            raise OverflowError(message)
        yield each
