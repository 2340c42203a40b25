"""What comes due by itself: one row at its second, sent, held for control, skipped or expired.

The second is the row's own, not that of whoever looked: so it is the same however often one looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.play.case import Case
from exercises.play.delivering import DELIVERED, sent
from exercises.play.triggers import reason
from exercises.roles import SYSTEM, Actor, Role
from exercises.times import say_length
from sim.errors import BadInput

if TYPE_CHECKING:
    from exercises.journal.entries import Draft
    from exercises.play.agenda import Due
    from exercises.play.setting import Setting
    from exercises.play.state import State
    from exercises.script.schema import Row

READY = ("approved", "locked")


def operation_of(due: Due, case: Case) -> str:
    """Return the one operation that a row's coming due is, for the recipients that it concerns."""
    cells = _waiting(case, due)
    anew = [case.state.run(due.row, cell).stamps.get("waiting") for cell in cells]
    times = max((stamp.seq for stamp in anew if stamp is not None), default=0)
    again = f":{times}" if times else ""  # a row that was timed anew comes due another time
    return f"{'expire' if due.ends else 'due'}:{due.row}:{','.join(cells)}{again}"


def case_of(due: Due, setting: Setting, state: State, *, wall: float) -> Case:
    """Return the case in which a row comes due; never before what has happened already."""
    return Case(setting, state, Actor(SYSTEM, Role.DIRECTOR), wall, max(due.second, state.now))


def come(case: Case, due: Due) -> list[Draft]:
    """Return what a row's coming due leaves in the journal."""
    row, cells = case.row(due.row), _waiting(case, due)
    why = reason(row.trigger, case.state, case.setting, second=case.second) if row.trigger else ""
    if due.ends:
        return [case.draft("row.expired", row=row.uid, cells=cells, why=why)]
    late = _late(case)
    lateness = f"came due {say_length(late)} before anybody was there to send it" if late else ""
    act = row.on_late if late else "fire"
    if act == "skip":
        return [case.draft("row.skipped", row=row.uid, cells=cells, why=lateness, due=due.second, late=True)]
    if act == "hold":
        return [case.draft("row.held", row=row.uid, cells=cells, why=lateness, due=due.second, late=True)]
    if _by_itself(row):
        return _sent_or_failed(case, due, why=why, late=late > 0.0)
    return [case.draft("row.armed", row=row.uid, cells=cells, why=why, due=due.second)]


def _sent_or_failed(case: Case, due: Due, *, why: str, late: bool) -> list[Draft]:
    """Send a row; where the simulation cannot take its effects, it fails with the reason and play goes on."""
    row, cells = case.row(due.row), _waiting(case, due)
    try:
        return sent(case, row, cells, why=why, due=due.second, late=late)
    except BadInput as error:
        return [case.draft("row.failed", row=row.uid, cells=cells, why=str(error), due=due.second)]


def _by_itself(row: Row) -> bool:
    return row.kind in DELIVERED and row.release == "auto" and row.approval in READY


def _waiting(case: Case, due: Due) -> list[str]:
    states = ("waiting", "armed", "held") if due.ends else ("waiting",)
    return [cell for cell, run in case.state.runs_of(due.row) if run.state in states]


def _late(case: Case) -> float:
    """Return seconds on the wall since it came due, where that is late; 0 where it is in time."""
    clock = case.state.clock
    late = case.wall - clock.wall_at(case.second) if clock.running else 0.0
    return late if late > case.setting.script.clock.late_after else 0.0
