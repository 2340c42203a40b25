"""What the What-if page shows: moments and commands to choose from, both futures, and lines of play."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.views.moments import say_hour
from exercises.console.telling import TOLD
from exercises.forecasting import possible, turns
from exercises.forecasting.carrying import entries_until
from exercises.forecasting.moments import second_at
from exercises.forecasting.telling import share_text, shift_text
from exercises.forecasting.turning import instead
from exercises.play.state import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from exercises.forecasting import Due, Forecast, Fork, Turn
    from exercises.forecasting.lines import Line, Parted
    from exercises.forecasting.lines import Told as Own
    from exercises.journal.entries import Entry
    from exercises.play.setting import Setting
    from exercises.play.state import State

NOW = "now"
NEVER = "–"
MOST_MOMENTS = 80
WITHOUT, WITH = "as it stands", "with it"
PLAYED, OTHERWISE = "as it was played", "otherwise"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment from which something is tried. `instead`: number of the entry in whose place; None: of none.

    `second`: of the exercise, None: now.
    """

    second: float | None = None
    instead: int | None = None

    @property
    def is_now(self) -> bool:
        """Whether it is the present one: what is tried there can be adopted."""
        return self.second is None and self.instead is None


def moments(setting: Setting, state: State, entries: Sequence[Entry]) -> dict[str, Moment]:
    """Return what can be chosen: now, and each act of a person, the latest first: label → moment."""
    found = {NOW: Moment()}
    for turn in reversed(turns(entries)[-MOST_MOMENTS:]):
        found[_label(setting, state, turn)] = Moment(turn.second, turn.seq)
    return found


def _label(setting: Setting, state: State, turn: Turn) -> str:
    entry = turn.entry
    told = " ".join(TOLD[entry.kind](state, entry.payload).split())
    return f"{say_hour(setting.startex, turn.second)} instead of: {told} ({entry.seq})"


def moment_named(written: str, chosen: dict[str, Moment], *, setting: Setting, state: State) -> Moment:
    """Return a moment that was chosen, or written as people name them. Raises: `Refused` where it is none."""
    if not written.strip():
        return Moment()
    return chosen.get(written) or Moment(second_at(written, setting, state))


def offers(setting: Setting, entries: Sequence[Entry], moment: Moment) -> list[str]:
    """Return commands that can be tried at a moment. Raises: `Refused` where play had not begun by then."""
    second = math.inf if moment.second is None else moment.second
    before = entries_until(entries, second, before=moment.instead)
    found = possible(setting.script, fold(setting.opening(), before))
    turn = next((each for each in turns(entries) if each.seq == moment.instead), None)
    return found if turn is None else instead(turn, found)


@dataclass(frozen=True, slots=True)
class Bar:
    """A row in one of two futures: hours since STARTEX of 10, 50 and 90 %, None: not by ENDEX."""

    row: str
    line: str
    chance: str
    low: float
    middle: float | None
    high: float


@dataclass(frozen=True, slots=True)
class Shift:
    """A milestone that comes otherwise: days later, with the interval."""

    name: str
    later: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ForkView:
    """A fork as it is shown: what was tried, and what differs, row by row and date by date.

    `lines`: what both are called; `bars`, `shifts`: the same to be drawn; `hours`: from and to, of the axis.
    """

    head: str
    note: str
    lines: tuple[str, str]
    rows: tuple[tuple[str, str, str, str], ...]
    dates: tuple[tuple[str, str, str, str], ...]
    bars: tuple[Bar, ...]
    shifts: tuple[Shift, ...]
    hours: tuple[float, float]
    assumed: tuple[str, ...]


