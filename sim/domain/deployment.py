"""Deployment: a team is called, cleared, trained, moved, set up, operational, relieved, home.

A team is a chain of steps that rotates: the next round is called before the tour ends, so a late
relief is a gap and an early one an overlap. It holds its people from the call to the way home.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from sim.distributions import Distribution
from sim.domain.laying import Arrow, NeedByName, Path, Table, Where, arrows
from sim.domain.operation import SECURITY
from sim.domain.readiness import Asks
from sim.domain.skills import seats, sources
from sim.plan import NONE, LinkKind, Need, Threshold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.domain.ground import Ground
    from sim.scenario.schema.doctrine import Team
    from sim.scenario.schema.resources import Pool

MOST_ASKS = 6
"""A release that was refused this often less one is granted in the end."""
MOST_TOURS = 40
SPARE_TOURS = 3
"""Times as many tours as fit are laid out where tours may be cut short."""


@dataclass(frozen=True, slots=True)
class Tour(Distribution):
    """Days on the ground: the whole tour, or with a chance only a share of it between two bounds."""

    days: float
    chance: float
    low: float
    high: float
    family: ClassVar[str] = "tour"

    @staticmethod
    def quantile(u: NDArray[np.float64], *parameters: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the curtailed tours for the lowest `chance` of u, whole tours above."""
        days, chance, low, high = parameters
        safe = np.where(chance > 0.0, chance, 1.0)
        short = days * (low + (high - low) * np.minimum(u / safe, 1.0))
        return np.asarray(np.where(u < chance, short, days))


@dataclass(frozen=True, slots=True)
class Roster:
    """One team in one place of one operation, about to be laid.

    `pools`: the scenario's pools by name. `luck`: its name for chance (an alias keeps it).
    """

    where: Where
    name: str
    luck: str
    team: Team
    path: Path
    pools: dict[str, Pool]
    ground: Ground | None
    horizon: float

    @property
    def base(self) -> str:
        """Return the team's name within its operation, with its province where it has one."""
        return f"{self.name}.{self.where.province}" if self.where.province else self.name

    @property
    def tours(self) -> int:
        """Return the most tours that fit into the horizon, or those declared."""
        if isinstance(self.team.stays, int):
            return self.team.stays
        rhythm = self.team.tour - self.team.relief.called_before
        spare = SPARE_TOURS if self.team.evacuate_below > 0.0 else 1
        return min(MOST_TOURS, spare * max(1, math.ceil(self.horizon / max(rhythm, 1.0))))

    @property
    def ends_with(self) -> str:
        """Return the step after which no further tour is called."""
        if isinstance(self.team.stays, int) or self.ground is None:
            return ""
        if self.team.stays == "until_handover" and self.where.province:
            return f"handover.{self.where.province}"
        return "military_exit"


def lay_team(table: Table, roster: Roster) -> None:
    """Lay the chain of one team: call, clearance, training, travel, set-up, move, embed, tour, home."""
    chain = _Chain(table, roster)
    team = roster.team
    rhythm = team.tour - team.relief.called_before
    again = Arrow(f"{roster.base}.tour", LinkKind.START_START, max(rhythm, 0.0), back=1)
    first = (*arrows(team.after), again) if team.after else (Arrow("onset"), again)
    back = _level(roster, entry_level(team)) if team.evacuate_below > 0.0 else None
    chain.lay("call", after=first, needs=_people(table, roster), unless=roster.ends_with, returns=back)
    chain.lay("clearance", law=team.clearance)
    chain.lay("training", law=team.training)
    chain.lay("travel", law=team.travel, condition=None if roster.where.province else back)
    chain.lay("set_up", law=team.set_up)
    if roster.where.province:
        _lay_onward(chain, table)
    chain.lay("operational", also=("",))
    chain.lay(
        "tour",
        law=_tour(team),
        drives=_drives(roster),
        presence=presence(team.leave, team.tour),
        leaves=_level(roster, team.evacuate_below),
    )
    chain.lay("home", law=team.travel)


