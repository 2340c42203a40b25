"""The ground of one operation: its provinces by sectors laid into the Plan as a theatre.

Who stands where and how conditions start; how they grow is `operation`, when authority passes is
`handover`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.distributions import Chance, Distribution, Uniform
from sim.domain.laying import Path, Table, Where
from sim.domain.pledging import Bench, lay_partners
from sim.domain.stakeholders import ownership, womens_inclusion
from sim.plan import NONE, Aftermath, Drawdown, Force, Gate, Growth, Province, Theatre

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.scenario.schema.ground import Crisis, Handover
    from sim.scenario.schema.ground import Province as ProvinceDeclared


LUCK = Uniform(0.0, 1.0)
"""A plain uniform, where what it decides depends on the state of the ground."""
CAPACITY_PHASES = ("transformation", "sustainability")
"""Phases of the essential tasks matrix that build local capacity, and that keep it (F 78)."""


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
    capacity_drivers: dict[str, dict[str, int]]
    sectors: tuple[str, ...]

    def index(self, province: str) -> int:
        """Return the place of a province in declared order."""
        return list(self.populations).index(province)

    def civilians(self, province: str) -> int:
        """Return the driver that counts a province's civilians."""
        return self.civilian_drivers[province]

    def money(
        self, sector: str, province: str, dollars: int, *, phase: str = ""
    ) -> tuple[tuple[int, int], ...]:
        """Return the drivers of dollars under delivery: one province, or all by population ('').

        What builds or keeps local capacity, by its phase, is counted for that too.
        """
        place = self.sectors.index(sector)
        whole = max(1, sum(self.populations.values()))
        shares = {name: dollars * people // whole for name, people in self.populations.items()}
        if province:
            shares = {province: dollars}
        by_sector = [(self.programme_drivers[name][place], share) for name, share in shares.items()]
        by_phase = [
            (self.capacity_drivers[name][phase], share)
            for name, share in shares.items()
            if phase in self.capacity_drivers[name]
        ]
        return (*by_sector, *by_phase)


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
        capacity_drivers={
            name: {phase: table.driver(f"{base}.{name}.{phase}") for phase in CAPACITY_PHASES}
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
    day: Callable[[str], float]
    """Days since D+0 of a moment."""
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
            ownership=ownership(rules.crisis.stakeholders.values()),
            aftermath=_aftermath(table, rules),
            partners=lay_partners(_bench(table, rules)),
        )
    )


def _bench(table: Table, rules: Theatres) -> Bench:
    return Bench(
        table=table,
        where=rules.where,
        crisis=rules.crisis,
        sectors=rules.ground.sectors,
        capital_share=rules.handover.growth.capital_share,
        day=lambda moment: rules.day(moment) - rules.onset,
    )


def _signal(table: Table, where: Where, name: str) -> int:
    return table.step(where, name, kind="signal", signal=True, mandatory=False, path="handover")


def _province(table: Table, rules: Theatres, name: str) -> Province:
    declared = rules.crisis.provinces[name]
    where = rules.where
    names = list(rules.crisis.provinces)
    gate = rules.handover.gate
    capacity = rules.ground.capacity_drivers[name]
    setback, loss = _setbacks(table, rules, base=f"{where.operation_id}/{name}")
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
        assessed=table.draw(
            Chance(gate.passes) if gate.margin is None else LUCK,
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
        capacity=declared.local_capacity,
        transforming=capacity["transformation"],
        sustaining=capacity["sustainability"],
        setback=setback,
        setback_loss=loss,
    )


def _setbacks(table: Table, rules: Theatres, *, base: str) -> tuple[int, int]:
    """Lay whether a review finds a setback in a province, and how deep; NONE where none is declared."""
    declared = rules.handover.growth.setbacks
    if declared is None:
        return NONE, NONE
    path: Path = ("handover", "growth", "setbacks")
    happens = table.chance(
        declared.chance,
        key=f"{base}/setback",
        path=(*path, "chance"),
        operation=rules.where.operation,
        rounds=rules.reviews,
    )
    loss = table.draw(
        declared.loss,
        key=f"{base}/setback/loss",
        path=(*path, "loss"),
        operation=rules.where.operation,
        rounds=rules.reviews,
    )
    return happens, loss


def _aftermath(table: Table, rules: Theatres) -> Aftermath | None:
    """Lay what may follow the exit, if that is asked for: its luck, its parameters, its signal."""
    declared = rules.handover.aftermath
    if declared is None:
        return None

    def draw(law: Distribution, name: str, *path: str, rounds: int = 1) -> int:
        key = f"{rules.where.operation_id}/aftermath/{name}"
        full: Path = ("handover", "aftermath", *path)
        return table.draw(law, key=key, path=full, operation=rules.where.operation, rounds=rounds)

    inclusion = declared.womens_inclusion
    women = womens_inclusion(rules.crisis.stakeholders.values(), inclusion.full_seats)
    return Aftermath(
        in_ten_years=declared.relapse_in_ten_years,
        shape=declared.shape,
        early_exit_level=declared.early_exit_level,
        early_exit=declared.early_exit,
        local_capacity=declared.local_capacity,
        ownership=declared.ownership,
        women=women if inclusion.counted else 0.0,
        women_multiplier=draw(inclusion.multiplier, "womens_inclusion", "womens_inclusion", "multiplier"),
        blow=declared.blow,
        returns=declared.returns,
        return_after=draw(declared.return_after, "return_after", "return_after", rounds=rules.mandates),
        chance=draw(LUCK, "relapse", "relapse_in_ten_years", rounds=rules.mandates),
        relapse=_signal(table, rules.where, "relapse"),
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
        local=declared.local,
        capacity_building=declared.capacity_building,
        capacity_decay=declared.capacity_decay,
        sustaining=declared.sustaining,
        ownership=declared.ownership,
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
        passes=gate.passes,
        margin=gate.margin or 0.0,
        from_onset=rules.deadline_from_onset,
    )


def _force(rules: Theatres) -> Force:
    declared, civilian = rules.crisis.force, rules.handover.civilian_cost
    if declared is None:
        return Force(0, 0.0, 1.0, civilian, 0.0)
    return Force(
        troops=declared.troops,
        troop_year=declared.cost,
        elasticity=declared.elasticity,
        civilian_year=civilian,
        police_year=declared.police_cost,
    )
