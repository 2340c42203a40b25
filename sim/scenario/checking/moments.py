"""Dates and rhythms: the start, moments that can be read, calendars, reviews in a gate.

How a moment is written is known to `sim.quantities`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.errors import quote
from sim.scenario.checking.wording import ISO, right_spelling
from sim.scenario.schema.doctrine import Step

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.checking.case import Case
    from sim.scenario.parsing import KeyPath
    from sim.scenario.schema.changes import PatchDeclared
    from sim.scenario.schema.resources import Calendar

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years in which a scenario may start."""
LONGEST_HORIZON = 100 * 365.25
"""Days; calendars are laid out day by day."""
SHORTEST_RHYTHM = 1.0 / 24.0
"""Days between two occasions of a calendar."""
SHORTEST_REVIEW = 1.0
"""Days between two looks at the ground, or mandate reviews."""
SECTORS = 5
EXPIRY = ("never", "fiscal_year")
"""What may stand for the day on which money or a mechanism ends."""


def check_start(case: Case) -> Iterator[Finding]:
    """Yield a start that is no date, and a horizon that no calendar can be laid out for."""
    written = case.scenario.start
    if case.start is None or not DATE.fullmatch(written):
        suggestion = right_spelling(written)
        yield case.finding(("start",), f"{quote(written)} is not a date", allowed=ISO, suggestion=suggestion)
    elif not FIRST_YEAR <= case.start.year <= LAST_YEAR:
        allowed = f"{FIRST_YEAR} to {LAST_YEAR}"
        yield case.finding(("start",), f"the year {case.start.year} is out of range", allowed=allowed)
    if case.scenario.horizon > LONGEST_HORIZON:
        yield case.finding(("horizon",), "the horizon is too far away", allowed="up to 100 y")


def check_moments(case: Case) -> Iterator[Finding]:
    """Yield every moment that cannot be read or lies before D+0."""
    scenario = case.scenario
    for path, part in case.parts:
        if isinstance(part, Step):
            yield from case.unreadable((*path, "not_before"), part.not_before)
    yield from case.unreadable(("handover", "gate", "deadline"), scenario.handover.gate.deadline)
    for name, crisis in scenario.crises.items():
        yield from case.unreadable(("crises", name, "onset"), crisis.onset)
    for name, fund in scenario.funds.items():
        yield from case.unreadable(("funds", name, "expires"), fund.expires, words=EXPIRY)
    for name, mechanism in scenario.mechanisms.items():
        path = ("mechanisms", name, "expires")
        yield from case.unreadable(path, mechanism.expires, words=EXPIRY)
    for index, target in enumerate(scenario.targets):
        yield from case.unreadable(("targets", index, "by"), target.by)
    for index, shock in enumerate(scenario.shocks):
        yield from case.unreadable(("shocks", index, "at"), shock.at)


def patches_of(case: Case) -> Iterator[tuple[KeyPath, PatchDeclared]]:
    """Yield every patch that a scenario declares, with its path."""
    scenario = case.scenario
    for name, lever in scenario.levers.items():
        yield ("levers", name, "without"), lever.without
    for name, patch in scenario.variants.items():
        yield ("variants", name), patch
    for index, patch in enumerate(scenario.patches):
        yield ("patches", index), patch


def check_windows(case: Case) -> Iterator[Finding]:
    """Yield patches whose time cannot be read, or ends before it begins."""
    for path, patch in patches_of(case):
        faults = [
            *case.unreadable((*path, "from"), patch.from_),
            *case.unreadable((*path, "until"), patch.until),
        ]
        yield from faults
        if patch.until is not None and not faults and case.day(patch.until) <= case.day(patch.from_ or "D+0"):
            message = f"{quote(patch.until)} is not after the day on which the patch begins"
            yield case.finding((*path, "until"), message, allowed=f"after {patch.from_ or 'D+0'}")


def check_calendars(case: Case) -> Iterator[Finding]:
    """Yield calendars that are neither a working week nor a rhythm of occasions, or both."""
    for name, calendar in case.scenario.calendars.items():
        path: KeyPath = ("calendars", name)
        if bool(calendar.week) == (calendar.every is not None):
            message = "a calendar has either a working 'week' or occasions 'every' so often"
            allowed = "{week: [mon, …]} or {every: 1 w}"
            yield case.finding(path, message, allowed=allowed, key=True)
        yield from _stray_keys(case, path, calendar)
        if calendar.every is not None and calendar.every < SHORTEST_RHYTHM:
            yield case.finding((*path, "every"), "occasions are too close together", allowed="1 h or more")
        yield from case.unreadable((*path, "first"), calendar.first)
        if not isinstance(calendar.holidays, str):
            for index, day in enumerate(calendar.holidays):
                yield from case.unreadable((*path, "holidays", index), day)


def _stray_keys(case: Case, path: KeyPath, calendar: Calendar) -> Iterator[Finding]:
    """Yield keys that mean nothing for this kind of calendar."""
    pairs = [("holidays", "week", calendar.holidays and calendar.every is not None)]
    pairs += [
        (key, "every", getattr(calendar, key) and calendar.every is None) for key in ("weekday", "first")
    ]
    for key, partner, stray in pairs:
        if stray:
            yield case.finding((*path, key), f"{quote(key)} goes with {quote(partner)}", key=True)


def check_rhythms(case: Case) -> Iterator[Finding]:
    """Yield what happens again and again so soon that a run would never come to its horizon."""
    scenario = case.scenario
    handover = scenario.handover
    rhythms: list[tuple[KeyPath, float, float]] = [
        (("handover", "review", "every"), handover.review.every, SHORTEST_REVIEW),
        (("handover", "drawdown", "every"), handover.drawdown.every, SHORTEST_REVIEW),
        *(
            (("funds", name, "replenish", "checked"), each.replenish.checked, SHORTEST_RHYTHM)
            for name, each in scenario.funds.items()
            if each.replenish is not None
        ),
    ]
    for path, days, least in rhythms:
        if 0.0 < days < least:  # 0 is another rule's
            allowed = "1 d or more" if least == SHORTEST_REVIEW else "1 h or more"
            yield case.finding(path, "the occasions are too close together", allowed=allowed)


def check_gate(case: Case) -> Iterator[Finding]:
    """Yield a gate that asks for a number of indicators other than of the five sectors."""
    needed, of = case.scenario.handover.gate.indicators
    if of != SECTORS or needed == 0:
        message = "there are five indicators, one per sector, and a gate asks for at least one"
        path = ("handover", "gate", "indicators")
        suggestion = f"{needed} of {SECTORS}" if 0 < needed <= SECTORS else ""
        yield case.finding(path, message, allowed="1 of 5 … 5 of 5", suggestion=suggestion)
