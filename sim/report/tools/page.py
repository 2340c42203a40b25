"""The page of a study of tools: one HTML file that opens offline, in the style of a run's report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.report.charts.tools import tools_chart
from sim.report.html import Figure, laid_out, version
from sim.report.theme import themed
from sim.report.tools import tables
from sim.report.tools.words import BOUNDED, CAVEAT, READING, WAYS, gauge_words

if TYPE_CHECKING:
    from sim.tools import Ranking

TEMPLATE = "tools/tools.html.j2"


def render(ranking: Ranking) -> str:
    """Return the whole page."""
    return laid_out(TEMPLATE, page(ranking))


def page(ranking: Ranking) -> dict[str, Any]:
    """Return everything the template shows, by name."""
    chart = Figure("tools", "Days and dollars saved by each tool", themed(tools_chart(ranking)))
    return {
        "title": f"What each tool is worth: {ranking.scenario}",
        "facts": facts(ranking),
        "badges": [],
        "risks": [],
        "figures": {chart.id: chart},
        "caveat": CAVEAT,
        "reading": READING,
        "bounded": BOUNDED,
        "ways": WAYS,
        "summary": tables.summary(ranking),
        "levels": tables.levels(ranking),
        "details": [(gauge_words(each), tables.details(ranking, each)) for each in ranking.gauges],
        "footer": [("scenario", ranking.scenario), ("seed", str(ranking.seed)), ("scrs", version())],
    }


def facts(ranking: Ranking) -> list[str]:
    """Return what the study rests on."""
    return [
        f"{ranking.replications} futures",
        f"{ranking.runs:,} runs",
        f"seed {ranking.seed}",
        f"horizon D+{ranking.horizon:.0f}",
        f"ordered by the Shapley share of: {ranking.ordered_by.label.lower()}",
    ]
