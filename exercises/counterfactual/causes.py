"""The effects of play on the simulation, grouped by what carried them: a decision, a choice, an inject.

What they changed in the end is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from exercises.evaluation.decisions import acts_of, decisions
from exercises.living import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exercises.evaluation.decisions import Act
    from exercises.play.setting import Setting
    from exercises.play.state import State

WHOLE = "all of play"
Kind = Literal["decision", "choice", "inject", "control"]


@dataclass(frozen=True)
class Cause:
    """What carried some effects. `name`: a request, `row.option`, a row, or control by name and day.

    `cell`: who decided, '' for injects and control; `day`: since D+0, of the first effect. `places`: which
    of the effects of play it carried.
    """

    name: str
    kind: Kind
    title: str
    cell: str
    day: float
    acts: tuple[Act, ...]
    places: tuple[int, ...]


def effects_of(state: State) -> tuple[Effect, ...]:
    """Return all effects of play as the simulation takes them, in order."""
    return tuple(Effect.from_plain(each) for each in state.effects)


def causes(setting: Setting, state: State) -> tuple[Cause, ...]:
    """Return what carried the effects of play, in the order in which they first acted."""
    decided = {each.what: each for each in decisions(setting, state)}
    found = []
    for name, places in _places(state).items():
        origin = str(state.effects[places[0]]["origin"])
        decision = decided.get(origin)
        kind: Kind = "inject" if origin in state.rows else "control"
        title, cell = state.rows[origin].title if origin in state.rows else origin, ""
        if decision is not None:
            kind = "choice" if decision.state == "chosen" else "decision"
            title, cell = decision.title, decision.cell
        carried = [state.effects[each] for each in places]
        acts = acts_of(carried)
        found.append(Cause(name, kind, title, cell, float(carried[0]["day"]), acts, places))
    return tuple(found)


def together(found: Sequence[Cause]) -> Cause:
    """Return all causes as one."""
    acts = tuple(act for each in found for act in each.acts)
    places = tuple(place for each in found for place in each.places)
    return Cause(WHOLE, "control", WHOLE, "", min(each.day for each in found), acts, places)


def _places(state: State) -> dict[str, tuple[int, ...]]:
    """Return name → places of the effects; what control does by hand counts for itself each time."""
    grouped: dict[str, list[int]] = {}
    for place, name in enumerate(_names(state)):
        grouped.setdefault(name, []).append(place)
    return {name: tuple(each) for name, each in grouped.items()}


def _names(state: State) -> Iterator[str]:
    for place, each in enumerate(state.effects):
        origin = str(each["origin"])
        known = origin in state.rows or origin in state.requests or origin.partition(".")[0] in state.rows
        yield origin if known else f"{origin} {place + 1}"
