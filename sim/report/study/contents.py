"""What a report of a study is made of, and which of its milestones and causes a reader asks for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.batch.measuring import PARTS, STANDARD, headline_of
from sim.batch.summary import targets_met
from sim.measures.naming import CAUSE_WORDS
from sim.report.theme import CAUSES, SEGMENTS
from sim.stats import Estimate, mean_t, quantile, wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.batch.fans import Strengths
    from sim.batch.results import Results
    from sim.plan import Plan
    from sim.scenario.loading import Model

PERCENTILES = (0.1, 0.5, 0.8, 0.9, 0.95)
MOST_DATES = 8
MOST_CRITICAL = 15
PART_WORDS = {
    "work": "work",
    "lag": "lag or onset",
    "ground": "ground not ready",
    **{cause.word: f"waits: {words}" for cause, words in CAUSE_WORDS.items()},
}
PART_COLOURS = {
    "work": "#8fb9a8",
    "lag": "#c9d0d8",
    "ground": SEGMENTS["ground"],
    **{cause.word: colour for cause, colour in CAUSES.items()},
}


@dataclass(frozen=True, eq=False)
class Contents:
    """A study as it is told. `strengths`: of some of its futures; None: not asked for, or no ground.

    `tools`, `pictures`: what other studies of the scenario left in the folder. `command`: plays it again,
    '' if it was not started by one.
    """

    model: Model
    results: Results
    strengths: Strengths | None = None
    tools: tuple[dict[str, str], ...] = ()
    pictures: tuple[tuple[str, bytes], ...] = ()
    command: str = ""

    @property
    def plan(self) -> Plan:
        """Return the plan that was run."""
        return self.results.measuring.plan

    @cached_property
    def looked_into(self) -> tuple[str, ...]:
        """The milestones whose critical chain is kept, by name."""
        return tuple(self.plan.milestones[index].id for index in self.results.measuring.looked_into)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The milestones worth a line: those of all operations together, or the first ones."""
        names = [each.id for each in self.plan.milestones]
        whole = [each for each in STANDARD if each in names]
        return tuple(whole or self.looked_into or names[:MOST_DATES])

    @property
    def headline(self) -> str:
        """Return the milestone that the study is summed up by."""
        return headline_of(self.results.measuring)

    def days(self, milestone: str) -> NDArray[np.float64]:
        """Return its day in every run, infinite where the horizon came first."""
        return self.results.days(milestone)

    def percentile(self, milestone: str, p: float) -> Estimate:
        """Return a percentile of a date with its interval."""
        return quantile(self.days(milestone), p)

    def reached(self, milestone: str) -> Estimate:
        """Return the share of runs that reached a milestone by the horizon."""
        days = self.days(milestone)
        return wilson(int(np.isfinite(days).sum()), len(days))

    def causes(self, milestone: str) -> list[tuple[str, Estimate]]:
        """Return the mean days that each part has on a chain, over runs that reached the milestone."""
        parts = self.results.parts(milestone)[np.isfinite(self.days(milestone))]
        found = zip(PARTS, parts.T, strict=True)
        return [(name, mean_t(days)) for name, days in found if len(days) and np.any(days > 0.0)]

    def critical(self, milestone: str) -> list[tuple[str, Estimate]]:
        """Return the steps that were most often on a chain, among runs that reached the milestone."""
        flags = self.results.critical[self.looked_into.index(milestone)].sum(axis=0)
        reached = int(np.isfinite(self.days(milestone)).sum())
        order = np.argsort(-flags, kind="stable")[:MOST_CRITICAL]
        steps = [(self.plan.steps[place].id, int(flags[place])) for place in order if flags[place]]
        return [(name, wilson(count, reached)) for name, count in steps]

    def met(self) -> list[tuple[str, float, float, Estimate]]:
        """Return each target: milestone, day, confidence wanted, and the share of runs that met it."""
        found = targets_met(self.plan, self.days)
        return [(each.milestone, each.by, each.confidence, each.share) for each in found]
