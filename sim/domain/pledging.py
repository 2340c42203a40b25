"""Partners laid into the Plan: pledges in days after the onset, laws as draws, places as weights.

What a partner's strength is on a day, and what it does, is `partners`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.distributions import Constant, Distribution
from sim.plan import NONE, Partner, PartnerKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.domain.laying import Path, Table, Where
    from sim.scenario.schema.ground import Crisis, ForceDeclared
    from sim.scenario.schema.partners import PartnerDeclared


@dataclass(frozen=True)
class Bench:
    """What partners of one operation are laid with: the table, the crisis and its ground.

    `day`: days after the onset of a moment; `capital_share`: effect on a province of a civilian in
    the capital.
    """

    table: Table
    where: Where
    crisis: Crisis
    sectors: tuple[str, ...]
    capital_share: float
    day: Callable[[str], float]

    def draw(self, law: Distribution, *, key: str, path: Path) -> int:
        """Lay one quantity of a partner."""
        full = f"{self.where.operation_id}/{key}"
        return self.table.draw(law, key=full, path=path, operation=self.where.operation)


def lay_partners(bench: Bench) -> tuple[Partner, ...]:
    """Lay the police of an operation's force, then its declared partners."""
    declared = tuple(_declared(bench, name, each) for name, each in bench.crisis.partners.items())
    force = bench.crisis.force
    return declared if force is None else (_police(bench, force), *declared)


def _police(bench: Bench, force: ForceDeclared) -> Partner:
    path: Path = ("crises", bench.where.operation_id, "force", "police_arrival")
    arrival = force.police_arrival
    return Partner(
        id="police",
        kind=PartnerKind.POLICE,
        pledges=((0.0, force.police),),
        shape=arrival.shape,
        lag=bench.draw(Constant(0.0), key="police/lag", path=path),
        scale=bench.draw(arrival.scale, key="police/scale", path=(*path, "scale")),
        ceiling=bench.draw(arrival.ceiling, key="police/ceiling", path=(*path, "ceiling")),
        weights=_weights(bench, "each_province"),
    )


def _declared(bench: Bench, name: str, partner: PartnerDeclared) -> Partner:
    path: Path = ("crises", bench.where.operation_id, "partners", name)
    key, arrival = f"partners/{name}", partner.arrival
    return Partner(
        id=name,
        kind=PartnerKind(partner.kind),
        pledges=_pledges(bench, partner),
        shape=arrival.shape,
        lag=bench.draw(partner.lag, key=f"{key}/lag", path=(*path, "lag")),
        scale=bench.draw(arrival.scale, key=f"{key}/scale", path=(*path, "arrival", "scale")),
        ceiling=bench.draw(arrival.ceiling, key=f"{key}/ceiling", path=(*path, "arrival", "ceiling")),
        weights=_weights(bench, partner.place),
        sector=NONE if partner.sector is None else bench.sectors.index(partner.sector),
        replaces=partner.kind == "troops" and partner.replaces != "nothing",
    )


def _pledges(bench: Bench, partner: PartnerDeclared) -> tuple[tuple[float, int], ...]:
    if partner.pledge is not None:
        return ((0.0, partner.pledge.value),)
    return tuple((max(0.0, bench.day(moment)), each.value) for moment, each in partner.targets)


def _weights(bench: Bench, place: str) -> tuple[float, ...]:
    """Return the share of a strength that has its effect in each province."""
    people = {name: each.population for name, each in bench.crisis.provinces.items()}
    whole = sum(people.values())
    if place in people:
        return tuple(float(name == place) for name in people)
    share = bench.capital_share if place == "capital" else 1.0
    return tuple(share * (each / whole) for each in people.values())
