"""What is asked of a history: one pure function per quantity, the same for the real and a simulated record.

NaN means that the question has no answer in this record (nobody failed, so nobody tried again);
infinite, that it did not happen by the horizon.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import fmean, median
from typing import TYPE_CHECKING

from sim.history.records import plain

if TYPE_CHECKING:
    from sim.history.records import Record

NEAR = 14.0
"""Days between neighbours up to which handovers are one cluster (J)."""
BETWEEN = " > "
"""What stands between the two parts of a question."""


@dataclass(frozen=True)
class Question:
    """A quantity with its argument as written, and D+0, from which days are counted."""

    asks: str
    of: str
    start: date

    def answer(self, record: Record) -> float:
        """Return the quantity in a record."""
        return QUANTITIES[self.asks].answer(record, self)

    def day(self, written: str) -> float:
        """Return a date as days since D+0."""
        return float((date.fromisoformat(written) - self.start).days)

    @property
    def pair(self) -> tuple[str, str]:
        """Return the two parts of the argument."""
        first, _, last = self.of.partition(BETWEEN)
        return first, last


@dataclass(frozen=True)
class Quantity:
    """How something is computed; `takes`: nothing, date, dates, place, places or number; its unit."""

    answer: Callable[[Record, Question], float]
    takes: str
    unit: str


def _last(days: Sequence[float]) -> float:
    return max(days, default=math.nan)


def gaps(record: Record) -> list[float]:
    """Return the days between handovers that do not fall on one day."""
    days = sorted(set(record.handovers.values()))
    return [late - early if early < math.inf else math.inf for early, late in pairwise(days)]


def _first_to_last(record: Record, _: Question) -> float:
    days = sorted(record.handovers.values())
    return days[-1] - days[0] if days and days[0] < math.inf else math.nan


def _median_gap(record: Record, _: Question) -> float:
    found = gaps(record)
    return median(found) if found else math.nan


def _mean_gap(record: Record, _: Question) -> float:
    found = gaps(record)
    return fmean(found) if found else math.nan


def _longest_gap(record: Record, _: Question) -> float:
    return _last(gaps(record))


def _clusters(record: Record, _: Question) -> float:
    days = sorted(day for day in record.handovers.values() if day < math.inf)
    near = [late - early <= NEAR for early, late in pairwise(days)]
    begun = [here and not before for before, here in pairwise([False, *near])]
    return float(sum(begun))


def _firsts(record: Record, question: Question) -> dict[str, tuple[float, bool]]:
    """Return the first assessments of as many places as are asked for: day and result by place."""
    found: dict[str, tuple[float, bool]] = {}
    for each in record.assessments:
        if len(found) < int(question.of):
            found.setdefault(each.place, (each.day, each.passed))
    return found


def _passed_of_first(record: Record, question: Question) -> float:
    firsts = _firsts(record, question)
    return fmean(float(passed) for _, passed in firsts.values()) if firsts else math.nan


def _retries(record: Record, question: Question) -> list[float]:
    """Return days from a failed first assessment to the handover."""
    failed = ((place, day) for place, (day, passed) in _firsts(record, question).items() if not passed)
    return [record.handovers.get(place, math.inf) - day for place, day in failed]


def _shortest_retry(record: Record, question: Question) -> float:
    return min(_retries(record, question), default=math.nan)


def _longest_retry(record: Record, question: Question) -> float:
    return _last(_retries(record, question))


def _strength_on(record: Record, day: float) -> float:
    there = [people for since, people in record.strength if since <= day]
    return there[-1] if there else 0.0


def _strength(record: Record, question: Question) -> float:
    return _strength_on(record, question.day(question.of))


def _share_lost(record: Record, question: Question) -> float:
    before, after = (_strength_on(record, question.day(each)) for each in question.pair)
    return 1.0 - after / before if before else math.nan


def _days_to_strength(record: Record, question: Question) -> float:
    wanted = float(question.of)
    if record.passed:
        return record.passed.get(wanted, math.nan)
    return next((day for day, people in record.strength if people >= wanted), math.inf)


def _days_to(record: Record, question: Question) -> float:
    return record.handovers[plain(question.of)]


def _days_between(record: Record, question: Question) -> float:
    first, last = (record.handovers[plain(each)] for each in question.pair)
    return last - first if first < math.inf else math.nan


def _place_of(record: Record, question: Question) -> float:
    day = record.handovers[plain(question.of)]
    return 1.0 + sum(each < day for each in record.handovers.values())


QUANTITIES: dict[str, Quantity] = {
    "clusters": Quantity(_clusters, "nothing", "clusters"),
    "days_between": Quantity(_days_between, "places", "days"),
    "days_first_to_last": Quantity(_first_to_last, "nothing", "days"),
    "days_to": Quantity(_days_to, "place", "days"),
    "days_to_strength": Quantity(_days_to_strength, "number", "days"),
    "longest_gap": Quantity(_longest_gap, "nothing", "days"),
    "longest_retry_of_first": Quantity(_longest_retry, "number", "days"),
    "mean_gap": Quantity(_mean_gap, "nothing", "days"),
    "median_gap": Quantity(_median_gap, "nothing", "days"),
    "passed_of_first": Quantity(_passed_of_first, "number", "share"),
    "place_of": Quantity(_place_of, "place", "place"),
    "share_lost": Quantity(_share_lost, "dates", "share"),
    "shortest_retry_of_first": Quantity(_shortest_retry, "number", "days"),
    "strength": Quantity(_strength, "date", "people"),
}
"""Everything that can be asked."""


def named(asks: str, of: str) -> list[str]:
    """Return the places that a question names."""
    takes = QUANTITIES[asks].takes
    return [plain(each) for each in of.split(BETWEEN)] if takes in {"place", "places"} else []
