"""The watch list's arithmetic: base rate, skill, when a state is flagged, what a plan in time is worth.

Pure functions over numbers; who lays crises, flags and plans on the table is
`sim.scenario.compiling.watch`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

YEAR = 365.25
SHORTEST = 1.0 / 24.0
"""Days between issues below which a list counts as always fresh."""
EDGE = 1e-9
"""Days by which sums of floats may miss the day of an issue."""


def onsets_per_year(states: int, base_rate: float) -> float:
    """Return the onsets a year among the watched states. `base_rate`: per state and year.

    FACTS 1.4: 160 states, 2 to 3 % a year: 4 onsets (M).
    """
    return states * base_rate


def hits_per_year(states: int, base_rate: float, *, skill: float) -> float:
    """Return the onsets a year that were flagged beforehand. `skill`: share of onsets flagged."""
    return skill * onsets_per_year(states, base_rate)


def false_alarms_per_year(states: int, base_rate: float, *, skill: float) -> float:
    """Return the states flagged a year in which nothing happens. `skill`: share of quiet ones left out.

    (1 - skill) x (states - onsets); FACTS 1.4: about 31 a year beside 3.2 hits (D).
    """
    return (1.0 - skill) * max(0.0, states - onsets_per_year(states, base_rate))


def share_of_hits(hits: float, false_alarms: float) -> float:
    """Return the share of flagged states that have an onset: 9 % with the numbers of FACTS 1.4 (D)."""
    flagged = hits + false_alarms
    return hits / flagged if flagged > 0.0 else 0.0


def elsewhere_per_year(hits: float, expected: float, *, skill: float) -> float:
    """Return the hits a year that are no operation of the scenario.

    `expected`: operations a year that the scenario declares at random, of which `skill` are flagged.
    """
    return max(0.0, hits - skill * expected)


def most_flags(mean: float) -> int:
    """Return how many flags are provided for where a mean number is expected: four standard deviations.

    A Poisson number exceeds it in less than 1 of 1,000 runs; what comes then is not listed.
    """
    return math.ceil(mean + 4.0 * math.sqrt(mean) + 3.0) if mean > 0.0 else 0


def listed_day(day: float, *, refreshed: float, place: float = 0.0) -> float:
    """Return when a state is flagged: at the first issue of the list from a day on.

    `refreshed`: days between issues, 0: at once. `place`: part of that day, 0 to 1, at which its turn
    comes: chance decides whom the planners hear of first, since the list cannot tell who is a hit.
    """
    if refreshed < SHORTEST:
        return day
    return max(0, math.ceil((day - EDGE) / refreshed)) * refreshed + place


def flag_day(onset: float, lead: float, *, refreshed: float, place: float = 0.0) -> float:
    """Return the day on which a crisis that is seen coming is on the list; infinite if that is too late.

    `lead`: days before the onset at which the signs are read, cut at D+0; the state then waits for the
    next issue of the list. A flag on the day of the onset is too late.
    """
    day = listed_day(max(0.0, onset - lead), refreshed=refreshed, place=place)
    return day if day < onset else math.inf


def plan_serves(finished: float, onset: float, *, valid: float) -> bool:
    """Whether a plan made in advance is of use at an onset: it is done, and not out of date."""
    return finished <= onset <= finished + valid


def averted(lowers: float, luck: float) -> bool:
    """Whether a prevention finished in time averts an onset. `lowers`: its chance; `luck`: 0 to 1."""
    return luck < lowers


def eased(days: float, factors: Iterable[float]) -> float:
    """Return the days of work after everything that makes it shorter; 0 skips it."""
    for factor in factors:
        days *= factor
    return days
