"""Who can provide which skill, how hard each skill was used month by month, and what was not met.

Read off the pools of corps that declare skills; who has none of the ten counts as a generalist.
Person-days are heads times days. What pools in general did is `pools`.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sim.domain.readiness import MONTH
from sim.measures.pools import level_stretches, levels_by_pool
from sim.plan import NONE
from sim.trace import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.plan import Plan, Pool
    from sim.trace import LevelRow, Outcome

GENERALIST = "generalist"
FREE_DAYS = 1e-6
"""Free person-days below which a month had nobody left."""


class Provision(NamedTuple):
    """People of one skill who come when called at D+0, and whose they are ('' where nobody says)."""

    provider: str
    agency: str
    skill: str
    heads: int


class SkillMonth(NamedTuple):
    """Person-days of one skill in one month: held, there to be held, and asked for in vain.

    Who rests, is in training or is lost is not there. `since`, `until`: days since D+0.
    """

    skill: str
    month: int
    since: float
    until: float
    held: float
    there: float
    unmet: float

    @property
    def utilisation(self) -> float:
        """Return what was held of what was there, 0 to 1; NaN where nobody was there."""
        return self.held / self.there if self.there > FREE_DAYS else math.nan

    @property
    def saturated(self) -> bool:
        """Whether nobody was left all month long while somebody was held or asked for."""
        return self.there - self.held <= FREE_DAYS and (self.held > FREE_DAYS or self.unmet > FREE_DAYS)


class SkillUse(NamedTuple):
    """One skill over the whole run. `heads`: at D+0. `peak`: utilisation of the fullest month.

    `peak_month`: the first such month, counted from 0; -1 where nobody was ever there. `saturated`:
    share of months that were. `short`: share of months in which somebody waited for people of it,
    though a few, too few for a team, may have been left. `unmet`: person-days for which people of
    it were waited for.
    """

    skill: str
    heads: int
    utilisation: float
    peak: float
    peak_month: int
    saturated: float
    short: float
    unmet: float


def skill_name(pool: Pool) -> str:
    """Return what everybody in a pool can do."""
    return pool.skill or GENERALIST


def _skilled(plan: Plan) -> dict[int, str]:
    """Return pool → skill of every corps that declares skills, generalists included."""
    corps = {pool.corps for pool in plan.pools} - {NONE}
    return {
        index: skill_name(pool)
        for index, pool in enumerate(plan.pools)
        if index in corps or pool.corps != NONE
    }


def provisions(outcome: Outcome) -> list[Provision]:
    """Return heads by provider, agency and skill, in declared order, of pools that name either."""
    plan = outcome.plan
    skilled, levels = _skilled(plan), levels_by_pool(outcome)
    total: dict[tuple[str, str, str], int] = {}
    for index, pool in enumerate(plan.pools):
        if index in levels and (index in skilled or pool.provider):
            first = levels[index][0]
            key = (pool.provider, pool.agency, skill_name(pool))
            total[key] = total.get(key, 0) + first.free + first.held + first.resting
    return [Provision(*key, heads) for key, heads in total.items()]


def skill_months(outcome: Outcome) -> list[SkillMonth]:
    """Return every skill in every month of the run, skills in the order in which they are declared."""
    skilled, horizon = _skilled(outcome.plan), outcome.plan.horizon
    months = max(1, math.ceil(horizon / MONTH))
    total = {skill: [[0.0, 0.0, 0.0] for _ in range(months)] for skill in skilled.values()}
    for pool, rows in levels_by_pool(outcome).items():
        if pool in skilled:
            for row, days in level_stretches(rows, horizon):
                for month, part in _months(row.time, row.time + days):
                    sums = total[skilled[pool]][month]
                    sums[0] += row.held * part
                    sums[1] += (row.held + row.free) * part
    for skill, month, person_days in _unmet(outcome, skilled):
        total[skill][month][2] += person_days
    return [
        SkillMonth(skill, month, month * MONTH, min((month + 1) * MONTH, horizon), *sums)
        for skill, every in total.items()
        for month, sums in enumerate(every)
    ]


def _unmet(outcome: Outcome, skilled: dict[int, str]) -> Iterator[tuple[str, int, float]]:
    """Yield (skill, month, person-days) of seats that waited because too few of a skill were free.

    Days on which enough were free, but who came first in line had not let them go, are not unmet.
    """
    levels = levels_by_pool(outcome)
    for wait in outcome.waits:
        if wait.cause is Cause.POOL and wait.target in skilled:
            until = outcome.plan.horizon if math.isnan(wait.until) else wait.until
            for need in outcome.plan.steps[wait.step].needs:
                if need.pools[0] == wait.target:
                    rows = [levels[pool] for pool in need.pools]
                    for since, end in _lacking(rows, need.amount, between=(wait.since, until)):
                        for month, days in _months(since, end):
                            yield skilled[wait.target], month, need.amount * days


def _lacking(
    pools: list[list[LevelRow]], amount: int, *, between: tuple[float, float]
) -> Iterator[tuple[float, float]]:
    """Yield the stretches of a time in which fewer than some people were free in all pools together."""
    since, until = between
    changes = {row.time for rows in pools for row in rows if since < row.time < until}
    for start, end in pairwise([since, *sorted(changes), until]):
        if sum(_free(rows, start) for rows in pools) < amount:
            yield start, end


def _free(rows: list[LevelRow], day: float) -> int:
    return rows[bisect_right(rows, day, key=lambda row: row.time) - 1].free


def _months(since: float, until: float) -> Iterator[tuple[int, float]]:
    """Yield (month, days in it) of a stretch of time."""
    month = math.floor(since / MONTH)
    while since < until:
        end = min(until, (month + 1) * MONTH)
        if end > since:
            yield month, end - since
        since, month = end, month + 1


def skill_use(outcome: Outcome) -> list[SkillUse]:
    """Return each skill over the whole run, in the order in which skills are declared."""
    heads: dict[str, int] = {}
    levels = levels_by_pool(outcome)
    for index, skill in _skilled(outcome.plan).items():
        first = levels[index][0]
        heads[skill] = heads.get(skill, 0) + first.free + first.held + first.resting
    months: dict[str, list[SkillMonth]] = {}
    for each in skill_months(outcome):
        months.setdefault(each.skill, []).append(each)
    return [_use(skill, months[skill], people) for skill, people in heads.items()]


def _use(skill: str, months: list[SkillMonth], heads: int) -> SkillUse:
    there = math.fsum(each.there for each in months)
    seen = [each for each in months if not math.isnan(each.utilisation)]
    peak = max(seen, key=lambda each: each.utilisation, default=None)
    return SkillUse(
        skill=skill,
        heads=heads,
        utilisation=math.fsum(each.held for each in months) / there if there > FREE_DAYS else math.nan,
        peak=math.nan if peak is None else peak.utilisation,
        peak_month=NONE if peak is None else peak.month,
        saturated=sum(each.saturated for each in months) / len(months),
        short=sum(each.unmet > FREE_DAYS for each in months) / len(months),
        unmet=math.fsum(each.unmet for each in months),
    )
