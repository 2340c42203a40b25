"""What may be asked of many futures: `P80(military_exit)`, `mean(cost)`, `P(military_exit by D+900)`.

Also a promise of two parts: `military_exit by D+900, cost below 20 B USD`. Here texts become numbers to
ask for; whether a plan has such a milestone is asked by who compares.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim import quantities
from sim.batch.asking import FORMS, check_quantity, read
from sim.batch.request import COST
from sim.errors import BadInput, BadQuantity, Place, quote
from sim.measures.cost import ALL_KINDS
from sim.stats.bootstrap import quantiles_along

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DOLLARS = (COST, *(f"{COST}.{kind}" for kind in ALL_KINDS))
"""All that was spent, and each kind of it."""
EVACUATED, LOST = "people_evacuated", "people_lost"
PEOPLE = (EVACUATED, LOST)
"""Whose tour was cut short because security fell; who left a corps for good."""
COUNTED = (*DOLLARS, *PEOPLE)
"""What is no date: every run has a number of it."""
PROMISE = "MILESTONE by D+900, cost below 20 B USD"
_PROMISE = re.compile(r"(.+?)\s+by\s+([^,]+),\s*cost\s+below\s+(.+)")


@dataclass(frozen=True)
class Measure:
    """One thing that every future has a number of: a day, dollars, people. Less is better.

    `name`: one of `COUNTED`, a milestone, or a step (the day on which its first round is finished).
    """

    name: str

    @property
    def dated(self) -> bool:
        """Whether it is a day, which may lie beyond the horizon."""
        return self.name not in COUNTED

    @property
    def unit(self) -> str:
        """Return its unit."""
        return "d" if self.dated else ("people" if self.name in PEOPLE else "USD")


@dataclass(frozen=True)
class Statistic:
    """One number of many futures: a quantile or a mean of a measure, or the share that keeps a date.

    `p`: of a quantile; `by`: the last day that counts, for a share.
    """

    kind: Literal["quantile", "mean", "share"]
    measure: Measure
    p: float = math.nan
    by: float = math.nan

    def __str__(self) -> str:
        """Return it as it is asked for."""
        if self.kind == "quantile":
            return f"P{100.0 * self.p:g}({self.measure.name})"
        return f"mean({self.measure.name})" if self.kind == "mean" else self._share_text()

    def _share_text(self) -> str:
        return f"P({self.measure.name} by D+{self.by:g})"

    @property
    def unit(self) -> str:
        """Return its unit; '' for a share."""
        return "" if self.kind == "share" else self.measure.unit

    def of(self, values: Floats, *, horizon: float) -> Floats:
        """Return it along the last axis; days beyond the horizon count as the horizon.

        Parameters: `values`: of each future, shape (…, futures), infinite where not reached.
        """
        if self.kind == "share":
            return np.asarray((values <= self.by).mean(axis=-1))
        cut = np.minimum(values, horizon) if self.measure.dated else values
        if self.kind == "mean":
            return np.asarray(cut.mean(axis=-1))
        return np.asarray(quantiles_along(cut, [self.p])[..., 0])


def statistic_of(text: str, *, option: str, start: date, lead: str = "") -> Statistic:
    """Return the statistic that a text asks for.

    Parameters: `option`: the option that the text was given to; `start`: the date of D+0; `lead`: the
    measure that is meant by a bare `P80` or `mean`.
    Raises: `BadInput` where it cannot be read.
    """
    place = Place(option, 1, 1, text=text, width=len(text))
    asked = read(text, place=place, start=start, lead=lead)
    if asked.kind == "share" and asked.quantity in COUNTED:
        message = f"{quote(asked.quantity)} has no day that it could come by"
        raise BadInput([place.finding(message, allowed=FORMS)])
    return Statistic(asked.kind, Measure(asked.quantity), p=asked.p, by=asked.by)


@dataclass(frozen=True)
class Promise:
    """A date and a sum to be kept in the same future."""

    milestone: str
    by: float
    below: float

    def __str__(self) -> str:
        """Return it as it is asked for."""
        return f"{self.milestone} by D+{self.by:g}, cost below {quantities.say_dollars(round(self.below))}"


def promise_of(text: str, *, option: str, start: date) -> Promise:
    """Return the promise that a text makes.

    Raises: `BadInput` where it cannot be read.
    """
    place = Place(option, 1, 1, text=text, width=len(text))
    found = _PROMISE.fullmatch(text.strip())
    if not found:
        raise BadInput([place.finding(f"{quote(text)} is no promise of two parts", allowed=PROMISE)])
    try:
        below = quantities.dollars(found[3].strip())
    except BadQuantity as error:
        raise BadInput([error.at(place)]) from error
    return Promise(found[1].strip(), _day(found[2], place, start), float(below))


def _day(text: str, place: Place, start: date) -> float:
    try:
        return quantities.moment(text.strip(), start)
    except BadQuantity as error:
        raise BadInput([error.at(place)]) from error


def indifference_of(text: str, statistic: Statistic, *, option: str) -> float:
    """Return a difference that does not matter, in the unit of what is asked: days, dollars, a share.

    Raises: `BadInput` where it cannot be read or is not above 0.
    """
    place = Place(option, 1, 1, text=text, width=len(text))
    try:
        if statistic.unit == "d":
            found = quantities.days(text)
        elif statistic.unit == "USD":
            found = float(quantities.dollars(text))
        else:
            found = float(text)
    except BadQuantity as error:
        raise BadInput([error.at(place)]) from error
    except ValueError:
        found = 0.0
    if not 0.0 < found < math.inf:
        allowed = f"more than 0 {statistic.unit}" if statistic.unit else "a share above 0, such as 0.02"
        raise BadInput([place.finding(f"{quote(text)} is no difference", allowed=allowed)])
    return found


def check_measure(name: str, milestones: Collection[str], *, place: Place) -> None:
    """Raise `BadInput` if nothing of that name is measured.

    Parameters: `milestones`: the dates that there are, milestones before steps.
    """
    check_quantity(name, milestones, place=place, counted=COUNTED)
