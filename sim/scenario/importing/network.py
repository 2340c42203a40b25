"""A schedule as all readers leave it, and the scenario that it becomes.

Lengths are texts of the scenario language (`10 d`); files and their formats are not known here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LINKS = ("finish-start", "start-start", "finish-finish", "start-finish")
LONGEST_NAME = 40
SLACK = 3
"""The horizon is so many times the sum of all durations, at least a year: waits are not in a schedule (J)."""
SHORTEST_HORIZON = 365.0
PLAN_CALENDAR = "schedule"


class Problem(NamedTuple):
    """Something wrong. `line`: of the file, 0: unknown. `path`: the row or task."""

    line: int
    path: str
    message: str
    allowed: str = ""


@dataclass(frozen=True)
class Link:
    """What a task waits for. `lag`: days, 0 or more."""

    key: str
    kind: str = "finish-start"
    lag: float = 0.0


@dataclass(frozen=True)
class Task:
    """One task. `key`: what the file calls it in links. `duration`: in days, or low, likely and high.

    `working`: whether its days are working days. `not_before`: an ISO date. `needs`: pool → heads.
    `line`, `path`: where it stands.
    """

    key: str
    name: str
    duration: tuple[float, ...]
    links: tuple[Link, ...] = ()
    working: bool = True
    not_before: str = ""
    needs: tuple[tuple[str, int], ...] = ()
    line: int = 0
    path: str = ""


@dataclass(frozen=True)
class Network:
    """A schedule. `start`: an ISO date. `week`: working weekdays, empty: all days.

    `doubts`: what was left out. `problems`: what is wrong.
    """

    title: str
    start: str
    tasks: Sequence[Task]
    week: tuple[str, ...] = ()
    holidays: tuple[str, ...] = ()
    doubts: Sequence[str] = ()
    problems: Sequence[Problem] = field(default=())

    def faults(self) -> Iterator[Problem]:
        """Yield what no schedule may have: nothing in it, a key twice, a link to nowhere."""
        if not self.tasks and not self.problems:
            yield Problem(0, "", "has no step", "a row or task for each step")
        counted = Counter(each.key for each in self.tasks)
        for each in self.tasks:
            if counted[each.key] > 1:
                yield Problem(each.line, each.path, f"{each.key!r} stands there {counted[each.key]} times")
            for link in each.links:
                if link.key not in counted:
                    message = f"waits for {link.key!r}, which is not in the file"
                    yield Problem(each.line, each.path, message, "a step of this file")


def scenario_of(network: Network) -> tuple[dict[str, Any], list[str]]:
    """Return a schedule as the document of a scenario, and what could not be said in it."""
    names = named(network.tasks)
    doubts: list[str] = []
    writing = _Writing(names, bool(network.week), doubts)
    steps = {names[task.key]: writing.step(task) for task in network.tasks}
    data: dict[str, Any] = {
        "format": 1,
        "title": network.title or "An imported schedule",
        "start": network.start,
        "horizon": f"{_horizon(network):g} d",
        "evidence": "judgement",
    }
    if network.week:
        calendar: dict[str, Any] = {"week": list(network.week)}
        data["calendars"] = {PLAN_CALENDAR: calendar | _holidays(network)}
    pools = {pool: heads for task in network.tasks for pool, heads in task.needs}
    if pools:
        data["pools"] = {name: {"size": max(_heads(network.tasks, name))} for name in pools}
        doubts.append(f"pools are as large as their most demanding step asks: {', '.join(pools)}")
    return data | {"steps": steps, "milestones": _milestones(network.tasks, names)}, doubts


def _heads(tasks: Sequence[Task], pool: str) -> Iterator[int]:
    yield from (heads for task in tasks for name, heads in task.needs if name == pool)


def _holidays(network: Network) -> dict[str, Any]:
    return {"holidays": list(network.holidays)} if network.holidays else {}


def _horizon(network: Network) -> float:
    longest = sum(max(task.duration) + sum(link.lag for link in task.links) for task in network.tasks)
    return float(int(max(SHORTEST_HORIZON, SLACK * longest)))


@dataclass(frozen=True)
class _Writing:
    """Writes steps. `names`: key → name of a step. `week`: whether there is a working week."""

    names: Mapping[str, str]
    week: bool
    doubts: list[str]

    def step(self, task: Task) -> dict[str, Any]:
        """Return a task as the scenario has it."""
        found: dict[str, Any] = {}
        links = [self.link(link, task) for link in task.links]
        if links:
            found["after"] = links
        if task.needs:
            found["needs"] = dict(task.needs)
        if self.week and task.working and max(task.duration) > 0.0:
            found["calendar"] = PLAN_CALENDAR
        low, *rest = [f"{each:g} d" for each in task.duration]
        found["duration"] = {"pert": [low, *rest]} if rest else low
        if task.not_before:
            found["not_before"] = task.not_before
        if self.names[task.key].split("_") != task.name.casefold().split():
            found["note"] = task.name
        return found

    def link(self, link: Link, task: Task) -> str | dict[str, Any]:
        """Return a link; a lead is taken as none."""
        lag, before = link.lag, self.names[link.key]
        if lag < 0.0:
            self.doubts.append(
                f"{self.names[task.key]}: a lead of {-lag:g} d before {before} is taken as none"
            )
            lag = 0.0
        if link.kind == "finish-start" and lag == 0.0:
            return before
        found: dict[str, Any] = {"step": before, "link": link.kind}
        return found | ({"lag": f"{lag:g} d"} if lag else {})


def _milestones(tasks: Sequence[Task], names: dict[str, str]) -> dict[str, Any]:
    """Return the marks of a schedule, and `finish`: all that nothing waits for."""
    waited = {link.key for task in tasks for link in task.links}
    last = [names[task.key] for task in tasks if task.key not in waited]
    marks = {names[task.key]: names[task.key] for task in tasks if max(task.duration) == 0.0}
    return {**marks, "finish": {"all": last}}


def named(tasks: Sequence[Task]) -> dict[str, str]:
    """Return key → name of a step: the task's words in lower case, with a number where two are the same.

    >>> named([Task("1", "Award: contract!", (1.0,)), Task("2", "Award contract", (1.0,))])
    {'1': 'award_contract', '2': 'award_contract_2'}
    """
    found: dict[str, str] = {}
    taken = {"finish"}
    for task in tasks:
        base = "_".join(re.findall(r"[a-z0-9]+", task.name.casefold()))[:LONGEST_NAME].strip("_")
        if not base or not base[0].isalpha():
            base = f"step_{base}".strip("_")
        name, turn = base, 1
        while name in taken:
            turn += 1
            name = f"{base}_{turn}"
        taken.add(name)
        found[task.key] = name
    return found
