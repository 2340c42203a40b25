"""What came due while nobody was there to send it, and what can still be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.views.clock import Press
from dashboards.views.moments import say_hour
from dashboards.views.rows import mark_of
from exercises.play import commands

if TYPE_CHECKING:
    from exercises.director import Director
    from exercises.play.state import Run, State
    from exercises.roles import Actor

FATES = {"held": "held", "sent": "sent late", "seen": "sent late", "answered": "sent late",
         "assessed": "sent late", "skipped": "skipped"}  # fmt: skip
"""State of a row that came due in an outage → what its `on_late` made of it."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A row that came due in an outage. `open`: it was held and somebody must choose.

    `fire`, `skip`: the commands of both choices; the third, another moment, asks for one.
    """

    uid: str
    number: str
    title: str
    cells: str
    hour: str
    fate: str
    open: bool
    fire: Press
    skip: Press


def missed_view(director: Director, actor: Actor) -> list[Missed]:
    """Return what came due in outages: first what waits for a choice, then the rest, the latest first."""
    return director.look(lambda state: _missed(director, state, actor))


def _missed(director: Director, state: State, actor: Actor) -> list[Missed]:
    lives: dict[tuple[str, str], list[tuple[str, Run]]] = {}
    for (uid, cell), run in state.runs.items():
        if run.late and run.state in FATES:
            lives.setdefault((uid, FATES[run.state]), []).append((cell, run))
    found = [_one(director, state, actor, of=(key, each)) for key, each in lives.items()]
    return sorted(found, key=lambda each: not each.open)


def _one(
    director: Director, state: State, actor: Actor, *, of: tuple[tuple[str, str], list[tuple[str, Run]]]
) -> Missed:
    (uid, fate), lives = of
    row, cells = state.rows[uid], tuple(cell for cell, _ in lives)
    mark = mark_of(run for _, run in lives)
    fire = commands.Release(row=uid, cells=cells, reason="after an outage", operation=f"release:{uid}:{mark}")
    skip = commands.Skip(row=uid, cells=cells, reason="after an outage", operation=f"skip:{uid}:{mark}")
    why_not = director.refusal(actor, skip) if fate == "held" else "nothing is left to choose"
    due = lives[0][1].due
    return Missed(
        uid=uid,
        number=row.number or uid,
        title=row.title,
        cells=", ".join(each or "control" for each in cells),
        hour="" if due is None else say_hour(director.setting.startex, due),
        fate=fate,
        open=fate == "held",
        fire=Press("fire", "Send now", fire, why_not),
        skip=Press("skip", "Skip", skip, why_not),
    )
