"""The timeline: everything that happened, in order of the exercise clock, and the load of each cell.

How it is drawn is `exercises.aar`.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from exercises.evaluation.lived import lives
from exercises.play.state import NOBODY
from exercises.play.triggers import inner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.evaluation.lived import Lived
    from exercises.play.setting import Setting
    from exercises.play.state import Stamp, State
    from exercises.script.schema import Row

QUARTER_S = 900.0
"""Seconds of a quarter of an hour."""
MARKS = {
    "exercise.started": "STARTEX",
    "exercise.ended": "ENDEX",
    "clock.paused": "pause",
    "clock.resumed": "resume",
    "clock.speed": "speed",
    "clock.stepped": "set ahead",
    "clock.jumped": "set ahead",
    "emergency.called": "emergency",
    "emergency.over": "all clear",
    "row.edited": "edited",
    "row.retimed": "timed anew",
    "row.added": "added",
    "time.corrected": "correction",
    "note.made": "note",
}
"""Kind of remark → what the timeline calls it. Moves come from the clock."""
MOVE = "move"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.

    `at_s`: seconds since STARTEX; `day`: days since D+0; `cells`: whom it concerns; `actor`: '' for what the
    clock did by itself.
    """

    at_s: float
    day: float
    seq: int
    kind: str
    cells: tuple[str, ...]
    row: str
    text: str
    actor: str


@dataclass(frozen=True, slots=True)
class Load:
    """What a cell had to do in the quarter of an hour from `from_s` on, in seconds since STARTEX.

    `received`: rows that reached it; `answered`: rows that it answered; `acted`: messages that it wrote and
    decisions that it took or asked for; `waiting`: answers that it owed when the quarter was over.
    """

    cell: str
    from_s: float
    received: int
    answered: int
    acted: int
    waiting: int


def timeline(setting: Setting, state: State) -> tuple[Event, ...]:
    """Return everything that happened, by the exercise clock and then by the journal."""
    found = [*_lives(state), *_words(setting, state), *_marks(state), *_moves(setting, state)]
    return tuple(sorted(found, key=lambda each: (each.at_s, each.seq)))


def _lives(state: State) -> Iterator[Event]:
    """Yield what became of rows; recipients of one entry together."""
    stamped = [
        (stamp.seq, stamp.exercise, name, uid, cell, run, stamp)
        for (uid, cell), run in state.runs.items()
        for name, stamp in run.stamps.items()
    ]
    stamped.sort(key=lambda each: each[:4])
    for (seq, at, name, uid), group in groupby(stamped, key=lambda each: each[:4]):
        members = list(group)
        run, stamp = members[0][5:]
        said = {"answered": run.text, "assessed": run.rating}.get(name, state.rows[uid].title)
        if name == "answered" and run.option:
            said = f"[{run.option}] {said}".strip()
        if name == "sent" and run.why and not run.over and rests_on_simulation(state.rows[uid]):
            said = f"{said} ({run.why})"
        cells = tuple(each[4] for each in members if each[4] != NOBODY)
        yield Event(at, stamp.scenario, seq, name, cells, uid, said, stamp.actor)


def rests_on_simulation(row: Row) -> bool:
    """Whether the simulation has a say in when a row comes due: then its values belong to the record."""
    return row.trigger is not None and any(each.when is not None for each in inner(row.trigger))


def _words(setting: Setting, state: State) -> Iterator[Event]:
    """Yield what cells decided and wrote, and what evaluators saw."""
    for request in state.requests.values():
        stamp, title = request.stamp, setting.script.decisions[request.decision].title
        said = f"{title} ({request.id}): {request.state}"
        yield Event(
            stamp.exercise, stamp.scenario, stamp.seq, "decision", (request.cell,), "", said, stamp.actor
        )
    for each in state.messages:
        stamp, ends = each.stamp, tuple(dict.fromkeys((each.sender, *each.to)))
        cells = tuple(cell for cell in ends if cell)
        said = f"{each.sender or 'control'} to {', '.join(to or 'control' for to in each.to)}: {each.text}"
        yield Event(stamp.exercise, stamp.scenario, stamp.seq, "message", cells, "", said, stamp.actor)
    for seen in state.observations.values():
        stamp, on = seen.stamp, f"{seen.objective}.{seen.task}" if seen.task else seen.objective
        said = f"{on} {seen.rating}: {seen.text}".strip(": ")
        cells = (seen.cell,) if seen.cell else ()
        yield Event(
            stamp.exercise, stamp.scenario, stamp.seq, "observation", cells, seen.row, said, stamp.actor
        )


def _marks(state: State) -> Iterator[Event]:
    for each in state.remarks:
        if each.kind in MARKS:
            stamp = each.stamp
            yield Event(
                stamp.exercise, stamp.scenario, stamp.seq, MARKS[each.kind], (), "", each.text, stamp.actor
            )


def _moves(setting: Setting, state: State) -> Iterator[Event]:
    """Yield the moves that have begun, by hand or by themselves."""
    began = {each.stamp.exercise: each.stamp for each in state.remarks if each.kind == "move.begun"}
    titles = setting.script.clock.moves
    if state.phase == "ready":
        return
    for leg in state.clock.legs:
        if leg.begins <= state.now:
            stamp = began.get(leg.begins)
            said = f"{leg.move + 1}: {titles[leg.move].title}"
            seq, actor = (stamp.seq, stamp.actor) if stamp is not None else (0, "")
            yield Event(leg.begins, leg.day, seq, MOVE, (), "", said, actor)


def load(setting: Setting, state: State) -> tuple[Load, ...]:
    """Return the load of each cell in each quarter of an hour in which it had something to do."""
    return tuple(each for cell in setting.script.cells for each in _load_of(state, cell))


def _load_of(state: State, cell: str) -> Iterator[Load]:
    mine = [each for each in lives(state) if each.cell == cell]
    came = Counter(_quarter(each.sent) for each in mine if each.sent is not None)
    left = Counter(_quarter(each.answered) for each in mine if each.answered is not None)
    acted = Counter(_quarter(each.stamp) for each in state.messages if each.sender == cell)
    acted.update(_quarter(each.stamp) for each in state.requests.values() if each.cell == cell)
    owed = [_owed(each) for each in mine if each.owes and each.sent is not None and not each.recalled]
    for quarter in sorted({*came, *left, *acted}):
        end = (quarter + 1) * QUARTER_S
        waiting = sum(begin < end <= finish for begin, finish in owed)
        yield Load(cell, quarter * QUARTER_S, came[quarter], left[quarter], acted[quarter], waiting)


def _quarter(stamp: Stamp) -> int:
    return int(stamp.exercise // QUARTER_S)


def _owed(lived: Lived) -> tuple[float, float]:
    """Return from when to when an answer was owed; to infinity where it never came."""
    assert lived.sent is not None  # noqa: S101  whoever calls has looked
    return lived.sent.exercise, math.inf if lived.answered is None else lived.answered.exercise
