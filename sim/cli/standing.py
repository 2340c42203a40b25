"""How a batch says how far it is, on standard error: a bar, a JSON line a second, or nothing."""

from __future__ import annotations

import json
import math
import time
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from sim.report.words import day_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sim.batch.run import Standing
    from sim.stats import Estimate

    Show = Callable[[Standing], None]

EVERY = 1.0
"""Seconds between two looks at the percentile, or two JSON lines."""
P80 = 0.8


class Kind(StrEnum):
    """The ways to show progress."""

    BAR = "bar"
    JSON = "json"
    NONE = "none"


@contextmanager
def progress_of(kind: Kind, horizon: float) -> Iterator[Show | None]:
    """Show runs done and in all, runs a second, time left, and the headline's P80 with its interval."""
    if kind is Kind.BAR:
        with _bar(horizon) as show:
            yield show
    else:
        yield _Lines().show if kind is Kind.JSON else None


@contextmanager
def _bar(horizon: float) -> Iterator[Show]:
    columns = (
        BarColumn(20),
        MofNCompleteColumn(),
        TextColumn("runs, {task.fields[rate]:.0f}/s, left"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[found]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, rate=0.0, found="")
        due = _Due()

        def show(standing: Standing) -> None:
            elapsed = progress.tasks[0].elapsed or 0.0
            rate = standing.played / elapsed if elapsed else 0.0
            progress.update(task, completed=standing.played, total=standing.total, rate=rate)
            if standing.headline and due.now():
                progress.update(task, found=_words(standing.headline, _p80(standing), horizon))

        yield show


def _words(headline: str, found: Estimate, horizon: float) -> str:
    value, low, high = (_day(each, horizon) for each in (found.value, found.low, found.high))
    return f"P80 {headline} {value} ({low} to {high})"


def _day(day: float, horizon: float) -> str:
    return "?" if day == -math.inf else day_text(day if math.isfinite(day) else math.nan, horizon)


def _p80(standing: Standing) -> Estimate:
    from sim.stats import quantile

    return quantile(standing.days, P80)


class _Due:
    """Tells when a second has gone by."""

    def __init__(self) -> None:
        self.last = -math.inf

    def now(self) -> bool:
        """Whether it is time again."""
        now = time.monotonic()
        if now - self.last < EVERY:
            return False
        self.last = now
        return True


class _Lines:
    """One JSON object a second, and one when all is done."""

    def __init__(self) -> None:
        self.begin, self.due = time.monotonic(), _Due()

    def show(self, standing: Standing) -> None:
        """Print a line when it is time."""
        if not self.due.now() and standing.played < standing.total:
            return
        elapsed = max(time.monotonic() - self.begin, 1e-9)
        rate = standing.played / elapsed
        line = {
            "done": standing.played,
            "total": standing.total,
            "runs_per_second": round(rate, 1),
            "seconds_left": round((standing.total - standing.played) / rate, 1) if rate else None,
            "headline": standing.headline or None,
            "p80": _bounds(_p80(standing)) if standing.headline else None,
        }
        typer.echo(json.dumps(line), err=True)


def _bounds(found: Estimate) -> dict[str, float | None]:
    names = ("value", "low", "high")
    return {name: each if math.isfinite(each := getattr(found, name)) else None for name in names}