def fork_view(found: Fork, startex: datetime) -> ForkView:
    """Return a fork as it is shown; only what differs has a line."""
    lines = (WITHOUT, WITH) if found.instead is None else (PLAYED, OTHERWISE)
    moved = [each for each in found.rows if each.without != each.with_]
    where = "instead of what was done at" if found.instead is not None else "at"
    return ForkView(
        head=f"What if, {where} {say_hour(startex, found.second)}: {'; '.join(found.given)}",
        note=_note(found),
        lines=lines,
        rows=tuple(
            (
                f"{each.uid}: {each.title}",
                share_text(each.without),
                share_text(each.with_),
                f"{100 * each.less.value:+.0f} ({100 * each.less.low:+.0f} to {100 * each.less.high:+.0f})",
            )
            for each in moved
        ),
        dates=tuple(
            (each.name, _day(each.without), _day(each.with_), shift_text(each.later)) for each in found.dates
        ),
        bars=tuple(_bars(found, lines)),
        shifts=tuple(
            Shift(each.name, each.later.value, each.later.low, each.later.high)
            for each in found.dates
            if all(map(math.isfinite, (each.later.value, each.later.low, each.later.high)))
        ),
        hours=(found.second / 3600.0, max(found.without.until, found.second + 360.0) / 3600.0),
        assumed=found.with_.assumed,
    )


def _note(found: Fork) -> str:
    told = f"{found.without.n:,} futures of each line, the same luck in both."
    if found.instead is not None:
        return f"{told} One line has what was done, the other what is tried instead; neither what came after."
    return (
        f"{told} Play went on from there; what people did after it is in neither line."
        if found.past
        else told
    )


def _bars(found: Fork, lines: tuple[str, str]) -> Iterator[Bar]:
    """Yield both futures of each row that comes in one of them."""
    sides: tuple[Forecast, Forecast] = found.without, found.with_
    rows = [{each.uid: each for each in side.rows} for side in sides]
    for shift in found.rows:
        if shift.without == 0.0 == shift.with_:
            continue
        chance = f"{share_text(shift.without)} → {share_text(shift.with_)}"
        for line, side, mine in zip(lines, sides, rows, strict=True):
            if shift.uid in mine and mine[shift.uid].when.reached.value > 0.0:
                label = f"{shift.title}  {chance}"
                yield _bar(mine[shift.uid], label, line, until=side.until)


def _bar(due: Due, row: str, line: str, *, until: float) -> Bar:
    when = due.when
    low, high = (until if each is None else each for each in (when.p10, when.p90))
    middle = None if when.p50 is None else when.p50 / 3600.0
    return Bar(row, line, share_text(when.reached.value), low / 3600.0, middle, high / 3600.0)


def _day(day: float | None) -> str:
    return NEVER if day is None else f"D+{day:.1f}"


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of play in a table: its name, where it comes from, and whether it is the one that is played."""

    name: str
    origin: str
    entries: int
    here: bool


def lines_view(
    lines: Sequence[Line], heads: dict[str, int], *, here: str, startex: datetime
) -> list[LineView]:
    """Return the lines of an exercise for a table. `heads`: name → entries."""
    return [
        LineView(each.name, _origin(each, startex), heads.get(each.name, 0), each.name == here)
        for each in lines
    ]


def _origin(line: Line, startex: datetime) -> str:
    if not line.parent:
        return "the first"
    return f"{line.parent}, from {say_hour(startex, line.second)} (entry {line.seq})"


@dataclass(frozen=True, slots=True)
class PartedView:
    """Two lines beside each other, from where they part. `one`, `other`: time of day and what happened."""

    head: str
    one: tuple[tuple[str, str], ...]
    other: tuple[tuple[str, str], ...]


def parted_view(found: Parted, startex: datetime) -> PartedView:
    """Return two lines as they are shown beside each other."""
    head = f"Both are the same up to {say_hour(startex, found.second)} (entry {found.seq})."
    return PartedView(head, _own(found.one, startex), _own(found.other, startex))


def _own(told: Own, startex: datetime) -> tuple[tuple[str, str], ...]:
    return tuple(
        (say_hour(startex, entry.exercise or 0.0), text)
        for entry, text in zip(told.entries, told.texts, strict=True)
        if text
    )
