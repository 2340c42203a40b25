"""What a batch keeps of each run: named numbers in one row, and which steps were critical.

One row is all that leaves a worker: a whole trace would be a thousand times as much. What the
numbers mean together is `sim.stats`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from sim.adding import added
from sim.critical import Segment, in_words
from sim.measures.cost import ALL_KINDS, total_cost
from sim.measures.naming import place_name
from sim.measures.shortage import fund_dates
from sim.measures.steps import date_names
from sim.measures.stretches import Ways
from sim.trace import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.measures.stretches import Stretch
    from sim.plan import Plan
    from sim.trace import Outcome

STANDARD = (
    "first_team_in_country",
    "first_team_in_province",
    "full_strength",
    "first_dollar_obligated",
    "first_dollar_disbursed",
    "handover_complete",
    "military_exit",
)
"""Milestones of every operation: those of all operations together are looked into, if they are there."""
MOST_DECLARED = 6
"""Milestones of a bare plan that are looked into: the first ones."""
PARTS = ("work", "lag", "ground", *(each.word for each in Cause))
"""What the days of a critical chain are spent on: its kinds, and for waits their causes."""
WAITS = PARTS.index(Cause(0).word)
KINDS = {kind: place for place, kind in enumerate(PARTS[:WAITS])}
"""Where they stand."""


NO_PARTS = tuple(math.nan for _ in PARTS)


class Row(NamedTuple):
    """What is kept of one run. `values`: as `Measuring.names` has them, NaN where there is none.

    `critical`: per milestone looked into, the steps on its critical chain by index. `failed`: why
    the run broke off, '' where it did not.
    """

    replication: int
    values: tuple[float, ...]
    critical: tuple[tuple[int, ...], ...]
    failed: str = ""


@dataclass(frozen=True)
class Measuring:
    """How the runs of one Plan are measured.

    `by_name`: milestones for which the days of the chain are kept for each step that works, and each
    pool, fund, calendar and place that is waited for, by name too; none unless asked for.
    """

    plan: Plan
    by_name: tuple[str, ...] = ()

    @cached_property
    def looked_into(self) -> tuple[int, ...]:
        """The milestones whose critical chain is kept, by index."""
        names = [each.id for each in self.plan.milestones]
        whole = [names.index(each) for each in STANDARD if each in names]
        declared = [index for index, each in enumerate(names) if "." not in each and index not in whole]
        alone = [i for i, each in enumerate(names) if each.partition(".")[2] in STANDARD]
        asked = [names.index(each) for each in self.by_name]
        return tuple(dict.fromkeys((whole or alone) + declared[:MOST_DECLARED] + asked))

    @cached_property
    def _by_name(self) -> tuple[int, ...]:
        """Where those milestones stand among the ones looked into."""
        names = [self.plan.milestones[index].id for index in self.looked_into]
        return tuple(names.index(each) for each in self.by_name)

    @cached_property
    def dates(self) -> tuple[str, ...]:
        """The dates of every run: milestones, then the days on which funds run low and dry."""
        return date_names(self.plan)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of a row's numbers: dates, dollars, days of each part of a chain."""
        milestones = self.plan.milestones
        return (
            *self.dates,
            *(f"cost.{kind}" for kind in ALL_KINDS),
            *(f"{milestones[index].id}:{part}" for index in self.looked_into for part in PARTS),
            *(f"{name}@{cause}/{target}" for name in self.by_name for cause, target in self.targets),
        )

    @cached_property
    def targets(self) -> tuple[tuple[str, str], ...]:
        """What a chain's days may go to by name, with `work` or the cause: what the plan declares."""
        return tuple(dict.fromkeys(_targets(self.plan)))

    def row(self, outcome: Outcome) -> Row:
        """Return what is kept of a run."""
        ways = Ways(outcome)
        routes = [ways.route_of(index) for index in self.looked_into]
        by_name = (routes[at] for at in self._by_name)
        costs, of_funds = total_cost(outcome).values(), fund_dates(outcome)
        return Row(
            replication=outcome.replication,
            values=(
                *outcome.milestones,
                *(of_funds[name] for name in self.dates[len(outcome.milestones) :]),
                *(added(each.get(kind, 0.0) for each in costs) for kind in ALL_KINDS),
                *chain.from_iterable(parts_of(each.stretches) for each in routes),
                *chain.from_iterable(
                    days_by_target(in_words(ways, each).segments, self.targets) for each in by_name
                ),
            ),
            critical=tuple([each.steps for each in routes]),
        )

    def broken(self, replication: int, why: str) -> Row:
        """Return the row of a run that broke off."""
        nothing = tuple(math.nan for _ in self.names)
        return Row(replication, nothing, tuple(() for _ in self.looked_into), why)


def headline_of(measuring: Measuring) -> str:
    """Return the milestone that a batch is summed up by: the last standard one, or the last; '' for none."""
    names = [measuring.plan.milestones[index].id for index in measuring.looked_into]
    whole = [each for each in names if each in STANDARD]
    standard = [each for each in names if each.partition(".")[2] in STANDARD]
    return (whole or standard or names or [""])[-1]


def parts_of(stretches: tuple[Stretch, ...]) -> tuple[float, ...]:
    """Return the days of a chain by part; NaN throughout where the milestone was not reached."""
    if not stretches:
        return NO_PARTS
    days = [0.0] * len(PARTS)
    for each in stretches:
        days[WAITS + each.cause if each.kind == "wait" else KINDS[each.kind]] += each.until - each.since
    return tuple(days)


def _targets(plan: Plan) -> Iterator[tuple[str, str]]:
    for pool in plan.pools:
        cause = (
            Cause.MECHANISM if pool.kind == "mechanism" else Cause.LIFT if pool.kind == "lift" else Cause.POOL
        )
        yield cause.word, pool.id.removeprefix("mechanism:")
    yield from (("work", each.id) for each in plan.steps)
    yield from ((Cause.FUND.word, each.id) for each in plan.funds)
    yield from ((Cause.CALENDAR.word, each.id) for each in plan.calendars)
    for index, theatre in enumerate(plan.theatres):
        for place in range(len(theatre.provinces) + 1):
            yield Cause.SECURITY.word, place_name(plan, index, place)
            yield Cause.GATE.word, place_name(plan, index, place)


def days_by_target(segments: tuple[Segment, ...], targets: tuple[tuple[str, str], ...]) -> tuple[float, ...]:
    """Return the days of a chain that go to each target; NaN throughout where it was not reached."""
    if not segments:
        return tuple(math.nan for _ in targets)
    days = dict.fromkeys(targets, 0.0)
    for each in segments:
        key = (each.kind, each.id) if each.kind == "work" else (each.cause, each.target)
        if key in days:
            days[key] += each.days
    return tuple(days.values())
