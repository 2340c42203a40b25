"""Corps: skills that add up and that somebody has, service that leads somewhere, planners who meet.

How much can ever be there is `capacity`; sizes without skills are `amounts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import quote
from sim.scenario.checking.capacity import specialists
from sim.scenario.checking.case import listed
from sim.scenario.schema.doctrine import Step, Team

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.domain.skills import Mix
    from sim.errors import Finding
    from sim.scenario.checking.case import Case
    from sim.scenario.parsing import KeyPath
    from sim.scenario.schema.resources import Pool

PEOPLE = ("people", "team")
Experts = dict[tuple[str, str], int]


def check_skills(case: Case) -> Iterator[Finding]:
    """Yield corps and teams with more specialists than people, and seats that nobody can take."""
    for name, pool in case.scenario.pools.items():
        path: KeyPath = ("pools", name, "skills")
        yield from _too_many(case, path, pool.size, skills=pool.skills)
        if pool.skills and pool.kind not in PEOPLE:
            message = f"skills are people's, and {quote(name)} holds {pool.kind}"
            yield case.finding(path, message, allowed="kind: people, kind: team", key=True)
    there = specialists(case.scenario)
    for name, team in case.scenario.doctrine.teams.items():
        path = ("doctrine", "teams", name, "skills")
        yield from _too_many(case, path, team.size, skills=team.skills)
        for skill, seats in team.skills.items():
            yield from _seats(case, (*path, skill), team, seats=seats, there=there)


def _too_many(case: Case, path: KeyPath, size: int, *, skills: Mix) -> Iterator[Finding]:
    total = sum(skills.values())
    if total > size:
        message = f"the skills add up to {total:,}, more than the size of {size:,}"
        yield case.finding(path, message, allowed=f"{size:,} in all, or fewer", key=True)


def _seats(case: Case, path: KeyPath, team: Team, *, seats: int, there: Experts) -> Iterator[Finding]:
    """Yield a skill of which a team asks for nobody, or for more than its pools can ever have."""
    skill = str(path[-1])
    known = [each for each in dict.fromkeys(team.from_) if each in case.scenario.pools]
    having = [each for each in known if (each, skill) in there]
    most = sum(there[each, skill] for each in having)
    if seats == 0:
        yield case.finding(path, f"asks for nobody of {quote(skill)}", allowed="more than 0")
    elif not having and len(known) == len(set(team.from_)):
        names = " and ".join(quote(each) for each in known)
        message = f"no pool of this team has the skill {quote(skill)}: it is filled from {names}"
        yield case.finding(path, message, allowed=_had(there, known), key=True)
    elif seats > most:
        names = " and ".join(quote(each) for each in having)
        verb = "have" if len(having) > 1 else "has"
        message = f"{seats:,} of {quote(skill)} are asked for, but {names} {verb} {most:,}"
        yield case.finding(path, message, allowed=f"up to {most:,}")


def _had(there: Experts, pools: list[str]) -> str:
    skills = dict.fromkeys(skill for pool, skill in there if pool in pools)
    return listed(skills) if skills else "no skills: these pools declare none"


def lint_service(case: Case) -> Iterator[Finding]:
    """Yield rules for passing on to another corps where none is named."""
    for name, pool in case.scenario.pools.items():
        for key in _vain(pool):
            message = f"{quote(key)} counts only for who passes on: {quote(name)} names no 'becomes'"
            yield case.warning(("pools", name, key), message, allowed="becomes: another pool", key=True)


def _vain(pool: Pool) -> Iterator[str]:
    if pool.becomes is None:
        yield from (key for key in ("service", "dwell") if key in pool.model_fields_set)


def lint_planners(case: Case) -> Iterator[Finding]:
    """Yield joint steps that are never sent back, and planners whose being apart changes nothing."""
    doctrine = case.scenario.doctrine
    for path, part in case.parts:
        if isinstance(part, Step) and part.joint and part.repeat is None:
            message = "a joint step that is never sent back: being together or apart changes nothing"
            yield case.warning((*path, "joint"), message, allowed="repeat: {chance: …}", key=True)
    touched = any(isinstance(part, Step) and part.joint for _, part in case.parts)
    touched = touched or any(each.embedded for each in doctrine.teams.values())
    if doctrine.planning.civil_military == "apart" and not touched:
        path = ("doctrine", "planning", "civil_military")
        message = "planners who are apart change nothing: no step is joint and no team embedded"
        yield case.warning(path, message, allowed="joint: true in a step, embedded: true in a team")
