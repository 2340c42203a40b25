"""What shocks strike: names of funds, pools and conditions → the single blows of a Plan.

On which day they fall, and what a run makes of them, is not known here.
"""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sim.domain.readiness import in_proportion
from sim.plan import Shock, ShockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sim.plan import Fund, Operation, Plan, Pool, Theatre


class Blow(Protocol):
    """Whatever declares blows: a shock of a scenario, an effect of an exercise."""

    @property
    def withdraw(self) -> Mapping[str, int]:
        """Fund → dollars taken from what is free to claim."""

    @property
    def deposit(self) -> Mapping[str, int]:
        """Fund → dollars added to what is free to claim."""

    @property
    def lose(self) -> Mapping[str, int]:
        """Pool → people or things lost."""

    @property
    def gain(self) -> Mapping[str, int]:
        """Pool → people or things that join it."""

    @property
    def shift(self) -> Mapping[str, float]:
        """`crisis.province.sector`, with `*` for any → change of the condition."""

    @property
    def why(self) -> str | None:
        """Reason, for reports."""


@dataclass(frozen=True)
class Struck:
    """All that a blow may strike, in the order of a Plan."""

    operations: Sequence[Operation]
    pools: Sequence[Pool]
    funds: Sequence[Fund]
    theatres: Sequence[Theatre]

    @classmethod
    def of(cls, plan: Plan) -> Struck:
        """Return what a blow may strike in a plan."""
        return cls(plan.operations, plan.pools, plan.funds, plan.theatres)

    def fund(self, name: str) -> int:
        """Return the index of a fund that is there."""
        return next(index for index, each in enumerate(self.funds) if each.id == name)

    def corps(self, name: str) -> tuple[int, ...]:
        """Return the pools of a corps that is there: its generalists, then its specialists."""
        first = next(index for index, each in enumerate(self.pools) if each.id == name)
        return (first, *(index for index, each in enumerate(self.pools) if each.corps == first))

    def grounds(self) -> Iterator[tuple[str, int, int, int]]:
        """Yield the name of every condition, with its theatre, province and sector."""
        for index, theatre in enumerate(self.theatres):
            crisis = self.operations[theatre.operation].id
            for place, province in enumerate(theatre.provinces):
                for kind, sector in enumerate(theatre.sectors):
                    yield f"{crisis}.{province.id}.{sector}", index, place, kind

    def named(self, pattern: str) -> Iterator[tuple[int, int, int]]:
        """Yield the theatre, province and sector of every condition that a pattern names."""
        for name, *where in self.grounds():
            if fnmatch.fnmatchcase(name, pattern):
                yield where[0], where[1], where[2]


def blows(struck: Struck, declared: Blow, day: float) -> Iterator[Shock]:
    """Yield the single blows of what was declared, all on one day; its names are known to be right."""
    why = declared.why or ""
    for kind, money in ((ShockKind.WITHDRAW, declared.withdraw), (ShockKind.DEPOSIT, declared.deposit)):
        for name, dollars in money.items():
            yield Shock(day, kind, struck.fund(name), dollars, why=why)
    for kind, people in ((ShockKind.LOSE, declared.lose), (ShockKind.GAIN, declared.gain)):
        for name, heads in people.items():
            yield from (Shock(day, kind, pool, part, why=why) for pool, part in divided(struck, name, heads))
    for pattern, change in declared.shift.items():
        for theatre, province, sector in struck.named(pattern):
            yield Shock(day, ShockKind.SHIFT, theatre, change, province, sector, why)


def divided(struck: Struck, name: str, heads: int) -> list[tuple[int, int]]:
    """Return (pool, heads) of a blow: it strikes all skills of a corps in proportion."""
    members = struck.corps(name)
    parts = in_proportion([struck.pools[each].size for each in members], heads)
    return [pair for pair in zip(members, parts, strict=True) if pair[1] or len(members) == 1]
