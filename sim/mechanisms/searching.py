"""Which mechanisms would carry a programme, the surest first; and what was nearest where none does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scipy import special

from sim.mechanisms.rows import ANY, MechanismRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sim.distributions import Pert

RELAXED = ("needed_by", "amount", "text", "kind", "holder", "region", "start", "sector")
"""Conditions in the order in which they are given up, to find what is nearest."""
NEAREST = 5
"""Mechanisms shown where none fits."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a mechanism must be; None: whatever it is.

    `needed_by`: days from the request within which an award must be possible. `amount`: US dollars of
    ceiling. `text`: words that all stand in name, kind, holder or what it serves. `start`: D+0; what has
    expired by then is left out.
    """

    sector: str | None = None
    region: str | None = None
    kind: str | None = None
    holder: str | None = None
    needed_by: float | None = None
    amount: int | None = None
    text: str | None = None
    start: date | None = None

    def faults(self, row: MechanismRow) -> tuple[str, ...]:
        """Return the conditions that a mechanism does not meet."""
        met = {
            "sector": self.sector in {None, ANY, row.sector} or row.sector == ANY,
            "region": self.region in {None, ANY, row.region} or row.region == ANY,
            "kind": self.kind in {None, row.kind},
            "holder": self.holder in {None, row.holder},
            "needed_by": self.needed_by is None or probability(row.law, self.needed_by) > 0.0,
            "amount": row.ceiling >= (self.amount or 0),
            "text": all(each in _words(row) for each in (self.text or "").casefold().split()),
            "start": row.days_left(self.start) >= (self.needed_by or 0.0),
        }
        return tuple(each for each in RELAXED if not met[each])


@dataclass(frozen=True, slots=True)
class Found:
    """A mechanism with its days to an award as things stand.

    `p50`, `p80`: days. `in_time`: probability of an award by the day asked for, None if none was.
    `misses`: the conditions that it does not meet, where none meets all.
    """

    row: MechanismRow
    p50: float
    p80: float
    in_time: float | None
    misses: tuple[str, ...] = ()


def search(rows: Iterable[MechanismRow], wanted: Wanted) -> tuple[Found, ...]:
    """Return what fits: the surest by the day first, then the largest ceiling, then the latest expiry.

    Without a day the fastest (P80) comes first. What serves any sector or region fits every one; what
    cannot make the day, not even at its fastest, does not fit.
    """
    found = [_found(row, wanted) for row in rows if not wanted.faults(row)]
    return tuple(sorted(found, key=lambda each: _rank(each, wanted)))


def nearest_to(rows: Iterable[MechanismRow], wanted: Wanted) -> tuple[Found, ...]:
    """Return the mechanisms that miss the fewest conditions; of equals those that miss the softest."""
    missing = [(wanted.faults(row), row) for row in rows]
    weigh = {each: place for place, each in enumerate(RELAXED)}
    found = [replace(_found(row, wanted), misses=faults) for faults, row in missing if faults]
    found.sort(key=lambda each: (len(each.misses), sum(weigh[m] for m in each.misses), _rank(each, wanted)))
    fewest = len(found[0].misses) if found else 0
    return tuple(each for each in found if len(each.misses) == fewest)[:NEAREST]


def probability(law: Pert, days: float) -> float:
    """Return the probability that a PERT law stays within some days: the regularised incomplete beta.

    >>> from sim.distributions import Pert
    >>> probability(Pert(10.0, 20.0, 30.0), 20.0), probability(Pert(10.0, 20.0, 30.0), 9.0)
    (0.5, 0.0)
    """
    width = law.high - law.low
    if width == 0.0:
        return float(days >= law.low)
    first = 1.0 + 4.0 * (law.mode - law.low) / width
    second = 1.0 + 4.0 * (law.high - law.mode) / width
    reached = min(1.0, max(0.0, (days - law.low) / width))
    return round(float(special.betainc(first, second, reached)), 12)


def _rank(found: Found, wanted: Wanted) -> tuple[float, float, float, float, str]:
    row = found.row
    sure = 0.0 if found.in_time is None else -found.in_time
    speed = found.p80 if found.in_time is None else 0.0
    return (sure, speed, -row.ceiling, -row.days_left(wanted.start), row.name)


def _found(row: MechanismRow, wanted: Wanted) -> Found:
    days = wanted.needed_by
    in_time = None if days is None else probability(row.law, days)
    return Found(row, p50=row.law.at(0.5), p80=row.law.at(0.8), in_time=in_time)


def _words(row: MechanismRow) -> str:
    """Return all that `text` is looked for in; a name with its words apart too."""
    parts = (row.name, row.name.replace("_", " "), row.kind, row.holder, row.serves, row.sector, row.region)
    return " ".join(parts).casefold()
