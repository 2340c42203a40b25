"""A proposal carried out: commands to the director, each with its reason, as people would give them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exercises.errors import NotAllowed, Refused
from exercises.play.commands import Release, Retime, Skip
from exercises.times import say_offset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.director import Director
    from exercises.play.commands import Command
    from exercises.retiming.proposing import Proposal
    from exercises.retiming.situation import Situation
    from exercises.roles import Actor

WHY = "re-timed so that all objectives are exercised in time"


class Adopted(NamedTuple):
    """What became of a proposal. `refused`: commands that play refused, with the reason."""

    done: int
    refused: tuple[str, ...]


def commands_of(proposal: Proposal, situation: Situation) -> Iterator[Command]:
    """Yield the commands that make a proposal of play: new moments, then skips, then what goes out now."""
    placed = [(each.uid, each.at_s) for each in proposal.changes if each.at_s is not None]
    for uid, at_s in placed:
        if at_s > situation.now_s:
            yield Retime(row=uid, trigger={"at": say_offset(at_s)}, reason=WHY)
    for each in proposal.changes:
        if each.act == "skip":
            yield Skip(row=each.uid, reason=WHY)
    for uid, at_s in placed:
        if at_s <= situation.now_s:
            yield Release(row=uid, reason=WHY)


def adopt(director: Director, actor: Actor, proposal: Proposal, *, situation: Situation) -> Adopted:
    """Carry out a proposal, as far as play, which went on meanwhile, still takes it.

    Raises: `NotAllowed` where the role may not; `JournalGone`.
    """
    done, refused = 0, []
    for command in commands_of(proposal, situation):
        try:
            director.do(actor, command)
        except NotAllowed:
            raise
        except Refused as refusal:
            refused.append(f"{command.name} {getattr(command, 'row', '')}: {refusal}")
        else:
            done += 1
    return Adopted(done, tuple(refused))
