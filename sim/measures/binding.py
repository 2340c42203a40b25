"""What bound each start: the earlier round whose start or finish let a later one begin, and when.

Three kinds: a link (with its lag), a release of people or things, and, for what the ground itself
signals, the last handover before an exit.
"""

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING, Final

from sim.measures.steps import INSTANT
from sim.plan import NONE, LinkKind
from sim.trace import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.plan import Link
    from sim.trace import Outcome, StepRow, WaitRow

    Bound = tuple[StepRow | None, float]

Round = tuple[int, int]
FROM_START = (LinkKind.START_START, LinkKind.START_FINISH)
FREE_START = (LinkKind.FINISH_START, LinkKind.START_START)
UNBOUND: Final = (None, 0.0)


def same_moment(first: float, second: float) -> bool:
    """Whether two days are the same; never where one of them is NaN."""
    return abs(first - second) <= INSTANT


class Bindings:
    """Looks up what bound each round of one run.

    `signals`: (theatre, place) of each step that the ground signals; the place after the last
    province is the military's exit.
    """

    def __init__(self, outcome: Outcome) -> None:
        self.plan = outcome.plan
        self.rows: dict[Round, StepRow] = {row[:2]: row for row in outcome.steps}
        self.waits: dict[Round, list[WaitRow]] = {}
        for wait in outcome.waits:
            self.waits.setdefault((wait.step, wait.turn), []).append(wait)
        self.signals: dict[int, tuple[int, int]] = {}
        self.relapses = {
            each.aftermath.relapse: each.exit for each in self.plan.theatres if each.aftermath is not None
        }
        """Step of a relapse → step of the exit that it follows."""
        for index, theatre in enumerate(self.plan.theatres):
            steps = [*(each.handover for each in theatre.provinces), theatre.exit]
            self.signals |= {step: (index, place) for place, step in enumerate(steps)}

    def of_finish(self, row: StepRow) -> Bound:
        """Return the round that held back this one's finish, and when; (None, 0) if its work did."""
        return self._by_link(row, row.finish, starts=False)

    def of_start(self, row: StepRow) -> Bound:
        """Return the round that let this one begin and the moment at which it did; (None, 0) if none."""
        if row.step in self.signals:
            return self._last_handover(row)
        if row.step in self.relapses:
            gone = self.rows[self.relapses[row.step], 0]
            return gone, gone.finish
        by_link = self._by_link(row, row.ready, starts=True)
        binder = self.rows.get((row.binder, row.binder_turn))
        if binder is None or (by_link[0] is not None and binder.step == by_link[0].step):
            return by_link
        return (binder, binder.finish) if binder.finish <= row.start + INSTANT else by_link

    def released(self, row: StepRow) -> bool:
        """Whether people or things that came back let a round begin, and no link did."""
        linked = row.binder == row.step or any(link.step == row.binder for link in self._links(row))
        return row.cause in {Cause.POOL, Cause.LIFT} and row.binder != NONE and not linked

    def _links(self, row: StepRow) -> tuple[Link, ...]:
        return self.plan.steps[row.step].links

    def _by_link(self, row: StepRow, moment: float, *, starts: bool) -> Bound:
        """Return the round that a link and its lag put at a moment; the one the trace names first."""
        links: Sequence[Link] = self._links(row)
        if len(links) > 1:
            links = sorted(links, key=lambda link: link.step != row.binder)
        for link in links:
            if (link.kind in FREE_START) is not starts:
                continue
            for earlier in self._rounds(link, row):
                when = earlier.start if link.kind in FROM_START else earlier.finish
                if same_moment(when + link.lag, moment):
                    return earlier, when
        return UNBOUND

    def _rounds(self, link: Link, row: StepRow) -> Iterator[StepRow]:
        """Yield the rounds that a link may mean: the same one, the one before, any of a repeat."""
        likely = row.binder_turn if row.binder == link.step else row.turn - link.back
        rounds = range(self.plan.steps[link.step].rounds)
        for turn in chain((likely, row.turn - link.back), rounds):  # one that comes twice does not differ
            earlier = self.rows.get((link.step, turn))
            if earlier is not None:
                yield earlier
        if (row.step, row.turn - 1) in self.rows and row.binder == row.step:
            yield self.rows[row.step, row.turn - 1]

    def _last_handover(self, row: StepRow) -> Bound:
        """Return, for a military exit, the handover that came last before it."""
        index, place = self.signals[row.step]
        provinces = self.plan.theatres[index].provinces
        if place < len(provinces):
            return UNBOUND
        handed = [self.rows[each.handover, 0] for each in provinces if (each.handover, 0) in self.rows]
        done = [each for each in handed if each.finish <= row.finish]
        last = max(done, key=lambda each: each.finish, default=None)
        return UNBOUND if last is None or math.isnan(last.finish) else (last, last.finish)
