"""The board: every row with every recipient, where it stands, when, and how long it has waited."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.views.moments import minutes_of_day, say_hour, say_wait
from exercises.play.state import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exercises.director import Director
    from exercises.play.state import Run, State
    from exercises.script.schema import Row

STATUSES = (
    "overdue", "due", "held", "sent", "seen", "answered", "assessed", "planned", "waiting",
    "skipped", "expired", "failed", "recalled",
)  # fmt: skip
"""Words for where a row stands, the pressing ones first. `due`: it waits for a controller; `overdue`: an
answer was expected by now; `planned`: it has a time; `waiting`: it comes when something else happens."""
WAITS = frozenset({"due", "overdue", "held"})
"""Statuses in which a row waits for somebody, whatever it says."""
CONTROL_LANE = "control"
"""The lane of rows that go to no cell."""
MOST_TRACKS = 8
"""Tracks of a lane; what finds none free lies on the last one."""
WIDTH_SHARE = 22
"""A bar is at least this part of the window wide, so that its number can be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row with one recipient. `second`: when it went out, is due or is planned; NaN if nobody can say."""

    uid: str
    number: str
    cell: str
    title: str
    kind: str
    status: str
    second: float
    ended: float
    when: str
    waiting: float
    why: str
    awaited: bool
    """Whether an answer is open."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A line on the swim lanes, in minutes of the day; `track`: from the top of its lane."""

    lane: str
    track: int
    begin: float
    end: float
    number: str
    title: str
    status: str
    when: str


@dataclass(frozen=True, slots=True)
class Board:
    """All lines, and the moment. `now`: seconds since STARTEX."""

    lines: tuple[Line, ...]
    now: float

    def only(self, *, statuses: Iterable[str] = (), cells: Iterable[str] = (), words: str = "") -> Board:
        """Return the lines with one of the statuses, of the cells, with all the words; without any, all."""
        wanted, of = set(statuses), set(cells)
        parts = words.casefold().split()
        kept = tuple(
            each
            for each in self.lines
            if (not wanted or each.status in wanted)
            and (not of or each.cell in of)
            and all(part in f"{each.number} {each.uid} {each.title}".casefold() for part in parts)
        )
        return Board(kept, self.now)

    def pressing_first(self) -> Board:
        """Return the lines with those first that wait for somebody."""
        return Board(tuple(sorted(self.lines, key=lambda each: each.status not in WAITS)), self.now)

    def pressing(self) -> Line | None:
        """Return the line that asks most for somebody, else the next that is planned."""
        ranked = [each for each in self.lines if each.status in {"overdue", "due", "held", "planned"}]
        rank = {status: at for at, status in enumerate(("due", "overdue", "held", "planned"))}
        return min(ranked, key=lambda each: (rank[each.status], _last(each.second)), default=None)


def _last(second: float) -> float:
    return math.inf if math.isnan(second) else second


def board_view(director: Director, planned: Mapping[str, float]) -> Board:
    """Return the board. `planned`: uid → second at which a row comes if all goes as planned."""
    return director.look(lambda state: _board(director, state, planned))


def _board(director: Director, state: State, planned: Mapping[str, float]) -> Board:
    now = director.now()
    known = {**planned, **{uid: second for second, uid in director.ahead()}}
    startex = director.setting.startex
    lines = []
    for (uid, cell), run in state.runs.items():
        row = state.rows[uid]
        second = _second(run, known.get(uid))
        status = status_of(row, cell, run, now=now, known=not math.isnan(second))
        awaited = run.state in {"sent", "seen"} and bool(row.options or row.expected) and cell in row.to
        ended = run.stamps["answered"].exercise if "answered" in run.stamps else math.nan
        out = run.stamps.get("sent")
        lines.append(
            Line(
                uid=uid,
                number=row.number or uid,
                cell=cell or CONTROL_LANE,
                title=row.title,
                kind=row.kind,
                status=status,
                second=second,
                ended=ended,
                when="" if math.isnan(second) else say_hour(startex, second),
                waiting=now - (out.exercise if out else second) if status in WAITS or awaited else math.nan,
                why=run.why,
                awaited=awaited,
            )
        )
    return Board(tuple(lines), now)


def _second(run: Run, known: float | None) -> float:
    """Return when a row went out, else came due, else is known or planned to come."""
    if "sent" in run.stamps:
        return run.stamps["sent"].exercise
    if run.due is not None:
        return run.due
    stamp = run.stamps.get(run.state)
    if stamp is not None and run.state != "waiting":
        return stamp.exercise
    return math.nan if known is None else known


def status_of(row: Row, cell: str, run: Run, *, now: float, known: bool) -> str:
    """Return the word for where a row stands with a recipient at a second."""
    if run.state == "armed":
        return "due"
    if run.state == "waiting":
        return "planned" if known else "waiting"
    if run.state in {"sent", "seen"} and overdue_by(row, cell, run, now=now) > 0.0:
        return "overdue"
    return run.state


def overdue_by(row: Row, cell: str, run: Run, *, now: float) -> float:
    """Return seconds by which an expected answer is late: negative in time, -inf without limit."""
    limits = [
        each.within
        for each in row.expected
        if each.within is not None and (each.by == cell or (each.by is None and cell in row.to))
    ]
    if "sent" not in run.stamps or not limits or cell == NOBODY:
        return -math.inf
    return now - run.stamps["sent"].exercise - min(limits)


def window_of(director: Director, hours: float) -> tuple[float, float]:
    """Return the seconds between which the lanes are drawn: some hours around now, or all of play for 0."""
    endex = director.setting.endex
    if hours <= 0.0 or hours * 3_600 >= endex:
        return 0.0, endex
    begin = min(max(0.0, director.now() - hours * 3_600 * 0.35), endex - hours * 3_600)
    return begin, begin + hours * 3_600


def bars_of(board: Board, director: Director, window: tuple[float, float]) -> list[Bar]:
    """Return the bars of the swim lanes; bars of a lane that would lie on each other go to other tracks."""
    begin, end = window
    least = (end - begin) / WIDTH_SHARE
    startex = director.setting.startex
    tracks: dict[str, list[float]] = {}
    bars = []
    shown = [each for each in board.lines if begin <= each.second <= end]
    for line in sorted(shown, key=lambda each: each.second):
        until = max(line.second + least, min(_until(line, board.now), end))
        levels = tracks.setdefault(line.cell, [])
        free = (at for at, taken in enumerate(levels) if taken <= line.second)
        track = next(free, min(len(levels), MOST_TRACKS - 1))
        levels[track:] = [until, *levels[track + 1 :]]
        bars.append(
            Bar(
                lane=line.cell,
                track=track,
                begin=minutes_of_day(startex, line.second),
                end=minutes_of_day(startex, until),
                number=line.number,
                title=line.title,
                status=line.status,
                when=f"{line.when}, waits {say_wait(line.waiting)}"
                if not math.isnan(line.waiting)
                else line.when,
            )
        )
    return bars


def _until(line: Line, now: float) -> float:
    """Return when a line is no more anybody's: answered, or still waiting now."""
    if not math.isnan(line.ended):
        return line.ended
    return now if line.awaited or line.status == "due" else line.second
