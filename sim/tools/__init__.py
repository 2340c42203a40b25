"""What each tool of the brief is worth, in days and dollars: a study over a scenario's levers.

`gauges` says what is measured on a run, `design` which combinations of tools are played in which
futures, `study` plays them, `ranking` adds up. How it is shown is `sim.report.tools`.
"""

from sim.tools.gauges import Gauge
from sim.tools.ranking import Level, Ranking, Worth
from sim.tools.study import study

__all__ = ["Gauge", "Level", "Ranking", "Worth", "study"]
