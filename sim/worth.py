"""Is a capability worth its cost: what some tools cost, what they save, and the return, with its sign.

The scenario with its tools beside the same futures without some of them. What a day of anything
costs is `sim.domain.accountability`; days and dollars of each single tool are `sim.tools`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.adding import added
from sim.batch import Engine, Executor, Serial
from sim.batch.deciding import engine_for
from sim.batch.players import Plays, player_of
from sim.batch.road import Broken, along, kept, unbroken
from sim.domain.accountability import break_even_days, expected_relapse_cost
from sim.domain.aftermath import relapse_chance
from sim.domain.operation import YEAR
from sim.measures import person_days, total_cost
from sim.measures.cost import CORPS, READINESS
from sim.measures.ground import theatre_name
from sim.stats import Estimate, mean_t, ratio_of_means

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from numpy.typing import NDArray

    from sim.plan import Plan
    from sim.scenario.switching import Switchboard
    from sim.trace import Outcome

    Progress = Callable[[int, int], None]

PIECE = 10
"""Futures in a piece of work."""
READ = ("steps", "strength", "postings", "levels", "exits", "relapses")
"""The rows of a run that are read."""
RELAPSE_YEARS = 10.0
ARMS = ("the scenario with the tools", "the scenario without them")
"""What a run is said to be of."""


class Reading(NamedTuple):
    """What one future came to. Dollars, days and person-days of all operations together.

    `exits`: days to the military's exit, per operation, at most to the horizon. `relapse`: chance of
    one after the horizon and within ten years of the last exit. `operations`: dollars per operation.
    """

    force: float
    civilian: float
    readiness: float
    troop_days: float
    civilian_days: float
    exits: tuple[float, ...]
    relapse: tuple[float, ...]
    operations: tuple[float, ...]


@dataclass(frozen=True)
class Setting:
    """What all pieces share: the two plans, with the tools and without, and the seed."""

    plans: tuple[Plan, Plan]
    seed: int
    engine: Engine = Engine.SIMPY

    @cached_property
    def players(self) -> tuple[Plays, ...]:
        """Whoever plays them here; a worker keeps it from piece to piece."""
        return tuple(player_of(each, self.engine, READ) for each in self.plans)


@dataclass(frozen=True)
class Worth:
    """What some tools are worth, per future: means over paired futures with their intervals.

    Dollars; above 0 is in the tools' favour for `saved`, `net`, `days_sooner`, `troop_days`. `invested`
    is what is spent more with them, of which `readiness` to keep them ready; `relapse` what relapse
    after the horizon is expected to cost more. `rate`: return on investment, net over invested.
    `per_civilian_year`: troop-days saved for each civilian-year more. `break_even`: days by which all
    troops must leave sooner to repay one year of readiness; `at_the_margin`: the same with the
    elasticity of force cost. `years_between`: the longest time between such operations at which
    readiness still pays. `unfinished`: share of operations without an exit at the horizon, with the
    tools and without. `broken`: runs that broke off; their futures are in no number.
    """

    tools: tuple[str, ...]
    days_sooner: Estimate
    troop_days: Estimate
    saved: Estimate
    invested: Estimate
    readiness: Estimate
    relapse: Estimate
    net: Estimate
    rate: Estimate
    per_civilian_year: Estimate
    break_even: float
    at_the_margin: float
    years_between: float
    unfinished: tuple[float, float]
    broken: tuple[Broken, ...] = ()


def worth(
    board: Switchboard,
    off: Collection[int],
    *,
    seed: int,
    replications: int,
    executor: Executor | None = None,
    engine: Engine = Engine.AUTO,
    progress: Progress | None = None,
) -> Worth:
    """Return what the tools `off` (places among the board's levers) are worth together.

    Raises: `AllBroke` if so many runs break off that nothing can be told.
    """
    plans = board.plan(), board.plan(set(off))
    setting = Setting(plans, seed, engine_for(engine, plans, runs=2 * replications))
    pieces = [
        (arm, range(first, min(first + PIECE, replications)))
        for first in range(0, replications, PIECE)
        for arm in (0, 1)
    ]
    found: tuple[dict[int, Reading], dict[int, Reading]] = ({}, {})
    broken: list[Broken] = []
    played = along(executor or Serial(), play_piece, pieces, shared=setting, runs=_runs, progress=progress)
    for (arm, futures), readings in played:
        for future, each in zip(futures, readings, strict=True):
            if isinstance(each, Broken):
                broken.append(each.of(ARMS[arm]))
            else:
                found[arm][future] = each
    left = unbroken(range(replications), broken)
    names = tuple(board.levers[index] for index in sorted(off))
    here, there = ([mine[each] for each in left] for mine in found)
    return replace(reckoned(names, setting.plans[0], with_them=here, without=there), broken=tuple(broken))


def _runs(piece: tuple[int, range]) -> int:
    return len(piece[1])


def play_piece(setting: Setting, piece: tuple[int, range]) -> list[Reading | Broken]:
    """Return the readings of some futures, with the tools (arm 0) or without (arm 1)."""
    arm, futures = piece
    return list(kept(partial(setting.players[arm].outcomes, setting.seed), futures, read))


def read(outcome: Outcome) -> Reading:
    """Return what one future came to."""
    costs = total_cost(outcome)
    people = list(person_days(outcome).values())
    theatres = range(len(outcome.plan.theatres))
    return Reading(
        force=added(each.get("force", 0.0) + each.get("police", 0.0) for each in costs.values()),
        civilian=added(each.get("civilians", 0.0) + each.get("programmes", 0.0) for each in costs.values()),
        readiness=costs.get(CORPS, {}).get(READINESS, 0.0),
        troop_days=added(each["troops"] for each in people),
        civilian_days=added(each["civilians"] for each in people),
        exits=tuple(_exit(outcome, index) for index in theatres),
        relapse=tuple(_relapse_to_come(outcome, index) for index in theatres),
        operations=tuple(added(costs.get(theatre_name(outcome, index), {}).values()) for index in theatres),
    )


def _exit(outcome: Outcome, index: int) -> float:
    days = (row.time for row in outcome.exits if row.theatre == index)
    step = outcome.plan.theatres[index].exit
    signalled = (row.finish for row in outcome.steps if row.step == step and not math.isnan(row.finish))
    return min(chain(days, signalled), default=outcome.plan.horizon)


def _relapse_to_come(outcome: Outcome, index: int) -> float:
    """Return the chance of a relapse after the horizon and within ten years of the last exit."""
    rules = outcome.plan.theatres[index].aftermath
    exits = [row for row in outcome.exits if row.theatre == index]
    gone = sum(row.theatre == index for row in outcome.relapses)
    if rules is None or len(exits) <= gone:
        return 0.0
    last = exits[-1]
    lived = (outcome.plan.horizon - last.time) / YEAR
    if not 0.0 < lived < RELAPSE_YEARS:
        return 0.0
    by_then = relapse_chance(rules.in_ten_years, rules.shape, last.hazard, lived)
    in_all = relapse_chance(rules.in_ten_years, rules.shape, last.hazard, RELAPSE_YEARS)
    return 1.0 - (1.0 - in_all) / (1.0 - by_then)


def reckoned(
    tools: tuple[str, ...], plan: Plan, *, with_them: Sequence[Reading], without: Sequence[Reading]
) -> Worth:
    """Return what paired futures add up to. Dollars that a relapse costs: those of the operation itself."""
    pairs = list(zip(with_them, without, strict=True))
    saved = np.array([there.force - here.force for here, there in pairs])
    civilian = np.array([here.civilian - there.civilian for here, there in pairs])
    readiness = np.array([here.readiness - there.readiness for here, there in pairs])
    relapse = np.array([_more_relapse(here, there) for here, there in pairs])
    troop_days = np.array([there.troop_days - here.troop_days for here, there in pairs])
    civilian_years = np.array([here.civilian_days - there.civilian_days for here, there in pairs]) / YEAR
    invested, net = civilian + readiness, saved - civilian - readiness - relapse
    yearly = float(readiness.mean()) * YEAR / plan.horizon
    return Worth(
        tools=tools,
        days_sooner=mean_t([_mean(there.exits) - _mean(here.exits) for here, there in pairs]),
        troop_days=mean_t(troop_days),
        saved=mean_t(saved),
        invested=mean_t(invested),
        readiness=mean_t(readiness),
        relapse=mean_t(relapse),
        net=mean_t(net),
        rate=ratio_of_means(net, invested),
        per_civilian_year=ratio_of_means(troop_days, civilian_years),
        break_even=_break_even(plan, yearly, marginal=False),
        at_the_margin=_break_even(plan, yearly, marginal=True),
        years_between=_years_between(net + readiness, yearly, operations=len(plan.theatres)),
        unfinished=(_unfinished(plan, with_them), _unfinished(plan, without)),
    )


def _mean(days: Sequence[float]) -> float:
    return math.fsum(days) / max(1, len(days))


def _more_relapse(here: Reading, there: Reading) -> float:
    """Return the dollars that relapse is expected to cost more with the tools than without.

    An operation is taken to cost its mean over both, so that only the chance differs.
    """
    return added(
        expected_relapse_cost(mine - other, (dear + cheap) / 2.0)
        for mine, other, dear, cheap in zip(
            here.relapse, there.relapse, here.operations, there.operations, strict=True
        )
    )


def _break_even(plan: Plan, yearly: float, *, marginal: bool) -> float:
    """Return the days by which all troops must leave sooner to repay a year of readiness."""
    forces = [each.force for each in plan.theatres if each.force.troops > 0]
    troops = sum(each.troops for each in forces)
    if not troops:
        return math.inf
    troop_year = added(each.troops * each.troop_year for each in forces) / troops
    elasticity = added(each.troops * each.elasticity for each in forces) / troops if marginal else 1.0
    return break_even_days(yearly, troops, troop_year=troop_year, elasticity=elasticity)


def _years_between(gain: NDArray[np.float64], yearly: float, *, operations: int) -> float:
    """Return the longest time between operations at which readiness pays; 0 if an operation gains nothing."""
    per_operation = max(0.0, float(gain.mean())) / max(1, operations)
    return per_operation / yearly if yearly > 0.0 else math.inf


def _unfinished(plan: Plan, readings: Sequence[Reading]) -> float:
    days = [day for each in readings for day in each.exits]
    return sum(day >= plan.horizon for day in days) / max(1, len(days))
