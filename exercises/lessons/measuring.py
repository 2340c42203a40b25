"""Times of play as durations of the doctrine: from sent to answered, from due to done, from asked to decided.

What had not ended is kept as such: it lasted at least so long. What fits them is not known here.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from exercises.evaluation.expected import DONE
from exercises.evaluation.lived import lives
from exercises.evaluation.responses import AHEAD
from exercises.times import SECONDS_IN_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exercises.clock import Clock
    from exercises.evaluation.lived import Lived
    from exercises.journal.entries import Entry
    from exercises.play.state import State
    from exercises.script.schema.learning import Learned

TICK = 1e-9
"""Days below which no time has passed."""


class Span(NamedTuple):
    """Something that took time, in seconds since STARTEX. `end`: None where it had not ended."""

    what: str
    cell: str
    begin: float
    end: float | None


class Seen(NamedTuple):
    """A duration that play measured, in days of a clock. `ended`: else it lasted at least so long."""

    what: str
    cell: str
    days: float
    ended: bool


class Measured(NamedTuple):
    """What play measured for one duration, and how many times are left out because no time passed in them."""

    seen: tuple[Seen, ...]
    timeless: int


def measure(state: State, entries: Iterable[Entry], learned: Learned) -> Measured:
    """Return the durations that play measured for one of the doctrine's."""
    ahead = [each.stamp.exercise for each in state.remarks if each.kind in AHEAD]
    spans = [*_answers(state, learned), *_decided(entries, learned)]
    lasted = [_days(state, each, learned.clock) for each in spans if not _skipped(each, ahead, state.now)]
    seen = tuple(each for each in lasted if each.days > TICK)
    return Measured(seen, len(lasted) - len(seen))


def _skipped(span: Span, ahead: Iterable[float], now: float) -> bool:
    """Whether the clock was set ahead meanwhile: nobody lived that time."""
    end = now if span.end is None else span.end
    return any(span.begin <= each <= end for each in ahead)


def _answers(state: State, learned: Learned) -> Iterator[Span]:
    """Yield how long answers took that were owed, and expected actions that evaluators saw."""
    if learned.decisions and not (learned.rows or learned.cells):
        return
    for each in lives(state):
        wanted = each.row.uid in learned.rows or not learned.rows
        if wanted and (each.cell in learned.cells or not learned.cells):
            yield from _seen_to_be_done(each) if each.row.kind == "expected_action" else _answered(each)


def _answered(each: Lived) -> Iterator[Span]:
    if each.owes and each.sent is not None and not each.recalled:
        end = None if each.answered is None else each.answered.exercise
        yield Span(each.row.uid, each.cell, each.sent.exercise, end)


def _seen_to_be_done(each: Lived) -> Iterator[Span]:
    run = each.run
    begin = run.due if each.sent is None else each.sent.exercise
    if begin is not None:
        done = run.rating in DONE and "assessed" in run.stamps
        yield Span(each.row.uid, each.cell, begin, run.stamps["assessed"].exercise if done else None)


def _decided(entries: Iterable[Entry], learned: Learned) -> Iterator[Span]:
    """Yield how long decisions waited for control."""
    asked: dict[str, Span] = {}
    for entry in entries:
        said = entry.payload
        wanted = entry.kind.startswith("decision.") and said["decision"] in learned.decisions
        if not wanted or (learned.cells and said["cell"] not in learned.cells):
            continue
        second = entry.exercise or 0.0
        if entry.kind == "decision.asked":
            asked[said["id"]] = Span(said["id"], said["cell"], second, None)
        elif said["id"] in asked:
            asked[said["id"]] = asked[said["id"]]._replace(end=second)
    yield from asked.values()


def _days(state: State, span: Span, clock: str) -> Seen:
    """Return a span in days; on the scenario's clock it is cut where a move sets that clock ahead."""
    until = state.now if span.end is None else span.end
    if clock == "exercise":
        return Seen(span.what, span.cell, (until - span.begin) / SECONDS_IN_DAY, span.end is not None)
    over = min((each for each in _leaps(state.clock) if each > span.begin), default=until)
    end = min(until, over)
    leg = next(each for each in reversed(state.clock.legs) if each.begins < end or each.begins <= span.begin)
    days = leg.day_at(end) - state.clock.day(span.begin)
    return Seen(span.what, span.cell, days, span.end is not None and until <= over)


def _leaps(clock: Clock) -> Iterator[float]:
    """Yield the seconds at which a move sets the scenario's clock ahead."""
    for leg, following in pairwise(clock.legs):
        if following.day > leg.day_at(following.begins) + TICK:
            yield following.begins
