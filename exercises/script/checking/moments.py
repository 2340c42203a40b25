"""Moments that play never reaches: before STARTEX, after ENDEX, on a day to which no move comes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exercises.times import SECONDS_IN_DAY, say_offset, say_scenario
from sim.quantities import say_days

if TYPE_CHECKING:
    from exercises.script.checking.case import ScriptCase
    from exercises.script.planned import Planned
    from exercises.script.schema import Row
    from exercises.times import Moment
    from sim.errors import Finding
    from sim.scenario.parsing import KeyPath


def check_moments(case: ScriptCase) -> Iterator[Finding]:
    """Yield triggers whose moment never comes."""
    for leaf in case.leaves:
        if leaf.trigger.at is not None:
            yield from _never(case, (*leaf.path, "at"), leaf.trigger.at)


def check_latest(case: ScriptCase) -> Iterator[Finding]:
    """Yield rows that expire before they can come due, or at a moment that never comes."""
    for index, row in enumerate(case.script.rows):
        if row.latest is not None:
            path: KeyPath = ("rows", index, "latest")
            never = list(_never(case, path, row.latest))
            yield from never or _expires_first(case, path, row)


def check_lengths(case: ScriptCase) -> Iterator[Finding]:
    """Yield conditions that would have to hold, and delays that would last, for longer than play does."""
    planned = case.planned
    if planned is None:
        return
    span = planned.furthest_day - planned.first_day
    for leaf in case.leaves:
        when, after = leaf.trigger.when, leaf.trigger.after
        if when is not None and when.for_ > max(planned.furthest_day, span):
            end = say_scenario(planned.furthest_day)
            message = f"it can never hold so long: the scenario's clock comes to {end}"
            yield case.finding((*leaf.path, "when", "for"), message, allowed=f"up to {say_days(span)}")
        if after is not None and after.delay > planned.endex:
            message = f"this row can never come due: ENDEX is {say_offset(planned.endex)}"
            yield case.finding((*leaf.path, "after", "delay"), message, allowed="a shorter delay")


def _never(case: ScriptCase, path: KeyPath, moment: Moment) -> Iterator[Finding]:
    planned = case.planned
    if planned is None or (moment.on is not None and case.model is None):
        return
    point = planned.point(moment)
    first, last = _bounds(planned, scenario=point.clock == "scenario")
    if point.value < first:
        at = f"{say_scenario(planned.first_day)} at STARTEX" if point.clock == "scenario" else "STARTEX"
        yield case.finding(path, f"this moment is before {at}", allowed=_allowed(planned, moment))
    elif point.value > last:
        yield case.finding(path, _too_late(planned, moment), allowed=_allowed(planned, moment))


def _bounds(planned: Planned, *, scenario: bool) -> tuple[float, float]:
    if not scenario:
        return 0.0, planned.endex
    second = 1.0 / SECONDS_IN_DAY
    return planned.first_day - second, planned.furthest_day + second


def _too_late(planned: Planned, moment: Moment) -> str:
    if moment.clock == "exercise":
        return f"this moment is after ENDEX, {say_offset(planned.endex)}"
    still = [each.title for each in planned.moves if each.pace == 0.0]
    why = f"; it stands still in {', '.join(still)} (pace 0)" if still else ""
    return (
        f"no move comes to this day: the scenario's clock ends at {say_scenario(planned.furthest_day)}{why}"
    )


def _allowed(planned: Planned, moment: Moment) -> str:
    if moment.clock == "exercise":
        return f"STARTEX to {say_offset(planned.endex)}"
    return f"{say_scenario(planned.first_day)} to {say_scenario(planned.furthest_day)}"


def _expires_first(case: ScriptCase, path: KeyPath, row: Row) -> Iterator[Finding]:
    planned = case.planned
    if planned is None or row.latest is None:
        return
    due, latest = case.due[row.uid], planned.seconds(row.latest)
    if due is not None and latest is not None and latest < due:
        message = f"this row expires before it comes due, at {say_offset(due)}"
        yield case.finding(path, message, allowed=f"{say_offset(due)} or later")
