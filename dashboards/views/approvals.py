"""Decisions of cells that wait for control: what they ask for, since when, and what would come of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.views.clock import Press
from dashboards.views.moments import say_hour, say_wait
from exercises.play import commands
from exercises.play.asking import read_values

if TYPE_CHECKING:
    from exercises.director import Director
    from exercises.play.state import State
    from exercises.roles import Actor
    from exercises.script.schema import EffectDeclared


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision that waits. `values`: as filled in; `read`: the same as numbers, for a preview."""

    id: str
    cell: str
    title: str
    values: str
    hour: str
    waiting: str
    read: dict[str, float]
    effects: tuple[EffectDeclared, ...]
    approve: Press


def wishes_view(director: Director, actor: Actor) -> list[Wish]:
    """Return the decisions that wait for approval, the oldest first."""
    return director.look(lambda state: _wishes(director, state, actor))


def _wishes(director: Director, state: State, actor: Actor) -> list[Wish]:
    found = []
    for request in state.requests.values():
        if request.state != "asked":
            continue
        decision = director.setting.script.decisions[request.decision]
        command = commands.Approve(request=request.id, operation=f"approve:{request.id}")
        refused = commands.Refuse(request=request.id, reason="")  # costs no run of the simulation to ask
        found.append(
            Wish(
                id=request.id,
                cell=request.cell,
                title=decision.title,
                values=", ".join(f"{name} {value}" for name, value in request.values.items()),
                hour=say_hour(director.setting.startex, request.stamp.exercise),
                waiting=say_wait(director.now() - request.stamp.exercise),
                read=read_values(decision, request.values),
                effects=decision.effects,
                approve=Press("approve", "Approve", command, director.refusal(actor, refused)),
            )
        )
    return found
