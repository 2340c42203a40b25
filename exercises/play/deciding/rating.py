"""Rules of those who look on: assess a row, observe against an objective, note something, keep a forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.errors import Refused, UnknownName
from exercises.play.state import NOBODY
from exercises.play.wording import plainly

if TYPE_CHECKING:
    from exercises.journal.entries import Draft
    from exercises.play.case import Case
    from exercises.play.commands import Assess, Foresee, Note, Observe

RATINGS = {
    "P": "performed without challenges",
    "S": "performed with some challenges",
    "M": "performed with major challenges",
    "U": "unable to be performed",
}
"""HSEEP's four ratings."""


def _rating(rating: str) -> str:
    if rating and rating not in RATINGS:
        raise UnknownName(rating, RATINGS, what="rating")
    return rating


def assess(case: Case, command: Assess) -> list[Draft]:
    """Close a row with a recipient: what was expected of it was looked at."""
    run = case.run(command.row, command.cell)
    if run.state == "waiting" or run.over:
        message = f"{command.row} cannot be assessed: it is {run.state}"
        raise Refused(message)
    return [
        case.draft(
            "inject.assessed",
            row=command.row,
            cell=command.cell,
            rating=_rating(command.rating),
            note=plainly(command.note).strip(),
        )
    ]


def observe(case: Case, command: Observe) -> list[Draft]:
    """Keep an observation; also after ENDEX, for the review."""
    script = case.setting.script
    case.known("objective", command.objective, list(script.objectives))
    if command.task:
        case.known("task", command.task, list(script.objectives[command.objective].tasks))
    if command.cell != NOBODY:
        case.known("cell", command.cell, list(script.cells))
    if command.row:
        case.row(command.row)
    if not command.rating and not plainly(command.text).strip():
        message = "an observation needs a rating or a text"
        raise Refused(message)
    return [
        case.draft(
            "observation.made",
            id=command.id,
            objective=command.objective,
            task=command.task,
            cell=command.cell,
            row=command.row,
            rating=_rating(command.rating),
            text=plainly(command.text).strip(),
        )
    ]


def note(case: Case, command: Note) -> list[Draft]:
    """Keep a remark."""
    if not plainly(command.text).strip():
        message = "an empty note"
        raise Refused(message)
    return [case.draft("note.made", text=plainly(command.text).strip())]


def foresee(case: Case, command: Foresee) -> list[Draft]:
    """Keep a forecast as it was seen, so that a replay shows it; it changes nothing in play."""
    case.playing()
    return [case.draft("forecast.made", **command.summary)]
