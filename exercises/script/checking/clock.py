"""The clock of a script: STARTEX and ENDEX that can be read, moves in order, a pace that leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from exercises.script.checking.case import STARTEX, YEARS, zone_of
from exercises.script.planned import carried
from exercises.times import say_offset, say_scenario
from sim.errors import nearest, quote

if TYPE_CHECKING:
    from exercises.script.checking.case import ScriptCase
    from exercises.script.planned import Planned
    from sim.errors import Finding
    from sim.scenario.parsing import KeyPath

CLOCK = "clock"
ON_EXERCISE = "STARTEX+04:00, day 2 09:30"
ON_SCENARIO = "D+12, D+12 14:00 or a date of the scenario"


def check_clock(case: ScriptCase) -> Iterator[Finding]:
    """Yield what is wrong with STARTEX, the zone, ENDEX and the moves."""
    yield from _startex(case)
    wrong = list(_clocks(case))
    yield from wrong
    if case.planned is not None and not wrong:
        yield from _order(case, case.planned)
        yield from _reach(case, case.planned)


def _startex(case: ScriptCase) -> Iterator[Finding]:
    clock = case.script.clock
    try:
        year = datetime.strptime(clock.startex, STARTEX).year  # noqa: DTZ007  only its form is asked
        if year not in YEARS:
            message = f"{quote(clock.startex)} lies in a year in which nobody plays"
            yield case.finding((CLOCK, "startex"), message, allowed=f"{YEARS[0]} to {YEARS[-1]}")
    except ValueError:
        message = f"{quote(clock.startex)} is not a date and a local time"
        yield case.finding((CLOCK, "startex"), message, allowed="2026-05-11 09:00")
    if zone_of(clock.zone) is None:
        message = f"there is no time zone {quote(clock.zone)}"
        suggestion = nearest(clock.zone, sorted(available_timezones()))
        allowed = "a name of the IANA list, such as UTC or Europe/Stockholm"
        yield case.finding((CLOCK, "zone"), message, allowed=allowed, suggestion=suggestion)


def _clocks(case: ScriptCase) -> Iterator[Finding]:
    """Yield moments that stand on the wrong one of the two clocks."""
    clock = case.script.clock
    if clock.endex.clock != "exercise":
        yield case.finding((CLOCK, "endex"), "ENDEX is a moment of the exercise", allowed=ON_EXERCISE)
    for index, move in enumerate(clock.moves):
        path: KeyPath = (CLOCK, "moves", index)
        if move.begins is not None and move.begins.clock != "exercise":
            message = "a move begins at a moment of the exercise"
            yield case.finding((*path, "begins"), message, allowed=ON_EXERCISE)
        if move.scenario is not None and move.scenario.clock != "scenario":
            message = "the scenario's clock stands at a moment of the scenario"
            yield case.finding((*path, "scenario"), message, allowed=ON_SCENARIO)


def _order(case: ScriptCase, planned: Planned) -> Iterator[Finding]:
    """Yield an ENDEX before STARTEX, and moves that begin before the one they follow."""
    if planned.endex <= 0.0:
        yield case.finding((CLOCK, "endex"), "ENDEX is not after STARTEX", allowed=ON_EXERCISE)
    first = case.script.clock.moves[0].begins
    if first is not None and first.seconds(planned.startex) != 0.0:
        message = "the first move begins at STARTEX"
        yield case.finding((CLOCK, "moves", 0, "begins"), message, allowed="leave it out")
    yield from _begins(case, planned)
    yield from _days(case, planned)


def _begins(case: ScriptCase, planned: Planned) -> Iterator[Finding]:
    """Yield moves that do not begin after the one before them, or not before ENDEX."""
    begun = 0.0
    for index, move in enumerate(planned.moves):
        if index == 0 or move.begins is None:
            continue
        path: KeyPath = (CLOCK, "moves", index, "begins")
        if move.begins <= begun:
            message = f"this move begins no later than the one before it, at {say_offset(begun)}"
            yield case.finding(path, message, allowed="moves in order")
        elif move.begins >= planned.endex:
            message = f"this move never begins: ENDEX is {say_offset(planned.endex)}"
            yield case.finding(path, message, allowed="a moment before ENDEX")
        begun = max(begun, move.begins)


def _days(case: ScriptCase, planned: Planned) -> Iterator[Finding]:
    """Yield moves that set the scenario's clock back."""
    day = planned.first_day
    for index, move in enumerate(planned.moves):
        if index:
            day = max(day, carried(planned.moves[index - 1], move.begins) or 0.0)
        if move.day is None:
            continue
        if move.day < day:
            message = f"the scenario's clock would go back: it stands at {say_scenario(day)} by then"
            path: KeyPath = (CLOCK, "moves", index, "scenario")
            yield case.finding(path, message, allowed=f"{say_scenario(day)} or later")
        day = max(day, move.day)


def _reach(case: ScriptCase, planned: Planned) -> Iterator[Finding]:
    """Yield a clock that runs out of the scenario, or never moves though rows wait for it."""
    horizon = None if case.model is None else case.model.plan.horizon
    if horizon is not None and planned.furthest_day > horizon:
        message = f"the scenario's clock comes to {say_scenario(planned.furthest_day)}, past its horizon"
        allowed = f"moves that stay before {say_scenario(horizon)}, or a longer horizon"
        yield case.finding((CLOCK, "moves"), message, allowed=allowed, key=True)
    still = all(move.pace == 0.0 for move in planned.moves) and planned.furthest_day == planned.first_day
    waiting = [leaf for leaf in case.leaves if _waits_for_scenario(leaf.trigger)]
    if still and waiting:
        message = f"every pace is 0, and {len(waiting)} triggers wait for the scenario's clock or state"
        yield case.warning(
            (CLOCK, "moves"), message, allowed="a pace above 0, or moves at later days", key=True
        )


def _waits_for_scenario(trigger: object) -> bool:
    moment, condition = getattr(trigger, "at", None), getattr(trigger, "when", None)
    return condition is not None or (moment is not None and moment.clock == "scenario")
