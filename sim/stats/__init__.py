"""From numbers to estimates with intervals: pure functions that know nothing of simulation.

`estimates`: means, paired differences, shares and quantiles; `shapley`: who earned how much of a sum.
They take plain numbers and give an `Estimate`; only numpy and scipy are used.
"""

from sim.stats.estimates import Estimate, mean_t, paired_difference, quantile, ratio_of_means, wilson
from sim.stats.shapley import marginals, shapley

__all__ = [
    "Estimate",
    "marginals",
    "mean_t",
    "paired_difference",
    "quantile",
    "ratio_of_means",
    "shapley",
    "wilson",
]
