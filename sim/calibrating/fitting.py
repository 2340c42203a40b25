"""One sample of durations, all families beside each other: one is chosen, and what is doubtful is said.

The least of Akaike's criterion is taken; whether even that one goes with the numbers is a question of its
own (`goodness`). How it is shown, and what becomes of it, is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.calibrating.families import AUTO, NAMES, Fitted, fitted
from sim.calibrating.goodness import SAMPLES, Goodness, goodness
from sim.errors import BadInput, Place, nearest, quote
from sim.quantities import say_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.calibrating.families import Name
    from sim.calibrating.observed import Observed

FEWEST = 5
"""Durations below which nothing is fitted."""
FEW = 20
"""Durations below which a fit comes with a warning. Evidence: judgement."""
EMPIRICAL = "empirical"
DOUBTFUL = 0.05
"""Share of samples below which a law is said not to go with the numbers."""
CLOSE = 2.0
"""Difference of Akaike's criterion below which two families are as good as each other.

Source: Burnham and Anderson 2002, section 2.6.
"""
TIED = 0.8
"""Share of different values below which they count as rounded."""
MOST_CUT = 0.5


@dataclass(frozen=True)
class Fit:
    """What was made of a sample.

    `chosen`: None where the observed values themselves are taken. `table`: every family that was tried,
    best first; `tested`: how well each goes with the numbers, none where some had not ended. `doubts`: what
    a reader must know, a sentence each.
    """

    observed: Observed
    chosen: Fitted | None
    table: tuple[Fitted, ...]
    tested: tuple[Goodness | None, ...]
    doubts: tuple[str, ...]

    @property
    def written(self) -> dict[str, Any]:
        """Return the law as a scenario writes it."""
        if self.chosen is None:
            return {EMPIRICAL: [say_days(float(f"{each:.6g}")) for each in self.observed.ended]}
        return self.chosen.written

    @property
    def goodness(self) -> Goodness | None:
        """Return how well the chosen law goes with the numbers, None where that was not tested."""
        return next((t for f, t in zip(self.table, self.tested, strict=True) if f is self.chosen), None)

    @property
    def says(self) -> str:
        """Return how it was made, for whoever asks what a number rests on."""
        seen = self.observed
        cut = f", {seen.cut} of them not ended" if seen.cut else ""
        how = "the observed values themselves"
        if self.chosen is not None:
            tested = "" if self.goodness is None else f", Anderson-Darling p = {self.goodness.ad_share:.3g}"
            how = f"{self.chosen.name} by maximum likelihood{tested}"
        digest = f", SHA-256 {seen.digest[:16]}" if seen.digest else ""
        return f"{seen.n} durations in {seen.name}{cut}{digest}; {how}"


def fit(observed: Observed, family: str = AUTO, *, seed: int = 1, samples: int = SAMPLES) -> Fit:
    """Return a law for observed durations.

    Parameters: `family`: one of `NAMES`, `auto` for the best of them, or `empirical`. `seed`, `samples`: of
    the test of goodness.
    Raises: `BadInput` for a family that is not there, and for numbers to which none can be fitted.
    """
    if family == EMPIRICAL:
        return observed_only(observed)
    if family not in {AUTO, *NAMES}:
        allowed = ", ".join((AUTO, *NAMES, EMPIRICAL))
        place = Place("--family", 1, 1, text=family, width=len(family))
        message = f"{quote(family)} is no family that is fitted"
        raise BadInput([place.finding(message, allowed=allowed, suggestion=nearest(family, [*NAMES, AUTO]))])
    _check(observed)
    names: tuple[Name, ...] = NAMES if family == AUTO else tuple(each for each in NAMES if each == family)
    found = [fitted(each, observed.days, observed.censored) for each in names]
    table = tuple(sorted(found, key=lambda each: each.aicc))
    whole = not observed.cut
    tested = tuple(
        goodness(each, observed.days, seed=seed, samples=samples) if whole else None for each in table
    )
    return Fit(observed, table[0], table, tested, tuple(_doubts(observed, table, tested[0])))


def observed_only(observed: Observed) -> Fit:
    """Return the observed values as a law, each as likely as another.

    Raises: `BadInput` where there are none, or some had not ended.
    """
    place = Place(observed.name)
    if not observed.n:
        raise BadInput([place.finding("there are no durations", allowed="a row for each")])
    if observed.cut:
        message = (
            f"{observed.cut} of {observed.n} durations had not ended: what they came to was not observed"
        )
        raise BadInput([place.finding(message, allowed="a family that is fitted, such as --family auto")])
    doubts = ["Nothing shorter or longer than what was observed will be drawn."]
    if observed.n < FEW:
        doubts.append(_few(observed.n))
    return Fit(observed, None, (), (), tuple(doubts))


def _check(observed: Observed) -> None:
    """Refuse numbers to which nothing can be fitted. Raises: `BadInput`."""
    place, ended = Place(observed.name), observed.ended
    message, allowed = "", ""
    if observed.n < FEWEST or len(ended) < FEWEST:
        count = f"{len(ended)} durations that ended" if observed.cut else f"{observed.n} durations"
        message = f"{count}: nothing is fitted to fewer than {FEWEST}"
        allowed = "more observations, or --family empirical for what was seen and nothing else"
    elif observed.days.min() <= 0.0:
        message, allowed = "a duration of 0 fits no family", "durations above 0, or --family empirical"
    elif ended[0] == ended[-1]:
        message = f"all {len(ended)} durations are {say_days(float(ended[0]))}"
        allowed = "that quantity in the scenario: it needs no distribution"
    if message:
        raise BadInput([place.finding(message, allowed=allowed)])


def _doubts(observed: Observed, table: tuple[Fitted, ...], tested: Goodness | None) -> Iterator[str]:
    if observed.n < FEW:
        yield _few(observed.n)
    if observed.cut:
        yield f"{observed.cut} of {observed.n} had not ended; goodness of fit is not tested, tails are vague."
    if observed.cut > MOST_CUT * observed.n:
        yield "More than half had not ended: the upper half of the law rests on the family alone."
    if tested is not None and tested.ad_share < DOUBTFUL:
        yield (
            f"{table[0].name} does not go with the numbers (Anderson-Darling p = {tested.ad_share:.3g}): "
            "look at the chart, and consider --family empirical."
        )
    close = [each.name for each in table[1:] if each.aicc - table[0].aicc < CLOSE]
    if close:
        yield f"{' and '.join(close)} would do as well (AICc within {CLOSE:g}): the tails may differ."
    if len(np.unique(observed.days)) < TIED * observed.n:
        yield "Many values are equal, perhaps rounded: tests of goodness are then too strict."


def _few(n: int) -> str:
    return f"{n} durations are few (fewer than {FEW}): the tails of the law are hardly known."
