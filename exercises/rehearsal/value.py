"""What injects are worth: the same plays with and without what a row does to the simulation, paired.

A row that changes nothing over many rehearsals may be a good inject all the same: people learn from what is
said to them. It need not carry effects. What one play shows is `exercises.rehearsal.reading`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from exercises.rehearsal.run import Brief, ground_of
from sim.adding import added
from sim.batch.executors import Serial
from sim.batch.road import Broken, along, kept
from sim.measures.cost import total_cost
from sim.stats.estimates import Estimate, paired_difference, wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exercises.rehearsal.ground import Ground
    from exercises.rehearsal.reading import Played
    from exercises.script.loading import Loaded
    from exercises.script.schema import Row
    from sim.batch.executors import Executor
    from sim.trace import Outcome

SAME_DAY, SAME_USD = 1e-6, 1.0
"""Days within which two dates are one, and dollars within which two costs are."""


class Pair(NamedTuple):
    """A play with a row's effects against the same without. `rows`, `dates`: whether they are others.

    `exit_days`: days by which the last military exit comes later with them, 0 at the horizon in both; `usd`:
    dollars that the future costs more.
    """

    uid: str
    rows: bool
    dates: bool
    exit_days: float
    usd: float


@dataclass(frozen=True, slots=True)
class Value:
    """What a row's effects changed. `acted`: plays in which they acted; shares and means are over those.

    `rows`: other rows went out; `dates`: any milestone came on another day; `anything`: or costs.
    """

    uid: str
    title: str
    plays: int
    acted: int
    anything: Estimate
    rows: Estimate
    dates: Estimate
    exit_days: Estimate
    usd: Estimate


def acting(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows that do something to the simulation, by delivery or by an option."""
    return tuple(
        each for each in rows if each.effects or any(option.effects for option in each.options.values())
    )


def worth(
    loaded: Loaded,
    *,
    n: int,
    seed: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[tuple[Value, ...], tuple[Broken, ...]]:
    """Return what each row with effects changed over `n` pairs of plays, and the plays that broke off.

    Parameters: as `rehearse`. Raises: `KeyboardInterrupt` on Ctrl-C: half of the pairs compare nothing.
    """
    brief = Brief(loaded.document, loaded.source, loaded.folder, loaded.script.seed if seed is None else seed)
    rows, pairs, broken = acting(loaded.script.rows), [], []
    pieces = [[number] for number in range(n)]
    for _, found in along(
        executor or Serial(), value_piece, pieces, shared=brief, runs=len, progress=progress
    ):
        for each in found:
            if isinstance(each, Broken):
                broken.append(each)
            else:
                pairs += each
    played = n - len(broken)
    values = (_value(row, [each for each in pairs if each.uid == row.uid], played) for row in rows)
    return tuple(sorted(values, key=lambda each: -each.anything.value)), tuple(broken)


def value_piece(brief: Brief, piece: Sequence[int]) -> list[list[Pair] | Broken]:
    """Return the pairs of each play of a piece: one for each row whose effects acted in it."""
    ground = ground_of(brief)

    def plays(numbers: Sequence[int]) -> Iterator[list[Pair]]:
        return (_pairs(ground, number) for number in numbers)

    return list(kept(plays, piece, lambda each: each))


def _pairs(ground: Ground, number: int) -> list[Pair]:
    base, outcome = ground.without(number, ())
    return [
        _pair(row.uid, base, outcome, other=ground.without(number, (row.uid,)))
        for row in acting(ground.loaded.script.rows)
        if _acted(ground, row, base)
    ]


def _acted(ground: Ground, row: Row, played: Played) -> bool:
    """Whether a row's own effects, or those of the option that was chosen, acted in a play."""
    place = next(at for at, each in enumerate(ground.loaded.script.rows) if each.uid == row.uid)
    option = row.options.get(played.options[place])
    gone = not math.isnan(played.fired_s[place])
    return bool(gone and row.effects) or bool(option is not None and option.effects)


def _pair(uid: str, base: Played, outcome: Outcome, *, other: tuple[Played, Outcome]) -> Pair:
    played, future = other
    fired = [math.isnan(each) for each in base.fired_s] != [math.isnan(each) for each in played.fired_s]
    days = (_capped(outcome), _capped(future))
    moved = any(abs(a - b) > SAME_DAY for a, b in zip(*days, strict=True))
    usd = _dollars(outcome) - _dollars(future)
    return Pair(uid, fired, moved, _exit(outcome) - _exit(future), usd if abs(usd) >= SAME_USD else 0.0)


def _capped(outcome: Outcome) -> list[float]:
    """Return the day of each milestone; the horizon where it was not reached."""
    return [outcome.plan.horizon if math.isnan(day) else day for day in outcome.milestones]


def _exit(outcome: Outcome) -> float:
    names = [each.id for each in outcome.plan.milestones]
    found = [
        day
        for name, day in zip(names, _capped(outcome), strict=True)
        if name.rpartition(".")[2] == "military_exit"
    ]
    return max(found, default=0.0)


def _dollars(outcome: Outcome) -> float:
    return added(each for kinds in total_cost(outcome).values() for each in kinds.values())


def _value(row: Row, pairs: Sequence[Pair], played: int) -> Value:
    n = len(pairs)
    zeros = [0.0] * n
    return Value(
        uid=row.uid,
        title=row.title,
        plays=played,
        acted=n,
        anything=wilson(sum(each.rows or each.dates or each.usd != 0.0 for each in pairs), n),
        rows=wilson(sum(each.rows for each in pairs), n),
        dates=wilson(sum(each.dates for each in pairs), n),
        exit_days=paired_difference([each.exit_days for each in pairs], zeros),
        usd=paired_difference([each.usd for each in pairs], zeros),
    )
