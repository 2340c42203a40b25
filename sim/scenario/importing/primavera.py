"""Primavera P6 XML → a schedule. Source: Oracle, "P6 EPPM XML schema", Activity and Relationship.

Durations and lags are working hours; a day has the hours of the activity's calendar, eight where none is
said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.scenario.importing.network import Link, Network, Problem, Task
from sim.scenario.importing.xml import number_said, said
from sim.scenario.schema.resources import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree import ElementTree as ET

KINDS = {
    "Finish to Start": "finish-start",
    "Start to Start": "start-start",
    "Finish to Finish": "finish-finish",
    "Start to Finish": "start-finish",
}
USUAL_HOURS = 8.0
A_MONDAY = "2000-01-03"
DAYS_A_WEEK, WORKDAYS = 7, 5
IN_OUTLINE = {"Level of Effort", "WBS Summary"}
"""Kinds of activities that follow others and are no steps."""
LENGTH = ("PlannedDuration", "AtCompletionDuration", "RemainingDuration")


def network_of_primavera(root: ET.Element, stem: str) -> Network:
    """Return the schedule of the first project of an export."""
    project = root.find("Project")
    project = root if project is None else project
    taking = _Taking(project, _hours(root))
    found = [taking.task(each) for each in taking.kept]
    start = (said(project, "PlannedStartDate") or said(project, "DataDate"))[:10] or A_MONDAY
    taking.doubts.append("working weeks are taken as Monday to Friday; P6 calendars are left out")
    return Network(
        title=said(project, "Name") or stem,
        start=start,
        tasks=found,
        week=WEEKDAYS[:WORKDAYS],
        doubts=taking.doubts,
        problems=taking.problems,
    )


def _hours(root: ET.Element) -> dict[str, float]:
    """Return calendar → hours of one of its working days."""
    return {
        said(each, "ObjectId"): number_said(each, "HoursPerDay") or USUAL_HOURS
        for each in root.iter("Calendar")
    }


class _Taking:
    """Takes the activities of a project. `hours`: calendar → hours of one of its working days."""

    def __init__(self, project: ET.Element, hours: Mapping[str, float]) -> None:
        activities = list(project.iter("Activity"))
        self.kept = [each for each in activities if said(each, "Type") not in IN_OUTLINE]
        names = {said(each, "ObjectId") for each in self.kept}
        self.dropped = {said(each, "ObjectId") for each in activities} - names
        self.hours = {
            said(each, "ObjectId"): hours.get(said(each, "CalendarObjectId"), USUAL_HOURS)
            for each in activities
        }
        self.problems: list[Problem] = []
        dropped = f"{len(self.dropped)} summaries and levels of effort are left out"
        self.doubts = [dropped] if self.dropped else []
        self.waits = self._waits(project)

    def _waits(self, project: ET.Element) -> dict[str, list[Link]]:
        """Return activity → what it waits for."""
        found: dict[str, list[Link]] = {}
        for each in project.iter("Relationship"):
            before = said(each, "PredecessorActivityObjectId")
            after = said(each, "SuccessorActivityObjectId")
            if {before, after} & self.dropped:
                self.doubts.append(f"a link from {before} to {after} goes with a summary that is left out")
                continue
            kind = KINDS.get(said(each, "Type"), "finish-start")
            days = (number_said(each, "Lag") or 0.0) / self.hours.get(before, USUAL_HOURS)
            found.setdefault(after, []).append(Link(before, kind, days * DAYS_A_WEEK / WORKDAYS))
        if any(link.lag for links in found.values() for link in links):
            self.doubts.append("lags, in working days, are taken as 7/5 of them in days of the calendar")
        return found

    def task(self, element: ET.Element) -> Task:
        """Return one activity with what it waits for."""
        key, code = said(element, "ObjectId"), said(element, "Id")
        path = f"Activity {code or key}"
        length = next(_lengths(element), None)
        if length is None or length < 0.0:
            message, allowed = "has no duration that can be read", "hours in PlannedDuration"
            self.problems.append(Problem(0, path, message, allowed))
        return Task(
            key=key,
            name=said(element, "Name") or code or key,
            duration=(max(0.0, length or 0.0) / self.hours[key],),
            links=tuple(self.waits.get(key, ())),
            path=path,
        )


def _lengths(element: ET.Element) -> Iterator[float]:
    for name in LENGTH:
        found = number_said(element, name)
        if found is not None:
            yield found
