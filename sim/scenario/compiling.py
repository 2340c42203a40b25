"""Scenario → Plan: days, dollars and indices; each part of the doctrine lays itself.

Nothing can fail here: `understanding` has proved names and quantities. Patches with a time become
regimes: the same network with other numbers from a day on.
"""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sim import quantities
from sim.distributions import Chance
from sim.domain.deployment import Roster, lay_team
from sim.domain.funding import Award, chosen_mechanisms, lay_fund, lay_programme
from sim.domain.ground import Ground, Theatres, lay_drivers, lay_theatre
from sim.domain.laying import Arrow, EvidenceOf, Path, Table, Where
from sim.domain.tasks import Task, lay_task
from sim.plan import NONE, Correlation, Operation, Plan, Policy, Risk, Shock, ShockKind, Target, When
from sim.plan import Pool as PlanPool
from sim.scenario.calendars import calendar_of, fiscal_year_end
from sim.scenario.schema.resources import SECTORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.scenario.schema import Scenario
    from sim.scenario.schema.changes import ShockDeclared
    from sim.scenario.schema.ground import Crisis

BARE = "plan"
"""Name of the one operation of a bare plan."""
UNLIMITED = 2**62


def compile_scenario(scenario: Scenario, evidence_of: EvidenceOf) -> Plan:
    """Return the Plan of a checked scenario, without regimes (see `sim.scenario.loading`)."""
    return _Compiler(scenario, evidence_of).plan()


