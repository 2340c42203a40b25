"""Turns of an exercise: where a person did something that changed what came, and what else could be done.

Both futures are `forking`, playing on otherwise is `rewinding`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exercises.errors import Refused
from exercises.play.state import recipients
from exercises.roles import SYSTEM
from exercises.times import say_offset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exercises.journal.entries import Entry
    from exercises.play.state import State
    from exercises.script.schema import Row, Script

ACTS = (
    "inject.sent",
    "inject.recalled",
    "inject.answered",
    "row.held",
    "row.skipped",
    "decision.asked",
    "decision.taken",
    "decision.refused",
    "effect.applied",
)
"""Kinds of entries by which people change what comes."""
QUIET = ("link.", "access.", "note.", "forecast.", "message.", "observation.", "lesson.")
"""Beginnings of kinds of entries that change nothing that may come."""
OPEN = ("waiting", "armed", "held")
OUT = ("sent", "seen")


@dataclass(frozen=True)
class Turn:
    """Something that a person did. `entry`: the first that it left; `last`: number of the last of them."""

    entry: Entry
    last: int

    @property
    def seq(self) -> int:
        """Return the number of its first entry: what stands before it is the moment to play again from."""
        return self.entry.seq

    @property
    def second(self) -> float:
        """Return seconds since STARTEX."""
        return self.entry.exercise or 0.0


def turns(entries: Sequence[Entry]) -> list[Turn]:
    """Return what people did in play, in order; what came due by itself is none of it."""
    last = {each.operation: each.seq for each in entries}
    return [
        Turn(each, last[each.operation])
        for each in entries
        if each.part == 0 and each.kind in ACTS and each.role != SYSTEM
    ]


def turn_at(entries: Sequence[Entry], seq: int) -> Turn:
    """Return what was done by an entry. Raises: `Refused` where it is nothing that a person did in play."""
    found = next((each for each in turns(entries) if each.seq <= seq <= each.last), None)
    if found is None:
        message = f"entry {seq} is nothing that somebody did in play"
        near = min(turns(entries), key=lambda each: abs(each.seq - seq), default=None)
        advice = "nobody did anything yet"
        if near is not None:
            advice = f"the nearest is entry {near.seq}, {near.entry.kind} at {say_offset(near.second)}"
        raise Refused(message, advice=advice)
    return found


def is_news(entries: Sequence[Entry]) -> bool:
    """Whether some entries may change what comes: links that are opened and notes do not."""
    return any(not each.kind.startswith(QUIET) for each in entries)


def possible(script: Script, state: State) -> list[str]:
    """Return commands that can be tried in a state of play, as lines of the console."""
    found: list[str] = []
    for uid, row in state.rows.items():
        found += _of_row(uid, row, state)
    for request in state.requests.values():
        if request.state == "asked":
            found += [f"approve {request.id}", f"refuse {request.id}"]
    return found + list(_decisions(script, state))


def _of_row(uid: str, row: Row, state: State) -> Iterator[str]:
    runs = dict(state.runs_of(uid))
    if any(run.state in OPEN for run in runs.values()):
        yield f"release {uid}"
        yield f"skip {uid}"
    decider = row.decided_by or recipients(row)[0]
    run = runs.get(decider)
    if run is not None and run.state in OUT:
        yield from (f"{decider}: answer {uid} option={name}" for name in row.options)


def _decisions(script: Script, state: State) -> Iterator[str]:
    for name, each in script.decisions.items():
        taken = sum(r.decision == name and r.state != "refused" for r in state.requests.values())
        asks = ((key, ask.least if ask.default is None else ask.default) for key, ask in each.asks.items())
        asked = "".join(f' {key}="{value}"' for key, value in asks)
        if not each.times or taken < each.times:
            yield from (f"{cell}: decide {name}{asked}" for cell in each.by[:1])


def instead(turn: Turn, offered: Sequence[str]) -> list[str]:
    """Return commands with those first that are about the same row, decision or request as a turn."""
    said = turn.entry.payload
    about = {str(said[key]) for key in ("row", "decision", "id") if said.get(key)}
    return sorted(offered, key=lambda line: not about & set(line.split()))
