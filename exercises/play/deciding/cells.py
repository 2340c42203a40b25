"""Rules of the cells: what they see, answer, decide and write; what control approves or does by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.errors import Refused
from exercises.play.asking import read_values
from exercises.play.case import when
from exercises.play.deciding.naming import declared
from exercises.play.delivering import effects
from exercises.play.wording import plainly
from exercises.roles import Role
from exercises.script.schema import EffectDeclared
from exercises.script.schema.changes import CHANGES

if TYPE_CHECKING:
    from exercises.journal.entries import Draft
    from exercises.play.case import Case
    from exercises.play.commands import Answer, Apply, Approve, Decide, Refuse, See, Write
    from exercises.play.state import Request, Run
    from exercises.script.schema import Decision, Row

OPEN = ("sent", "seen", "assessed")
"""States in which a row that was sent and has no answer yet takes one."""


def _with_cell(case: Case, uid: str, cell: str) -> Run:
    case.playing()
    return case.run(uid, case.cell(cell))


def see(case: Case, command: See) -> list[Draft]:
    """Mark a row as seen, once."""
    run = _with_cell(case, command.row, command.cell)
    if run.state == "sent":
        return [case.draft("inject.seen", row=command.row, cell=command.cell)]
    if run.reached("seen"):
        return []
    message = f"{command.row} has not been sent to {command.cell}"
    raise Refused(message)


def answer(case: Case, command: Answer) -> list[Draft]:
    """Answer a row; the option chosen by the cell that decides acts on the simulation."""
    run = _with_cell(case, command.row, command.cell)
    row = case.row(command.row)
    _answerable(row, run, command.cell)
    text = plainly(command.text).strip()
    if not text and not command.option:
        message = "an empty answer"
        raise Refused(message, advice="write a text, or choose an option")
    if command.option:
        case.known("option", command.option, list(row.options))
    said = case.draft("inject.answered", row=row.uid, cell=command.cell, text=text, option=command.option)
    if not command.option or command.cell != (row.decided_by or row.to[0]):
        return [said]
    chosen = row.options[command.option]
    return [said, *effects(case, chosen.effects, origin=f"{row.uid}.{command.option}")]


def _answerable(row: Row, run: Run, cell: str) -> None:
    if "answered" in run.stamps and not run.over:
        message = f"{cell} has answered {row.uid}{when(run, 'answered')}"
        raise Refused(message, advice="write a message to control instead")
    if run.state not in OPEN or "sent" not in run.stamps:
        message = f"{row.uid} cannot be answered: with {cell} it is {run.state}{when(run, run.state)}"
        raise Refused(message)
    if cell not in row.to:
        message = f"{cell} has {row.uid} for information only"
        raise Refused(message)


def decide(case: Case, command: Decide) -> list[Draft]:
    """Take a decision of the script, or ask for it where control must approve."""
    case.playing()
    cell = case.cell(command.cell)
    case.known("decision", command.decision, list(case.setting.script.decisions))
    decision = case.setting.script.decisions[command.decision]
    if cell not in decision.by:
        message = f"{cell} cannot decide {command.decision}"
        raise Refused(message, advice=f"it is for {', '.join(decision.by)}")
    taken = [each for each in _requests(case, command.decision) if each.state != "refused"]
    if decision.times and len(taken) >= decision.times:
        message = f"{command.decision} was decided already, by {taken[-1].cell}"
        raise Refused(message)
    values = read_values(decision, command.values)
    name = f"{command.decision}-{len(_requests(case, command.decision)) + 1}"
    said: dict[str, Any] = {
        "id": name,
        "decision": command.decision,
        "cell": cell,
        "values": dict(command.values),
    }
    acts = effects(case, decision.effects, origin=name, values=values)
    if decision.approval and case.actor.role is Role.CELL:
        return [case.draft("decision.asked", **said)]
    return [case.draft("decision.taken", **said), *acts]


def _requests(case: Case, decision: str) -> list[Request]:
    return [each for each in case.state.requests.values() if each.decision == decision]


def _waiting(case: Case, request: str) -> tuple[Request, Decision]:
    case.playing()
    found = case.state.requests[case.known("request", request, list(case.state.requests))]
    if found.state != "asked":
        message = f"{request} was {found.state} already"
        raise Refused(message)
    return found, case.setting.script.decisions[found.decision]


def approve(case: Case, command: Approve) -> list[Draft]:
    """Let a decision act that waits for approval."""
    found, decision = _waiting(case, command.request)
    values = read_values(decision, found.values)
    said = case.draft(
        "decision.taken",
        id=found.id,
        decision=found.decision,
        cell=found.cell,
        values=found.values,
        reason=command.reason,
    )
    return [said, *effects(case, decision.effects, origin=found.id, values=values)]


def refuse(case: Case, command: Refuse) -> list[Draft]:
    """Refuse a decision that waits for approval."""
    found, _ = _waiting(case, command.request)
    return [
        case.draft(
            "decision.refused",
            id=found.id,
            decision=found.decision,
            cell=found.cell,
            values=found.values,
            reason=command.reason,
        )
    ]


def apply(case: Case, command: Apply) -> list[Draft]:
    """Change the simulation by hand, with a reason."""
    case.playing()
    effect = declared(EffectDeclared, {"why": command.reason, **command.effect}, what="the effect")
    if not any(getattr(effect, each) for each in CHANGES):
        message = "an effect that changes nothing"
        raise Refused(message, advice=f"one of {', '.join(CHANGES)}")
    return effects(case, [effect], origin=f"control ({case.actor.name})")


def write(case: Case, command: Write) -> list[Draft]:
    """Send a message outside the list of events."""
    case.playing()
    if command.cell:
        case.cell(command.cell)
    elif case.actor.role is Role.CELL:
        message = "players write in the name of their cell"
        raise Refused(message)
    for each in command.to:
        if each:
            case.known("cell", each, list(case.setting.script.cells))
    text = plainly(command.text).strip()
    if not text or not command.to:
        message = "a message needs a text and somebody to go to"
        raise Refused(message)
    return [case.draft("message.sent", **{"from": command.cell, "to": list(command.to), "text": text})]
