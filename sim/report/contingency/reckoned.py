"""The sections that a batch fills: summary, synchronisation, decisions, handover dates, who owes what."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.naming import step_label
from sim.report.batches import said_dollars, span
from sim.report.contingency.declared import criteria
from sim.report.contingency.gathering import AT, Section, cells, columns
from sim.report.dates import HEADLINES
from sim.report.study.tables import share_cell
from sim.report.tables import Cell, Table
from sim.report.words import count_text, date_text, milestone_words, share_text
from sim.stats import quantile, wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.report.contingency.gathering import Gathered

SLOTS = 12
"""Columns of time in the matrix."""
UNDER_WAY, UP_TO = "■", "□"
P50, P80 = AT


def summary(gathered: Gathered) -> Section:
    """Return what fits on one page: sizes, headline dates, cost, promises."""
    plan, results = gathered.plan, gathered.results
    people = sum(each.size for each in gathered.scenario.pools.values() if each.kind == "people")
    sizes = [
        cells("D+0", date_text(0.0, plan.start)),
        cells(
            "Operations", ", ".join(each.country for each in gathered.scenario.crises.values()) or plan.title
        ),
        cells("People in all pools", count_text(people)),
        cells("Futures played", f"{len(results)}, seed {results.seed}"),
    ]
    dates = [(Cell(label), *gathered.dates_cells(results.days(name))) for name, label in _headlines(gathered)]
    headlines = (*dates, *_cost(gathered))
    found = (
        ("In short", Table(columns("", ""), tuple(sizes))),
        ("Dates and cost", Table(columns("milestone", "P50", "P80", numbers=2), headlines)),
        ("Promises", _targets(gathered)),
    )
    lead = (
        "P50, P80: in so many of 100 futures it has come by then. Below each number its 95 % interval, and n "
        "where it rests on fewer than all futures."
    )
    return Section("Summary", lead, tuple(each for each in found if each[1]))


def _cost(gathered: Gathered) -> list[tuple[Cell, ...]]:
    """Return the line of the cost; none where nothing costs anything."""
    found = [quantile(gathered.results.cost(), p) for p in AT]
    if not any(each.value for each in found):
        return []
    dollars = (
        Cell(said_dollars(each.value), note=span(said_dollars(each.low), said_dollars(each.high)))
        for each in found
    )
    return [(Cell("Cost to the horizon, US dollars"), *dollars)]


def _headlines(gathered: Gathered) -> list[tuple[str, str]]:
    names = [each.id for each in gathered.plan.milestones]
    whole = [(name, label) for name, label in HEADLINES.items() if name in names]
    return whole or [(name, milestone_words(name)) for name in names[:SLOTS]]


def _targets(gathered: Gathered) -> Table:
    rows = []
    for each in gathered.plan.targets:
        name = gathered.plan.milestones[each.milestone].id
        days = gathered.results.days(name)
        met = share_cell(wilson(int((days <= each.by).sum()), len(days)))
        by = Cell(f"D+{each.by:.0f}", note=date_text(each.by, gathered.plan.start))
        rows.append((Cell(milestone_words(name)), by, Cell(share_text(each.confidence)), met))
    return Table(columns("milestone", "by", "wanted", "kept", numbers=3), tuple(rows))


def synchronisation(gathered: Gathered) -> Section:
    """Return the matrix: a line per step, team and programme, its dates, and where they lie in time."""
    edges = _edges(gathered)
    times = [f"D+{edge:.0f}" for edge in edges[:-1]]
    tables = []
    for operation in dict.fromkeys(each.operation for each in gathered.lines):
        mine = [each for each in gathered.lines if each.operation == operation]
        rows = [
            (
                *cells(each.name, each.leads, each.provides),
                *gathered.dates_cells(each.begins),
                *gathered.dates_cells(each.done),
            )
            for each in mine
        ]
        heads = columns("line", "leads", "provides", "begins P50", "P80", "done P50", "P80", numbers=4)
        marks = [(Cell(each.name), *_marks(each.begins, each.done, edges)) for each in mine]
        title = operation or gathered.plan.title
        tables.append((f"{title}: dates", Table(heads, tuple(rows))))
        tables.append((f"{title}: matrix", Table(columns("line", *times), tuple(marks))))
    lead = (
        "A team is done when it is operational, a programme when its first tranche and its grant are spent. "
        f"{UNDER_WAY}: from the P50 beginning to the P50 end; {UP_TO}: up to the P80 end."
    )
    return Section("Synchronization matrix", lead, tuple(tables))


def _edges(gathered: Gathered) -> list[float]:
    """Return the edges of the matrix's columns: from D+0 to the last date that is known."""
    ends = [_at(each.done, P80) for each in gathered.lines]
    known = [each for each in ends if math.isfinite(each)]
    return [float(each) for each in np.linspace(0.0, max(known, default=gathered.plan.horizon), SLOTS + 1)]


