"""What is read off the pools of one run: how much of each was in use, when, and how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.adding import added

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.plan import Pool
    from sim.trace import LevelRow, Outcome

PEOPLE = "people"


class PoolLevel(NamedTuple):
    """A pool from a day on: free, held, resting, lost for good."""

    time: float
    pool: str
    free: int
    held: int
    resting: int
    lost: int


class PoolUse(NamedTuple):
    """How hard a pool was used. `size`: at D+0, of those who come; others may join it later.

    `mean_held` is over the whole run; `utilisation` is 0 to 1; `least_free`: 0 where it ran out.

    `utilisation`: what was held over what was there (free, held, resting), both summed over time.
    """

    pool: str
    kind: str
    size: int
    peak: int
    peak_day: float
    mean_held: float
    utilisation: float
    least_free: int
    lost: int


def pool_levels(outcome: Outcome) -> list[PoolLevel]:
    """Return every pool's level after each change."""
    names = [pool.id for pool in outcome.plan.pools]
    return [
        PoolLevel(row.time, names[row.pool], row.free, row.held, row.resting, row.lost)
        for row in outcome.levels
    ]


def pool_use(outcome: Outcome) -> list[PoolUse]:
    """Return how hard each pool was used, in declared order; pools without a level are left out."""
    pools, levels = outcome.plan.pools, levels_by_pool(outcome)
    return [_use(pools[index], levels[index], outcome.plan.horizon) for index in sorted(levels)]


def people_lost(outcome: Outcome) -> int:
    """Return who was lost for good out of all pools of people: on their return, or by a shock."""
    pools = outcome.plan.pools
    return sum(
        rows[-1].lost for index, rows in levels_by_pool(outcome).items() if pools[index].kind == PEOPLE
    )


def levels_by_pool(outcome: Outcome) -> dict[int, list[LevelRow]]:
    """Return pool → its levels in order of time."""
    levels: dict[int, list[LevelRow]] = {}
    for row in outcome.levels:
        levels.setdefault(row.pool, []).append(row)
    return levels


def _use(pool: Pool, rows: Sequence[LevelRow], horizon: float) -> PoolUse:
    busiest = max(rows, key=lambda row: row.held)
    held = added(row.held * days for row, days in level_stretches(rows, horizon))
    there = added((row.free + row.held + row.resting) * days for row, days in level_stretches(rows, horizon))
    first = rows[0]
    return PoolUse(
        pool=pool.id,
        kind=pool.kind,
        size=first.free + first.held + first.resting,
        peak=busiest.held,
        peak_day=busiest.time,
        mean_held=held / horizon if horizon > 0.0 else 0.0,
        utilisation=held / there if there > 0.0 else 0.0,
        least_free=min(row.free for row in rows),
        lost=rows[-1].lost,
    )


def level_stretches(rows: Sequence[LevelRow], horizon: float) -> Iterator[tuple[LevelRow, float]]:
    """Yield each level with the days it lasted."""
    ends = [row.time for row in rows[1:]] + [horizon]
    for row, end in zip(rows, ends, strict=True):
        yield row, max(0.0, end - row.time)
