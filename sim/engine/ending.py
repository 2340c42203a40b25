"""The end of a run: its outcome; why something did not finish is told by `reasons`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.engine.reasons import Queued, Standing, Stood, deadlock, unfinished
from sim.plan import NONE, When
from sim.trace import Cause, Outcome, State, StepRow, WaitRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.engine.network import Network
    from sim.engine.world import World
    from sim.plan import Milestone
    from sim.trace import HoldingRow

NAN = float("nan")
PREDECESSOR = Cause.PREDECESSOR


def outcome_of(world: World, *, reasons: bool) -> Outcome:
    """Return everything a run left behind so far. `reasons`: also why something did not finish."""
    network, grounds = world.network, world.grounds
    stands = standing_of(world) if reasons else None
    return Outcome(
        plan=world.base,
        seed=world.seed,
        replication=world.replication,
        steps=tuple(_step_rows(network)),
        waits=(*network.line.waits, *_open_waits(network)),
        holdings=tuple(_holdings(world)),
        levels=tuple(world.stores.levels),
        postings=tuple(world.ledger.rows),
        conditions=tuple(row for each in grounds for row in each.condition_rows),
        authority=tuple(row for each in grounds for row in each.authority_rows),
        assessments=tuple(row for each in grounds for row in each.assessment_rows),
        strength=tuple(row for each in grounds for row in each.strength_rows),
        milestones=days_of(world),
        risks=world.risks,
        unfinished=() if stands is None else tuple(unfinished(stands)),
        deadlock="" if stands is None else deadlock(stands),
        capacity=tuple(row for each in grounds for row in each.capacity.rows),
        exits=tuple(row for each in grounds for row in each.after.exits),
        relapses=tuple(row for each in grounds for row in each.after.relapses),
        moves=tuple(world.stores.moves),
        watch=tuple(world.lookout.rows()),
        eases=tuple(network.eases),
        evacuations=tuple(network.rotations.evacuations),
    )


def _step_rows(network: Network) -> Iterator[StepRow]:
    """Yield every round that was ever ready, and every first round; who still waits says for what."""
    waiting = {each.round: each.blocker for each in network.line.waiting}
    step_of, turn_of = network.step_of, network.turn_of
    state, ready, start, finish = network.state, network.ready, network.start, network.finish
    # A day that is not NaN: no day lies before D+0.
    ever = [i for i, (turn, day) in enumerate(zip(turn_of, ready, strict=True)) if not turn or day >= 0.0]
    for i in ever:
        cause, target, binder = network.cause[i], network.target[i], network.binder[i]
        by, by_turn = (NONE, 0) if binder == NONE else (step_of[binder], turn_of[binder])
        if cause is PREDECESSOR and binder != NONE:
            target = by
        cause, target = waiting.get(i) or (cause, target)
        yield StepRow(
            step_of[i], turn_of[i], state[i], ready[i], start[i], finish[i], cause, target, by, by_turn
        )


def _open_waits(network: Network) -> Iterator[WaitRow]:
    for request in network.line.waiting:
        if request.blocker is not None:
            cause, target = request.blocker
            yield WaitRow(request.step, request.turn, cause, target, request.since, NAN)


def _holdings(world: World) -> Iterator[HoldingRow]:
    yield from world.stores.rows
    for round_ in world.stores.holdings:
        step, turn = world.network.wiring.step_of[round_], world.network.wiring.turn_of[round_]
        yield from world.stores.still_held(round_, step=step, turn=turn)


def days_of(world: World) -> tuple[float, ...]:
    """Return the day of each milestone; one over all operations asks nothing of those that never came."""
    network, milestones, absent = world.network, world.base.milestones, world.lookout.absent()
    days: list[float] = []
    steps = network.plan.steps
    gone = {i for i, each in enumerate(milestones) if {steps[s].operation for s in each.steps} & absent}
    for each in milestones:
        own = _milestone_day(network, each)
        parts = [days[part] for part in each.parts if part not in gone]
        reached = [own] if each.steps else []
        every = reached + parts
        days.append(NAN if any(math.isnan(day) for day in every) or not every else max(every))
    return tuple(days)


def _milestone_day(network: Network, milestone: Milestone) -> float:
    if not milestone.steps:
        return NAN
    days = [_moment(network, step, milestone) for step in milestone.steps if not _called_off(network, step)]
    if not days:
        return NAN
    if milestone.any_of:
        seen = [day for day in days if not math.isnan(day)]
        return min(seen) if seen else NAN
    return NAN if any(math.isnan(day) for day in days) else max(days)


def _moment(network: Network, step: int, milestone: Milestone) -> float:
    """Return when a step started or finished; a skipped one counts only where all must be done."""
    rounds = [network.wiring.first[step]]
    if network.plan.steps[step].repeat != NONE:
        rounds = [each + rounds[0] for each in range(network.plan.steps[step].rounds)]
    reached = [each for each in rounds if not math.isnan(network.ready[each])]
    if not reached:
        return NAN
    last = reached[-1]
    if network.state[last] is State.SKIPPED:
        return NAN if milestone.any_of else network.finish[last]
    if milestone.at is When.START:
        return network.start[reached[0]]
    if (
        milestone.forgiving
        and network.state[last] is State.GAVE_UP
        and not network.plan.steps[step].mandatory
    ):
        return network.finish[last]
    return network.finish[last] if network.state[last].over else NAN


def _called_off(network: Network, step: int) -> bool:
    return network.state[network.wiring.first[step]] is State.CANCELLED


def standing_of(world: World) -> Standing:
    """Return how a run stands, as reasons are read off it."""
    network, stores = world.network, world.stores
    return Standing(
        plan=world.base,
        now=network.plan,
        first=network.wiring.first,
        step_of=network.step_of,
        state=network.state,
        ready=network.ready,
        start=network.start,
        finish=network.finish,
        cause=network.cause,
        target=network.target,
        line={each.round: Queued(each.step, each.blocker, each.since) for each in network.line.waiting},
        free=stores.free,
        held={
            round_: [(each.pool, each.amount) for each in items] for round_, items in stores.holdings.items()
        },
        lapsed=world.ledger.closed,
        absent=world.lookout.absent(),
        grounds=[Stood(each.theatre, each.handed_over, each.troops, each.exited) for each in world.grounds],
    )