class _Chain:
    """Lays one phase after the other, each after the one before, in the same round."""

    def __init__(self, table: Table, roster: Roster) -> None:
        self.table = table
        self.roster = roster
        self.last = ""

    def lay(
        self,
        phase: str,
        *,
        law: Distribution | None = None,
        after: tuple[Arrow, ...] | None = None,
        also: tuple[str, ...] = (),
        **fields: Any,
    ) -> None:
        """Lay one phase of the team."""
        roster = self.roster
        full = f"{roster.base}.{phase}"
        names = tuple(f"{roster.name}.{each}".rstrip(".") for each in (phase, *also))
        alone = (roster.base,) if also else ()
        self.table.step(
            roster.where,
            full,
            after=(Arrow(self.last),) if after is None else after,
            known_as=(*names, *alone),
            kind=phase,
            group=roster.base,
            rounds=roster.tours,
            duration=NONE if law is None else self._duration(phase, law),
            mandatory=phase != "home",
            priority=self.table.operations[roster.where.operation].priority,
            path=".".join(str(part) for part in roster.path),
            **fields,
        )
        self.last = full

    def _duration(self, phase: str, law: Distribution) -> int:
        roster = self.roster
        place = f".{roster.where.province}" if roster.where.province else ""
        return self.table.draw(
            law,
            key=f"{roster.where.operation_id}/{roster.luck}{place}.{phase}/duration",
            path=(*roster.path, phase if phase != "home" else "travel"),
            operation=roster.where.operation,
            rounds=roster.tours,
        )


def _lay_onward(chain: _Chain, table: Table) -> None:
    roster = chain.roster
    team = roster.team
    lift = tuple(NeedByName(Need((table.pools[name],), amount)) for name, amount in team.lift.items())
    chain.lay("move", law=team.move, needs=lift, condition=_level(roster, entry_level(team)))
    if team.embedded:
        chain.lay("embed", law=team.embed)


def entry_level(team: Team) -> float:
    """Return the security that a team needs to go in: half of it embedded, never what it leaves at."""
    level = team.security_at_least * (0.5 if team.embedded else 1.0)
    return max(level, team.evacuate_below + team.return_margin) if team.evacuate_below > 0.0 else level


def presence(leave_days: float, tour_days: float) -> float:
    """Return the share of a tour that people are there, rest and recuperation taken off.

    Source: 35 to 70 days of a year away (from memory) give 0.81 to 0.90 (D).
    """
    return 1.0 - leave_days / tour_days if leave_days > 0.0 else 1.0


def _level(roster: Roster, at_least: float) -> Threshold | None:
    """Return a level of security where a team works: its province, or for the capital all of them."""
    if roster.ground is None or at_least <= 0.0:
        return None
    place = roster.where.province
    return Threshold(roster.ground.theatre, roster.ground.index(place) if place else NONE, SECURITY, at_least)


def _tour(team: Team) -> Distribution:
    low, high = team.curtailment.at
    return Tour(team.tour, team.curtailment.chance, low, high)


def _drives(roster: Roster) -> tuple[tuple[int, int], ...]:
    if roster.ground is None:
        return ()
    place = roster.where.province
    driver = roster.ground.civilians(place) if place else roster.ground.capital
    return ((driver, roster.team.size),)


def _people(table: Table, roster: Roster) -> tuple[NeedByName, ...]:
    """Return the needs for the team's people, specialists first, all held until home."""
    calls = {name: _call(table, roster, name) for name in roster.team.from_}
    needs = []
    for skill, amount in seats(roster.team.size, roster.team.skills):
        found = sources(skill, roster.team.from_, roster.pools)
        need = Need(
            pools=tuple(table.pools[pool] for _, pool in found),
            amount=amount,
            lags=tuple(calls[corps][0] for corps, _ in found),
            asks=tuple(calls[corps][1] for corps, _ in found),
        )
        needs.append(NeedByName(need, until=f"{roster.base}.home"))
    return tuple(needs)


def _call(table: Table, roster: Roster, name: str) -> tuple[int, int]:
    """Lay the days of a call-up from one pool and how often release must be asked for, per round."""
    pool = roster.pools[name]
    if pool.recall is None:
        return NONE, NONE
    place = f".{roster.where.province}" if roster.where.province else ""
    key = f"{roster.where.operation_id}/{roster.luck}{place}.call/{name}"
    operation = roster.where.operation
    lag = table.draw(
        pool.recall,
        key=f"{key}/recall",
        path=("pools", name, "recall"),
        operation=operation,
        rounds=roster.tours,
    )
    asks = table.draw(
        Asks(pool.refusal, MOST_ASKS),
        key=f"{key}/asks",
        path=("pools", name, "refusal"),
        operation=operation,
        rounds=roster.tours,
    )
    return lag, asks
