"""Quantities drawn in the event loop, when a run asks for them; as `sim.draws` and `sim.distributions`.

To the last bit as there: the same generator, the same tables, the same arithmetic in the same order.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from sim import draws
from sim.beta_quantiles import KNOTS, REACH, STEPS_PER_UNIT
from sim.compiled import layout as at
from sim.compiled.events import fail
from sim.compiled.jitting import compiled, inlined, twin
from sim.compiled.layout import Flat
from sim.compiled.pointers import as_float

philox = twin(draws.philox)
fraction = twin(draws.fraction)
CONSTANT, CHANCE, UNIFORM, TRIANGULAR, PERT, DISCRETE, TOUR, ASKS = range(8)
"""Families, in the order of `sim.compiled.flattening.laws`."""
MIDDLE_FROM: Final = 0.3
MIDDLE_TO: Final = 0.65


@compiled
def draw(w: Flat, law: int, column: int) -> float:
    """Draw a number and keep it; where all was to be given beforehand, give up."""
    if w.i[at.GIVEN] or w.p[law + at.L_FAMILY] < 0:
        fail(w, at.NO_DRAW)
        return 1.0
    number = _quantile(w, law, column)
    risks = w.p[law + at.L_RISKS]
    if risks:
        for risk in range(risks + 1, risks + 1 + at.RISK * w.p[risks], at.RISK):
            if _plain(w, w.p[risk + at.R_HAPPENS]) > 0.0:
                number *= _plain(w, w.p[risk + at.R_FACTOR])
    _keep(w, column, number)
    return number


@inlined
def _keep(w: Flat, column: int, number: float) -> None:
    """Keep a number until the run is over."""
    w.drawn[column] = number
    w.i[w.i[at.DRAWN_LINE] + w.i[at.DRAWN_N]] = column
    w.i[at.DRAWN_N] += 1


@compiled
def _plain(w: Flat, owned: int) -> float:
    """Return a number that no risk scales."""
    law, column = owned >> at.HALF, owned & at.LOWER
    number = w.drawn[column]
    if math.isnan(number):
        number = _quantile(w, law, column)
        _keep(w, column, number)
    return number


@compiled
def _quantile(w: Flat, law: int, column: int) -> float:
    """Return the number that chance has for a column, before risks; what is certain needs no chance."""
    family, a, b = w.p[law + at.L_FAMILY], as_float(w.p[law + at.L_A]), as_float(w.p[law + at.L_B])
    if family == CONSTANT or (family == PERT and b == 0.0):
        return a
    if family == CHANCE and (a <= 0.0 or a >= 1.0):
        return 1.0 if a > 0.0 else 0.0
    u = _uniform(w, w.p[law + at.L_KEY], column - w.p[law + at.L_FROM])
    if family == CHANCE:
        return 1.0 if u > 1.0 - a else 0.0
    if family == PERT:
        return a + b * _beta(w, w.p[at.TABLES] + w.p[law + at.L_MORE], u)
    if family == UNIFORM:
        return a + u * (b - a)
    return _seldom(w, law, u)


@compiled
def _uniform(w: Flat, key: int, turn: int) -> float:
    """Return the uniform of a quantity and round: half of the block that two rounds share."""
    counter = (
        np.uint64(key & at.LOWER),
        np.uint64((key >> at.HALF) & at.LOWER),
        np.uint64(turn >> 1),
        np.uint64(w.i[at.FUTURE]),
    )
    first, second, third, fourth = philox(counter, w.i[at.SEED])
    return fraction(third, fourth) if turn & 1 else fraction(first, second)


@compiled
def _beta(w: Flat, begin: int, u: float) -> float:
    """Return a quantile of a beta distribution from its table; as `sim.beta_quantiles`."""
    place = (_logit(u) + REACH) * STEPS_PER_UNIT
    knot = min(int(place), KNOTS - 2)
    t = place - knot
    at_knot = begin + 2 * knot
    low, high = w.q[at_knot], w.q[at_knot + 2]
    rise, fall = w.q[at_knot + 1] / STEPS_PER_UNIT, w.q[at_knot + 3] / STEPS_PER_UNIT
    across = high - low
    curve = low + t * (rise + t * (3 * across - 2 * rise - fall + t * (rise + fall - 2 * across)))
    return 1.0 / (1.0 + math.exp(-curve))


@inlined
def _logit(u: float) -> float:
    """Return ln(u / (1 - u)), near the middle without loss: as `scipy.special.logit` does."""
    if u < MIDDLE_FROM or u > MIDDLE_TO:
        return math.log(u / (1.0 - u))
    s = 2.0 * (u - 0.5)
    return math.log1p(s) - math.log1p(-s)


@inlined
def _seldom(w: Flat, law: int, u: float) -> float:
    family, a, b = w.p[law + at.L_FAMILY], as_float(w.p[law + at.L_A]), as_float(w.p[law + at.L_B])
    more = w.p[law + at.L_MORE]
    if family == TRIANGULAR:
        return _triangular(u, a, b, high=w.q[more])
    if family == TOUR:
        short = a * (w.q[more] + (w.q[more + 1] - w.q[more]) * min(u / (b if b > 0.0 else 1.0), 1.0))
        return short if u < b else a
    if family == ASKS:
        return _asks(u, a, b)
    return _discrete(w, more, w.p[law + at.L_A], u=u)


@inlined
def _triangular(u: float, low: float, mode: float, *, high: float) -> float:
    width = max(high - low, 0.0)
    split = (mode - low) / width if width > 0.0 else 0.0
    if u < split:
        return low + math.sqrt(u * width * (mode - low))
    return high - math.sqrt((1.0 - u) * width * (high - mode))


@inlined
def _asks(u: float, refusal: float, most: float) -> float:
    asks, refused = 1.0, refusal
    for turn in range(1, math.ceil(most)):
        asks += 1.0 if u > 1.0 - refused and turn < most else 0.0
        refused *= refusal
    return min(asks, most)


@inlined
def _discrete(w: Flat, begin: int, count: int, *, u: float) -> float:
    """Return the first value whose cumulated weight reaches u."""
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if w.q[begin + count + middle] < u:
            low = middle + 1
        else:
            high = middle
    return w.q[begin + min(low, count - 1)]
