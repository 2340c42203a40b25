"""A fit as it is shown: the families beside each other, the law taken, how well it goes; no Streamlit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.calibrating.words import families, law_words

if TYPE_CHECKING:
    from sim.calibrating import Fit

FAMILIES = ("auto", "lognormal", "gamma", "weibull", "exponential", "pert", "empirical")
"""What can be asked for, the best of the five first."""
UNITS = ("", "d", "h", "w", "mo", "y")


def families_table(fit: Fit) -> list[dict[str, str]]:
    """Return a row for each family that was tried, best first."""
    found = families(fit)
    names = [each.title for each in found.columns]
    return [dict(zip(names, (cell.text for cell in row), strict=True)) for row in found.rows]


def law_of(fit: Fit) -> str:
    """Return what was taken, in words."""
    return "the observed values themselves" if fit.chosen is None else law_words(fit.chosen)


def goodness_of(fit: Fit) -> tuple[str, str]:
    """Return how well the law goes with the numbers, and what that rests on."""
    tested = fit.goodness
    if tested is None:
        return "not tested", "some had not ended" if fit.observed.cut else "the values themselves are taken"
    return f"p = {tested.ad_share:.2f}", "Anderson-Darling"