@dataclass
class _Compiler:
    """Lays one scenario on one table."""

    scenario: Scenario
    evidence_of: EvidenceOf

    def __post_init__(self) -> None:
        self.start = date.fromisoformat(self.scenario.start)
        self.table = Table(self.evidence_of)

    def day(self, moment: str | None, default: float = 0.0) -> float:
        """Return a moment as days since D+0."""
        return default if moment is None else quantities.moment(moment, self.start)

    def plan(self) -> Plan:
        """Lay everything and gather it."""
        self.lay_operations()
        self.lay_resources()
        self.lay_crises()
        if self.scenario.steps:
            self.lay_bare_plan()
        self.lay_milestones()
        self.lay_chance()
        table = self.table
        return Plan(
            title=self.scenario.title,
            start=self.start,
            horizon=self.scenario.horizon,
            operations=tuple(table.operations),
            steps=table.steps(),
            pools=tuple(table.pool_list),
            funds=tuple(table.fund_list),
            calendars=tuple(table.calendar_list),
            draws=tuple(table.draws),
            risks=tuple(table.risks),
            correlations=tuple(table.correlations),
            milestones=tuple(table.milestones),
            theatres=tuple(table.theatres),
            targets=tuple(self.targets()),
            drivers=tuple(table.drivers),
            shocks=tuple(self.shocks()),
        )

    def lay_operations(self) -> None:
        """Name the operations: the crises, or the bare plan; then the funds' own acts."""
        for name, crisis in self.scenario.crises.items():
            priority = crisis.severity if crisis.priority is None else crisis.priority
            self.table.operations.append(Operation(name, priority, self.day(crisis.onset)))
        if self.scenario.steps:
            self.table.operations.append(Operation(BARE))
        if self.scenario.funds:
            self.table.operations.append(Operation("funds"))

    def lay_resources(self) -> None:
        """Lay calendars, pools, mechanisms and funds."""
        scenario, table = self.scenario, self.table
        for name, calendar in scenario.calendars.items():
            table.calendar(calendar_of(name, calendar, start=self.start, horizon=scenario.horizon))
        for name in scenario.pools:
            self.lay_pool(name)
        for index, pool in enumerate(scenario.pools.values()):
            if pool.becomes:
                table.pool_list[index] = replace(table.pool_list[index], becomes=table.pools[pool.becomes])
        for name, mechanism in scenario.mechanisms.items():
            expires = _forever(mechanism.expires)
            table.pool(
                PlanPool(
                    id=f"mechanism:{name}",
                    size=mechanism.ceiling,
                    kind="mechanism",
                    may_pass=True,
                    consumed=True,
                    expires=float("inf") if expires else self.day(mechanism.expires),
                    path=f"mechanisms.{name}",
                )
            )
        if scenario.doctrine.programmes:
            table.pool(
                PlanPool("mechanism:open_competition", UNLIMITED, "mechanism", may_pass=True, consumed=True)
            )
        names = [each.id for each in table.operations]
        for name, fund in scenario.funds.items():
            lay_fund(table, name, fund, expires=self.expiry(fund.expires), operations=names)

    def expiry(self, written: str) -> float:
        """Return the day on which a fund lapses."""
        if written == "fiscal_year":
            return fiscal_year_end(self.start)
        return float("inf") if _forever(written) else self.day(written)

    def lay_pool(self, name: str) -> None:
        """Lay one pool and what is random about it."""
        pool, table = self.scenario.pools[name], self.table
        path: Path = ("pools", name)

        def draw(field: str, rounds: int = 1) -> int:
            law = getattr(pool, field)
            if law is None:
                return NONE
            return table.draw(law, key=f"pools/{name}/{field}", path=(*path, field), rounds=rounds)

        table.pool(
            PlanPool(
                id=name,
                size=pool.size,
                kind=pool.kind,
                policy=Policy(pool.queue),
                may_pass=pool.may_pass,
                yields=draw("yields"),
                rest=draw("rest"),
                attrition=draw("attrition"),
                path=".".join(map(str, path)),
            )
        )

    def lay_crises(self) -> None:
        """Lay each operation: its onset, tasks, teams, programmes and ground."""
        for index, (name, crisis) in enumerate(self.scenario.crises.items()):
            where = Where(index, name)
            ground = lay_drivers(self.table, where, crisis, sectors=SECTORS) if crisis.provinces else None
            self.table.step(
                where, "onset", not_before=self.day(crisis.onset), kind="onset", path=f"crises.{name}"
            )
            self.lay_tasks(where)
            self.lay_teams(where, crisis, ground)
            self.lay_programmes(where, crisis, ground)
            if ground is not None:
                lay_theatre(self.table, self.theatre(where, crisis, ground))

    def lay_tasks(self, where: Where) -> None:
        """Lay the declared steps of the doctrine."""
        for name, step in self.scenario.doctrine.steps.items():
            path: Path = ("doctrine", "steps", name)
            lay_task(self.table, Task(where, name, step, path, self.day(step.not_before), (Arrow("onset"),)))

    def places(self, where: Where, place: str, crisis: Crisis) -> Iterator[Where]:
        """Yield where something is done: the capital (''), each province, or one."""
        if place == "capital":
            yield where
        for name in crisis.provinces:
            if place in {"each_province", name}:
                yield Where(where.operation, where.operation_id, name)

    def lay_teams(self, where: Where, crisis: Crisis, ground: Ground | None) -> None:
        """Lay the doctrine's teams, each where it goes."""
        for name, team in self.scenario.doctrine.teams.items():
            for place in self.places(where, team.place, crisis):
                roster = Roster(
                    where=place,
                    name=name,
                    luck=team.alias or name,
                    team=team,
                    path=("doctrine", "teams", name),
                    pools=self.scenario.pools,
                    ground=ground,
                    horizon=self.scenario.horizon,
                )
                lay_team(self.table, roster)

    def lay_programmes(self, where: Where, crisis: Crisis, ground: Ground | None) -> None:
        """Lay the doctrine's programmes, each where it goes."""
        funds = self.scenario.funds
        for name, programme in self.scenario.doctrine.programmes.items():
            fund = programme.fund or next(iter(funds))
            chosen = chosen_mechanisms(
                programme.mechanism,
                self.scenario.mechanisms,
                sector=programme.sector,
                region=crisis.region,
            )
            for place in self.places(where, programme.place, crisis):
                award = Award(
                    where=place,
                    name=name,
                    luck=programme.alias or name,
                    programme=programme,
                    path=("doctrine", "programmes", name),
                    fund=self.table.funds[fund],
                    ceiling=funds[fund].quick_start_ceiling,
                    mechanisms={each: self.scenario.mechanisms[each] for each in chosen},
                    ground=ground,
                )
                lay_programme(self.table, award)

    def theatre(self, where: Where, crisis: Crisis, ground: Ground) -> Theatres:
        """Return what an operation's theatre is laid from."""
        onset, written = self.day(crisis.onset), self.scenario.handover.gate.deadline
        relative = written is not None and written.startswith("D")
        return Theatres(
            where=where,
            crisis=crisis,
            handover=self.scenario.handover,
            ground=ground,
            onset=onset,
            deadline=self.day(written, float("inf")) + (onset if relative else 0.0),
            horizon=self.scenario.horizon,
        )

    def lay_bare_plan(self) -> None:
        """Lay the steps of a bare plan as one operation."""
        where = Where(len(self.scenario.crises), BARE)
        for name, step in self.scenario.steps.items():
            lay_task(self.table, Task(where, name, step, ("steps", name), self.day(step.not_before), ()))

    def lay_milestones(self) -> None:
        """Lay the dates to report: those of every operation, then the declared ones."""
        table = self.table
        for index, operation in enumerate(table.operations):
            where = Where(index, operation.id)
            if operation.id in self.scenario.crises:
                self.standard_milestones(where)
            for name, declared in self.scenario.milestones.items():
                self.declared_milestone(
                    where, name, (*declared.all, *declared.any), any_of=bool(declared.any)
                )
        if self.scenario.steps and not table.milestones:
            own = len(self.scenario.crises)
            table.milestone("finish", [i for i, each in enumerate(table.laid) if each.where.operation == own])
        table.overall_milestones()

    def declared_milestone(self, where: Where, name: str, steps: tuple[str, ...], *, any_of: bool) -> None:
        """Lay one declared milestone for one operation."""
        found = [i for each in steps for i in self.table.find(where, each)]
        bare = where.operation_id == BARE
        self.table.milestone(name if bare else f"{where.operation_id}.{name}", found, any_of=any_of)

    def standard_milestones(self, where: Where) -> None:
        """Lay the milestones that every operation reports."""
        table, base = self.table, where.operation_id

        def of(*kinds: str) -> list[int]:
            return [
                i
                for i, laid in enumerate(table.laid)
                if laid.step.operation == where.operation and laid.step.kind in kinds
            ]

        table.milestone(f"{base}.first_team_in_country", of("travel"), any_of=True)
        in_province = [i for i in of("operational") if table.laid[i].where.province]
        table.milestone(f"{base}.first_team_in_province", in_province, any_of=True)
        table.milestone(f"{base}.full_strength", of("operational"))
        paid = [
            i for i in of("obligate", "grant") if any(max(p.amounts) > 0 for p in table.laid[i].step.postings)
        ]
        table.milestone(f"{base}.first_dollar_obligated", paid, any_of=True)
        table.milestone(f"{base}.first_dollar_disbursed", of("disburse", "spend"), any_of=True, at=When.START)
        handovers = [i for i in of("signal") if ".handover." in table.laid[i].step.id]
        for index in handovers:
            table.milestone(table.laid[index].step.id, [index])
        table.milestone(f"{base}.handover_complete", handovers)
        crisis = self.scenario.crises[base]
        if crisis.force is not None and crisis.force.troops > 0:
            table.milestone(f"{base}.military_exit", table.find(where, "military_exit"))

    def lay_chance(self) -> None:
        """Lay risks and correlations, per operation."""
        for index, operation in enumerate(self.table.operations):
            where = Where(index, operation.id)
            if operation.id == "funds":
                continue
            for name in self.scenario.risks:
                self.lay_risk(where, name)
            for group in self.scenario.correlate:
                found = [
                    self.table.laid[i].step.duration for s in group.steps for i in self.table.find(where, s)
                ]
                draws = tuple(dict.fromkeys(each for each in found if each != NONE))
                if len(draws) > 1:
                    self.table.correlations.append(Correlation(draws, group.rho))

    def lay_risk(self, where: Where, name: str) -> None:
        """Lay one risk of one operation."""
        risk, table = self.scenario.risks[name], self.table
        key = f"{where.operation_id}/risk/{name}"
        scales = []
        for pattern, law in risk.scale.items():
            scaled = tuple(
                i
                for i, draw in enumerate(table.draws)
                if draw.operation == where.operation and covers(pattern, draw.path)
            )
            if scaled:
                path: Path = ("risks", name, "scale", pattern)
                factor = table.draw(law, key=f"{key}/{pattern}", path=path, operation=where.operation)
                scales.append((factor, scaled))
        happens = table.draw(
            Chance(risk.chance), key=key, path=("risks", name, "chance"), operation=where.operation
        )
        table.risks.append(Risk(f"{where.operation_id}.{name}", happens, tuple(scales)))

    def targets(self) -> Iterator[Target]:
        """Yield the promises with the milestones they name."""
        names = [each.id for each in self.table.milestones]
        for target in self.scenario.targets:
            if target.milestone in names:
                yield Target(names.index(target.milestone), self.day(target.by), target.confidence)

    def shocks(self) -> Iterator[Shock]:
        """Yield the declared blows, in order of day."""
        for declared in sorted(self.scenario.shocks, key=lambda each: self.day(each.at)):
            yield from self.blows(declared)

    def blows(self, declared: ShockDeclared) -> Iterator[Shock]:
        """Yield the single blows of one declared shock."""
        day, why = self.day(declared.at), declared.why or ""
        for name, dollars in declared.withdraw.items():
            yield Shock(day, ShockKind.WITHDRAW, self.table.funds[name], dollars, why=why)
        for name, heads in declared.lose.items():
            yield Shock(day, ShockKind.LOSE, self.table.pools[name], heads, why=why)
        for where, change in declared.shift.items():
            yield from self.shifts(where, change, day=day, why=why)

    def shifts(self, where: str, change: float, *, day: float, why: str) -> Iterator[Shock]:
        """Yield the shifts of every condition that `crisis.province.sector` names."""
        for index, theatre in enumerate(self.table.theatres):
            crisis = self.table.operations[theatre.operation].id
            for place, province in enumerate(theatre.provinces):
                for kind, sector in enumerate(theatre.sectors):
                    if fnmatch.fnmatchcase(f"{crisis}.{province.id}.{sector}", where):
                        yield Shock(day, ShockKind.SHIFT, index, change, place, kind, why)


def covers(pattern: str, path: str) -> bool:
    """Whether a risk's path names a quantity: the path itself, or the part whose duration it is."""
    return any(_same(pattern, each) for each in (path, path.removesuffix(".duration")))


def _same(pattern: str, path: str) -> bool:
    wanted, found = pattern.split("."), path.split(".")
    return len(wanted) == len(found) and all(w in {"*", f} for w, f in zip(wanted, found, strict=True))


def _forever(written: str) -> bool:
    return written == "never"
