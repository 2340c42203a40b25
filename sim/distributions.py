"""Distributions: one small class per family; each is its inverse CDF and nothing else.

No chance lives here: a uniform number comes in, a quantity goes out (`sim.draws` owns the
uniforms). Every family maps u upwards, so a longer step stays longer under common random numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from scipy import special

from sim.beta_quantiles import BetaQuantiles

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LOGIT_90 = float(np.log(9.0))
"""logit(0.9): where the 10 % and 90 % quantiles stand on the logistic scale."""
NORMAL_90 = float(special.ndtri(0.9))


@dataclass(frozen=True, slots=True)
class Distribution:
    """A quantity as its inverse CDF.

    `quantile` is vectorised: u, shape (replications, quantities), in (0, 1), and one row of
    parameters per quantity. Units are the caller's: days, people, dollars or a share.
    """

    family: ClassVar[str] = ""

    def parameters(self) -> tuple[float, ...]:
        """Return the numbers that `quantile` takes after u, in order."""
        return tuple([float(getattr(self, each.name)) for each in fields(self)])

    @staticmethod
    def quantile(u: Floats, *parameters: Floats) -> Floats:
        """Return the value below which a share u of all values lies."""
        raise NotImplementedError

    @classmethod
    def inverse(cls, *parameters: Floats) -> Callable[[Floats], Floats]:
        """Return the inverse CDF of many quantities of this family, made ready to be drawn often."""
        return lambda u: cls.quantile(u, *parameters)

    def at(self, u: float) -> float:
        """Return the quantile of one u in (0, 1)."""
        columns = [np.array([each]) for each in self.parameters()]
        return float(type(self).quantile(np.array([[u]]), *columns)[0, 0])

    @property
    def certain(self) -> bool:
        """Whether every u gives the same value."""
        return self.at(2.0**-53) == self.at(1.0 - 2.0**-53)


@dataclass(frozen=True, slots=True)
class Constant(Distribution):
    """The same value in every future."""

    value: float
    family: ClassVar[str] = "constant"

    @staticmethod
    def quantile(u: Floats, *parameters: Floats) -> Floats:
        """Return the value, whatever u is."""
        (value,) = parameters
        return np.broadcast_to(value, np.broadcast_shapes(u.shape, value.shape)).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Chance(Distribution):
    """1 with a probability, else 0: whether something happens."""

    probability: float
    family: ClassVar[str] = "chance"

    @staticmethod
    def quantile(u: Floats, *parameters: Floats) -> Floats:
        """Return 1 where u lies in the upper `probability`, so that more chance never means less."""
        (probability,) = parameters
        return (u > 1.0 - probability).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Uniform(Distribution):
    """Every value between low and high is as likely as another."""

    low: float
    high: float
    family: ClassVar[str] = "uniform"

    @staticmethod
    def quantile(u: Floats, *parameters: Floats) -> Floats:
        """Return low + u (high - low)."""
        low, high = parameters
        return np.asarray(low + u * (high - low))


@dataclass(frozen=True, slots=True)
class Triangular(Distribution):
    """A straight rise from low to mode and a straight fall to high."""

    low: float
    mode: float
    high: float
    family: ClassVar[str] = "triangular"

    @staticmethod
    def quantile(u: Floats, *parameters: Floats) -> Floats:
        """Return the inverse of the two square-root branches that meet at the mode."""
        low, mode, high = parameters
        width = np.maximum(high - low, 0.0)
        split = np.divide(mode - low, width, out=np.zeros_like(width), where=width > 0)
        rising = low + np.sqrt(u * width * (mode - low))
        falling = high - np.sqrt((1.0 - u) * width * (high - mode))
        return np.asarray(np.where(u < split, rising, falling))


@dataclass(frozen=True, slots=True)
class Pert(Distribution):
    """The beta distribution of the PERT method: low, most likely, high, with weight 4 on the mode.

    Source: Malcolm et al. 1959; mean (low + 4 mode + high) / 6.
    """

    low: float
    mode: float
    high: float
    family: ClassVar[str] = "pert"

    @staticmethod
    def quantile(u: Floats, *parameters: Floats) -> Floats:
        """Return the inverse beta CDF, scaled to low..high."""
        first, second, low, width = Pert._shapes(*parameters)
        return np.asarray(low + width * special.betaincinv(first, second, u))

    @classmethod
    def inverse(cls, *parameters: Floats) -> Callable[[Floats], Floats]:
        """Return the same from tables: PERT is what scenarios draw most."""
        first, second, low, width = cls._shapes(*parameters)
        beta = BetaQuantiles(first, second)
        return lambda u: low + width * beta(u)

    def shapes(self) -> tuple[float, float, float, float]:
        """Return the shapes a and b of the beta distribution, its lower end and its width."""
        columns = [np.array([each]) for each in self.parameters()]
        first, second, low, width = (float(each[0]) for each in self._shapes(*columns))
        return first, second, low, width

    @staticmethod
    def _shapes(low: Floats, mode: Floats, high: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        width = high - low
        safe = np.where(width > 0, width, 1.0)
        return 1.0 + 4.0 * (mode - low) / safe, 1.0 + 4.0 * (high - mode) / safe, low, width


@dataclass(frozen=True, slots=True)
class Lognormal(Distribution):
    """A long right tail, given by its 10 % and 90 % quantiles."""

    p10: float
    p90: float
    family: ClassVar[str] = "lognormal"

    @staticmethod
    def quantile(u: Floats, *parameters: Floats) -> Floats:
        """Return exp(mu + sigma z(u))."""
        p10, p90 = parameters
        middle = (np.log(p90) + np.log(p10)) / 2.0
        spread = (np.log(p90) - np.log(p10)) / (2.0 * NORMAL_90)
        return np.asarray(np.exp(middle + spread * special.ndtri(u)))


@dataclass(frozen=True, slots=True)
class Exponential(Distribution):
    """Memoryless waiting with a mean."""

    mean: float
    family: ClassVar[str] = "exponential"

    @staticmethod
    def quantile(u: Floats, *parameters: Floats) -> Floats:
        """Return -mean ln(1 - u)."""
        (mean,) = parameters
        return np.asarray(-mean * np.log1p(-u))


@dataclass(frozen=True, slots=True)
class Normal(Distribution):
    """The bell curve, cut at 0: what would be negative is 0."""

    mean: float
    sd: float
    family: ClassVar[str] = "normal"

    @staticmethod
    def quantile(u: Floats, *parameters: Floats) -> Floats:
        """Return max(0, mean + sd z(u))."""
        mean, sd = parameters
        return np.asarray(np.maximum(0.0, mean + sd * special.ndtri(u)))


@dataclass(frozen=True, slots=True)
class Gamma(Distribution):
    """A sum of exponential stages, by shape and scale (mean = shape x scale)."""

    shape: float
    scale: float
    family: ClassVar[str] = "gamma"

    @staticmethod
    def quantile(u: Floats, *parameters: Floats) -> Floats:
        """Return scale times the inverse regularised incomplete gamma function."""
        shape, scale = parameters
        return np.asarray(scale * special.gammaincinv(shape, u))


@dataclass(frozen=True, slots=True)
class Weibull(Distribution):
    """Waiting whose hazard rises (shape > 1) or falls (shape < 1) with time."""

    shape: float
    scale: float
    family: ClassVar[str] = "weibull"

    @staticmethod
    def quantile(u: Floats, *parameters: Floats) -> Floats:
        """Return scale (-ln(1 - u))^(1 / shape)."""
        shape, scale = parameters
        return np.asarray(scale * (-np.log1p(-u)) ** (1.0 / shape))


@dataclass(frozen=True, slots=True)
class Quantiles(Distribution):
    """Three quantiles an expert gave, as a three-term metalog bounded below at 0.

    Source: Keelin 2016, "The Metalog Distributions", semi-bounded form.
    """

    p10: float
    p50: float
    p90: float
    family: ClassVar[str] = "quantiles"

    @staticmethod
    def quantile(u: Floats, *parameters: Floats) -> Floats:
        """Return exp(a1 + a2 logit(u) + a3 (u - 1/2) logit(u))."""
        low, middle, high = (np.log(each) for each in parameters)
        spread = (high - low) / (2.0 * LOGIT_90)
        skew = (high + low - 2.0 * middle) / (0.8 * LOGIT_90)
        logit = special.logit(u)
        return np.asarray(np.exp(middle + spread * logit + skew * (u - 0.5) * logit))

    @property
    def rises(self) -> bool:
        """Whether the three numbers give a curve that never falls (a feasible metalog)."""
        grid = np.linspace(0.001, 0.999, 999)
        columns = [np.full(grid.shape, each) for each in self.parameters()]
        return bool(np.all(np.diff(self.quantile(grid, *columns)) > 0))


@dataclass(frozen=True, slots=True)
class Discrete(Distribution):
    """A few values with weights; also observed values, each as likely as another."""

    values: tuple[float, ...]
    weights: tuple[float, ...]
    family: ClassVar[str] = "discrete"

    def parameters(self) -> tuple[float, ...]:
        """Return the values, then the weights: their number differs from case to case."""
        return (*self.values, *self.weights)

    @staticmethod
    def quantile(u: Floats, *parameters: Floats) -> Floats:
        """Return the first value, in rising order, whose cumulated weight reaches u."""
        table = np.array([float(np.ravel(each)[0]) for each in parameters])
        values, steps = _stairs(table)
        index = np.minimum(np.searchsorted(steps, u, side="left"), len(values) - 1)
        return np.asarray(values[index])

    def steps(self) -> tuple[Floats, Floats]:
        """Return the values in rising order and the share of all that lies at or below each."""
        return _stairs(np.array(self.parameters()))


def _stairs(table: Floats) -> tuple[Floats, Floats]:
    values, weights = np.split(table, 2)
    order = np.argsort(values, kind="stable")
    return values[order], np.cumsum(weights[order]) / weights.sum()


def empirical(values: tuple[float, ...]) -> Discrete:
    """Return observed values as a distribution: each equally likely."""
    return Discrete(values, tuple(1.0 for _ in values))


def apart(law: Distribution) -> bool:
    """Whether a law must be drawn by itself because its parameters do not stack with others'."""
    return isinstance(law, Discrete)
