"""A Plan's network turned around and its rounds numbered: made once, shared by all runs.

Every round of every step has one place in flat lists. For each place: which step and turn it is,
where its draws stand in a row of values, and which places its start and its finish set free.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.engine.lanes import Lanes
from sim.plan import NONE, Account, LinkKind, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.plan import Link, Plan, Step

STARTS = (LinkKind.FINISH_START, LinkKind.START_START)
"""Links that hold back the start of the later step; the others hold back its finish."""
AT_START = (LinkKind.START_START, LinkKind.START_FINISH)
"""Links that leave from the start of the earlier step; the others leave from its finish."""


class Freed(NamedTuple):
    """An arrow seen from its tail: the round it frees, after how long, its start or its finish."""

    round: int
    lag: float
    start: bool


@dataclass(frozen=True)
class Wiring:
    """The flat lists. `first`: place of a step's first round; the others are indexed by place."""

    first: list[int]
    step_of: list[int]
    turn_of: list[int]
    duration_at: list[int]
    chance_at: list[int]
    repeat_at: list[int]
    on_start: list[list[Freed]]
    on_finish: list[list[Freed]]
    starts_pending: list[int]
    ends_pending: list[int]
    gives_back: list[list[int]]
    """Per step: the other steps whose holdings its finish gives back."""
    ends: frozenset[int]
    """Steps whose finish leaves others without a task."""
    pays: tuple[list[bool], ...]
    """Per moment (start, finish) and step: whether money moves then."""
    lanes: Lanes
    in_line: list[bool]
    """Per step: whether it must stand in line before it begins."""
    quiet: list[bool]
    """Per step: whether nothing happens at its finish but that what follows is set free."""
    plain: list[bool]
    """Per step: whether it begins as soon as it is ready, whatever else is the case."""

    @classmethod
    def of(cls, plan: Plan, offsets: Sequence[int]) -> Wiring:
        """Wire a Plan; `offsets`: column of each draw's first round in a row of values."""
        first: list[int] = []
        step_of: list[int] = []
        turn_of: list[int] = []
        for index, step in enumerate(plan.steps):
            first.append(len(step_of))
            step_of += [index] * step.rounds
            turn_of += range(step.rounds)
        size = len(step_of)

        def columns(draws: list[int]) -> list[int]:
            found = []
            for index, turn in zip(step_of, turn_of, strict=True):
                draw = draws[index]
                last = plan.draws[draw].rounds - 1 if draw != NONE else 0
                found.append(NONE if draw == NONE else offsets[draw] + min(turn, last))
            return found

        wiring = cls(
            first=first,
            step_of=step_of,
            turn_of=turn_of,
            duration_at=columns([each.duration for each in plan.steps]),
            chance_at=columns([each.chance for each in plan.steps]),
            repeat_at=columns([each.repeat for each in plan.steps]),
            on_start=[[] for _ in range(size)],
            on_finish=[[] for _ in range(size)],
            starts_pending=[0] * size,
            ends_pending=[0] * size,
            gives_back=[[] for _ in plan.steps],
            ends=frozenset(each.unless for each in plan.steps),
            pays=tuple([any(p.at is at for p in each.postings) for each in plan.steps] for at in When),
            lanes=Lanes.of(plan),
            in_line=[stands_in_line(each) for each in plan.steps],
            quiet=[is_quiet(each) for each in plan.steps],
            plain=[is_plain(each) for each in plan.steps],
        )
        for index, step in enumerate(plan.steps):
            for link in step.links:
                wiring.connect(plan, link, index)
            wiring.tie(step, index)
        return wiring

    def tie(self, step: Step, index: int) -> None:
        """Note at which steps' finish this one gives something back or is called off."""
        if step.unless != NONE:
            self.quiet[step.unless] = False
        for need in step.needs:
            if need.until != NONE and index not in self.gives_back[need.until]:
                self.gives_back[need.until].append(index)
                self.quiet[need.until] = False

    def connect(self, plan: Plan, link: Link, index: int) -> None:
        """Draw one arrow between every pair of rounds that it binds."""
        tails = self.on_start if link.kind in AT_START else self.on_finish
        heads = link.kind in STARTS
        pending = self.starts_pending if heads else self.ends_pending
        for tail, head in bound_rounds(plan.steps[link.step], plan.steps[index], link):
            pending[self.first[index] + head] += 1
            arrow = Freed(self.first[index] + head, link.lag, heads)
            for turn in self._tails(plan.steps[link.step], tail):
                tails[self.first[link.step] + turn].append(arrow)

    def _tails(self, step: Step, turn: int) -> range:
        """Return the rounds any of which may turn out the last: all of those of a repeated step."""
        return range(step.rounds) if step.repeat != NONE else range(turn, turn + 1)


def bound_rounds(earlier: Step, later: Step, link: Link) -> Iterator[tuple[int, int]]:
    """Yield the (earlier, later) rounds that a link binds.

    Within a rotation every round binds its own, or the next one (`back`); across, the first binds
    the first.
    """
    if link.back:
        yield from ((turn, turn + link.back) for turn in range(min(earlier.rounds, later.rounds - 1)))
    elif rotates(earlier) and rotates(later) and earlier.group == later.group:
        yield from ((turn, turn) for turn in range(min(earlier.rounds, later.rounds)))
    else:
        yield (0, 0)


def rotates(step: Step) -> bool:
    """Whether a step's rounds follow one another in a rotation (not: it repeats itself)."""
    return step.rounds > 1 and step.repeat == NONE


def is_plain(step: Step) -> bool:
    """Whether nothing can skip, cancel, hold back or keep a step in line, and it moves no money."""
    moves = step.unless != NONE or step.chance != NONE or step.not_before > 0.0 or step.postings
    return not moves and not stands_in_line(step)


def is_quiet(step: Step) -> bool:
    """Whether a step holds nothing, counts nowhere on the ground, pays nothing at its end, never repeats."""
    pays = any(each.at is When.FINISH for each in step.postings)
    return not (step.needs or step.drives or pays or step.repeat != NONE or step.leaves is not None)


def stands_in_line(step: Step) -> bool:
    """Whether a step needs anything that others may hold, a day of a calendar or a safe road.

    Money that its own programme has already set aside is no reason to stand in line.
    """
    claims = any(
        each.at is When.START and each.source is Account.APPORTIONED and max(each.amounts) > 0
        for each in step.postings
    )
    calendar = step.working != NONE or step.opens != NONE
    return bool(step.needs) or claims or calendar or step.condition is not None
