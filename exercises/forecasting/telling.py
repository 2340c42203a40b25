"""Forecasts and forks in lines of text, and as plain data for programs; nothing is worked out here."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from exercises.forecasting.forecast import repeats
from exercises.times import say_offset, say_scenario

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exercises.forecasting.forecast import Due, Forecast, Load, Milestone
    from exercises.forecasting.forking import DateShift, Fork, RowShift
    from sim.forecasting.adding import Date
    from sim.stats import Estimate

SURE = 0.005
"""Shares nearer than this to 0 or 1 are told as more or less than, never as certain."""
NEVER = "–"


def share_text(share: float) -> str:
    """Return a share in whole percent; never as certain: any number of futures leaves room for others.

    >>> share_text(0.0), share_text(0.034), share_text(0.999)
    ('< 1 %', '3 %', '> 99 %')
    """
    if share < SURE:
        return "< 1 %"
    return "> 99 %" if share > 1.0 - SURE else f"{round(100 * share)} %"


def when_text(when: Date) -> str:
    """Return the 10 %, 50 % and 90 % moments of a date on the exercise clock."""
    marks = (NEVER if each is None else say_offset(each)[8:] for each in (when.p10, when.p50, when.p90))
    return " / ".join(marks)


def days_text(when: Date) -> str:
    """Return the same of a date of the scenario."""
    marks = (NEVER if each is None else f"{each:.1f}" for each in (when.p10, when.p50, when.p90))
    return "D+ " + " / ".join(marks)


def told(found: Forecast) -> Iterator[str]:
    """Yield a forecast as lines."""
    yield (
        f"Forecast at {say_offset(found.second)} ({say_scenario(found.day)}), to ENDEX at "
        f"{say_offset(found.until)}: {found.n:,} futures."
    )
    yield ""
    if found.rows:
        yield "Rows that wait for the simulation: in how many futures by ENDEX, and when (10 / 50 / 90 %)"
        yield from (f"  {_due(each)}" for each in found.rows)
    else:
        yield "No row waits for the simulation any more."
    yield ""
    open_ = [each for each in found.milestones if each.reached is None]
    open_ = [each for each in open_ if not repeats(each, open_)]
    yield "Milestones of the scenario still to come, in days (10 / 50 / 90 %)"
    yield from (f"  {_milestone(each)}" for each in open_)
    yield ""
    yield "Rows that come due, per controller and quarter of an hour (mean; in 9 of 10 futures at most)"
    yield from (f"  {each}" for each in _loads(found.load))
    yield ""
    yield "Assumed:"
    yield from (f"  - {each}" for each in found.assumed)


def _due(row: Due) -> str:
    interval = f"{share_text(row.when.reached.low)} to {share_text(row.when.reached.high)}"
    now = f"  now: {row.rests}" if row.rests else ""
    when = f"{share_text(row.when.reached.value):>6} ({interval})  {when_text(row.when)}"
    return f"{row.uid:<22} {when}  {row.title}{now}"


def _milestone(each: Milestone) -> str:
    return f"{each.name:<40} {share_text(each.when.reached.value):>6}  {days_text(each.when)}"


def _loads(load: Iterable[Load]) -> Iterator[str]:
    some = [each for each in load if each.mean > 0.0]
    for each in some:
        yield f"{each.controller:<24} {say_offset(each.begins)[8:]}  {each.mean:.1f}  {each.p90:.0f}"
    if not some:
        yield "nothing more comes due"


def told_fork(found: Fork) -> Iterator[str]:
    """Yield both lines of a fork, and what differs, as lines."""
    yield f"What if, at {say_offset(found.second)}: {'; '.join(found.given)}"
    yield f"{found.without.n:,} futures of each line, with the same luck in both."
    if found.past:
        yield "Play went on from here; what people did after it is in neither line."
    yield ""
    yield "Rows by ENDEX: without, with, difference (95 %)"
    changed = [each for each in found.rows if each.without != each.with_]
    yield from (f"  {_row_shift(each)}" for each in changed)
    if not changed:
        yield "  none comes otherwise"
    yield ""
    yield "Milestones at P50, in days: without, with, difference (95 %)"
    yield from (f"  {_date_shift(each)}" for each in found.dates)
    if not found.dates:
        yield "  none moves"


def _row_shift(each: RowShift) -> str:
    low, high = (f"{100 * bound:+.0f}" for bound in (each.less.low, each.less.high))
    points = f"{100 * each.less.value:+.0f} ({low} to {high}) points"
    return (
        f"{each.uid:<22} {share_text(each.without):>6} → {share_text(each.with_):>6}  {points}  {each.title}"
    )


def _date_shift(each: DateShift) -> str:
    days = (NEVER if day is None else f"{day:.1f}" for day in (each.without, each.with_))
    return f"{each.name:<40} {' → '.join(days)}  {shift_text(each.later)}"


def shift_text(later: Estimate) -> str:
    """Return a difference in days with its interval.

    >>> from sim.stats import Estimate
    >>> shift_text(Estimate(-3.04, -5.0, -1.2, 100, ""))
    '-3.0 (-5.0 to -1.2) d'
    """
    numbers = (
        f"{each:+.1f}" if math.isfinite(each) else "unknown" for each in (later.value, later.low, later.high)
    )
    value, low, high = numbers
    return f"{value} ({low} to {high}) d"


def plain(found: Forecast) -> dict[str, Any]:
    """Return a forecast as plain data: what `--json` prints."""
    return {
        "second": found.second,
        "day": found.day,
        "endex": found.until,
        "head": found.head,
        "futures": found.n,
        "rows": [
            {"uid": each.uid, "title": each.title, "controller": each.controller, "now": each.rests}
            | plain_date(each.when)
            for each in found.rows
        ],
        "milestones": {
            each.name: plain_date(each.when) | {"reached_on": each.reached} for each in found.milestones
        },
        "fans": {
            name: {
                "days": fan.days.tolist(),
                **{mark: _plain(getattr(fan, mark).tolist()) for mark in ("p10", "p50", "p90")},
            }
            for name, fan in found.fans.items()
        },
        "exits": {"days": found.days.tolist()} | {name: each.tolist() for name, each in found.exits.items()},
        "load": [
            {"controller": each.controller, "begins": each.begins, "mean": each.mean, "p90": each.p90}
            for each in found.load
        ],
        "assumed": list(found.assumed),
    }


def summary(found: Forecast) -> dict[str, Any]:
    """Return what the journal keeps of a forecast that was seen: rows and milestones, without the curves."""
    return {
        "second": found.second,
        "day": found.day,
        "endex": found.until,
        "futures": found.n,
        "rows": [
            {"uid": each.uid, "share": each.when.reached.value, "said": _chance(each.when)}
            | {mark: getattr(each.when, mark) for mark in ("p10", "p50", "p90")}
            for each in found.rows
        ],
        "milestones": {
            each.name: {
                "share": each.when.reached.value,
                "p10": each.when.p10,
                "p50": each.when.p50,
                "p90": each.when.p90,
            }
            for each in found.milestones
            if each.reached is None
        },
        "assumed": list(found.assumed),
    }


def _chance(when: Date) -> str:
    value, low, high = (share_text(getattr(when.reached, each)) for each in ("value", "low", "high"))
    return f"{value} ({low} to {high})"


def _plain(values: list[float]) -> list[float | None]:
    return [None if math.isnan(each) else each for each in values]


def plain_date(when: Date) -> dict[str, Any]:
    """Return when something comes as plain data."""
    return {
        "reached": plain_estimate(when.reached),
        "p10": when.p10,
        "p50": when.p50,
        "p90": when.p90,
    }


def plain_estimate(found: Estimate) -> dict[str, float | None]:
    """Return a number with its interval; what is not finite is null."""
    numbers = {"value": found.value, "low": found.low, "high": found.high}
    return {name: each if math.isfinite(each) else None for name, each in numbers.items()}


def plain_fork(found: Fork) -> dict[str, Any]:
    """Return a fork as plain data."""
    return {
        "second": found.second,
        "given": list(found.given),
        "past": found.past,
        "without": plain(found.without),
        "with": plain(found.with_),
        "rows": [
            {"uid": e.uid, "without": e.without, "with": e.with_, "difference": plain_estimate(e.less)}
            for e in found.rows
        ],
        "milestones": [
            {"name": e.name, "without": e.without, "with": e.with_, "days": plain_estimate(e.later)}
            for e in found.dates
        ],
    }
