"""The charts of one run, as Altair charts: the same for the page, the panel and the paper.

Each takes an outcome and returns a chart without colours of its own (`sim.report.theme` has them),
or None where the run has nothing of the kind. What is drawn is read by `sim.measures`.
"""

from sim.report.charts.ground import authority_chart, conditions_chart, strength_chart
from sim.report.charts.money import cost_chart, funds_chart
from sim.report.charts.skills import skills_chart
from sim.report.charts.timeline import build_up_end, timeline_chart
from sim.report.charts.waits import targets_chart, waits_chart

__all__ = [
    "authority_chart",
    "build_up_end",
    "conditions_chart",
    "cost_chart",
    "funds_chart",
    "skills_chart",
    "strength_chart",
    "targets_chart",
    "timeline_chart",
    "waits_chart",
]
