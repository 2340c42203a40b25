"""The watch list and the lessons of a run, in words: two short tables for the page and the terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.measures.watch import lesson_summary, watch_summary
from sim.report.tables import Cell, Column, Table
from sim.report.words import count_text, days_text, dollars_text, share_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.measures.watch import LessonSummary, WatchSummary
    from sim.trace import Outcome

COLUMNS = (Column("watched"), Column("this run", numeric=True))
NOBODY = "–"


def watch_table(outcome: Outcome) -> Table:
    """Return what was flagged, what came, what plans in advance cost; nothing without a watch list."""
    watch, lessons = watch_summary(outcome), lesson_summary(outcome)
    rows: list[tuple[Cell, Cell]] = []
    if watch is not None:
        rows += [*_seen(watch), *_planned(watch), *_prevented(watch)]
    if lessons is not None:
        rows += _learned(lessons)
    return Table(COLUMNS, tuple(rows))


def _row(label: str, value: str, note: str = "") -> tuple[Cell, Cell]:
    return Cell(label), Cell(value, note=note)


def _seen(watch: WatchSummary) -> Iterator[tuple[Cell, Cell]]:
    yield _row("crises that came", count_text(watch.onsets), f"{watch.missed} not flagged before")
    if watch.never:
        yield _row("no onset before the horizon", count_text(watch.never), f"{watch.open} flagged")
    hits = watch.hits + watch.elsewhere
    if hits + watch.false_alarms:
        yield _row("flagged, and there was an onset", count_text(hits), f"{watch.elsewhere} elsewhere")
        share = f"{share_text(watch.hit_share)} of the flagged had an onset"
        yield _row("false alarms", count_text(watch.false_alarms), share)


def _planned(watch: WatchSummary) -> Iterator[tuple[Cell, Cell]]:
    done = watch.preplanning
    if not done.asked:
        return
    yield _row("plans in advance", f"{done.finished} of {done.asked}", "finished, of those asked for")
    yield _row("onsets that found a valid plan", count_text(watch.ready))
    spent = f"{count_text(done.person_days)} person-days"
    yield _row("planning in advance cost", dollars_text(watch.planner_dollars), spent)
    if not math.isnan(watch.days_per_hit):
        per_hit = f"{count_text(watch.days_per_hit)} person-days"
        yield _row("per hit", dollars_text(watch.dollars_per_hit), per_hit)
    found = NOBODY if math.isnan(watch.days_per_ready) else f"{count_text(watch.days_per_ready)} person-days"
    yield _row("per plan that was used", found)


def _prevented(watch: WatchSummary) -> Iterator[tuple[Cell, Cell]]:
    done = watch.prevention
    if not done.asked:
        return
    yield _row("onsets averted", count_text(watch.averted))
    spent = f"{done.finished} teams, {count_text(done.person_days)} person-days"
    yield _row("prevention cost", dollars_text(done.dollars), spent)


def _learned(lessons: LessonSummary) -> Iterator[tuple[Cell, Cell]]:
    yield _row("lessons adopted", f"{lessons.adopted} of {lessons.identified}", "identified so far")
    yield _row("work they saved", days_text(lessons.days_saved), f"in {lessons.eased} steps")
