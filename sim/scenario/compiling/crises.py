"""What is done, laid into the Plan: each crisis with its tasks, teams, programmes and ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.domain.deployment import Roster, lay_team
from sim.domain.funding import Award, chosen_mechanisms, lay_programme, shared_amounts
from sim.domain.ground import Ground, Theatres, lay_drivers, lay_theatre
from sim.domain.laying import Arrow, Path, Where
from sim.domain.tasks import Task, lay_task
from sim.plan import Operation
from sim.scenario.arrivals import WATCH, floating
from sim.scenario.compiling.sheet import BARE
from sim.scenario.schema.resources import SECTORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.scenario.compiling.sheet import Sheet
    from sim.scenario.schema.doctrine import Programme
    from sim.scenario.schema.ground import Crisis


@dataclass(frozen=True)
class Site:
    """One operation about to be laid: its place in the Plan, what was declared, its ground."""

    where: Where
    crisis: Crisis
    ground: Ground | None

    def places(self, place: str) -> Iterator[Where]:
        """Yield where something is done: the capital (''), each province, or one."""
        if place == "capital":
            yield self.where
        for name in self.crisis.provinces:
            if place in {"each_province", "shared", name}:
                yield Where(self.where.operation, self.where.operation_id, name)

    def parts(self, programme: Programme) -> Iterator[tuple[Where, Programme]]:
        """Yield where a programme is at work and what it is there: where it is shared, a part of it."""
        places = list(self.places(programme.place))
        if programme.place != "shared":
            yield from ((place, programme) for place in places)
            return
        people = [self.crisis.provinces[place.province].population for place in places]
        amounts = shared_amounts(programme.amount, people)
        grants = shared_amounts(programme.quick_start, people)
        for place, amount, grant in zip(places, amounts, grants, strict=True):
            yield place, programme.model_copy(update={"amount": amount, "quick_start": grant})


def lay_operations(sheet: Sheet) -> None:
    """Name the operations: the crises, or the bare plan; then the funds' own acts."""
    for name, crisis in sheet.scenario.crises.items():
        priority = crisis.severity if crisis.priority is None else crisis.priority
        sheet.table.operations.append(Operation(name, priority, sheet.day(crisis.onset)))
    if sheet.scenario.steps:
        sheet.table.operations.append(Operation(BARE))
    if sheet.scenario.watch_list is not None:
        sheet.table.operations.append(Operation(WATCH))
    if sheet.scenario.funds:
        sheet.table.operations.append(Operation("funds"))


def lay_crises(sheet: Sheet) -> None:
    """Lay each operation: its onset, tasks, teams, programmes and ground."""
    watched = floating(sheet.scenario)
    for index, (name, crisis) in enumerate(sheet.scenario.crises.items()):
        where = Where(index, name)
        ground = lay_drivers(sheet.table, where, crisis, sectors=SECTORS) if crisis.provinces else None
        sheet.table.step(
            where,
            "onset",
            not_before=sheet.day(crisis.onset),
            kind="onset",
            signal=name in watched,
            path=watched.get(name, f"crises.{name}"),
        )
        lay_tasks(sheet, where)
        site = Site(where, crisis, ground)
        lay_teams(sheet, site)
        lay_programmes(sheet, site)
        if ground is not None:
            lay_theatre(sheet.table, theatre(sheet, where, crisis=crisis, ground=ground))


def lay_tasks(sheet: Sheet, where: Where) -> None:
    """Lay the declared steps of the doctrine."""
    for name, step in sheet.scenario.doctrine.steps.items():
        path: Path = ("doctrine", "steps", name)
        lay_task(sheet.table, Task(where, name, step, path, sheet.day(step.not_before), (Arrow("onset"),)))


def lay_teams(sheet: Sheet, site: Site) -> None:
    """Lay the doctrine's teams, each where it goes."""
    for name, team in sheet.scenario.doctrine.teams.items():
        for place in site.places(team.place):
            roster = Roster(
                where=place,
                name=name,
                luck=team.alias or name,
                team=team,
                path=("doctrine", "teams", name),
                pools=sheet.scenario.pools,
                ground=site.ground,
                horizon=sheet.scenario.horizon,
            )
            lay_team(sheet.table, roster)


def lay_programmes(sheet: Sheet, site: Site) -> None:
    """Lay the doctrine's programmes, each where it goes."""
    funds = sheet.scenario.funds
    for name, programme in sheet.scenario.doctrine.programmes.items():
        fund = programme.fund or next(iter(funds))
        chosen = chosen_mechanisms(
            programme.mechanism,
            sheet.scenario.mechanisms,
            sector=programme.sector,
            region=site.crisis.region,
        )
        for place, own in site.parts(programme):
            award = Award(
                where=place,
                name=name,
                luck=programme.alias or name,
                programme=own,
                path=("doctrine", "programmes", name),
                fund=sheet.table.funds[fund],
                ceiling=funds[fund].quick_start_ceiling,
                mechanisms={each: sheet.scenario.mechanisms[each] for each in chosen},
                ground=site.ground,
            )
            lay_programme(sheet.table, award)


def theatre(sheet: Sheet, where: Where, *, crisis: Crisis, ground: Ground) -> Theatres:
    """Return what an operation's theatre is laid from."""
    onset, written = sheet.day(crisis.onset), sheet.scenario.handover.gate.deadline
    relative = written is not None and written.startswith("D")
    return Theatres(
        where=where,
        crisis=crisis,
        handover=sheet.scenario.handover,
        ground=ground,
        onset=onset,
        deadline=sheet.day(written, float("inf")) + (onset if relative else 0.0),
        deadline_from_onset=relative,
        horizon=sheet.scenario.horizon,
        day=sheet.day,
    )


def lay_bare_plan(sheet: Sheet) -> None:
    """Lay the steps of a bare plan as one operation."""
    where = Where(len(sheet.scenario.crises), BARE)
    for name, step in sheet.scenario.steps.items():
        lay_task(sheet.table, Task(where, name, step, ("steps", name), sheet.day(step.not_before), ()))
