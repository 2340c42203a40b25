"""The simulation as it was played, from D+0 to this moment: the run, and the day up to which it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exercises.living.effects import Effect
from exercises.times import say_scenario

if TYPE_CHECKING:
    from exercises.director import Director
    from exercises.living.living import Living
    from sim.trace import Outcome


@dataclass(frozen=True)
class Playback:
    """A run up to a day of the scenario. `said`: what it is, in a sentence."""

    outcome: Outcome
    day: float
    said: str


def playback_view(director: Director, living: Living) -> Playback:
    """Return the run under all effects so far; later days are nobody's to see, also after ENDEX."""
    effects, day = director.look(lambda state: (list(state.effects), state.clock.day(director.now())))
    outcome = living.outcome([Effect.from_plain(each) for each in effects], until=day)
    count = f"{len(effects)} changes" if len(effects) != 1 else "one change"
    return Playback(
        outcome, day, f"As it was played up to {say_scenario(day)}, with {count} by injects and people."
    )
