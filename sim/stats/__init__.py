"""From numbers to estimates with intervals: pure functions that know nothing of simulation.

`estimates`: means, paired differences, shares and quantiles; `bootstrap`: differences of quantiles;
`bands`: whole S-curves; `joint`: two promises at once; `selecting`: the best of several; `regret`: what a
choice cost more than the best one; `shapley`: who earned how much of a sum. They take plain numbers and
give an `Estimate`; only numpy and scipy are used.
"""

from sim.stats.bands import Band, s_curve
from sim.stats.bootstrap import paired_quantiles, variance_ratio
from sim.stats.estimates import Estimate, mean_t, paired_difference, quantile, ratio_of_means, wilson
from sim.stats.joint import Joint, joint
from sim.stats.regret import regrets
from sim.stats.selecting import Selection, smallest
from sim.stats.shapley import marginals, shapley

__all__ = [
    "Band",
    "Estimate",
    "Joint",
    "Selection",
    "joint",
    "marginals",
    "mean_t",
    "paired_difference",
    "paired_quantiles",
    "quantile",
    "ratio_of_means",
    "regrets",
    "s_curve",
    "shapley",
    "smallest",
    "variance_ratio",
    "wilson",
]
