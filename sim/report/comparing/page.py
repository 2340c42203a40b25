"""The page of a comparison: one HTML file that opens offline, in the style of a run's report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.report.charts.comparing import curves_chart, differences_chart
from sim.report.comparing import tables
from sim.report.comparing.words import CUT, INTERVALS, READING, facts, measure_words
from sim.report.html import Figure, laid_out, version
from sim.report.theme import themed
from sim.report.words import milestone_words

if TYPE_CHECKING:
    from sim.comparing import Choice, Comparison

TEMPLATE = "comparing/compare.html.j2"


def render(comparison: Comparison, *, chosen: Choice | None = None) -> str:
    """Return the whole page."""
    return laid_out(TEMPLATE, page(comparison, chosen=chosen))


def page(comparison: Comparison, *, chosen: Choice | None = None) -> dict[str, Any]:
    """Return everything the template shows, by name."""
    sides = comparison.sides
    lead = milestone_words(comparison.lead.name)
    figures = [
        Figure("differences", "Differences and their intervals", themed(differences_chart(comparison))),
        Figure("curves", f"S-curves with bands: {lead}", themed(curves_chart(comparison))),
    ]
    return {
        "title": f"Compared: {sides.scenario}",
        "facts": facts(comparison),
        "badges": [],
        "risks": [],
        "figures": {each.id: each for each in figures},
        "reading": READING,
        "cut": CUT,
        "intervals": INTERVALS,
        "notes": sides.notes,
        "sides": [
            (name, why, tables.differences(comparison, name), tables.unmoved_words(comparison, name))
            for name, why in list(zip(sides.names, sides.whys, strict=True))[1:]
        ],
        "base": sides.names[0],
        "lead": lead,
        "levels": [(measure_words(each), tables.levels(comparison, each)) for each in comparison.measures],
        "promise": str(comparison.promise or ""),
        "promises": tables.promises(comparison),
        "choice": tables.choice_words(chosen) if chosen else "",
        "choices": tables.choice(chosen) if chosen else None,
        "footer": [("scenario", sides.scenario), ("seed", str(comparison.seed)), ("scrs", version())],
    }
