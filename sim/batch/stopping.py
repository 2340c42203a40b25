"""When a batch has been played often enough: the half-width of an interval that was asked for.

    >>> criterion("P80(ready) ± 5 d", plan=None)
    HalfWidth(quantity='ready', at=0.8, days=5.0, dollars=0.0)

Precision is looked at after preset numbers of runs (200, 400, 800, …); the 5 % of error are shared out
evenly over all looks that there can be (Bonferroni), so that the interval at which the batch stops holds
its promise of 95 % although it was looked at several times. A running mean that has come to rest proves
nothing and is not looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim import quantities
from sim.batch.asking import check_quantity, read
from sim.batch.request import COST
from sim.errors import BadInput, BadQuantity, Place, quote
from sim.measures.steps import date_names
from sim.quantities import say_days, say_dollars, say_number
from sim.stats import Estimate, mean_t, quantile, wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.batch.asking import Asked
    from sim.batch.request import Criterion, Request
    from sim.plan import Plan

    Floats = NDArray[np.float64]

CONFIDENCE = 0.95
ALLOWED = "'P80(military_exit) ± 5 d', 'mean(cost) ± 2 M USD' or 'P(military_exit by D+900) ± 0.02'"
_WIDTH = re.compile(r"(?P<of>.+?)\s*(?:±|\+-|\+/-)\s*(?P<half>.+?)\s*")


@dataclass(frozen=True)
class HalfWidth:
    """A percentile of a quantity, within days (of `cost`: dollars) of the truth."""

    quantity: str
    at: float
    days: float = 0.0
    dollars: float = 0.0

    @property
    def half_width(self) -> float:
        """Return what was asked for, in the unit of the quantity."""
        return self.days or self.dollars

    def estimate(self, values: Floats, *, confidence: float) -> Estimate:
        """Return the percentile with the interval between two order statistics."""
        return quantile(values, self.at, confidence=confidence)

    def __str__(self) -> str:
        """Return it as it is written: `P80(military_exit) ± 5 d`."""
        return f"P{say_number(round(100.0 * self.at, 9))}({self.quantity}) ± {_said(self)}"


@dataclass(frozen=True)
class HalfWidthOfMean:
    """The mean of a quantity; it has none where a run did not reach it by the horizon."""

    quantity: str
    days: float = 0.0
    dollars: float = 0.0

    @property
    def half_width(self) -> float:
        """Return what was asked for, in the unit of the quantity."""
        return self.days or self.dollars

    def estimate(self, values: Floats, *, confidence: float) -> Estimate:
        """Return the mean with Student's t interval; unbounded where a value is infinite."""
        if np.isinf(values).any():
            return Estimate(np.inf, -np.inf, np.inf, len(values), "no mean: not always reached")
        return mean_t(values, confidence=confidence)

    def __str__(self) -> str:
        """Return it as it is written: `mean(cost) ± 2 M USD`."""
        return f"mean({self.quantity}) ± {_said(self)}"


@dataclass(frozen=True)
class HalfWidthOfChance:
    """The chance that a milestone is reached by a day."""

    quantity: str
    by: float
    half_width: float

    def estimate(self, values: Floats, *, confidence: float) -> Estimate:
        """Return the share of runs with Wilson's interval."""
        return wilson(int((values <= self.by).sum()), len(values), confidence=confidence)

    def __str__(self) -> str:
        """Return it as it is written: `P(military_exit by D+900) ± 0.02`."""
        by, half = say_number(self.by), say_number(self.half_width)
        return f"P({self.quantity} by D+{by}) ± {half}"


class Look(NamedTuple):
    """What was seen after a number of runs; `reached`: it was precise enough."""

    criterion: Criterion
    estimate: Estimate
    runs: int
    reached: bool

    @property
    def half_width(self) -> float:
        """Return how far the farther end of the interval lies from the value; infinite without an end."""
        return half_width_of(self.estimate)


def half_width_of(found: Estimate) -> float:
    """Return how far the farther end of an interval lies from its value; infinite without an end."""
    if not all(map(np.isfinite, (found.value, found.low, found.high))):
        return float("inf")
    return max(found.high - found.value, found.value - found.low)


def confidence_per_look(looks: int) -> float:
    """Return the confidence of each of several looks, so that all hold together with 95 %.

    >>> confidence_per_look(1), round(confidence_per_look(5), 3)
    (0.95, 0.99)
    """
    return 1.0 - (1.0 - CONFIDENCE) / looks


def look_at(request: Request, values: Floats, *, runs: int) -> Look | None:
    """Return what a look after some runs sees; None where nothing was asked for.

    Parameters: `values`: of the quantity, of the runs that were played to their end.
    """
    if request.until is None:
        return None
    found = request.until.estimate(values, confidence=confidence_per_look(len(request.looks)))
    return Look(request.until, found, runs, half_width_of(found) <= request.until.half_width)


def criterion(text: str, *, plan: Plan | None) -> Criterion:
    """Return the criterion that a text means.

    Parameters: `plan`: whose milestones it may name; None: they are not checked.
    Raises: `BadInput` that shows what is wrong in it.
    """
    found = _WIDTH.fullmatch(text)
    if found is None:
        raise _refused(text, f"{quote(text)} is no precision that can be asked for", allowed=ALLOWED)
    asked = read(found["of"], place=_place(text), start=plan.start if plan is not None else date(2000, 1, 1))
    if plan is not None:
        place = _place(text, text.index(asked.quantity), len(asked.quantity))
        check_quantity(asked.quantity, date_names(plan), place=place)
    try:
        made = _made(asked, found["half"])
    except BadQuantity as error:
        raise BadInput([error.at(_place(text))]) from error
    if not 0.0 < made.half_width < np.inf:
        raise _refused(text, "half a width of nothing cannot be reached", allowed="more than 0")
    return made


def _made(asked: Asked, half: str) -> Criterion:
    if asked.kind == "share":
        return HalfWidthOfChance(asked.quantity, asked.by, _share(half))
    unit, read_width = (
        ("dollars", quantities.dollars) if asked.quantity == COST else ("days", quantities.days)
    )
    width = {unit: float(read_width(half))}
    if asked.kind == "mean":
        return HalfWidthOfMean(asked.quantity, **width)
    return HalfWidth(asked.quantity, asked.p, **width)


def _share(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        message = f"{quote(text)} is not a share"
        raise BadQuantity(message, allowed="a number such as 0.02") from None


def _place(text: str, first: int = 0, width: int = 0) -> Place:
    return Place("--until", 1, first + 1, text=text, width=width or len(text))


def _refused(text: str, message: str, *, allowed: str) -> BadInput:
    return BadInput([_place(text).finding(message, allowed=allowed)])


def _said(asked: HalfWidth | HalfWidthOfMean) -> str:
    return say_dollars(round(asked.half_width)) if asked.quantity == COST else say_days(asked.half_width)
