"""How each family of the scenario language is fitted by maximum likelihood, and how it is spelled.

SciPy fits all but PERT, which it does not know: the beta distribution whose shapes three numbers tie
together. Which family is taken is decided elsewhere.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from scipy import optimize, special, stats

from sim import quantities
from sim.distributions import NORMAL_90
from sim.scenario.values import law_parser

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from sim.distributions import Distribution

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

Name = Literal["lognormal", "gamma", "weibull", "exponential", "pert"]
NAMES: tuple[Name, ...] = ("lognormal", "gamma", "weibull", "exponential", "pert")
AUTO = "auto"
DIGITS = 4
"""Significant digits of the numbers of a fitted law: more than any sample of durations is good for."""
NOTHING = 1e-4
"""Share of a law's width below which its least value is written as 0."""
WORST = -1e12
"""The logarithm of a likelihood of 0: a search needs a number."""
PARAMETERS: Mapping[Name, int] = {"lognormal": 2, "gamma": 2, "weibull": 2, "exponential": 1, "pert": 3}


class Law(NamedTuple):
    """One of SciPy's families with its numbers: shapes, then where it begins, then its scale."""

    family: Any
    numbers: tuple[float, ...]

    def cdf(self, days: Floats) -> Floats:
        """Return the share of durations up to some days."""
        return np.asarray(self.family.cdf(days, *self.numbers))

    def density(self, days: Floats) -> Floats:
        """Return the density at some days, per day; infinite where the law has a pole."""
        with np.errstate(divide="ignore"):
            return np.asarray(self.family.pdf(days, *self.numbers))

    def quantile(self, u: Floats) -> Floats:
        """Return the days below which shares u of all durations lie."""
        return np.asarray(self.family.ppf(u, *self.numbers))

    def loglike(self, days: Floats, censored: Flags) -> float:
        """Return the logarithm of the likelihood of a sample."""
        with np.errstate(divide="ignore"):
            ended = self.family.logpdf(days[~censored], *self.numbers).sum()
            return float(ended + self.family.logsf(days[censored], *self.numbers).sum())

    def moments(self) -> tuple[float, float]:
        """Return mean and standard deviation."""
        return float(self.family.mean(*self.numbers)), float(self.family.std(*self.numbers))


@dataclass(frozen=True)
class Fitted:
    """A family fitted to a sample. `loglike`: logarithm of the likelihood of the sample; `n`: its size."""

    name: Name
    fit: Law
    loglike: float
    n: int

    @property
    def parameters(self) -> int:
        """Return how many numbers were fitted."""
        return PARAMETERS[self.name]

    @property
    def aicc(self) -> float:
        """Return Akaike's criterion with its correction for small samples; less is better.

        Source: Hurvich and Tsai 1989. Infinite where the sample is too small for it.
        """
        spare = self.n - self.parameters - 1
        if spare <= 0:
            return math.inf
        k = self.parameters
        return 2.0 * k - 2.0 * self.loglike + 2.0 * k * (k + 1) / spare

    @property
    def written(self) -> dict[str, Any]:
        """Return the law as a scenario writes it, its numbers in days."""
        return {self.name: WRITTEN[self.name](self.fit)}

    @property
    def law(self) -> Distribution:
        """Return the law as a scenario would draw from it: what is written, read back."""
        return law_parser(quantities.days)(self.written)


def fitted(name: Name, days: Floats, censored: Flags) -> Fitted:
    """Return a family fitted to durations by maximum likelihood.

    Parameters: `days`: above 0, not all the same, shape (n,); `censored`: whether each had not ended.
    """
    found = law_of(name, days, censored)
    return Fitted(name, found, found.loglike(days, censored), len(days))


def law_of(name: Name, days: Floats, censored: Flags) -> Law:
    """Return the law of a family under which durations are likeliest; as `fitted`."""
    if name == "pert":
        return _pert(days, censored)
    sample = stats.CensoredData.right_censored(days, censored) if censored.any() else days
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # the search tries shapes that overflow, and goes on
        return Law(SCIPY[name], SCIPY[name].fit(sample, floc=0.0))


