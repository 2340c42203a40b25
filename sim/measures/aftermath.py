"""What is read off a run about the time after each exit: how likely a relapse was, and whether it came.

The chance is reckoned, not counted in one run, so it is never 0 and never 1.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from sim.domain.aftermath import TEN_YEARS, relapse_chance
from sim.measures.ground import theatre_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.trace import Outcome


class AfterExit(NamedTuple):
    """An exit and what was to be expected of it; an operation without one yet has NaN for its days.

    `hazard`: of relapse, relative to the literature's; `chance`: of a relapse within ten years of the
    exit; `relapse`: the day on which it came in this run, NaN if not by the horizon; `troops`: sent
    back then. `women`: women's inclusion counted in the hazard, 0 to 1 (assumed, correlational).
    """

    operation: str
    exit: float
    hazard: float
    chance: float
    relapse: float
    troops: int
    women: float


def after_exits(outcome: Outcome) -> list[AfterExit]:
    """Return every exit in order, per operation with troops, where an aftermath is declared."""
    return [row for index in range(len(outcome.plan.theatres)) for row in _of_theatre(outcome, index)]


def _of_theatre(outcome: Outcome, index: int) -> Iterator[AfterExit]:
    theatre, name = outcome.plan.theatres[index], theatre_name(outcome, index)
    rules = theatre.aftermath
    if rules is None or theatre.force.troops == 0:
        return
    exits = [row for row in outcome.exits if row.theatre == index]
    relapses = [row for row in outcome.relapses if row.theatre == index]
    if not exits:
        yield AfterExit(name, math.nan, math.nan, math.nan, math.nan, 0, rules.women)
    for place, row in enumerate(exits):
        chance = relapse_chance(rules.in_ten_years, rules.shape, row.hazard, TEN_YEARS)
        came = relapses[place] if place < len(relapses) else None
        day, troops = (math.nan, 0) if came is None else (came.time, came.troops)
        yield AfterExit(name, row.time, row.hazard, chance, day, troops, rules.women)
