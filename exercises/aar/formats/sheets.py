"""The tables of a review as CSV files for spreadsheets and programs: UTF-8, units in the names of columns.

Texts of players are kept texts: a spreadsheet runs none of them.
"""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING, Any

from exercises.aar.formats.plain import spreadsheet
from exercises.aar.sections.analysis import findings, findings_elsewhere
from exercises.aar.sections.deciding import said
from exercises.aar.sections.improvement import issues

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from exercises.aar.gathering import Gathered

    Rows = Iterator[Sequence[Any]]

RESPONSES = (
    "row", "title", "cell", "sent_s", "seen_s", "answered_s", "sent_to_seen_s", "seen_to_answered_s",
    "sent_to_answered_s", "sent_before_correction_s", "seen_before_correction_s",
    "answered_before_correction_s", "answer_owed", "recalled", "clock_set_ahead", "option", "text",
)  # fmt: skip
OBSERVATIONS = ("at_s", "objective", "capability", "task", "cell", "row", "rating", "text", "evaluator")
TIMELINE = ("at_s", "scenario_day", "entry", "kind", "cells", "row", "text", "actor")
DECISIONS = (
    "at_s", "scenario_day", "cell", "actor", "decision", "title", "state", "values", "effects", "net_usd",
    "said",
)  # fmt: skip
PLAN = (
    "number", "objective", "capability", "issue", "rating", "cell", "row", "evaluator", "corrective_action",
    "responsible", "due",
)  # fmt: skip
COUNTERFACTUAL = (
    "cause", "kind", "title", "cell", "scenario_day", "measure", "unit", "mean_change", "low", "high",
    "futures", "share_less", "share_more", "share_beyond_horizon", "change_as_played",
)  # fmt: skip


def _responses(gathered: Gathered) -> Rows:
    for each in gathered.evaluation.responses:
        was = dict(each.was_s)
        yield (
            each.row,
            each.title,
            each.cell,
            each.sent_s,
            each.seen_s,
            each.answered_s,
            each.to_seen_s,
            each.seen_to_answered_s,
            each.to_answered_s,
            *(was.get(state) for state in ("sent", "seen", "answered")),
            each.owed,
            each.recalled,
            each.set_ahead,
            each.option,
            each.text,
        )


def _observations(gathered: Gathered) -> Rows:
    for objective in gathered.evaluation.objectives:
        for each in findings(gathered, objective):
            of = (objective.name, objective.capability, each.task, each.cell, each.row)
            yield each.at_s, *of, each.rating, each.text, each.evaluator
    for each in findings_elsewhere(gathered):
        yield each.at_s, "", "", "", each.cell, each.row, each.rating, each.text, each.evaluator


def _timeline(gathered: Gathered) -> Rows:
    for each in gathered.evaluation.timeline:
        cells = " ".join(each.cells)
        yield each.at_s, each.day, each.seq, each.kind, cells, each.row, each.text, each.actor


def _decisions(gathered: Gathered) -> Rows:
    for each in gathered.evaluation.decisions:
        values = ", ".join(f"{name} {value}" for name, value in each.values)
        who = (each.cell, each.actor, each.what, each.title, each.state)
        yield each.at_s, each.day, *who, values, said(each.acts), each.net_dollars, each.reason


def _plan(gathered: Gathered) -> Rows:
    for each in issues(gathered):
        yield *each, "", "", ""


def _counterfactual(gathered: Gathered) -> Rows:
    found = gathered.counterfactual
    for worth in () if found is None else (found.whole, *found.worths):
        cause = worth.cause
        of = (cause.name, cause.kind, cause.title, cause.cell, cause.day)
        for each in worth.changes:
            mean = (each.mean.value, each.mean.low, each.mean.high, each.mean.n)
            shares = (each.less.value, each.more.value, each.cut.either)
            played = each.played if math.isfinite(each.played) else None
            yield *of, each.measure.name, each.measure.unit, *mean, *shares, played


SHEETS: Mapping[str, tuple[Sequence[str], Callable[[Gathered], Rows]]] = {
    "responses": (RESPONSES, _responses),
    "observations": (OBSERVATIONS, _observations),
    "timeline": (TIMELINE, _timeline),
    "decisions": (DECISIONS, _decisions),
    "improvement_plan": (PLAN, _plan),
    "counterfactual": (COUNTERFACTUAL, _counterfactual),
}
"""Name of the file, without its ending → columns, and what yields the rows."""


def to_csv(gathered: Gathered) -> dict[str, bytes]:
    """Return name → content of every CSV file; `_s` is seconds since STARTEX or a length in seconds."""
    left_out = {"counterfactual"} if gathered.counterfactual is None else set()
    return {
        name: _file(heads, rows(gathered)) for name, (heads, rows) in SHEETS.items() if name not in left_out
    }


def _file(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_value(each) for each in row] for row in rows)
    return text.getvalue().encode()


def _value(value: Any) -> Any:
    """Return what stands in a cell: nothing, yes or no, a short number, or a text that nothing runs."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{round(value, 3):.15g}"
    return spreadsheet(value) if isinstance(value, str) else value
