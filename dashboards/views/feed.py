"""The feed: what happened, in lines, for those who may read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.views.moments import say_hour
from exercises.console.telling import TOLD, WORD
from exercises.times import say_scenario

if TYPE_CHECKING:
    from exercises.director import Director
    from exercises.journal.entries import Entry

LOOKED_BACK = 400
"""Entries among which the latest lines are looked for."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the feed. `word`: what its text begins with; `wall`: seconds since 1970 UTC."""

    seq: int
    hour: str
    scenario: str
    who: str
    kind: str
    word: str
    text: str
    wall: float


def feed_view(director: Director, *, most: int, kinds: tuple[str, ...] = ()) -> list[Told]:
    """Return the latest lines, newest first; `kinds`: beginnings of kinds of entries, all without any."""
    first = max(0, director.state.head - (LOOKED_BACK if most < LOOKED_BACK else director.state.head))
    entries = director.since(first)
    found = director.look(lambda _: [_told(director, each) for each in reversed(entries)])
    kept = [each for each in found if each and (not kinds or each.kind.startswith(kinds))]
    return [each for each in kept if each is not None][:most]


def _told(director: Director, entry: Entry) -> Told | None:
    say = TOLD.get(entry.kind)
    if say is None or entry.seq > director.state.head:
        return None
    said = say(director.state, entry.payload)
    return Told(
        entry.seq,
        say_hour(director.setting.startex, entry.exercise or 0.0),
        say_scenario(entry.scenario or 0.0),
        entry.actor,
        entry.kind,
        said[:WORD].strip(),
        " ".join(said.split()),
        entry.wall,
    )
