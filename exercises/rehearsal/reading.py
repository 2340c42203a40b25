"""What one rehearsal showed, read off its state of play: plain numbers, small enough to keep thousands.

What many plays add up to is `exercises.rehearsal.reckoning`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from exercises.evaluation.lived import ASKING
from exercises.play.state import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exercises.play.setting import Setting
    from exercises.play.state import State
    from exercises.rehearsal.playing import Left
    from exercises.script.schema import Row, Script

QUARTER_S = 900.0
HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Duty:
    """The load of a cell or a controller in one play.

    `rows`: received, or looked after. `peak`: most in a quarter of an hour. `hour`: most within any hour.
    `silence_s`: longest stretch of play in which nothing came. `owed`, `answered`: of a cell.
    `open`: most answers owed at one moment. `quarters`: rows per quarter of an hour, from STARTEX.
    """

    rows: int
    peak: int
    hour: int
    silence_s: float
    quarters: tuple[int, ...]
    owed: int = 0
    answered: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class Played:
    """One rehearsal. Tuples follow the order of the script.

    `fired_s`: seconds at which each row went out, or came due where it goes to nobody; NaN: never.
    `ended`: what became of each row that did not: '' if nothing. `asked`, `exercised`: objectives of which a
    row went out, and on which a cell acted. `options`: of each row the option that counted, or ''.
    `taken`: decisions taken. `late_s`: seconds from ENDEX to the last answer that was still under way, 0
    where all was done. `late`: why it was not, in words.
    """

    number: int
    fired_s: tuple[float, ...]
    ended: tuple[str, ...]
    asked: tuple[bool, ...]
    exercised: tuple[bool, ...]
    cells: tuple[Duty, ...]
    controllers: tuple[Duty, ...]
    options: tuple[str, ...]
    taken: tuple[bool, ...]
    late_s: float
    late: tuple[str, ...]
    refused: tuple[str, ...]
    effects: int

    @property
    def on_time(self) -> bool:
        """Whether all was done by ENDEX."""
        return not self.late


def controllers_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the controllers that rows name, in order; '' for rows that name none."""
    return tuple(dict.fromkeys(row.controller or "" for row in rows))


def read(setting: Setting, state: State, *, left: Left, number: int) -> Played:
    """Return what a play showed, after ENDEX."""
    script = setting.script
    fired = {row.uid: _fired(state, row) for row in script.rows}
    taken = {each.decision for each in state.requests.values() if each.state == "taken"}
    asked, exercised = _objectives(state, script, fired, taken=taken)
    late = max((second for *_, second in left.answers), default=setting.endex) - setting.endex
    return Played(
        number=number,
        fired_s=tuple(fired.values()),
        ended=tuple(_ended(state, row) if math.isnan(fired[row.uid]) else "" for row in script.rows),
        asked=tuple(name in asked for name in script.objectives),
        exercised=tuple(name in exercised for name in script.objectives),
        cells=tuple(_cell(state, cell, setting.endex) for cell in script.cells),
        controllers=tuple(
            _controller(script.rows, fired, name, endex=setting.endex) for name in controllers_of(script.rows)
        ),
        options=tuple(_option(state, row) for row in script.rows),
        taken=tuple(name in taken for name in script.decisions),
        late_s=late,
        late=tuple(_late(left)),
        refused=tuple(left.refused),
        effects=len(state.effects),
    )


def _objectives(
    state: State, script: Script, fired: dict[str, float], *, taken: set[str]
) -> tuple[set[str], set[str]]:
    """Return the objectives of which a row went out, and those on which a cell acted.

    A cell acts on an objective by answering a row of it, or by a decision of it. Where no row of it asks for
    an answer and no decision has it, it is exercised when a row of it goes out.
    """
    decided = {name for each in taken for name in script.decisions[each].objectives}
    out = [row for row in script.rows if not math.isnan(fired[row.uid])]
    acted = {name for row in out if asks(row) and _answered(state, row) for name in row.objectives}
    can_act = {name for row in script.rows if asks(row) for name in row.objectives}
    can_act |= {name for each in script.decisions.values() for name in each.objectives}
    asked = {name for row in out for name in row.objectives} | decided
    return asked, acted | decided | (asked - can_act)


