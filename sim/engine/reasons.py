"""Why something did not finish: the reason for every mandatory step, and cycles that hold each other up.

Nothing ends silently. Both engines say how a run stands (`Standing`); what follows from that is told here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.plan import NONE
from sim.trace import OVER, Cause, State, Unfinished

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sim.plan import Plan, Step, Theatre

    Blocker = tuple[Cause, int]
    Holdings = dict[int, list[tuple[int, int]]]

SETTLED = OVER | {State.SKIPPED, State.CANCELLED}
"""States that need no reason."""


class Queued(NamedTuple):
    """A round that stands in line: its step, what is in its way (cause and target), and since when."""

    step: int
    blocker: Blocker | None
    since: float


class Stood(NamedTuple):
    """How a theatre stands. `handed_over`: per province; `exited`: whether its troops have ever left."""

    theatre: Theatre
    handed_over: Sequence[bool]
    troops: int
    exited: bool


@dataclass(frozen=True)
class Standing:
    """How a run stands. `plan`: as it was at first; `now`: with the numbers that hold.

    `first`: place of each step's first round; `step_of` to `target`: per round. `line`: who waits, by round;
    `held`: (pool, amount) by round; `free`: per pool; `lapsed`: per fund; `absent`: operations that have not
    come.
    """

    plan: Plan
    now: Plan
    first: Sequence[int]
    step_of: Sequence[int]
    state: Sequence[State]
    ready: Sequence[float]
    start: Sequence[float]
    finish: Sequence[float]
    cause: Sequence[Cause]
    target: Sequence[int]
    line: Mapping[int, Queued]
    held: Mapping[int, list[tuple[int, int]]]
    free: Sequence[int]
    lapsed: Sequence[bool]
    absent: set[int]
    grounds: Sequence[Stood]


def unfinished(run: Standing) -> Iterator[Unfinished]:
    """Yield every mandatory step that did not finish, and every exit that did not come, with the reason."""
    for index, step in enumerate(run.plan.steps):
        if step.repeat == NONE and run.state[run.first[index]] in SETTLED:
            continue
        asked = step.mandatory and step.operation not in run.absent
        reason = _reason(run, index) if asked else ""
        if reason:
            yield Unfinished(index, 0, reason)
    for ground in run.grounds:
        here = ground.theatre.operation not in run.absent
        if here and ground.theatre.force.troops > 0 and not ground.exited:
            yield Unfinished(ground.theatre.exit, 0, _why_no_exit(ground))


def _reason(run: Standing, index: int) -> str:
    round_, step = _latest(run, index), run.plan.steps[index]
    state = run.state[round_]
    if state in SETTLED or step.signal:
        return ""
    if state is State.UNDER_WAY:
        return f"out of horizon: under way since D+{run.start[round_]:.1f}"
    if state is State.GAVE_UP:
        blocker = (run.cause[round_], run.target[round_])
        return f"given up on D+{run.finish[round_]:.1f}, waiting {_for(run, blocker)}"
    queued = run.line.get(round_)
    if queued is not None:
        return f"waiting {_for(run, queued.blocker)} since D+{queued.since:.1f}"
    return f"not ready: waits for {_missing(run, step)}"


def _for(run: Standing, blocker: Blocker | None) -> str:
    if blocker is None:
        return "in line"
    cause, target = blocker
    plan = run.plan
    if cause is Cause.FUND:
        lapsed = ", which has lapsed" if run.lapsed[target] else ""
        return f"for money of fund {plan.funds[target].id}{lapsed}"
    if cause in {Cause.POOL, Cause.MECHANISM, Cause.LIFT}:
        return f"starved of {plan.pools[target].id.removeprefix('mechanism:')}"
    if cause is Cause.CALENDAR:
        return f"for the next day of {plan.calendars[target].id}"
    return "for its earliest day" if cause is Cause.HOLD else "for security on its way"


def _missing(run: Standing, step: Step) -> str:
    names = [
        run.plan.steps[link.step].id
        + (" (called off)" if run.state[run.first[link.step]] is State.CANCELLED else "")
        for link in step.links
        if not link.back and not _done(run, link.step)
    ]
    return ", ".join(dict.fromkeys(names)) or "an earlier moment"


def _done(run: Standing, step: int) -> bool:
    state = run.state[_latest(run, step)]
    return state.over or state is State.SKIPPED


def _latest(run: Standing, step: int) -> int:
    """Return the round of a repeated step that came last; of any other step the first."""
    first = run.first[step]
    if run.now.steps[step].repeat == NONE:
        return first
    rounds = range(first, first + run.now.steps[step].rounds)
    return max((each for each in rounds if not math.isnan(run.ready[each])), default=first)


def _why_no_exit(ground: Stood) -> str:
    names = [each.id for each in ground.theatre.provinces]
    open_ = [name for name, passed in zip(names, ground.handed_over, strict=True) if not passed]
    if open_:
        return f"gate not met: {', '.join(open_)} not handed over"
    return f"drawing down: {ground.troops:,} troops left of {ground.theatre.force.troops:,}"


def deadlock(run: Standing) -> str:
    """Return the cycle of steps that hold what each other waits for, or ''.

    Lets every holder give back that can still come to its end, until nothing changes; what then
    still waits for pools that waiting steps hold will wait for ever.
    """
    stuck = {
        round_: each.step
        for round_, each in run.line.items()
        if each.blocker is not None and each.blocker[0] in {Cause.POOL, Cause.LIFT}
    }
    free, held = list(run.free), {round_: list(items) for round_, items in run.held.items()}
    changed = True
    while changed and stuck:
        changed = _let_go(run, stuck, held=held, free=free)
        for round_, step in list(stuck.items()):
            if _fits(run.plan.steps[step], free):
                del stuck[round_]
                changed = True
    return " → ".join(_cycle(run, stuck, held))


def _let_go(run: Standing, stuck: dict[int, int], *, held: Holdings, free: list[int]) -> bool:
    changed = False
    for round_ in list(held):
        if not _stopped_by(run, round_, set(stuck)):
            for pool, amount in held.pop(round_):
                free[pool] += amount
            changed = True
    return changed


def _fits(step: Step, free: list[int]) -> bool:
    return all(sum(max(0, free[pool]) for pool in need.pools) >= need.amount for need in step.needs)


def _stopped_by(run: Standing, holder: int, stuck: set[int]) -> set[int]:
    """Return the stuck rounds that stand before the step that gives a holder's things back."""
    index = run.step_of[holder]
    seen: set[int] = set()
    todo = [run.first[index if need.until == NONE else need.until] for need in run.plan.steps[index].needs]
    while todo:
        round_ = todo.pop()
        if round_ in seen:
            continue
        seen.add(round_)
        step = run.step_of[round_]
        if run.state[round_] is State.WAITING and round_ not in stuck:
            todo += [run.first[link.step] for link in run.plan.steps[step].links if not link.back]
    return seen & stuck


def _cycle(run: Standing, stuck: dict[int, int], held: Holdings) -> list[str]:
    """Return the names along one cycle among stuck steps, beginning and ending with the same."""
    waits_for: dict[int, set[int]] = {}
    for round_, step in stuck.items():
        wanted = {pool for need in run.plan.steps[step].needs for pool in need.pools}
        waits_for[round_] = set()
        for holder, items in held.items():
            if any(pool in wanted for pool, _ in items):
                waits_for[round_] |= _stopped_by(run, holder, set(stuck))
    for first in sorted(stuck):
        path = _walk(waits_for, first)
        if path:
            return [run.plan.steps[run.step_of[each]].id for each in path]
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
