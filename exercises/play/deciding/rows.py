"""Rules of the list: release, hold, skip, recall, edit, retime, add, correct; each row per recipient."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.errors import Refused
from exercises.play.case import when
from exercises.play.deciding.naming import check_names, declared
from exercises.play.delivering import sent
from exercises.play.state import NOBODY, recipients
from exercises.script.schema import Row
from exercises.times import say_offset

if TYPE_CHECKING:
    from collections.abc import Collection

    from exercises.journal.entries import Draft
    from exercises.play.case import Case
    from exercises.play.commands import Add, Correct, Edit, Hold, Recall, Release, Retime, RowCommand, Skip
    from exercises.play.state import Run

OPEN = ("waiting", "armed", "held")
OUT = ("sent", "seen", "answered", "assessed")
LIFE = ("sent", "seen", "answered")
"""States whose times follow each other: response times are measured between them."""


def _chosen(case: Case, command: RowCommand, states: Collection[str], *, act: str) -> list[str]:
    """Return the recipients that a command can act on; refuse, with their state, if there are none."""
    case.playing()
    row = case.row(command.row)
    wanted = command.cells or recipients(row)
    runs = {cell: case.run(command.row, cell) for cell in wanted}
    chosen = [cell for cell, run in runs.items() if run.state in states]
    if not chosen:
        cell, run = next(iter(runs.items()))
        who = f" to {cell}" if cell != NOBODY else ""
        message = f"{row.uid} cannot be {act}: it is {run.state}{who}{when(run, run.state)}"
        raise Refused(message)
    return chosen


def release(case: Case, command: Release) -> list[Draft]:
    """Send a row now."""
    cells = _chosen(case, command, OPEN, act="sent")
    why = command.reason or f"released by {case.actor.name}"
    return sent(case, case.row(command.row), cells, why=why)


def hold(case: Case, command: Hold) -> list[Draft]:
    """Keep a row back."""
    cells = _chosen(case, command, ("waiting", "armed"), act="held")
    return [case.draft("row.held", row=command.row, cells=cells, why=command.reason)]


def skip(case: Case, command: Skip) -> list[Draft]:
    """Leave a row out for good."""
    cells = _chosen(case, command, OPEN, act="skipped")
    return [case.draft("row.skipped", row=command.row, cells=cells, why=command.reason)]


def recall(case: Case, command: Recall) -> list[Draft]:
    """Take back what was sent; what it did to the simulation stays, and is said."""
    cells = _chosen(case, command, OUT, act="recalled")
    return [case.draft("inject.recalled", row=command.row, cells=cells, why=command.reason)]


def edit(case: Case, command: Edit) -> list[Draft]:
    """Change a row that has gone to nobody."""
    case.playing()
    case.row(command.row)
    gone = [run for _, run in case.state.runs_of(command.row) if run.state not in OPEN]
    if gone:
        message = f"{command.row} is {gone[0].state}{when(gone[0], gone[0].state)}: it cannot be changed"
        raise Refused(message, advice="recall it and add another one")
    if command.changes.get("uid", command.row) != command.row:
        message = "a uid is never changed"
        raise Refused(message, advice="add another row")
    written = {**case.state.written[command.row], **command.changes}
    written = {key: value for key, value in written.items() if value is not None}
    _checked(case, written)
    return [case.draft("row.edited", row=written, reason=command.reason or "edited")]


def retime(case: Case, command: Retime) -> list[Draft]:
    """Give a row another trigger: recipients with whom it was due or held wait for it anew."""
    cells = _chosen(case, command, OPEN, act="timed anew")
    written = {**case.state.written[command.row], "trigger": command.trigger}
    _checked(case, written)
    return [case.draft("row.retimed", row=written, cells=cells, reason=command.reason or "timed anew")]


def add(case: Case, command: Add) -> list[Draft]:
    """Put a row on the list."""
    case.playing()
    uid = str(command.row.get("uid", ""))
    if uid in case.state.rows:
        message = f"there is a row {uid} already"
        raise Refused(message, advice="give it another uid; uids are never used again")
    _checked(case, command.row)
    return [case.draft("row.added", row=dict(command.row), reason=command.reason or "added")]


def _checked(case: Case, written: dict[str, Any]) -> None:
    """Refuse a row that the script's language would refuse, or that names what is not there."""
    check_names(case, declared(Row, written, what="the row"))


def correct(case: Case, command: Correct) -> list[Draft]:
    """Give a state of a row's life another time."""
    run = case.run(command.row, command.cell)
    if command.state not in run.stamps:
        message = f"{command.row} was never {command.state}"
        raise Refused(message, advice=f"it was {', '.join(run.stamps) or 'waiting only'}")
    if not 0.0 <= command.exercise <= case.second:
        message = f"{say_offset(command.exercise)} is not between STARTEX and now"
        raise Refused(message)
    if not command.reason.strip():
        message = "a correction needs a reason"
        raise Refused(message)
    _in_order(run, command)
    return [
        case.draft(
            "time.corrected",
            row=command.row,
            cell=command.cell,
            state=command.state,
            exercise=command.exercise,
            reason=command.reason,
        )
    ]


def _in_order(run: Run, command: Correct) -> None:
    """Refuse a time at which a row would be answered before it was sent."""
    for state, stamp in run.stamps.items():
        if state not in LIFE or command.state not in LIFE or state == command.state:
            continue
        before = LIFE.index(state) < LIFE.index(command.state)
        if stamp.exercise > command.exercise if before else stamp.exercise < command.exercise:
            order = "before" if before else "after"
            message = f"{command.row} would be {command.state} {order} it was {state}{when(run, state)}"
            raise Refused(message, advice=f"correct {state} first")
