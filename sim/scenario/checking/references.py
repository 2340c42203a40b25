"""What names refer to: pools, calendars, places, crises, steps, milestones; and what must be there.

Amounts are `amounts`, order is `order`; a name that nothing has comes with the nearest that something has.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.errors import quote
from sim.scenario.checking.naming import EVERYWHERE, SIGNALS, Names, milestones_of
from sim.scenario.schema.doctrine import Programme, Step, Team
from sim.scenario.schema.resources import After

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.checking.case import Case
    from sim.scenario.parsing import KeyPath
    from sim.scenario.schema.ground import Crisis

AS_PEOPLE = "under pools: 'NAME: {size: 20, kind: people}'"
AS_LIFT = "under pools: 'NAME: {size: 2, kind: lift}'"
"""How a pool that is asked for is declared."""
RESERVED = (*SIGNALS, "handover")
"""Names within an operation that its own signals have."""


def check_whole(case: Case) -> Iterator[Finding]:
    """Yield that there is nothing to run, or two kinds of things to run."""
    scenario, doctrine = case.whole, case.scenario.doctrine
    declared = bool(doctrine.steps or doctrine.teams or doctrine.programmes)
    either = "either crises with a doctrine, or top-level steps"
    if scenario.steps and (scenario.crises or declared):
        other = "crises" if scenario.crises else "doctrine"
        message = f"a bare plan of 'steps' stands beside {quote(other)}"
        yield case.finding(("steps",), message, allowed=either, key=True)
    elif declared and not scenario.crises:
        message = "a doctrine without 'crises': there is no operation that follows it"
        yield case.finding(("doctrine",), message, allowed="crises: {name: {country: …}}", key=True)
    elif not scenario.steps and not scenario.crises:
        yield case.finding((), "there is nothing to run", allowed=either)


def check_taken(case: Case) -> Iterator[Finding]:
    """Yield names that stand for two things at once."""
    doctrine = case.scenario.doctrine
    relapse = () if case.scenario.handover.aftermath is None else ("relapse",)
    seen: dict[str, str] = dict.fromkeys((*RESERVED, *relapse), "a moment of every operation")
    for kind, key in (("step", "steps"), ("team", "teams"), ("programme", "programmes")):
        for name in getattr(doctrine, key):
            if name in seen:
                message = f"{quote(name)} is already the name of {seen[name]}"
                yield case.finding(("doctrine", key, name), message, allowed="a name of its own", key=True)
            seen.setdefault(name, f"a {kind}")
    for path, name in ((("crises", "funds"), "funds"), (("variants", "base"), "base")):
        if name in getattr(case.scenario, path[0]):
            yield case.finding(path, f"the name {quote(name)} is taken", allowed="another name", key=True)


def check_aliases(case: Case) -> Iterator[Finding]:
    """Yield earlier names that something has today: two things would share their luck."""
    doctrine = case.scenario.doctrine
    kinds = (("steps", doctrine.steps), ("teams", doctrine.teams), ("programmes", doctrine.programmes))
    parts: list[tuple[KeyPath, Step | Team | Programme]] = [
        (("steps", name), step) for name, step in case.scenario.steps.items()
    ]
    parts += [(("doctrine", key, name), each) for key, named in kinds for name, each in named.items()]
    taken = {str(path[-1]): "the name of something else" for path, _ in parts}
    for path, part in parts:
        if part.alias is None or part.alias == path[-1]:
            continue
        if part.alias in taken:
            message = f"{quote(part.alias)} is {taken[part.alias]}: the two would share their luck"
            yield case.finding((*path, "alias"), message, allowed="a name that nothing has any more")
        taken.setdefault(part.alias, f"the earlier name of {quote(path[-1])}")


def check_links(case: Case, names: Names) -> Iterator[Finding]:
    """Yield links, milestones, correlations and `keeps_until` that name no step."""
    for path, part in case.parts:
        if isinstance(part, After):
            yield from names.unknown(case, (*path, "step"), part.step)
        elif isinstance(part, Step) and part.keeps_until is not None:
            yield from names.unknown(case, (*path, "keeps_until"), part.keeps_until)
    yield from _milestones(case, names)
    milestones = milestones_of(names)
    for index, target in enumerate(case.scenario.targets):
        path = ("targets", index, "milestone")
        yield from case.unknown(path, target.milestone, milestones, what="milestone")


def _milestones(case: Case, names: Names) -> Iterator[Finding]:
    for name, milestone in case.scenario.milestones.items():
        path: KeyPath = ("milestones", name)
        if bool(milestone.all) == bool(milestone.any):
            message = "a milestone counts either all of some steps or any of them"
            yield case.finding(path, message, allowed="{all: [step, …]} or {any: [step, …]}", key=True)
        for key, steps in (("all", milestone.all), ("any", milestone.any)):
            for index, step in enumerate(steps):
                yield from names.unknown(case, (*path, key, index), step)


def check_resources(case: Case) -> Iterator[Finding]:
    """Yield calendars and pools that steps, teams and pools name and nobody declares."""
    scenario = case.scenario
    for name, pool in scenario.pools.items():
        if pool.becomes is not None:
            at: KeyPath = ("pools", name, "becomes")
            yield from case.unknown(at, pool.becomes, scenario.pools, what="pool", declare=AS_PEOPLE)
    for path, part in case.parts:
        if isinstance(part, Step) and part.calendar is not None:
            yield from case.unknown((*path, "calendar"), part.calendar, scenario.calendars, what="calendar")
        elif isinstance(part, Team):
            for index, name in enumerate(part.from_):
                where = (*path, "from", index)
                yield from case.unknown(where, name, scenario.pools, what="pool", declare=AS_PEOPLE)
            for name in part.lift:
                where = (*path, "lift", name)
                yield from case.unknown(where, name, scenario.pools, what="pool", key=True, declare=AS_LIFT)


def check_places(case: Case, names: Names) -> Iterator[Finding]:
    """Yield teams and programmes sent where nothing is, and provinces that border nothing."""
    places = dict.fromkeys(("capital", "each_province", *names.provinces))
    doctrine = case.scenario.doctrine
    for name, team in doctrine.teams.items():
        yield from case.unknown(("doctrine", "teams", name, "place"), team.place, places, what="place")
    for name, programme in doctrine.programmes.items():
        path = ("doctrine", "programmes", name, "place")
        yield from case.unknown(path, programme.place, [*places, "shared"], what="place")
    for name, crisis in case.scenario.crises.items():
        yield from check_ground(case, ("crises", name), crisis)


def check_ground(case: Case, path: KeyPath, crisis: Crisis) -> Iterator[Finding]:
    """Yield what does not fit together on the ground of a crisis, or of a template of crises."""
    doctrine = case.scenario.doctrine
    if not crisis.provinces:
        if crisis.force is not None:
            message = "a force without 'provinces': there is nothing to hand over"
            yield case.finding((*path, "force"), message, allowed="provinces: {name: …}", key=True)
        places = {name: team.place for name, team in doctrine.teams.items()}
        places |= {name: programme.place for name, programme in doctrine.programmes.items()}
        for name, place in places.items():
            if place in EVERYWHERE:
                message = f"{quote(name)} goes to each province, and there are no 'provinces'"
                yield case.finding(path, message, allowed="provinces: {name: …}", key=True)
    for name, province in crisis.provinces.items():
        where = (*path, "provinces", name, "neighbours")
        for index, other in enumerate(province.neighbours):
            if other == name:
                yield case.finding((*where, index), f"{quote(name)} does not border itself")
            else:
                yield from case.unknown((*where, index), other, crisis.provinces, what="province")
