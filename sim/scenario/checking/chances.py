"""What moves together, what may happen and what will: correlations, risks and shocks.

A risk's path names quantities as the Plan calls them: the part and its duration.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sim.errors import quote
from sim.scenario.checking.case import listed
from sim.scenario.checking.naming import EVERYWHERE
from sim.scenario.schema.resources import SECTORS

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.checking.case import Case, Examined
    from sim.scenario.checking.naming import Names
    from sim.scenario.parsing import KeyPath
    from sim.scenario.schema import Scenario
    from sim.scenario.schema.changes import CorrelationDeclared

INSTANT = ("call", "operational", "request", "award", "obligate")
"""Phases without a duration of their own."""
TEAM_LAWS = ("clearance", "training", "travel", "set_up", "move", "embed", "tour")
PROGRAMME_LAWS = (
    "grant",
    "grant_lasts",
    "notification",
    "hold.duration",
    "competition",
    "mobilise",
    "tranche_every",
)
WATCH_LAWS = ("watch_list.warning", "watch_list.preplanning.duration", "watch_list.prevention.duration")
"""Known also where a lever leaves pre-planning or prevention out."""
COMMON_LAWS = ("handover.gate.retry_after", "handover.growth.pace", "handover.drawdown.share")


def check_correlations(case: Case, names: Names) -> Iterator[Finding]:
    """Yield groups that name a step twice, an instant or none, or a rho that cannot be."""
    for index, group in enumerate(case.scenario.correlate):
        path: KeyPath = ("correlate", index)
        meanings = [names.meaning(each) for each in group.steps]
        for place, (step, meaning) in enumerate(zip(group.steps, meanings, strict=True)):
            where = (*path, "steps", place)
            yield from names.unknown(case, where, step)
            if meaning is not None and meaning in meanings[:place]:
                yield case.finding(where, f"{quote(step)} stands here twice", allowed="each step once")
            elif meaning is not None and _is_instant(names, meaning):
                message = f"{quote(step)} takes no time of its own, so it cannot move with others"
                yield case.finding(where, message, allowed="steps, and phases that take time")
        yield from _rho(case, path, group, number=_number(names, meanings))


def _is_instant(names: Names, meaning: str) -> bool:
    return meaning not in names.scenario.steps | names.scenario.doctrine.steps and (
        meaning in names.steps or meaning.rpartition(".")[2] in INSTANT
    )


def _number(names: Names, meanings: Iterable[str | None]) -> int:
    """Return how many durations move together, at most, in one operation: one per province where it is so."""
    return sum(_copies(names, each) for each in dict.fromkeys(meanings) if each is not None)


def _copies(names: Names, meaning: str) -> int:
    doctrine = names.scenario.doctrine
    head = meaning.partition(".")[0]
    part = doctrine.teams.get(head) or doctrine.programmes.get(head)
    if part is None or meaning in names.steps or part.place not in EVERYWHERE:
        return 1
    return max((len(each.provinces) for each in names.scenario.crises.values()), default=1)


def _rho(case: Case, path: KeyPath, group: CorrelationDeclared, *, number: int) -> Iterator[Finding]:
    """Yield a rho with which equally correlated scores cannot exist: below -1 / (n - 1)."""
    if number > 1 and group.rho < -1.0 / (number - 1):
        least = -1.0 / (number - 1)
        message = f"{number} durations cannot all move against each other so strongly"
        yield case.finding((*path, "rho"), message, allowed=f"{least:.4g} to 1")


def check_risks(case: Case) -> Iterator[Finding]:
    """Yield risks that stretch nothing, because their paths name no duration."""
    for name, risk in case.scenario.risks.items():
        for pattern in risk.scale:
            yield from unknown_duration(case, ("risks", name, "scale", pattern), pattern)


def unknown_duration(case: Case, where: KeyPath, pattern: str, *, beginning: str = "") -> Iterator[Finding]:
    """Yield that a path names no duration, unless it names one. `beginning`: of the paths that count."""
    paths = [each for each in _law_paths(case.whole) if each.startswith(beginning)]
    if not any(_covers(pattern, each) for each in paths):
        message = f"{quote(pattern)} is the path of no duration"
        allowed = "paths such as doctrine.steps.NAME.duration or doctrine.teams.*.travel"
        suggestion = _nearest_path(case, pattern, paths)
        yield case.finding(where, message, allowed=allowed, suggestion=suggestion, key=True)


def _law_paths(scenario: Scenario) -> Iterator[str]:
    """Yield the paths of the durations that a risk can stretch."""
    yield from (f"steps.{name}.duration" for name in scenario.steps)
    yield from (f"doctrine.steps.{name}.duration" for name in scenario.doctrine.steps)
    for name, team in scenario.doctrine.teams.items():
        yield from (f"doctrine.teams.{name}.{law}" for law in TEAM_LAWS)
        yield from (f"pools.{pool}.recall" for pool in team.from_)
    for name in scenario.doctrine.programmes:
        yield from (f"doctrine.programmes.{name}.{law}" for law in PROGRAMME_LAWS)
    yield from (
        f"mechanisms.{name}.{law}" for name in scenario.mechanisms for law in ("award", "competition")
    )
    if scenario.crises:
        yield from COMMON_LAWS
        if scenario.handover.aftermath is not None:
            yield "handover.aftermath.return_after"
    if scenario.watch_list is not None:
        yield from WATCH_LAWS
    yield from (f"lessons.{name}.lag" for name in scenario.lessons)


def _covers(pattern: str, path: str) -> bool:
    """Whether a pattern names a duration: its path, or that of the part whose duration it is."""
    return any(_same(pattern.split("."), each.split(".")) for each in (path, path.removesuffix(".duration")))


def _same(pattern: list[str], path: list[str]) -> bool:
    return len(pattern) == len(path) and all(a in {"*", b} for a, b in zip(pattern, path, strict=True))


def _nearest_path(case: Examined, pattern: str, paths: Iterable[str]) -> str:
    """Return the duration that a pattern was probably meant for, with the pattern's own stars."""
    parts = pattern.split(".")
    starred = {
        ".".join("*" if a == "*" else b for a, b in zip(parts, path.split("."), strict=False))
        for path in paths
        if len(path.split(".")) == len(parts)
    }
    return case.near(pattern, sorted(starred))


