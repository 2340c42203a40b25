"""What of a run is under way at a moment, and how long it has been so, in the unit of its own draw.

A draw is a wait if days pass until it is known: work, call-up, rest, training, a supplemental, a retry, a
relapse, an onset. All others are known once they were asked for; those of ground that nobody stands on yet,
and of crises that have not come, are read when the world opens and known to nobody. What follows for their
uniforms is `knowing`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sim.domain.aftermath import relapse_chance
from sim.domain.operation import YEAR
from sim.domain.readiness import call_up_days
from sim.engine.calendars import TICK, next_working, snapped
from sim.forecasting.watching import crises
from sim.plan import NONE
from sim.trace import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sim.forecasting.noting import Lived, Note
    from sim.plan import Step

OVER, NOT_BEGUN = math.inf, -math.inf


class Wait(NamedTuple):
    """A draw of days. `gone`: how much of it has passed; `OVER`, or `NOT_BEGUN` where nobody knows of it."""

    column: int
    regime: int
    gone: float


def waits_of(lived: Lived) -> Iterator[Wait]:
    """Yield every wait of a run, those that are over too; a draw may stand for several."""
    yield from _work(lived)
    yield from _plain(lived)
    yield from _relapses(lived)
    yield from _ground(lived)
    yield from (Wait(*each) for each in crises(lived))


class _Asked:
    """Notes by column."""

    def __init__(self, notes: Iterable[Note]) -> None:
        self.of: dict[int, list[Note]] = defaultdict(list)
        for each in notes:
            self.of[each.column].append(each)

    def on(self, column: int, day: float) -> Note | None:
        """Return the note of a column on a day, None if it was not asked for then."""
        return next((each for each in self.of.get(column, ()) if each.day == day), None)


def _work(lived: Lived) -> Iterator[Wait]:
    """Yield call-up and work of every round that has begun."""
    network, asked = lived.world.network, _Asked(lived.notes)
    wiring = network.wiring
    for round_, start in enumerate(network.start):
        if math.isnan(start) or network.state[round_] is State.SKIPPED:
            continue
        step, turn = network.as_begun(round_), network.turn_of[round_]
        over = network.state[round_] is not State.UNDER_WAY or network.due[round_]
        gone = OVER if over else _gone(lived, step, start)
        called = 0.0
        for note, asks in _sources(lived, asked, step, turn=turn, start=start):
            days = call_up_days(lived.rows[note.regime][note.column], asks)
            called = max(called, days)
            yield Wait(note.column, note.regime, OVER if days <= gone else gone / asks)
        worked = asked.on(wiring.duration_at[round_], start)
        if worked is not None:
            yield Wait(worked.column, worked.regime, _of_work(lived, round_, gone, called=called))


def _of_work(lived: Lived, round_: int, gone: float, *, called: float) -> float:
    """Return how much of a round's work is done, before it was made shorter; call-up comes first."""
    if gone == OVER:
        return OVER
    if gone < called:
        return NOT_BEGUN
    network = lived.world.network
    where = (network.step_of[round_], network.turn_of[round_], network.start[round_])
    eased = [each.factor for each in network.eases if (each.step, each.turn, each.time) == where]
    return (gone - called) / eased[0] if eased and eased[0] > 0.0 else gone - called


def _gone(lived: Lived, step: Step, start: float) -> float:
    """Return the days of a round since its start, in the days of its calendar."""
    if step.working == NONE:
        return lived.day - start
    return working_days(lived.plan.calendars[step.working].days, start, lived.day)


def working_days(days: Sequence[bool], since: float, until: float) -> float:
    """Return how many working days lie between two moments: the inverse of `after_working_days`.

    >>> working_days((True, True, False, False, True), 0.5, 4.25)
    1.75
    """
    moment, found = next_working(days, since), 0.0
    while moment < until:
        midnight = math.floor(moment + TICK) + 1.0
        found += min(midnight, until) - moment
        moment = next_working(days, midnight)
    return found


def _sources(
    lived: Lived, asked: _Asked, step: Step, *, turn: int, start: float
) -> Iterator[tuple[Note, float]]:
    """Yield the call-ups that a round waits for: the note of each, and how often release is asked for."""
    for need in step.needs:
        for lag, asks in zip(need.lags, need.asks, strict=True):
            note = None if lag == NONE else asked.on(_column(lived, lag, turn), start)
            if note is not None:
                often = 1.0 if asks == NONE else lived.rows[note.regime][_column(lived, asks, turn)]
                yield note, often


def _column(lived: Lived, draw: int, turn: int) -> int:
    """Return where a round of a draw stands; the last repeats."""
    offsets = lived.ready.samplers[0].offsets
    return min(offsets[draw] + turn, offsets[draw + 1] - 1)


def _plain(lived: Lived) -> Iterator[Wait]:
    """Yield what lasts as drawn from when it was asked: rest, training, supplementals, retries, returns."""
    columns = set(_columns(lived, _lasting(lived)))
    for note in lived.notes:
        if note.column in columns:
            ends = snapped(note.day + lived.rows[note.regime][note.column])
            yield Wait(note.column, note.regime, OVER if ends <= lived.day else lived.day - note.day)


def _lasting(lived: Lived) -> Iterator[int]:
    plan = lived.plan
    yield from (each.rest for each in plan.pools)
    yield from (each.training for each in plan.intakes)
    yield from (each.replenishment.lag for each in plan.funds if each.replenishment is not None)
    for theatre in plan.theatres:
        yield from (each.retry for each in theatre.provinces)
        if theatre.aftermath is not None:
            yield theatre.aftermath.return_after


def _columns(lived: Lived, draws: Iterable[int]) -> Iterator[int]:
    """Yield the columns of all rounds of some draws."""
    offsets: Sequence[int] = lived.ready.samplers[0].offsets
    for draw in draws:
        if draw != NONE:
            yield from range(offsets[draw], offsets[draw + 1])


def _relapses(lived: Lived) -> Iterator[Wait]:
    """Yield the luck of each exit: a uniform, of which time without a relapse uses up the lower part."""
    for ground in lived.world.grounds:
        rules = ground.theatre.aftermath
        if rules is None:
            continue
        columns = set(_columns(lived, [rules.chance]))
        notes = {each.day: each for each in lived.notes if each.column in columns}
        for place, left in enumerate(ground.after.exits):
            note = notes[left.time]
            if place < len(ground.after.relapses):
                yield Wait(note.column, note.regime, OVER)
                continue
            years = (lived.day - left.time) / YEAR
            used = relapse_chance(rules.in_ten_years, rules.shape, left.hazard, years)
            yield Wait(note.column, note.regime, used)


def _ground(lived: Lived) -> Iterator[Wait]:
    """Yield what the ground of a crisis that has not come would answer to: nobody has seen it."""
    for ground in lived.world.grounds:
        if ground.condition_rows:
            continue
        theatre = ground.theatre
        draws = [pace for each in theatre.provinces for pace in each.pace]
        draws += [
            each for partner in theatre.partners for each in (partner.lag, partner.scale, partner.ceiling)
        ]
        yield from (Wait(column, 0, NOT_BEGUN) for column in _columns(lived, draws))
