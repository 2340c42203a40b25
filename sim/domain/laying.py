"""The table on which the parts of the doctrine lay themselves out as one Plan.

A part names the steps it waits for; names are resolved to indices when everything lies there,
so it does not matter who lays first. Nothing of the doctrine's meaning is in this room.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sim.distributions import Chance, Distribution
from sim.plan import (
    NONE,
    Draw,
    Link,
    LinkKind,
    Milestone,
    Need,
    Operation,
    Risk,
    Step,
    When,
)

if TYPE_CHECKING:
    from sim.plan import Calendar, Correlation, Duty, Fund, Intake, Pool, Theatre

Path = tuple[str | int, ...]
EvidenceOf = Callable[[Path], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link to a step by name. `back`: 1 for the round before in a rotation."""

    name: str
    kind: LinkKind = LinkKind.FINISH_START
    lag: float = 0.0
    back: int = 0


@dataclass(frozen=True, slots=True)
class NeedByName:
    """A need whose giving-back step is still a name ('' for the step itself)."""

    need: Need
    until: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """For whom something is laid: an operation and, for what is done per province, the province."""

    operation: int
    operation_id: str
    province: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """A step as it lies on the table, with the names that it waits for."""

    step: Step
    where: Where
    after: tuple[Arrow, ...]
    needs: tuple[NeedByName, ...]
    unless: str


@dataclass
class Table:
    """Everything laid so far, in declared order (which is the order of ties)."""

    evidence_of: EvidenceOf
    operations: list[Operation] = field(default_factory=list)
    calendars: dict[str, int] = field(default_factory=dict)
    pools: dict[str, int] = field(default_factory=dict)
    funds: dict[str, int] = field(default_factory=dict)
    calendar_list: list[Calendar] = field(default_factory=list)
    pool_list: list[Pool] = field(default_factory=list)
    fund_list: list[Fund] = field(default_factory=list)
    draws: list[Draw] = field(default_factory=list)
    laid: list[Laid] = field(default_factory=list)
    names: dict[str, list[int]] = field(default_factory=dict)
    drivers: list[str] = field(default_factory=list)
    theatres: list[Theatre] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    correlations: list[Correlation] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    intakes: list[Intake] = field(default_factory=list)

    def pool(self, pool: Pool) -> int:
        """Lay a pool; return its index."""
        self.pools[pool.id] = len(self.pool_list)
        self.pool_list.append(pool)
        return self.pools[pool.id]

    def corps(self, name: str) -> tuple[int, ...]:
        """Return the pools of a corps: its generalists, then its specialists in declared order."""
        first = self.pools[name]
        return (first, *(index for index, pool in enumerate(self.pool_list) if pool.corps == first))

    def fund(self, fund: Fund) -> int:
        """Lay a fund; return its index."""
        self.funds[fund.id] = len(self.fund_list)
        self.fund_list.append(fund)
        return self.funds[fund.id]

    def calendar(self, calendar: Calendar) -> int:
        """Lay a calendar; return its index."""
        self.calendars[calendar.id] = len(self.calendar_list)
        self.calendar_list.append(calendar)
        return self.calendars[calendar.id]

    def driver(self, name: str) -> int:
        """Lay something counted on the ground (civilians, dollars under delivery); return its index."""
        self.drivers.append(name)
        return len(self.drivers) - 1

    def draw(
        self,
        law: Distribution,
        *,
        key: str,
        path: Path = (),
        operation: int = NONE,
        rounds: int = 1,
    ) -> int:
        """Lay a random quantity; return its index. `key` is its name for chance."""
        label, source = self.evidence_of(path)
        dotted = ".".join(str(part) for part in path)
        self.draws.append(Draw(key, law, rounds, dotted, operation, label, source))
        return len(self.draws) - 1

    def chance(
        self, probability: float, *, key: str, path: Path, operation: int = NONE, rounds: int = 1
    ) -> int:
        """Lay whether something happens; return its index."""
        return self.draw(Chance(probability), key=key, path=path, operation=operation, rounds=rounds)

    def step(
        self,
        where: Where,
        name: str,
        *,
        after: tuple[Arrow, ...] = (),
        needs: tuple[NeedByName, ...] = (),
        unless: str = "",
        known_as: tuple[str, ...] = (),
        **fields: Any,
    ) -> int:
        """Lay a step of an operation; return its index.

        `known_as`: further names, shared by several steps, that stand for all of them.
        """
        index = len(self.laid)
        full = f"{where.operation_id}.{name}"
        step = Step(id=full, operation=where.operation, **fields)
        self.laid.append(Laid(step, where, after, needs, unless))
        for each in dict.fromkeys((name, *known_as)):
            self.names.setdefault(f"{where.operation_id}.{each}", []).append(index)
        return index

    def find(self, where: Where, name: str) -> list[int]:
        """Return the steps that a name stands for, seen from an operation and a province.

        In a province, what is done there comes before what is done everywhere.
        """
        found = self.names.get(f"{where.operation_id}.{name}", [])
        near = [i for i in found if self.laid[i].where.province == where.province]
        return near if where.province and near else found

    def links(self, laid: Laid) -> tuple[Link, ...]:
        """Return the resolved arrows of a step."""
        return tuple(
            Link(index, arrow.kind, arrow.lag, arrow.back)
            for arrow in laid.after
            for index in self.find(laid.where, arrow.name)
        )

    def steps(self) -> tuple[Step, ...]:
        """Return every step with its names resolved."""
        return tuple(self._resolved(laid) for laid in self.laid)

    def _resolved(self, laid: Laid) -> Step:
        return replace(
            laid.step,
            links=self.links(laid),
            needs=tuple(replace(each.need, until=self._one(laid, each.until)) for each in laid.needs),
            unless=self._one(laid, laid.unless),
        )

    def _one(self, laid: Laid, name: str) -> int:
        found = self.find(laid.where, name) if name else []
        return found[0] if found else NONE

    def milestone(
        self,
        id_: str,
        steps: list[int],
        *,
        any_of: bool = False,
        at: When = When.FINISH,
        forgiving: bool = False,
    ) -> None:
        """Lay a date to report, unless nothing can ever reach it."""
        if steps:
            self.milestones.append(Milestone(id_, tuple(steps), any_of, at, forgiving=forgiving))

    def overall_milestones(self) -> None:
        """Lay, for each kind of milestone, the one without an operation's name: all have reached it."""
        groups: dict[str, list[int]] = {}
        prefixes = {each.id for each in self.operations}
        for index, each in enumerate(self.milestones):
            prefix, _, rest = each.id.partition(".")
            if rest and prefix in prefixes and rest != "relapse" and not rest.startswith("handover."):
                groups.setdefault(rest, []).append(index)
        taken = {each.id for each in self.milestones}
        for name, parts in groups.items():
            if name not in taken:
                self.milestones.append(Milestone(name, (), parts=tuple(parts)))


def arrows(links: Any, *, names: Mapping[str, str] | None = None) -> tuple[Arrow, ...]:
    """Return the declared links of a step, team or programme as arrows by name."""
    kinds = {
        "finish-start": LinkKind.FINISH_START,
        "start-start": LinkKind.START_START,
        "finish-finish": LinkKind.FINISH_FINISH,
        "start-finish": LinkKind.START_FINISH,
    }
    short = names or {}
    return tuple(Arrow(short.get(each.step, each.step), kinds[each.link], each.lag) for each in links)
