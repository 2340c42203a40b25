"""Scenarios against each other: variants of one over the same futures; two files and what sets them apart.

`sides` says what is compared, `playing` plays it, `pairing` makes differences with intervals of it,
`choosing` selects the best with a guarantee; `grouping` and `explaining` share a move out among changes.
How it is shown is `sim.report.comparing`.
"""

from sim.comparing.choosing import Choice, choose
from sim.comparing.pairing import Comparison, Difference, Level, compare
from sim.comparing.sides import Sides, sides_of
from sim.comparing.statistic import Measure, Statistic

__all__ = [
    "Choice",
    "Comparison",
    "Difference",
    "Level",
    "Measure",
    "Sides",
    "Statistic",
    "choose",
    "compare",
    "sides_of",
]
