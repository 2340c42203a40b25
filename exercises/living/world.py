"""The living simulation as play sees it: conditions, measures and effects as the journal holds them.

It answers `exercises.play.setting.World`; it decides nothing and keeps nothing that cannot be asked again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exercises.errors import UnknownName
from exercises.living.conditions import comparison_of, say, truth, why
from exercises.living.effects import Effect, effect_of
from sim.errors import BadInput, BadQuantity, Place
from sim.measures.catalogue import series
from sim.simulating import just_after

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exercises.living.living import Living
    from exercises.script.schema import Condition, EffectDeclared
    from sim.trace import Outcome

    Effects = Sequence[Mapping[str, Any]]


@dataclass
class LivingWorld:
    """One living simulation behind the door through which play asks. Days are days since D+0."""

    living: Living
    until: float | None = None
    """Day up to which the simulation is played; None: to its horizon. Later days must not be asked about."""
    _plain: list[Mapping[str, Any]] = field(default_factory=list, repr=False)
    _effects: list[Effect] = field(default_factory=list, repr=False)
    """The effects as asked about last, and as read: each row that waits for the simulation asks again."""

    def turns(self, condition: Condition, effects: Effects) -> tuple[float, ...]:
        """Return the days at which a condition turns true and false, in turn, after these effects.

        Raises: `BadInput` where it asks what the scenario does not have.
        """
        self._known(condition)
        return truth(condition, self._after(effects)).changes

    def says(self, condition: Condition, effects: Effects, day: float) -> str:
        """Return what makes a condition true or false on a day, in words. Raises: `BadInput` as `turns`."""
        self._known(condition)
        return why(condition, self._after(effects), day)

    def measured(self, name: str, effects: Effects, day: float) -> str:
        """Return a measure on a day, after all that happened at that moment, in words.

        Raises: `UnknownName`.
        """
        found = self.living.measures.get(name)
        if found is None:
            raise UnknownName(name, self.living.measures, what="measure")
        return say(found.kind, series(self._after(effects), name).at(just_after(day)))

    def effect(
        self,
        declared: EffectDeclared,
        *,
        day: float,
        origin: str,
        values: Mapping[str, Any],
        effects: Effects,
    ) -> dict[str, Any]:
        """Return an effect as it stands in the journal, with what was asked filled in.

        Raises: `BadInput` where something asked is missing, or the scenario cannot take it on top of the
        effects so far.
        """
        found = effect_of(declared, day, origin=origin, asked=values)
        self.living.accept(found, self.read(effects), until=self.until)
        return found.plain()

    def _after(self, effects: Effects) -> Outcome:
        return self.living.outcome(self.read(effects), self.until)

    def read(self, effects: Effects) -> list[Effect]:
        """Return effects as the simulation has them; what was read before is not read again."""
        same = 0
        for one, other in zip(self._plain, effects, strict=False):
            if one is not other:
                break
            same += 1
        new = effects[same:]
        self._effects = [*self._effects[:same], *(Effect.from_plain(each) for each in new)]
        self._plain = [*self._plain[:same], *new]
        return self._effects

    def _known(self, condition: Condition) -> None:
        try:
            comparison_of(condition, self.living.measures)
        except BadQuantity as error:
            raise BadInput([error.at(Place("condition", path=condition.measure))]) from None