def check_shocks(case: Case) -> Iterator[Finding]:
    """Yield shocks that strike a fund, a pool or a piece of ground that is not there."""
    for index, shock in enumerate(case.scenario.shocks):
        path: KeyPath = ("shocks", index)
        for verb, struck, known, what in (
            ("withdraw", shock.withdraw, case.scenario.funds, "fund"),
            ("deposit", shock.deposit, case.scenario.funds, "fund"),
            ("lose", shock.lose, case.scenario.pools, "pool"),
            ("gain", shock.gain, case.scenario.pools, "pool"),
        ):
            for name in struck:
                yield from case.unknown((*path, verb, name), name, known, what=what, key=True)
        for pattern in shock.shift:
            yield from check_ground(case, (*path, "shift", pattern), pattern, scenario=case.whole)
        if not (shock.withdraw or shock.deposit or shock.lose or shock.gain or shock.shift):
            allowed = "withdraw, deposit, lose, gain, shift"
            yield case.finding(path, "this shock changes nothing", allowed=allowed)


def check_ground(case: Examined, where: KeyPath, pattern: str, *, scenario: Scenario) -> Iterator[Finding]:
    """Yield that a pattern names no condition of a scenario's ground, unless it names one."""
    grounds = list(_grounds(scenario))
    if not any(fnmatch.fnmatchcase(each, pattern) for each in grounds):
        message = f"{quote(pattern)} names no condition of the ground"
        suggestion = _nearest_path(case, pattern, grounds)
        allowed = f"crisis.province.sector, with * for any: {listed(grounds)}"
        yield case.finding(where, message, allowed=allowed, suggestion=suggestion, key=True)


def _grounds(scenario: Scenario) -> Iterator[str]:
    for crisis, declared in scenario.crises.items():
        yield from (f"{crisis}.{province}.{sector}" for province in declared.provinces for sector in SECTORS)
