"""Distributions from observed durations: a table is read, families are fitted and tested, a patch is written.

observed    a table of durations → days, and which of them had not ended when they were seen
families    how each family of the scenario language is fitted by maximum likelihood, and spelled
goodness    how far a law lies from what was seen, and how often chance alone would take it as far
fitting     all of it for one sample: the families beside each other, one chosen, doubts said
patching    a fit as a patch file that any scenario takes
proposing   for which path it is, and whether a scenario takes it

How a fit is shown is `sim.report.calibrating`.
"""

from sim.calibrating.families import AUTO, NAMES, Fitted
from sim.calibrating.fitting import FEW, FEWEST, Fit, fit, observed_only
from sim.calibrating.observed import Observed, observed_in, of_days, read_observed
from sim.calibrating.patching import PatchFile, patch_text

__all__ = [
    "AUTO",
    "FEW",
    "FEWEST",
    "NAMES",
    "Fit",
    "Fitted",
    "Observed",
    "PatchFile",
    "fit",
    "observed_in",
    "observed_only",
    "of_days",
    "patch_text",
    "read_observed",
]
