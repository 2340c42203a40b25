"""The names that links, milestones and correlations may use: steps, phases of teams and programmes.

`team.travel` is a phase, a bare team its arrival (`team.operational`), a bare programme its
obligation (`programme.obligate`); a province may stand between: `field.north.travel`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from sim.errors import quote
from sim.scenario.arrivals import with_arrivals
from sim.scenario.checking.case import Case, listed

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.parsing import KeyPath
    from sim.scenario.schema import Scenario
    from sim.scenario.schema.doctrine import Programme, Team

TEAM_PHASES = (
    "call",
    "clearance",
    "training",
    "travel",
    "set_up",
    "move",
    "embed",
    "operational",
    "tour",
    "home",
)
PROGRAMME_PHASES = ("request", "notify", "hold", "award", "obligate", "mobilise", "disburse")
GRANT_PHASES = ("grant", "spend")
EVERYWHERE = ("each_province", "shared")
"""Places of what is done in every province; `shared` divides one amount among them."""
SIGNALS = ("onset", "military_exit")
"""What every operation has by itself; `handover.<province>` stands beside them."""


def phases_of_team(team: Team) -> tuple[str, ...]:
    """Return the phases that a team goes through: onward move and embedding only where they apply."""
    stays = {"move", "embed"} if team.place == "capital" else set()
    alone = set() if team.embedded else {"embed"}
    return tuple(each for each in TEAM_PHASES if each not in stays | alone)


def phases_of_programme(programme: Programme) -> tuple[str, ...]:
    """Return the phases that a programme goes through: the grant only where one is asked for."""
    return PROGRAMME_PHASES + (GRANT_PHASES if programme.quick_start > 0 else ())


@dataclass(frozen=True)
class Names:
    """Every name of a scenario that stands for something with a start and a finish."""

    scenario: Scenario

    @cached_property
    def provinces(self) -> dict[str, None]:
        """The provinces of all crises."""
        return {name: None for crisis in self.scenario.crises.values() for name in crisis.provinces}

    @cached_property
    def steps(self) -> dict[str, None]:
        """What has no phases: declared steps, and the signals of every operation."""
        scenario = self.scenario
        if scenario.steps:
            return dict.fromkeys(scenario.steps)
        handovers = (f"handover.{each}" for each in self.provinces)
        relapse = ("relapse",) if self.provinces and scenario.handover.aftermath else ()
        return dict.fromkeys((*scenario.doctrine.steps, *SIGNALS, *relapse, *handovers))

    @cached_property
    def phases(self) -> dict[str, tuple[str, ...]]:
        """Team or programme → its phases."""
        doctrine = self.scenario.doctrine
        teams = {name: phases_of_team(each) for name, each in doctrine.teams.items()}
        return teams | {name: phases_of_programme(each) for name, each in doctrine.programmes.items()}

    def meaning(self, name: str) -> str | None:
        """Return the step, or the phase of a team or programme, that a name stands for."""
        if name in self.steps:
            return name
        head, *rest = name.split(".")
        if head not in self.phases:
            return None
        if rest and rest[0] in self.reached_provinces(head):
            rest = rest[1:]
        usual = "operational" if head in self.scenario.doctrine.teams else "obligate"
        phase = ".".join(rest) or usual
        return f"{head}.{phase}" if phase in self.phases[head] else None

    def reached_provinces(self, owner: str) -> Iterable[str]:
        """Return the provinces in which a team or programme is at work."""
        doctrine = self.scenario.doctrine
        part = doctrine.teams.get(owner) or doctrine.programmes[owner]
        if part.place in EVERYWHERE:
            return self.provinces
        return () if part.place == "capital" else (part.place,)

    def unknown(self, case: Case, path: KeyPath, name: str) -> Iterator[Finding]:
        """Yield what is wrong with a name, unless it stands for something."""
        if self.meaning(name) is not None:
            return
        head, _, rest = name.partition(".")
        if head in self.phases and rest:
            yield self._unknown_phase(case, path, name)
            return
        right = case.near(head, [*self.steps, *self.phases])
        full = f"{right}.{rest}" if rest else right
        suggestion = full if right and self.meaning(full) else case.near(name, self._every())
        allowed = listed(chain(self.phases, self.steps))
        message = f"there is no step {quote(name)}"
        yield case.finding(path, message, allowed=allowed, suggestion=suggestion)

    def _unknown_phase(self, case: Case, path: KeyPath, name: str) -> Finding:
        head, _, rest = name.partition(".")
        phases, last = self.phases[head], rest.rpartition(".")[2]
        kind = "team" if head in self.scenario.doctrine.teams else "programme"
        right = case.near(last, phases)
        message = f"the {kind} {quote(head)} has no phase {quote(rest)}"
        suggestion = f"{head}.{right}" if right else ""
        return case.finding(path, message, allowed=", ".join(phases), suggestion=suggestion)

    def _every(self) -> Iterator[str]:
        yield from self.steps
        for name, phases in self.phases.items():
            yield from (name, *(f"{name}.{phase}" for phase in phases))


STANDARD = {
    "first_team_in_country": "teams",
    "first_team_in_province": "teams in provinces",
    "full_strength": "teams",
    "first_dollar_obligated": "programmes",
    "first_dollar_disbursed": "programmes",
    "handover_complete": "provinces",
    "military_exit": "troops",
    "relapse": "aftermath",
}
"""Milestone that every operation reports → what it needs for that."""


def milestones_of(names: Names) -> dict[str, None]:
    """Return the milestones that a run reports, for one crisis and for all: targets may name them."""
    scenario = with_arrivals(names.scenario)
    names = Names(scenario)
    if scenario.steps:
        return dict.fromkeys(scenario.milestones or ("finish",))
    found: dict[str, None] = {}
    for crisis, declared in scenario.crises.items():
        there = _there(names, crisis)
        common = [*scenario.milestones, *(name for name, needed in STANDARD.items() if needed in there)]
        own = [*common, *(f"handover.{each}" for each in declared.provinces)]
        overall = [each for each in common if each != "relapse"]
        found |= dict.fromkeys([*overall, *(f"{crisis}.{each}" for each in own)])
    return found


def _there(names: Names, crisis: str) -> set[str]:
    """Return what a crisis has of the things that its milestones need."""
    doctrine, declared = names.scenario.doctrine, names.scenario.crises[crisis]
    places = {"capital", *declared.provinces} | (set(EVERYWHERE) if declared.provinces else set())
    at_work = [each.place for each in doctrine.teams.values() if each.place in places]
    truths = {
        "teams": bool(at_work),
        "teams in provinces": any(each != "capital" for each in at_work),
        "programmes": any(each.place in places for each in doctrine.programmes.values()),
        "provinces": bool(declared.provinces),
        "troops": bool(declared.provinces and declared.force and declared.force.troops),
    }
    truths["aftermath"] = truths["troops"] and names.scenario.handover.aftermath is not None
    return {name for name, true in truths.items() if true}