def _at(days: NDArray[np.float64], p: float) -> float:
    needed = days[~np.isnan(days)]
    return quantile(needed, p).value if len(needed) else math.nan


def _marks(begins: NDArray[np.float64], done: NDArray[np.float64], edges: list[float]) -> list[Cell]:
    first, middle, late = _at(begins, P50), _at(done, P50), _at(done, P80)
    marks = []
    for low, high in pairwise(edges):
        inside = first < high
        marks.append(Cell(UNDER_WAY if inside and middle >= low else UP_TO if inside and late >= low else ""))
    return marks


def decisions(gathered: Gathered) -> Section:
    """Return the decision points: steps that wait for a forum, and the gates of provinces."""
    plan = gathered.plan
    forums = [
        (
            *cells(step_label(plan, index), plan.calendars[step.opens].id, gathered.owners.get(index, "")),
            *gathered.dates_cells(gathered.moments.starts[:, index]),
        )
        for index, step in enumerate(plan.steps)
        if step.opens >= 0 and plan.calendars[step.opens].occasions
    ]
    heads = columns("decision", "forum", "leads", "P50", "P80", numbers=2)
    found = [("Forums", Table(heads, tuple(forums)))]
    gates = _gates(gathered)
    return Section(
        "Decision points",
        "Decisions that wait for a forum, by the day of their first round, and the gates of provinces.",
        tuple(each for each in (*found, ("Gates", gates)) if each[1]),
    )


def _gates(gathered: Gathered) -> Table:
    rows = []
    for each in gathered.plan.milestones:
        if ".handover." in f".{each.id}":
            days = gathered.results.days(each.id)
            reached = share_cell(wilson(int(np.isfinite(days).sum()), len(days)))
            rows.append((Cell(milestone_words(each.id)), *gathered.dates_cells(days), reached))
    return Table(columns("gate", "P50", "P80", "by the horizon", numbers=3), tuple(rows))


def handover(gathered: Gathered) -> Section:
    """Return the criteria of handover and exit, and when they are met."""
    if not gathered.plan.theatres:
        return Section("Handover criteria", "", ())
    rules = Table(columns("rule", "as declared"), tuple(criteria(gathered)))
    lead = "Authority passes at the gate; strength is another variable: forces leave later, in steps."
    return Section("Handover criteria", lead, (("Rules", rules), ("When they are met", _gates(gathered))))


def owed(gathered: Gathered) -> Section:
    """Return what is owed by whom by when, and how often it is kept."""
    rows = []
    for owner, what, due, days in gathered.owed():
        needed = days[~np.isnan(days)]
        kept = share_cell(wilson(int((needed <= due).sum()), len(needed)))
        by = Cell(f"D+{due:.0f}", note=date_text(due, gathered.plan.start))
        rows.append((*cells(owner, what), by, kept, *gathered.dates_cells(days)[1:]))
    heads = columns("who", "owes", "by", "kept in", "P80", numbers=3)
    ordered = sorted(rows, key=lambda row: row[0].text)
    table = (("", Table(heads, tuple(ordered))),) if rows else ()
    return Section("What is owed by whom", "The share of futures in which it comes in time.", table)
