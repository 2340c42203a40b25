"""The end of a run: its outcome, and the named reason for everything that did not finish.

Nothing ends silently. A deadlock (steps that hold what each other needs) is told as a cycle.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.plan import NONE, When
from sim.trace import OVER, Cause, Outcome, State, StepRow, Unfinished, WaitRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.engine.network import Network
    from sim.engine.queueing import Request
    from sim.engine.stores import Held
    from sim.engine.theatres import Ground
    from sim.engine.world import World
    from sim.plan import Milestone, Step
    from sim.trace import HoldingRow

    Holdings = dict[int, list[Held]]

NAN = float("nan")
PREDECESSOR = Cause.PREDECESSOR
SETTLED = OVER | {State.SKIPPED, State.CANCELLED}
"""States that need no reason."""


def outcome_of(world: World) -> Outcome:
    """Return everything a run left behind so far."""
    network, grounds = world.network, world.grounds
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
        unfinished=tuple(_unfinished(world)),
        deadlock=deadlock(world),
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


def _unfinished(world: World) -> Iterator[Unfinished]:
    network = world.network
    waiting = {each.round: each for each in network.line.waiting}
    absent = world.lookout.absent()
    for index, step in enumerate(world.base.steps):
        if step.repeat == NONE and network.state[network.wiring.first[index]] in SETTLED:
            continue
        asked = step.mandatory and step.operation not in absent
        reason = _reason(world, index, waiting) if asked else ""
        if reason:
            yield Unfinished(index, 0, reason)
    for ground in world.grounds:
        here = ground.theatre.operation not in absent
        if here and ground.theatre.force.troops > 0 and not ground.exited:
            yield Unfinished(ground.theatre.exit, 0, _why_no_exit(ground))


def _reason(world: World, index: int, waiting: dict[int, Request]) -> str:
    network, round_ = world.network, _latest(world.network, index)
    state, step = network.state[round_], world.base.steps[index]
    if state in SETTLED or step.signal:
        return ""
    if state is State.UNDER_WAY:
        return f"out of horizon: under way since D+{network.start[round_]:.1f}"
    if state is State.GAVE_UP:
        blocker = (network.cause[round_], network.target[round_])
        return f"given up on D+{network.finish[round_]:.1f}, waiting {_for(world, blocker)}"
    request = waiting.get(round_)
    if request is not None:
        return f"waiting {_for(world, request.blocker)} since D+{request.since:.1f}"
    return f"not ready: waits for {_missing(network, step)}"


def _for(world: World, blocker: tuple[Cause, int] | None) -> str:
    if blocker is None:
        return "in line"
    cause, target = blocker
    plan = world.base
    if cause is Cause.FUND:
        lapsed = ", which has lapsed" if world.ledger.closed[target] else ""
        return f"for money of fund {plan.funds[target].id}{lapsed}"
    if cause in {Cause.POOL, Cause.MECHANISM, Cause.LIFT}:
        return f"starved of {plan.pools[target].id.removeprefix('mechanism:')}"
    if cause is Cause.CALENDAR:
        return f"for the next day of {plan.calendars[target].id}"
    return "for its earliest day" if cause is Cause.HOLD else "for security on its way"


def _called_off(network: Network, step: int) -> bool:
    return network.state[network.wiring.first[step]] is State.CANCELLED


def _missing(network: Network, step: Step) -> str:
    names = [
        network.plan.steps[link.step].id + (" (called off)" if _called_off(network, link.step) else "")
        for link in step.links
        if not link.back and not _done(network, link.step)
    ]
    return ", ".join(dict.fromkeys(names)) or "an earlier moment"


def _done(network: Network, step: int) -> bool:
    state = network.state[_latest(network, step)]
    return state.over or state is State.SKIPPED


def _latest(network: Network, step: int) -> int:
    """Return the round of a repeated step that came last; of any other step the first."""
    first = network.wiring.first[step]
    if network.plan.steps[step].repeat == NONE:
        return first
    rounds = range(first, first + network.plan.steps[step].rounds)
    return max((each for each in rounds if not math.isnan(network.ready[each])), default=first)


def _why_no_exit(ground: Ground) -> str:
    names = [each.id for each in ground.theatre.provinces]
    open_ = [name for name, passed in zip(names, ground.handed_over, strict=True) if not passed]
    if open_:
        return f"gate not met: {', '.join(open_)} not handed over"
    return f"drawing down: {ground.troops:,} troops left of {ground.theatre.force.troops:,}"


def deadlock(world: World) -> str:
    """Return the cycle of steps that hold what each other waits for, or ''.

    Lets every holder give back that can still come to its end, until nothing changes; what then
    still waits for pools that waiting steps hold will wait for ever.
    """
    network = world.network
    stuck = {
        each.round: each
        for each in network.line.waiting
        if each.blocker is not None and each.blocker[0] in {Cause.POOL, Cause.LIFT}
    }
    free = list(world.stores.free)
    held = {round_: list(items) for round_, items in world.stores.holdings.items()}
    changed = True
    while changed and stuck:
        changed = _let_go(world, stuck, held=held, free=free)
        for round_, request in list(stuck.items()):
            if _fits(world.base.steps[request.step], free):
                del stuck[round_]
                changed = True
    cycle = _cycle(world, stuck, held)
    return " → ".join(cycle)


def _let_go(world: World, stuck: dict[int, Request], *, held: Holdings, free: list[int]) -> bool:
    changed = False
    for round_ in list(held):
        if not _stopped_by(world, round_, set(stuck)):
            for each in held.pop(round_):
                free[each.pool] += each.amount
            changed = True
    return changed


def _fits(step: Step, free: list[int]) -> bool:
    return all(sum(max(0, free[pool]) for pool in need.pools) >= need.amount for need in step.needs)


def _stopped_by(world: World, holder: int, stuck: set[int]) -> set[int]:
    """Return the stuck rounds that stand before the step that gives a holder's things back."""
    network = world.network
    index = network.wiring.step_of[holder]
    seen: set[int] = set()
    todo = [
        network.wiring.first[index if need.until == NONE else need.until]
        for need in world.base.steps[index].needs
    ]
    while todo:
        round_ = todo.pop()
        if round_ in seen:
            continue
        seen.add(round_)
        step = network.wiring.step_of[round_]
        if network.state[round_] is State.WAITING and round_ not in stuck:
            todo += [
                network.wiring.first[link.step] for link in world.base.steps[step].links if not link.back
            ]
    return seen & stuck


def _cycle(world: World, stuck: dict[int, Request], held: Holdings) -> list[str]:
    """Return the names along one cycle among stuck steps, beginning and ending with the same."""
    waits_for: dict[int, set[int]] = {}
    for round_, request in stuck.items():
        wanted = {pool for need in world.base.steps[request.step].needs for pool in need.pools}
        waits_for[round_] = set()
        for holder, items in held.items():
            if any(each.pool in wanted for each in items):
                waits_for[round_] |= _stopped_by(world, holder, set(stuck))
    for first in sorted(stuck):
        path = _walk(waits_for, first)
        if path:
            steps = world.network.wiring.step_of
            return [world.base.steps[steps[each]].id for each in path]
    return []


def _walk(waits_for: dict[int, set[int]], first: int) -> list[int]:
    path, here = [first], first
    while True:
        onward = sorted(waits_for.get(here, ()))
        if not onward:
            return []
        here = onward[0]
        if here in path:
            return [*path[path.index(here) :], here]
        path.append(here)
