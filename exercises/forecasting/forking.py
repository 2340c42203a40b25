"""What if: one moment, two lines of play over the same new luck, without and with a command, side by side.

Nothing is written: a fork is discarded by forgetting it, and adopted by giving its command for real.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from exercises.console.reading import read_line
from exercises.errors import Refused, UnknownName
from exercises.forecasting.carrying import entries_until
from exercises.forecasting.forecast import FUTURES, Forecast, Foreseen, forecast, repeats
from exercises.forecasting.turning import is_news, turn_at
from exercises.play import commands
from exercises.roles import Actor, Role
from exercises.times import say_offset
from sim.stats import Estimate, paired_difference
from sim.stats.bootstrap import paired_quantiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from exercises.director import Director
    from exercises.journal.entries import Entry
    from exercises.opening import Stage
    from exercises.play.commands import Command
    from exercises.script.schema import Script

    Floats = NDArray[np.float64]

TRIED = ("release", "hold", "skip", "recall", "answer", "decide", "approve", "refuse", "apply")
"""Commands of which one can ask what if: those that change what comes, not the clock."""
CAME = frozenset({"armed", "sent"})
"""States of a row that has come due."""
MOST_DATES = 12
RESAMPLES = 500


@dataclass(frozen=True)
class Given:
    """A command that is tried. `line`: as it was written."""

    line: str
    actor: Actor
    command: Command


@dataclass(frozen=True)
class RowShift:
    """A row that waits for the simulation, without and with. `less`: share with less share without."""

    uid: str
    title: str
    without: float
    with_: float
    less: Estimate


@dataclass(frozen=True)
class DateShift:
    """A milestone, without and with: P50 in days, None: later than the horizon. `later`: days, at the P50."""

    name: str
    without: float | None
    with_: float | None
    later: Estimate


@dataclass(frozen=True)
class Fork:
    """Two lines from one moment. `past`: whether play went on from there, which neither of them has.

    `given`: what was tried, as written; `rows`, `dates`: what differs, dates with the greatest shift first.
    `instead`: number of the entry in whose place it was tried, which the line without it has; None: of none.
    """

    second: float
    given: tuple[str, ...]
    past: bool
    without: Forecast
    with_: Forecast
    rows: tuple[RowShift, ...]
    dates: tuple[DateShift, ...]
    instead: int | None = None


def given(line: str, script: Script, who: Actor) -> Given:
    """Return a command as a line of the console has it: `embassy: answer fund-request option=approve`.

    Parameters: `who`: gives it; control acts for the cell that is named.
    Raises: `Refused` where it is no command of which one can ask what if.
    """
    read = read_line(line, script.cells, who)
    if read is None:
        message = "nothing is tried"
        raise Refused(message, advice=f"write a command: {', '.join(TRIED)}")
    if read.verb not in TRIED or read.command is None:
        raise UnknownName(read.verb, TRIED, what="command of which one can ask what if")
    if read.moment is not None:
        message = "what is tried is tried at the moment of the fork"
        raise Refused(message, advice="leave the moment out, and name it as that of the fork")
    command, cell = read.command, read.actor.cell
    if isinstance(command, commands.Answer | commands.Decide):
        if not cell:
            message = f"{read.verb} needs a cell that does so"
            raise Refused(message, advice=f"such as {next(iter(script.cells))}: {line}")
        return Given(line, who, replace(command, cell=cell))
    return Given(line, who if not cell else read.actor, command)


def fork(
    stage: Stage,
    entries: Sequence[Entry],
    tried: Sequence[Given],
    *,
    second: float,
    futures: int = FUTURES,
    instead: int | None = None,
) -> Fork:
    """Return both lines from a second of the exercise, which may lie behind.

    Parameters: `instead`: number of an entry that somebody's act left: one line is as it was played, the
    other has what is tried in the place of that act; `second` is then that of the act.
    Raises: `Refused` where the exercise had ended by then, or where what is tried makes no sense then;
    `BadInput` where the simulation cannot take it.
    """
    if instead is None:
        not_over(entries, second)
        before = then = entries_until(entries, second)
    else:
        turn = turn_at(entries, instead)
        second = turn.second
        before = entries_until(entries, second, before=turn.seq)
        then = entries_until(entries, second, before=turn.last + 1)
    one = forecast(stage, then, second=second, futures=futures)
    commands = [(each.actor, each.command) for each in tried]
    other = forecast(stage, before, second=second, futures=futures, commands=commands)
    return Fork(
        second=one.forecast.second,
        given=tuple(each.line for each in tried),
        past=len(then) < len(entries),
        instead=instead,
        without=one.forecast,
        with_=other.forecast,
        rows=tuple(_rows(one, other)),
        dates=tuple(_dates(one, other)),
    )


def not_over(entries: Sequence[Entry], second: float) -> None:
    """Refuse a moment at which the exercise had ended."""
    end = next((each for each in entries if each.kind == "exercise.ended"), None)
    if end is not None and second >= (end.exercise or 0.0):
        when = say_offset(end.exercise or 0.0)
        message = f"the exercise ended at {when}: nothing can be tried any more"
        raise Refused(message, advice="name a moment before that, or play again from one: rewind")


def _rows(one: Foreseen, other: Foreseen) -> Iterator[RowShift]:
    """Yield what becomes of each row that one of the lines waits for."""
    for uid, row in (one.question.rows | other.question.rows).items():
        before, after = _comes(one, uid), _comes(other, uid)
        shift = paired_difference(after, before)
        yield RowShift(uid, row.title, float(before.mean()), float(after.mean()), shift)


def _comes(line: Foreseen, uid: str) -> Floats:
    """Return 1 for each future in which a row comes due by ENDEX, else 0; 1 where it has come already."""
    places = {each: place for place, each in enumerate(line.question.rows)}
    if uid not in places:
        came = any(CAME & set(run.stamps) for _, run in line.question.here.state.runs_of(uid))
        return np.full(line.answers.n, float(came))
    return np.isfinite(line.answers.due[:, places[uid]]).astype(np.float64)


def _dates(one: Foreseen, other: Foreseen) -> list[DateShift]:
    horizon = one.question.plan.horizon
    found = []
    for place, milestone in enumerate(one.forecast.milestones):
        before, after = one.answers.reached[:, place], other.answers.reached[:, place]
        if np.array_equal(before, after):
            continue
        key = zlib.crc32(milestone.name.encode())
        (later,) = paired_quantiles(after, before, [0.5], key=key, horizon=horizon, count=RESAMPLES)
        whens = (milestone.when.p50, other.forecast.milestones[place].when.p50)
        moves = (later.value, later.low, later.high) != (0.0, 0.0, 0.0)
        if moves and whens != (None, None) and not repeats(milestone, one.forecast.milestones):
            found.append(DateShift(milestone.name, *whens, later))
    return sorted(found, key=lambda each: -abs(each.later.value))[:MOST_DATES]


def adopt(director: Director, tried: Sequence[Given], *, reason: str, head: int) -> None:
    """Give what was tried for real, at this moment, and note why.

    Parameters: `head`: the last entry that the fork rested on; where more has happened since, it is refused.
    Raises: `Refused` without a reason; as `Director.do`.
    """
    if not reason.strip():
        message = "adopting what was tried needs a reason"
        raise Refused(message, advice="say what the comparison showed")
    since = director.since(head)
    if is_news(since):
        message = "something has happened since this was tried"
        raise Refused(message, advice="try it again, and then adopt it")
    for place, each in enumerate(tried):
        command = replace(each.command, operation=f"adopt:{head}:{place}")
        director.do(each.actor, command)
    lines = "; ".join(each.line for each in tried)
    who = tried[0].actor if tried else Actor("control", Role.CONTROLLER)
    director.do(who, commands.Note(text=f"Adopted after a what-if: {lines}. {reason.strip()}"))
