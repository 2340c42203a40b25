"""Command and state → entries, or a refusal with its reason: all rules of play, pure.

    clock      STARTEX, pauses, speed, steps, jumps, moves, ENDEX, emergencies
    rows       release, hold, skip, recall, edit, retime, add, correct
    cells      see, answer, decide, write; approvals; effects by hand
    rating     assess, observe, note, keep a forecast
    learning   adopt a lesson
    coming     what comes due by itself

Nothing is written here and no clock is read: the moment is part of the case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from exercises.errors import NotAllowed
from exercises.play import commands
from exercises.play.deciding import cells, clock, learning, rating, rows
from exercises.play.wording import check_lengths
from exercises.roles import may

if TYPE_CHECKING:
    from exercises.journal.entries import Draft
    from exercises.play.case import Case
    from exercises.play.commands import Command
    from exercises.roles import Actor

RULES: Mapping[type[Command], Callable[[Case, Any], list[Draft]]] = {
    commands.Start: clock.start,
    commands.Pause: clock.pause,
    commands.Resume: clock.resume,
    commands.SetSpeed: clock.set_speed,
    commands.Step: clock.step,
    commands.Jump: clock.jump,
    commands.NextMove: clock.next_move,
    commands.End: clock.end,
    commands.Emergency: clock.emergency,
    commands.AllClear: clock.all_clear,
    commands.Release: rows.release,
    commands.Hold: rows.hold,
    commands.Skip: rows.skip,
    commands.Recall: rows.recall,
    commands.Edit: rows.edit,
    commands.Retime: rows.retime,
    commands.Add: rows.add,
    commands.Correct: rows.correct,
    commands.See: cells.see,
    commands.Answer: cells.answer,
    commands.Decide: cells.decide,
    commands.Approve: cells.approve,
    commands.Refuse: cells.refuse,
    commands.Apply: cells.apply,
    commands.Write: cells.write,
    commands.Assess: rating.assess,
    commands.Observe: rating.observe,
    commands.Note: rating.note,
    commands.Foresee: rating.foresee,
    commands.Adopt: learning.adopt,
}
"""Command → what becomes of it."""


def permit(actor: Actor, command: Command) -> None:
    """Refuse a command that a role may not give. Raises: `NotAllowed`."""
    if not may(actor, command.name):
        raise NotAllowed(actor.name, actor.role.value, command.name)


def decide(case: Case, command: Command) -> list[Draft]:
    """Return the entries that a command leaves; none where there is nothing to do.

    Raises: `NotAllowed` where the role may not; `Refused` where it makes no sense now.
    """
    permit(case.actor, command)
    rule = RULES.get(type(command))
    drafts = rule(case, command) if rule is not None else []
    check_lengths(drafts)
    return drafts
