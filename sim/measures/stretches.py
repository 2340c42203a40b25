"""The critical chain of a run in bare numbers: stretches of work, waits and lags, walked back from a moment.

What a stretch is called, and the slack of steps, is `sim.critical`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from sim.measures.binding import Bindings, Round, same_moment
from sim.measures.steps import INSTANT
from sim.plan import NONE, When
from sim.trace import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.trace import Outcome, StepRow

BELOW_THE_GATE = "conditions below the gate"
DRAWDOWN = "drawdown of the force, review by review"
BEFORE_THE_END = "before the end of"


class Stretch(NamedTuple):
    """Days of a chain around one round of a step: `kind` is work, wait, lag or ground.

    `cause`, `target`: of a wait, as in the trace. `why`: on the ground what was not ready; of a lag
    before a finish that it is one.
    """

    kind: str
    row: StepRow
    since: float
    until: float
    cause: Cause = Cause.PREDECESSOR
    target: int = NONE
    why: str = ""

    @property
    def days(self) -> float:
        """Return its length."""
        return self.until - self.since


class Route(NamedTuple):
    """What a milestone's day is made of, in order of time; and its steps, the last of them first."""

    stretches: tuple[Stretch, ...]
    steps: tuple[int, ...]


class Visit(NamedTuple):
    """A round on the way back: the one that freed it, when, and what lies in between, the last first."""

    before: StepRow | None
    freed: float
    stretches: tuple[Stretch, ...]


class Ways:
    """The ways back through one run. Chains mostly begin alike: each visit is looked up once."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.bindings = Bindings(outcome)
        self._visits: dict[tuple[int, int, float], Visit] = {}

    def route_of(self, milestone: int) -> Route:
        """Return the critical chain of a milestone by index; an empty one if it was not reached."""
        moment = self.outcome.milestones[milestone]
        row = None if math.isnan(moment) else self._reaching(milestone, moment)
        return Route((), ()) if row is None else self.route_to(row, moment)

    def route_to(self, row: StepRow | None, moment: float) -> Route:
        """Return the chain that leads to a moment in the life of one round of a step."""
        seen: dict[Round, None] = {}
        found: list[Stretch] = []
        while row is not None:
            seen[row[:2]] = None
            visit = self._visit(row, moment)
            if visit.before is not None and visit.before[:2] in seen:
                visit = self._look(row, moment, alone=True)
            found += visit.stretches
            row, moment = visit.before, visit.freed
        found.reverse()
        return Route(tuple(found), tuple(dict.fromkeys([step for step, _ in seen])))

    def _visit(self, row: StepRow, moment: float) -> Visit:
        key = (*row[:2], moment)
        found = self._visits.get(key)
        if found is None:
            found = self._visits[key] = self._look(row, moment)
        return found

    def _look(self, row: StepRow, moment: float, *, alone: bool = False) -> Visit:
        """Return what freed a round, or (`alone`) what lies before it if nothing did since D+0."""
        before, freed = self.bindings.of_finish(row) if same_moment(row.finish, moment) else (None, 0.0)
        held_finish = before is not None
        if not held_finish:
            before, freed = self.bindings.of_start(row)
        if alone:
            before, freed = None, 0.0
        told = list(self._between(row, freed, moment, held_finish=held_finish))
        told.reverse()
        return Visit(before, freed, tuple(told))

    def _between(self, row: StepRow, freed: float, moment: float, *, held_finish: bool) -> Iterator[Stretch]:
        """Yield what happened from the moment that freed a round to a moment in its life, if it took time."""
        if row.step in self.bindings.signals:
            yield from (each for each in self._on_the_ground(row, freed) if each.days > INSTANT)
        elif held_finish:
            if moment - freed > INSTANT:
                yield Stretch("lag", row, freed, moment, why=BEFORE_THE_END)
        else:
            start = min(row.finish if math.isnan(row.start) else row.start, moment)
            ready = min(max(row.ready, freed), start)
            if ready - freed > INSTANT:
                yield Stretch("lag", row, freed, ready)
            yield from self._waits(row, ready, start)
            if moment - start > INSTANT:
                yield Stretch("work", row, start, moment)

    def _waits(self, row: StepRow, since: float, until: float) -> Iterator[Stretch]:
        """Yield the waits of a round, cause by cause."""
        for wait in self.bindings.waits.get((row.step, row.turn), ()):
            end = min(wait.until, until)
            if end > since:
                if end - since > INSTANT:
                    yield Stretch("wait", row, since, end, wait.cause, wait.target)
                since = end
        if until - since > INSTANT:
            yield Stretch("wait", row, since, until, row.cause, row.target)

    def _on_the_ground(self, row: StepRow, freed: float) -> Iterator[Stretch]:
        """Yield what a handover or an exit waited for: conditions, assessments, the drawdown."""
        theatre, place = self.bindings.signals[row.step]
        day = row.finish
        if place == len(self.outcome.plan.theatres[theatre].provinces):
            yield Stretch("ground", row, freed, day, why=DRAWDOWN)
            return
        since, why = max(freed, min(self._begins(theatre), day)), BELOW_THE_GATE
        yield Stretch("lag", row, freed, since)
        for each in self.outcome.assessments:
            if (each.theatre, each.province) == (theatre, place) and each.time <= day:
                yield Stretch("ground", row, since, each.time, why=why)
                since, why = each.time, f"assessment {each.result}, then the next"
        yield Stretch("ground", row, since, day, why=why)

    def _begins(self, theatre: int) -> float:
        """Return the day on which a theatre's operation began: its own, or that of a random onset."""
        rules = self.outcome.plan.theatres[theatre]
        return next((e.onset for e in self.outcome.watch if e.operation == rules.operation), rules.begins)

    def _reaching(self, index: int, day: float) -> StepRow | None:
        """Return the round of a step at whose start or finish a milestone was reached."""
        plan, milestone = self.outcome.plan, self.outcome.plan.milestones[index]
        for part in milestone.parts:
            if same_moment(self.outcome.milestones[part], day):
                return self._reaching(part, day)
        at_start = milestone.at is When.START
        for step in sorted(milestone.steps):
            for turn in range(plan.steps[step].rounds):
                row = self.bindings.rows.get((step, turn))
                if row is not None and same_moment(row.start if at_start else row.finish, day):
                    return row
        return None