def _fired(state: State, row: Row) -> float:
    """Return when a row first went out; a row for control and evaluators: when it came due."""
    seconds = [
        stamp.exercise
        for _, run in state.runs_of(row.uid)
        for name, stamp in run.stamps.items()
        if name == "sent" or (name == "armed" and row.kind in {"expected_action", "admin"})
    ]
    return min(seconds, default=math.nan)


def _ended(state: State, row: Row) -> str:
    found = {run.state for _, run in state.runs_of(row.uid)}
    return next((each for each in ("failed", "expired", "skipped", "held", "armed") if each in found), "")


def _answered(state: State, row: Row) -> bool:
    return any("answered" in run.stamps for _, run in state.runs_of(row.uid))


def asks(row: Row) -> bool:
    """Whether an answer to a row is owed."""
    return row.kind in ASKING and bool(row.to)


def _option(state: State, row: Row) -> str:
    who = row.decided_by or (row.to[0] if row.to else NOBODY)
    run = state.runs.get((row.uid, who))
    return "" if run is None else run.option


def _cell(state: State, cell: str, endex: float) -> Duty:
    mine = [(uid, run) for (uid, whose), run in state.runs.items() if whose == cell and "sent" in run.stamps]
    came = sorted(run.stamps["sent"].exercise for _, run in mine)
    owes = [run for uid, run in mine if state.rows[uid].kind in ASKING and cell in state.rows[uid].to]
    done = [run for run in owes if "answered" in run.stamps]
    spans = [
        (run.stamps["sent"].exercise, run.stamps["answered"].exercise if run in done else endex)
        for run in owes
    ]
    return _duty(came, endex, owed=len(owes), answered=len(done), open_=most_at_once(spans))


def _controller(rows: Sequence[Row], fired: dict[str, float], name: str, *, endex: float) -> Duty:
    mine = (fired[row.uid] for row in rows if (row.controller or "") == name)
    return _duty(sorted(each for each in mine if not math.isnan(each)), endex)


def _duty(came: list[float], endex: float, *, owed: int = 0, answered: int = 0, open_: int = 0) -> Duty:
    quarters = [0] * max(1, math.ceil(endex / QUARTER_S))
    for each in came:
        quarters[min(int(each // QUARTER_S), len(quarters) - 1)] += 1
    return Duty(
        rows=len(came),
        peak=max(quarters),
        hour=busiest(came, HOUR_S),
        silence_s=max(later - earlier for earlier, later in pairwise([0.0, *came, max(endex, *came, 0.0)])),
        quarters=tuple(quarters),
        owed=owed,
        answered=answered,
        open=open_,
    )


def busiest(seconds: Sequence[float], span: float) -> int:
    """Return how many of some sorted seconds fall at most within a span.

    >>> busiest([0.0, 10.0, 3599.0, 3600.0], 3600.0)
    3
    """
    most = first = 0
    for last, second in enumerate(seconds):
        while second - seconds[first] >= span:
            first += 1
        most = max(most, last - first + 1)
    return most


def most_at_once(spans: Sequence[tuple[float, float]]) -> int:
    """Return how many spans overlap at most; one that ends as another begins does not.

    >>> most_at_once([(0.0, 2.0), (1.0, 3.0), (2.0, 4.0)])
    2
    """
    edges = sorted([*((begin, 1) for begin, _ in spans), *((end, -1) for _, end in spans)])
    most = now = 0
    for _, change in edges:
        now += change
        most = max(most, now)
    return most


def _late(left: Left) -> Iterable[str]:
    if left.answers:
        yield "answers were under way"
    if left.releases:
        yield "rows waited for a controller"
    if left.moves:
        yield "moves had not begun"
