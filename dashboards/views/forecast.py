"""What the forecast strip and the Forecast page show: rows, load and fans, as lines and points."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exercises.forecasting.forecast import repeats
from exercises.forecasting.telling import days_text, share_text
from exercises.times import say_local, say_scenario

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from exercises.forecasting import Due, Forecast, Load
    from sim.forecasting import Fan

NEVER = "–"
HEADLINE = ("military_exit", "first_team_in_country", "first_dollar_disbursed", "handover_complete")
"""Endings of the milestones that stand first."""


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row that waits for the simulation, as a line: chance and times by the clock on the wall.

    `low`, `middle`, `high`: seconds of 10, 50 and 90 % of the futures, None: not by ENDEX.
    """

    uid: str
    title: str
    controller: str
    share: float
    chance: str
    interval: str
    times: str
    rests: str
    low: float | None
    middle: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class FanPoint:
    """A measure on a day: 10, 50 and 90 % of the futures. `line`: what it is called in the chart."""

    line: str
    day: float
    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class DateLine:
    """A milestone: chance, days, and whether it was reached already."""

    name: str
    chance: str
    days: str


@dataclass(frozen=True, slots=True)
class ForecastView:
    """A forecast as it is shown. `head`: one line that says of when, and of how many futures, it is."""

    head: str
    second: float
    until: float
    day: float
    rows: tuple[RowLine, ...]
    dates: tuple[DateLine, ...]
    load: tuple[Load, ...]
    money: tuple[FanPoint, ...]
    people: dict[str, tuple[FanPoint, ...]]
    """Troops and civilians: who has thousands would hide who has dozens."""
    exits: tuple[FanPoint, ...]
    assumed: tuple[str, ...]


def forecast_view(found: Forecast, startex: datetime) -> ForecastView:
    """Return a forecast as it is shown, by the clock on the wall."""
    rows = sorted((_row(each, startex) for each in found.rows), key=lambda each: -each.share)
    return ForecastView(
        head=f"As of {say_local(startex, found.second)} ({say_scenario(found.day)}), {found.n:,} futures",
        second=found.second,
        until=found.until,
        day=found.day,
        rows=tuple(rows),
        dates=tuple(_dates(found)),
        load=tuple(each for each in found.load if each.begins + 900.0 > found.second),
        money=tuple(_fans(found, "fund.", ".free")),
        people={each: tuple(_fans(found, "strength.", f".{each}")) for each in ("troops", "civilians")},
        exits=tuple(_exits(found)),
        assumed=found.assumed,
    )


def _row(each: Due, startex: datetime) -> RowLine:
    when = each.when
    low, high = share_text(when.reached.low), share_text(when.reached.high)
    marks = (_time(startex, mark) for mark in (when.p10, when.p50, when.p90))
    return RowLine(
        uid=each.uid,
        title=each.title,
        controller=each.controller,
        share=when.reached.value,
        chance=share_text(when.reached.value),
        interval=f"{low} to {high}",
        times=" / ".join(marks),
        rests=each.rests,
        low=when.p10,
        middle=when.p50,
        high=when.p90,
    )


def _time(startex: datetime, second: float | None) -> str:
    """Return the time of day, with the day where it is not the first."""
    if second is None:
        return NEVER
    day, time = say_local(startex, second).split()[1:3]
    return time if day == "1" else f"day {day} {time}"


def _dates(found: Forecast) -> Iterator[DateLine]:
    shown = [each for each in found.milestones if not repeats(each, found.milestones)]
    for each in sorted(shown, key=lambda each: not each.name.endswith(HEADLINE)):
        if each.reached is not None:
            yield DateLine(each.name, "reached", f"D+{each.reached:.1f}")
        else:
            yield DateLine(each.name, share_text(each.when.reached.value), days_text(each.when))


def _fans(found: Forecast, begins: str, ends: str) -> Iterator[FanPoint]:
    for name, fan in found.fans.items():
        if name.startswith(begins) and name.endswith(ends):
            yield from _points(name.removeprefix(begins).removesuffix(ends), fan)


def _points(line: str, fan: Fan) -> Iterator[FanPoint]:
    marks = zip(*(each.tolist() for each in (fan.days, fan.p10, fan.p50, fan.p90)), strict=True)
    for day, *values in marks:
        if not any(map(math.isnan, values)):
            yield FanPoint(line, day, *values)


def _exits(found: Forecast) -> Iterator[FanPoint]:
    for name, shares in found.exits.items():
        if name != "military_exit" or len(found.exits) == 1:
            for day, share in zip(found.days.tolist(), shares.tolist(), strict=True):
                yield FanPoint(name, day, share, share, share)
