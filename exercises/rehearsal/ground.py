"""What all rehearsals of a script share: the script as understood, its plans, its simulated cells.

A play takes its own future of the scenario: the number of the play is the replication.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from exercises.living import Effect
from exercises.living.living import Living
from exercises.living.world import LivingWorld
from exercises.play.setting import Setting
from exercises.rehearsal.cells import Cast, Luck
from exercises.rehearsal.playing import Rehearsing
from exercises.rehearsal.reading import read
from sim.recent import collector_resting
from sim.scenario.composing import Composed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exercises.play.state import State
    from exercises.rehearsal.reading import Played
    from exercises.script.loading import Loaded
    from exercises.script.schema import Script
    from sim.trace import Outcome


@dataclass
class Ground:
    """A script ready to be rehearsed again and again. `seed`: stream of chance of scenario and cells."""

    loaded: Loaded
    seed: int
    living: Living = field(init=False)

    def __post_init__(self) -> None:
        model = self.loaded.model
        plans = Composed(model.document, replace(model.plan, regimes=()))
        self.living = Living(model, self.seed, regimes=plans)
        self.until = min(self.loaded.planned.furthest_day, model.plan.horizon)
        self.luck = Luck(self.loaded.script, self.seed)

    def play(self, number: int) -> Played:
        """Return what one play showed."""
        return self.lived(number, self.loaded.script)[0]

    def without(self, number: int, rows: Iterable[str]) -> tuple[Played, Outcome]:
        """Return a play in which some rows do nothing to the simulation, and what the future comes to."""
        played, state, living = self._with_state(number, muted(self.loaded.script, frozenset(rows)))
        return played, living.outcome([Effect.from_plain(each) for each in state.effects])

    def lived(self, number: int, script: Script) -> tuple[Played, State]:
        """Return what one play of a script showed, and the state that it came to."""
        return self._with_state(number, script)[:2]

    def _with_state(self, number: int, script: Script) -> tuple[Played, State, Living]:
        living = self.living.future(number)
        with collector_resting():
            played, state = self._once(number, script, living)
            effects = [Effect.from_plain(each) for each in state.effects]
            if not living.holds(effects, self.until):  # from here on every plan is made in full
                played, state = self._once(number, script, living)
        return played, state, living

    def _once(self, number: int, script: Script, living: Living) -> tuple[Played, State]:
        world = LivingWorld(living)
        setting = Setting(
            script=script,
            written=tuple(self.loaded.document.data.get("rows") or ()),
            startex=self.loaded.startex,
            start=self.loaded.planned.start,
            endex=self.loaded.endex,
            world=world,
        )
        rehearsing = Rehearsing(setting, world=world, cast=Cast(script), luck=self.luck.of(number))
        state = rehearsing.play().state
        return read(setting, state, left=rehearsing.left, number=number), state


def muted(script: Script, rows: frozenset[str]) -> Script:
    """Return a script in which some rows, and the choice of their options, change nothing."""
    if not rows:
        return script
    return script.model_copy(
        update={
            "rows": tuple(
                row.model_copy(
                    update={
                        "effects": (),
                        "options": {
                            name: each.model_copy(update={"effects": ()})
                            for name, each in row.options.items()
                        },
                    }
                )
                if row.uid in rows
                else row
                for row in script.rows
            )
        }
    )
