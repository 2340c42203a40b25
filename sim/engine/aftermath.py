"""After the exit: the relapse of one theatre, if it comes, and the return of the troops.

What is more or less likely is arithmetic in `sim.domain.aftermath`; how authority and strength then
go on is `theatres`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.domain.aftermath import (
    hazard_multiplier,
    mean_by_population,
    relapse_days,
    shortfall,
    troops_back,
)
from sim.domain.operation import SECURITY
from sim.engine.events import At, Order
from sim.plan import NONE
from sim.trace import ExitRow, RelapseRow

if TYPE_CHECKING:
    from sim.engine.theatres import Ground
    from sim.plan import Aftermath


class AfterExit:
    """Exits and relapses of one theatre, in turn; each exit has luck of its own."""

    def __init__(self, ground: Ground) -> None:
        """Stand ready. `ground`: of the same theatre."""
        self.ground = ground
        self.turn = 0
        self.exits: list[ExitRow] = []
        self.relapses: list[RelapseRow] = []

    def begin(self) -> None:
        """The military has left: fix the hazard, and the day of the relapse."""
        ground, rules = self.ground, self.ground.theatre.aftermath
        if rules is None:
            return
        multiplier = self._multiplier(rules)
        self.exits.append(ExitRow(ground.env.now, ground.index, multiplier))
        days = relapse_days(rules, multiplier, ground.value(rules.chance, self.turn))
        At(ground.env, days, Order.CHANGE, then=self._relapse)

    def _multiplier(self, rules: Aftermath) -> float:
        ground = self.ground
        return hazard_multiplier(
            rules,
            short=shortfall(ground.conditions, ground.populations, rules.early_exit_level),
            capacity=mean_by_population(ground.capacity.levels, ground.populations),
            ownership=ground.theatre.ownership,
            women=ground.value(rules.women_multiplier, 0),
        )

    def _relapse(self, _: object) -> None:
        """Security falls everywhere; what then stands too low is taken back; troops and teams are called."""
        ground, rules = self.ground, self.ground.theatre.aftermath
        if rules is None:
            return
        ground.shift(NONE, SECURITY, -rules.blow)
        for place, conditions in enumerate(ground.conditions):
            weak = conditions[SECURITY] < ground.theatre.gate.rollback_below
            if weak and ground.handed_over[place]:
                ground.take_back(place, why="relapse")
        back = troops_back(rules, ground.theatre.force.troops)
        self.relapses.append(RelapseRow(ground.env.now, ground.index, back))
        if back > 0:
            At(ground.env, ground.value(rules.return_after, self.turn), Order.STEP, then=self._come_back)
        self.turn += 1
        ground.network.signal(rules.relapse)
        ground.network.reopen(ground.theatre.exit)
        ground.network.line.ask()

    def _come_back(self, _: object) -> None:
        self.ground.bring_back(self.relapses[-1].troops)
