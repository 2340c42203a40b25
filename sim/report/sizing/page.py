"""The page of a sizing: one HTML file that opens offline, in the style of a run's report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.report.budget import sheet
from sim.report.charts.sizing import sizing_chart
from sim.report.html import Figure, laid_out, version
from sim.report.sizing import tables
from sim.report.sizing.words import RATES, READING, at_once, facts, notes
from sim.report.theme import themed

if TYPE_CHECKING:
    from sim.sizing import Sizing

TEMPLATE = "sizing/sizing.html.j2"


def render(sizing: Sizing) -> str:
    """Return the whole page."""
    return laid_out(TEMPLATE, page(sizing))


def page(sizing: Sizing) -> dict[str, Any]:
    """Return everything the template shows, by name."""
    figures = {}
    if any(each.curves for each in sizing.sized):
        chart = Figure("curve", "Confidence against size", themed(sizing_chart(sizing)))
        figures = {chart.id: chart}
    title = sizing.base.scenario.title
    return {
        "title": f"What it takes: {title}",
        "facts": facts(sizing),
        "badges": [],
        "risks": [],
        "figures": figures,
        "reading": READING,
        "rates": RATES,
        "notes": notes(sizing),
        "summary": tables.summary(sizing),
        "targets": [(at_once(each), tables.targets(each)) for each in sizing.sized],
        "binding": [(at_once(each), tables.binding(each)) for each in sizing.sized if each.binds],
        "budgets": [
            (at_once(each), sheet(sizing, each)) for each in sizing.sized if each.found.point is not None
        ],
        "curves": [(at_once(each), tables.curve(sizing, each)) for each in sizing.sized if each.curves],
        "footer": [("scenario", title), ("seed", str(sizing.question.seed)), ("scrs", version())],
    }
