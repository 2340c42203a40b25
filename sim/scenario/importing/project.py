"""Microsoft Project XML → a schedule. Source: Microsoft, "Project XML Data Interchange Schema" (mspdi_pj12).

Durations are working time in hours; a working day has `MinutesPerDay`. Summary tasks are no steps: a link to
one becomes links to all that is in it and ends a chain there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sim.scenario.importing.network import Link, Network, Problem, Task
from sim.scenario.importing.xml import number_said, said
from sim.scenario.schema.resources import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

KINDS = {"0": "finish-finish", "1": "finish-start", "2": "start-finish", "3": "start-start"}
ELAPSED = {"4", "6", "8", "10", "12", "20", "36", "38", "40", "42", "44", "52"}
"""Formats of durations that count all hours of all days (minutes, hours, days, weeks, months, per cent)."""
PERCENT = {"19", "20", "51", "52"}
"""Formats of a lag that is a share of the earlier task."""
NO_EARLIER = "4"
"""Constraint: starts no earlier than its date."""
AS_SOON = {"", "0"}
TENTHS_A_MINUTE = 10.0
MINUTES_A_DAY = 1440.0
USUAL_DAY = 480.0
DAYS_A_WEEK, WORKDAYS = 7, 5
WHOLE = "0"
"""The task that stands for the whole project."""
A_MONDAY = "2000-01-03"
MOST_NAMED = 6
LONGEST_BREAK = 60
_LENGTH = re.compile(
    r"P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:\d+(?:\.\d+)?S)?)?"
)


def network_of_project(root: ET.Element, stem: str) -> Network:
    """Return the schedule of a `<Project>`."""
    tasks = [each for each in root.iterfind("Tasks/Task") if said(each, "IsNull") != "1"]
    taking = _Taking(_inside(tasks), number_said(root, "MinutesPerDay") or USUAL_DAY)
    kept = [each for each in tasks if said(each, "UID") not in {*taking.inside, WHOLE}]
    week, holidays = _week(root)
    found = [taking.task(each) for each in kept]
    return Network(
        title=said(root, "Title") or said(root, "Name").removesuffix(".xml") or stem,
        start=_start(root),
        tasks=found,
        week=week,
        holidays=holidays,
        doubts=[*taking.doubts, *_left_out(root)],
        problems=taking.problems,
    )


def _start(root: ET.Element) -> str:
    """Return the project's first day; where none is said, the first day of the first task."""
    starts = [
        said(root, "StartDate")[:10],
        *(said(each, "Start")[:10] for each in root.iterfind("Tasks/Task")),
    ]
    return next((each for each in starts if _is_date(each)), "2000-01-03")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _inside(tasks: list[ET.Element]) -> dict[str, list[str]]:
    """Return summary task → the tasks within it that are none, from the levels of the outline."""
    found: dict[str, list[str]] = {said(each, "UID"): [] for each in tasks if said(each, "Summary") == "1"}
    above: list[tuple[int, str]] = []
    for each in tasks:
        level, uid = int(number_said(each, "OutlineLevel") or 0), said(each, "UID")
        above = [(depth, key) for depth, key in above if depth < level]
        if uid in found:
            above.append((level, uid))
        else:
            for _, key in above:
                found[key].append(uid)
    return found


@dataclass(frozen=True)
class _Taking:
    """Takes tasks. `inside`: summary task → the tasks within it. `day`: minutes of a working day."""

    inside: dict[str, list[str]]
    day: float
    problems: list[Problem] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def task(self, element: ET.Element) -> Task:
        """Return one task with what it waits for."""
        name = said(element, "Name") or f"task {said(element, 'ID')}"
        path = f"Task {said(element, 'ID') or said(element, 'UID')} ({name[:40]})"
        elapsed = said(element, "DurationFormat") in ELAPSED
        written = said(element, "Duration", "PT0H0M0S")
        minutes = _minutes(written)
        if minutes is None:
            message = f"its duration is {written[:40]!r}"
            self.problems.append(Problem(0, path, message, "such as PT40H0M0S"))
        if said(element, "ConstraintType") not in AS_SOON | {NO_EARLIER}:
            self.doubts.append(f"{path}: its date constraint is left out")
        held = said(element, "ConstraintDate")[:10] if said(element, "ConstraintType") == NO_EARLIER else ""
        return Task(
            key=said(element, "UID"),
            name=name,
            duration=((minutes or 0.0) / (MINUTES_A_DAY if elapsed else self.day),),
            links=tuple(self.links(element, path)),
            working=not elapsed,
            not_before=held if _is_date(held) else "",
            path=path,
        )

    def links(self, element: ET.Element, path: str) -> Iterator[Link]:
        """Yield what a task waits for; a summary stands for all that is in it."""
        for each in element.iterfind("PredecessorLink"):
            key, kind = said(each, "PredecessorUID"), KINDS.get(said(each, "Type", "1"), "finish-start")
            lag = self.lag(each, path)
            yield from (Link(one, kind, lag) for one in self.inside.get(key, [key]))

    def lag(self, link: ET.Element, path: str) -> float:
        """Return the days of a lag."""
        written, tenths = said(link, "LagFormat"), number_said(link, "LinkLag") or 0.0
        if written in PERCENT:
            self.doubts.append(f"{path}: a lag in per cent is left out")
            return 0.0
        if written in ELAPSED or tenths == 0.0:
            return tenths / TENTHS_A_MINUTE / MINUTES_A_DAY
        self.doubts.append(f"{path}: a lag of working days is taken as 7/5 of it in days of the calendar")
        return tenths / TENTHS_A_MINUTE / self.day * DAYS_A_WEEK / WORKDAYS


def _minutes(text: str) -> float | None:
    match = _LENGTH.fullmatch(text)
    if match is None:
        return None
    days, hours, minutes = (float(each or 0) for each in match.groups())
    return days * MINUTES_A_DAY + hours * 60.0 + minutes


def _week(root: ET.Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the working weekdays and single days off of the project's calendar."""
    wanted = said(root, "CalendarUID")
    calendars = list(root.iterfind("Calendars/Calendar"))
    calendar = next((each for each in calendars if said(each, "UID") == wanted), None)
    if calendar is None:
        return WEEKDAYS[:5], ()
    week = list(WEEKDAYS[:5])
    for each in calendar.iterfind("WeekDays/WeekDay"):
        turn = int(number_said(each, "DayType") or 0)
        if 1 <= turn <= len(WEEKDAYS):
            name = WEEKDAYS[(turn - 2) % 7]
            week = [one for one in week if one != name] + ([name] if said(each, "DayWorking") == "1" else [])
    return tuple(each for each in WEEKDAYS if each in week), tuple(_off(calendar))


def _off(calendar: ET.Element) -> Iterator[str]:
    """Yield days off that are declared one by one."""
    for each in calendar.iterfind("Exceptions/Exception"):
        period = each.find("TimePeriod")
        if period is None or said(each, "DayWorking") == "1":
            continue
        first, last = said(period, "FromDate")[:10], said(period, "ToDate")[:10]
        if _is_date(first) and _is_date(last):
            begin, end = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
            yield from (
                date.fromordinal(day).isoformat() for day in range(begin, min(end, begin + LONGEST_BREAK) + 1)
            )


def _left_out(root: ET.Element) -> Iterator[str]:
    resources = [said(each, "Name") for each in root.iterfind("Resources/Resource") if said(each, "Name")]
    if resources:
        more = " …" if len(resources) > MOST_NAMED else ""
        yield f"resources and their assignments are left out: {', '.join(resources[:MOST_NAMED])}{more}"
