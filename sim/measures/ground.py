"""What is read off the ground of one run: authority, conditions, assessments and strength.

Authority and strength are two variables: who leads in a sector of a province, and who is there.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.plan import Authority

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.plan import Theatre
    from sim.trace import AuthorityRow, Outcome, StrengthRow

KINDS = ("troops", "police", "civilians")


class Lead(NamedTuple):
    """Who led in a sector of a province, from when until when, and why it came to that."""

    operation: str
    province: str
    sector: str
    authority: Authority
    since: float
    until: float
    why: str


class Handover(NamedTuple):
    """How a province came back into local hands. Days are NaN where it did not happen.

    `day`: the first sector under local authority; `taken_back`: the first one lost again; `local`:
    whether every sector is in local hands at the end. `assessments`: how many had each result.
    """

    operation: str
    province: str
    day: float
    taken_back: float
    local: bool
    assessments: dict[str, int]


class Condition(NamedTuple):
    """The condition of one sector of a province at a review, 0 to 1."""

    time: float
    operation: str
    province: str
    sector: str
    condition: float


class Assessment(NamedTuple):
    """A formal look at a province and what came of it."""

    time: float
    operation: str
    province: str
    result: str


class Strength(NamedTuple):
    """People of one kind on the ground of an operation from a day on."""

    time: float
    operation: str
    kind: str
    people: int


def theatre_name(outcome: Outcome, theatre: int) -> str:
    """Return the operation that a theatre belongs to."""
    return outcome.plan.operations[outcome.plan.theatres[theatre].operation].id


@dataclass(frozen=True)
class _Province:
    """One province of one theatre and what the trace says of it."""

    outcome: Outcome
    index: int
    place: int

    @property
    def theatre(self) -> Theatre:
        return self.outcome.plan.theatres[self.index]

    @property
    def names(self) -> tuple[str, str]:
        """Return the operation and the province."""
        return theatre_name(self.outcome, self.index), self.theatre.provinces[self.place].id

    def passages(self) -> list[AuthorityRow]:
        """Return every passing of authority in this province."""
        here = (self.index, self.place)
        return [row for row in self.outcome.authority if (row.theatre, row.province) == here]

    def leads(self, sector: int) -> Iterator[Lead]:
        """Yield who led in a sector, from the onset on."""
        rows = [row for row in self.passages() if row.sector == sector]
        ends = [row.time for row in rows[1:]] + [self.outcome.plan.horizon]
        for row, until in zip(rows, ends, strict=bool(rows)):
            if until > row.time:
                name = self.theatre.sectors[sector]
                yield Lead(*self.names, name, row.authority, row.time, until, row.why)

    def handover(self) -> Handover:
        """Return how this province came back into local hands."""
        rows, sectors = self.passages(), range(len(self.theatre.sectors))
        day = next((row.time for row in rows if row.authority is Authority.LOCAL), math.nan)
        lost = (row.time for row in rows if row.time > day and row.authority is not Authority.LOCAL)
        last = {row.sector: row.authority for row in rows}
        local = all(last.get(sector) is Authority.LOCAL for sector in sectors)
        return Handover(*self.names, day, next(lost, math.nan), local, self.results())

    def results(self) -> dict[str, int]:
        """Return how many assessments had each result."""
        here = (self.index, self.place)
        return dict(
            Counter(row.result for row in self.outcome.assessments if (row.theatre, row.province) == here)
        )


def _provinces(outcome: Outcome) -> Iterator[_Province]:
    for index, theatre in enumerate(outcome.plan.theatres):
        for place in range(len(theatre.provinces)):
            yield _Province(outcome, index, place)


def authority_spans(outcome: Outcome) -> list[Lead]:
    """Return who led in every sector of every province, gapless from the onset to the horizon."""
    return [
        lead
        for each in _provinces(outcome)
        for sector in range(len(each.theatre.sectors))
        for lead in each.leads(sector)
    ]


def handovers(outcome: Outcome) -> list[Handover]:
    """Return how each province came back into local hands, in declared order."""
    return [each.handover() for each in _provinces(outcome)]


def assessment_list(outcome: Outcome) -> list[Assessment]:
    """Return every assessment in order of time."""
    return [
        Assessment(
            row.time,
            theatre_name(outcome, row.theatre),
            outcome.plan.theatres[row.theatre].provinces[row.province].id,
            row.result,
        )
        for row in outcome.assessments
    ]


def condition_series(outcome: Outcome) -> list[Condition]:
    """Return the condition of every sector of every province at every review."""
    rows = []
    for row in outcome.conditions:
        theatre = outcome.plan.theatres[row.theatre]
        name = theatre_name(outcome, row.theatre)
        province = theatre.provinces[row.province].id
        rows += [
            Condition(row.time, name, province, sector, level)
            for sector, level in zip(theatre.sectors, row.conditions, strict=True)
        ]
    return rows


def strength_series(outcome: Outcome) -> list[Strength]:
    """Return troops, police and civilians per operation after each change, as step series."""
    return [
        Strength(row.time, theatre_name(outcome, row.theatre), kind, people)
        for row in outcome.strength
        for kind, people in zip(KINDS, (row.troops, row.police, row.civilians), strict=True)
    ]


def person_days(outcome: Outcome) -> dict[str, dict[str, float]]:
    """Return troop-days, police-days and civilian-days per operation, until the horizon."""
    total = {theatre_name(outcome, i): dict.fromkeys(KINDS, 0.0) for i in range(len(outcome.plan.theatres))}
    for index in range(len(outcome.plan.theatres)):
        mine = total[theatre_name(outcome, index)]
        for row, days in strength_stretches(outcome, index):
            mine["troops"] += row.troops * days
            mine["police"] += row.police * days
            mine["civilians"] += row.civilians * days
    return total


def strength_stretches(outcome: Outcome, theatre: int) -> Iterator[tuple[StrengthRow, float]]:
    """Yield each strength of one theatre with the days it lasted."""
    rows = [row for row in outcome.strength if row.theatre == theatre]
    ends = [row.time for row in rows[1:]] + [outcome.plan.horizon]
    for row, end in zip(rows, ends, strict=bool(rows)):
        yield row, max(0.0, end - row.time)


def peak_strength(outcome: Outcome) -> dict[str, dict[str, int]]:
    """Return the most troops, police and civilians at one time, per operation."""
    total = {theatre_name(outcome, i): dict.fromkeys(KINDS, 0) for i in range(len(outcome.plan.theatres))}
    for row in strength_series(outcome):
        total[row.operation][row.kind] = max(total[row.operation][row.kind], row.people)
    return total
