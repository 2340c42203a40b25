"""The page of what drives a date: one HTML file that opens offline, in the style of a run's report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.report.charts.drivers import attribution_chart, evidence_chart, tornado_chart
from sim.report.drivers import tables
from sim.report.drivers.words import READING, around, facts, sentence
from sim.report.html import Figure, laid_out, version
from sim.report.theme import themed

if TYPE_CHECKING:
    from sim.drivers.finding import Drivers

TEMPLATE = "drivers/drivers.html.j2"


def render(drivers: Drivers) -> str:
    """Return the whole page."""
    return laid_out(TEMPLATE, page(drivers))


def figures(drivers: Drivers) -> dict[str, Figure]:
    """Return the charts that have something to show, by name."""
    p = f"P{100 * drivers.question.p:g}"
    drawn = {
        "attribution": (f"What the {p} date is made of", attribution_chart(drivers)),
        "tornado": (f"{p} when a quantity is low, and when it is high", tornado_chart(drivers)),
        "evidence": ("Variance by what the numbers rest on", evidence_chart(drivers)),
    }
    return {
        name: Figure(name, title, themed(chart))
        for name, (title, chart) in drawn.items()
        if chart is not None
    }


def page(drivers: Drivers) -> dict[str, Any]:
    """Return everything the template shows, by name."""
    return {
        "title": f"What drives {drivers.question.text}: {drivers.scenario}",
        "facts": facts(drivers),
        "badges": [],
        "risks": [],
        "figures": figures(drivers),
        "sentence": sentence(drivers),
        "around": around(drivers),
        "reading": READING,
        "noise": tables.noise(drivers),
        "design": "" if drivers.design is None else READING[drivers.design.method],
        "dates": tables.dates(drivers),
        "sections": tables.sections(drivers),
        "footer": [("scenario", drivers.scenario), ("seed", str(drivers.seed)), ("scrs", version())],
    }
