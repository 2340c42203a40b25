"""The ground of one operation: its provinces by sectors laid into the Plan as a theatre.

Who stands where and how conditions start; how they grow is `operation`, when authority passes is
`handover`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.domain.laying import Path, Table, Where
from sim.plan import Drawdown, Force, Gate, Growth, Province, Theatre

if TYPE_CHECKING:
    from sim.scenario.schema.ground import Crisis, Handover
    from sim.scenario.schema.ground import Province as ProvinceDeclared


@dataclass(frozen=True)
class Ground:
    """Where an operation's drivers and provinces stand in the Plan.

    `populations`: by province name, in declared order.
    """

    theatre: int
    capital: int
    populations: dict[str, int]
    civilian_drivers: dict[str, int]
    programme_drivers: dict[str, tuple[int, ...]]
    sectors: tuple[str, ...]

    def index(self, province: str) -> int:
        """Return the place of a province in declared order."""
        return list(self.populations).index(province)

    def civilians(self, province: str) -> int:
        """Return the driver that counts a province's civilians."""
        return self.civilian_drivers[province]

    def money(self, sector: str, province: str, dollars: int) -> tuple[tuple[int, int], ...]:
        """Return the drivers of dollars under delivery: one province, or all by population ('')."""
        place = self.sectors.index(sector)
        if province:
            return ((self.programme_drivers[province][place], dollars),)
        whole = max(1, sum(self.populations.values()))
        return tuple(
            (self.programme_drivers[name][place], dollars * people // whole)
            for name, people in self.populations.items()
        )


def lay_drivers(table: Table, where: Where, crisis: Crisis, *, sectors: tuple[str, ...]) -> Ground:
    """Lay what is counted on the ground of one operation."""
    base = where.operation_id
    return Ground(
        theatre=len(table.theatres),
        capital=table.driver(f"{base}.capital.civilians"),
        populations={name: each.population for name, each in crisis.provinces.items()},
        civilian_drivers={name: table.driver(f"{base}.{name}.civilians") for name in crisis.provinces},
        programme_drivers={
            name: tuple(table.driver(f"{base}.{name}.{sector}") for sector in sectors)
            for name in crisis.provinces
        },
        sectors=sectors,
    )


@dataclass(frozen=True)
class Theatres:
    """What is needed to lay one theatre: the crisis, the common handover rules, the horizon."""

    where: Where
    crisis: Crisis
    handover: Handover
    ground: Ground
    onset: float
    deadline: float
    horizon: float
    deadline_from_onset: bool = False

    @property
    def reviews(self) -> int:
        """Return the most reviews before the horizon."""
        return max(1, int((self.horizon - self.onset) / self.handover.review.every) + 2)

    @property
    def assessments(self) -> int:
        """Return the most assessments of a province before the horizon.

        After a failure the retry, after a success the gate's reviews, lie between two of them.
        """
        gate = self.handover.gate
        apart = min(gate.for_ * self.handover.review.every, gate.retry_after.at(1e-9))
        return max(1, int((self.horizon - self.onset) / max(apart, self.handover.review.every)) + 2)

    @property
    def mandates(self) -> int:
        """Return the most mandate reviews before the horizon."""
        return max(1, int((self.horizon - self.onset) / self.handover.drawdown.every) + 2)


def lay_theatre(table: Table, rules: Theatres) -> None:
    """Lay an operation's provinces, gate, force and drawdown, and the signals they give."""
    where, handover = rules.where, rules.handover
    provinces = tuple(_province(table, rules, name) for name in rules.crisis.provinces)
    leaves = _signal(table, where, "military_exit")
    share = table.draw(
        handover.drawdown.share,
        key=f"{where.operation_id}/drawdown/share",
        path=("handover", "drawdown", "share"),
        operation=where.operation,
        rounds=rules.mandates,
    )
    table.theatres.append(
        Theatre(
            operation=where.operation,
            begins=rules.onset,
            sectors=rules.ground.sectors,
            provinces=provinces,
            review_every=handover.review.every,
            growth=_growth(handover),
            gate=_gate(handover, rules),
            drawdown=Drawdown(
                handover.drawdown.every, share, handover.drawdown.residual, handover.drawdown.exit_below
            ),
            force=_force(rules),
            capital=rules.ground.capital,
            exit=leaves,
        )
    )


def _signal(table: Table, where: Where, name: str) -> int:
    return table.step(where, name, kind="signal", signal=True, mandatory=False, path="handover")


def _province(table: Table, rules: Theatres, name: str) -> Province:
    declared = rules.crisis.provinces[name]
    where = rules.where
    names = list(rules.crisis.provinces)
    gate = rules.handover.gate
    base = f"{where.operation_id}/{name}"
    rounds, operation = rules.assessments, where.operation
    pace_path: Path = ("handover", "growth", "pace")
    gate_path: Path = ("handover", "gate")
    return Province(
        id=name,
        population=declared.population,
        conditions=tuple(_condition(declared, sector) for sector in rules.ground.sectors),
        pace=tuple(
            table.draw(
                rules.handover.growth.pace, key=f"{base}/{sector}/pace", path=pace_path, operation=operation
            )
            for sector in rules.ground.sectors
        ),
        neighbours=tuple(names.index(each) for each in declared.neighbours),
        assessed=table.chance(
            gate.passes,
            key=f"{base}/assessed",
            path=(*gate_path, "passes"),
            operation=operation,
            rounds=rounds,
        ),
        retry=table.draw(
            gate.retry_after,
            key=f"{base}/retry",
            path=(*gate_path, "retry_after"),
            operation=operation,
            rounds=rounds,
        ),
        veto=table.chance(
            gate.veto,
            key=f"{base}/veto",
            path=(*gate_path, "veto"),
            operation=operation,
            rounds=rules.reviews,
        ),
        handover=_signal(table, where, f"handover.{name}"),
        civilians=rules.ground.civilians(name),
        programmes=rules.ground.programme_drivers[name],
    )


def _condition(declared: ProvinceDeclared, sector: str) -> float:
    if sector == "security":
        return declared.security
    return {str(name): level for name, level in declared.conditions.items()}.get(sector, declared.security)


def _growth(handover: Handover) -> Growth:
    declared = handover.growth
    return Growth(
        security_force=declared.security_force,
        civilians=declared.civilians,
        programmes=declared.programmes,
        decay=declared.decay,
        spoiling=declared.spoiling,
        force_ratio=declared.force_ratio,
        team_ratio=declared.team_ratio,
        programme_ratio=declared.programme_ratio,
        capital_share=declared.capital_share,
    )


def _gate(handover: Handover, rules: Theatres) -> Gate:
    gate = handover.gate
    return Gate(
        needed=gate.indicators[0],
        at_least=gate.at_least,
        reviews=gate.for_,
        neighbours=gate.neighbours,
        rollback_below=gate.rollback_below,
        rollback_reviews=gate.rollback_reviews,
        deadline=rules.deadline,
        civilian_lead=gate.civilian_lead,
        from_onset=rules.deadline_from_onset,
    )


def _force(rules: Theatres) -> Force:
    declared, civilian = rules.crisis.force, rules.handover.civilian_cost
    if declared is None:
        return Force(0, 0, 1.0, 1.0, 0.0, 0.0, 1.0, civilian, 0.0)
    arrival = declared.police_arrival
    return Force(
        troops=declared.troops,
        police=declared.police,
        police_shape=arrival.shape,
        police_scale=arrival.scale,
        police_ceiling=arrival.ceiling,
        troop_year=declared.cost,
        elasticity=declared.elasticity,
        civilian_year=civilian,
        police_year=declared.police_cost,
    )