SCIPY = {
    "lognormal": stats.lognorm,
    "gamma": stats.gamma,
    "weibull": stats.weibull_min,
    "exponential": stats.expon,
}
SPANS = ((-12.0, 12.0), (-12.0, 4.0), (-12.0, 12.0))
"""Where the three numbers of PERT are looked for, each on a scale of its own."""
STARTS = ((3.0, -3.0, -1.0), (0.0, 0.0, -3.0))
"""Ends near the data with the mode to the left of the middle, and a law that falls all the way.

From one of them the search came within 0.1 of the best of several others in 198 of 200 samples.
"""


def _pert(days: Floats, censored: Flags) -> Law:
    """Return the PERT law of greatest likelihood: low ≤ all that ended, high ≥ all that was seen."""
    ended, cut = days[~censored], days[censored]
    least, most = float(ended.min()), float(days.max())
    width = most - float(days.min())

    def numbers(q: Floats) -> tuple[float, float, float]:
        low = least * float(special.expit(q[0]))
        high = most + width * math.exp(q[1])
        return low, low + (high - low) * float(special.expit(q[2])), high

    def loss(q: Floats) -> float:
        return -_pert_loglike(numbers(q), ended, cut)

    tries = (
        optimize.minimize(
            loss,
            np.array(each),
            method="Nelder-Mead",
            bounds=SPANS,
            options={"xatol": 1e-3, "fatol": 1e-4},
        )
        for each in STARTS
    )
    return pert(*numbers(min(tries, key=lambda each: float(each.fun)).x))


def _pert_loglike(numbers: tuple[float, float, float], ended: Floats, cut: Floats) -> float:
    """Return the log-likelihood of a PERT law, by hand: SciPy's own laws are too slow to search with."""
    low, mode, high = numbers
    width = high - low
    rise = 4.0 * (mode - low) / width
    at, beyond = (ended - low) / width, np.minimum((cut - low) / width, 1.0)
    with np.errstate(divide="ignore"):
        found = special.xlogy(rise, at).sum() + special.xlog1py(4.0 - rise, -at).sum()
        found += np.log(special.betaincc(1.0 + rise, 5.0 - rise, beyond)).sum()
    found -= len(ended) * (float(special.betaln(1.0 + rise, 5.0 - rise)) + math.log(width))
    return float(found) if math.isfinite(found) else WORST


def pert(low: float, mode: float, high: float) -> Law:
    """Return the PERT law as SciPy's beta distribution; the shapes are those of `sim.distributions`."""
    width = high - low
    rise = 4.0 * (mode - low) / width
    return Law(stats.beta, (1.0 + rise, 5.0 - rise, low, width))


def _days(number: float) -> str:
    """Return days to four figures and without an exponent: `12.35 d`."""
    return f"{Decimal(f'{number:.{DIGITS}g}'):f} d"


def _number(number: float) -> float:
    return float(f"{number:.{DIGITS}g}")


def _written_lognormal(law: Law) -> dict[str, Any]:
    spread, _, scale = law.numbers
    ends = (scale * math.exp(sign * NORMAL_90 * spread) for sign in (-1.0, 1.0))
    return dict(zip(("p10", "p90"), map(_days, ends), strict=True))


def _written_gamma(law: Law) -> dict[str, Any]:
    return dict(zip(("mean", "sd"), map(_days, law.moments()), strict=True))


def _written_pert(law: Law) -> list[str]:
    first, _, low, width = law.numbers
    least = low if low > NOTHING * width else 0.0
    return [_days(each) for each in (least, low + width * (first - 1.0) / 4.0, low + width)]


WRITTEN: Mapping[Name, Callable[[Law], Any]] = {
    "lognormal": _written_lognormal,
    "gamma": _written_gamma,
    "weibull": lambda law: {"shape": _number(law.numbers[0]), "scale": _days(law.numbers[2])},
    "exponential": lambda law: {"mean": _days(law.numbers[1])},
    "pert": _written_pert,
}
"""Family → its numbers as a scenario writes them."""
