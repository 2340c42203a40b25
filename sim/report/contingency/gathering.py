"""What a contingency plan is written from: the declared scenario, a batch, and the dates of its lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.measures.naming import BARE, lane_id, operation_id, step_label
from sim.plan import NONE, When
from sim.report.batches import said_day, span
from sim.report.tables import Cell, Column, Table
from sim.stats import Estimate, quantile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.batch.moments import Moments
    from sim.batch.results import Results
    from sim.plan import Plan
    from sim.scenario import schema
    from sim.scenario.loading import Model

UNNAMED = "nobody named"
LATER = ("tour", "home")
"""What comes after a team is in place."""
AT = (0.5, 0.8)


class Section(NamedTuple):
    """A section of the document: its title, one fixed sentence, and titled tables."""

    title: str
    lead: str
    tables: tuple[tuple[str, Table], ...]


class Line(NamedTuple):
    """A line of the matrix: what, of which operation, who leads, who provides, when it begins and is done."""

    operation: str
    name: str
    leads: str
    provides: str
    begins: NDArray[np.float64]
    done: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Gathered:
    """All that the document is written from."""

    model: Model
    results: Results
    moments: Moments

    @property
    def plan(self) -> Plan:
        """Return the plan that was run."""
        return self.results.measuring.plan

    @property
    def scenario(self) -> schema.Scenario:
        """Return what was declared."""
        return self.model.scenario

    @cached_property
    def owners(self) -> dict[int, str]:
        """Return who answers for each step that is owed."""
        return {each.step: each.owner for each in self.plan.duties if each.owner}

    def date(self, milestone: str, p: float) -> Estimate:
        """Return a percentile of a milestone's day."""
        return quantile(self.results.days(milestone), p)

    def day_cell(self, found: Estimate) -> Cell:
        """Return a day and its interval in words."""
        horizon = self.plan.horizon
        bounds = span(said_day(found.low, horizon), said_day(found.high, horizon))
        some = f", n = {found.n}" if found.n < len(self.results) else ""
        return Cell(said_day(found.value, horizon), note=bounds + some)

    def dates_cells(self, days: NDArray[np.float64]) -> tuple[Cell, ...]:
        """Return P50 and P80 of some days, over the futures that had use for them."""
        needed = days[~np.isnan(days)]
        if not len(needed):
            return tuple(Cell("not needed", "muted") for _ in AT)
        return tuple(self.day_cell(quantile(needed, p)) for p in AT)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines of the matrix: steps, teams until in place, programmes until money flows."""
        steps: dict[tuple[str, str], list[int]] = {}
        for index, step in enumerate(self.plan.steps):
            lane = (operation_id(self.plan, index), lane_id(self.plan, index))
            if not step.signal and step.kind not in {"onset", *LATER}:
                steps.setdefault(lane, []).append(index)
        return tuple(self._line(operation, lane, mine) for (operation, lane), mine in steps.items())

    def _line(self, operation: str, lane: str, steps: list[int]) -> Line:
        starts, finishes = self.moments.starts[:, steps], self.moments.finishes[:, steps]
        owners = [self.owners[each] for each in steps if each in self.owners]
        pools = [pool for each in steps for need in self.plan.steps[each].needs for pool in need.pools]
        names = dict.fromkeys(self.provider(pool) for pool in pools)
        return Line(
            operation="" if operation == BARE else operation,
            name=lane.replace("_", " ").replace(".", " · "),
            leads=owners[0] if owners else UNNAMED,
            provides=", ".join(names),
            begins=_earliest(starts),
            done=_latest(finishes),
        )

    def provider(self, pool: int) -> str:
        """Return a pool, or the corps it is part of, in words, with whose people they are where declared."""
        mine = self.plan.pools[pool]
        name = mine.id.removeprefix("mechanism:").removesuffix(f".{mine.skill}").replace("_", " ")
        whose = mine.agency or mine.provider
        return f"{name} ({whose})" if whose else name

    def owed(self) -> list[tuple[str, str, float, NDArray[np.float64]]]:
        """Return each duty: who, what, by which day, and when it came in every future."""
        found = []
        for each in self.plan.duties:
            step = self.plan.steps[each.step]
            onset = self.plan.operations[step.operation].onset if step.operation != NONE else 0.0
            days = self.moments.starts if each.at is When.START else self.moments.finishes
            what = step_label(self.plan, each.step)
            found.append((each.owner or UNNAMED, what, onset + each.within, days[:, each.step]))
        return found


def columns(*titles: str, numbers: int = 0) -> tuple[Column, ...]:
    """Return columns of which the last so many hold numbers."""
    text = len(titles) - numbers
    return tuple(Column(title, numeric=place >= text) for place, title in enumerate(titles))


def cells(*texts: str) -> tuple[Cell, ...]:
    """Return plain cells."""
    return tuple(Cell(each) for each in texts)


def _earliest(days: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the first day of a run's steps; NaN where none of them was needed."""
    found: NDArray[np.float64] = np.where(np.isnan(days), np.inf, days).min(axis=1)
    return np.where(np.isnan(days).all(axis=1), np.nan, found)


def _latest(days: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = np.where(np.isnan(days), -np.inf, days).max(axis=1)
    return np.where(np.isnan(days).all(axis=1), np.nan, found)
