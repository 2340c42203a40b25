"""Which mechanisms to pre-position first: paired runs with and without each, in the same futures.

The value of a mechanism is the mean day, over all programmes of all operations, on which a programme is
obligated, without it less with it; what has not come by the horizon counts as the horizon. All
candidates are played in a few futures, the best in all, and then one is chosen after the other, each
with those chosen before it in place.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy import special

from sim.batch.deciding import engine_for
from sim.batch.engines import Engine
from sim.batch.road import Broken, unbroken
from sim.errors import BadInput, Place
from sim.mechanisms.candidates import base_change, missing, own_in_place
from sim.mechanisms.checking import read_table
from sim.mechanisms.playing import OBLIGATE, Days, Task, players
from sim.scenario.loading import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sim.mechanisms.candidates import Candidate, Change

SCREEN = 4
"""Futures in which every candidate is played, to find those worth a closer look."""
FEWEST = 2
"""Futures below which there is no interval."""
AT_ONCE = 2
"""Candidates that are played again together, in search of the next best."""
LIKELY = 0.975
"""Upper end of a two-sided interval of 95 %."""
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over paired futures with its 95 % interval, days."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """A mechanism with the days it saves: on a programme's obligation, on the first dollar.

    `per_million`: days saved on obligations per million US dollars a year of keeping it.
    """

    candidate: Candidate
    obligation: Estimate
    first_dollar: Estimate
    per_million: Estimate


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates alone, best first, and the order in which to take them.

    `alone`: those looked at closely. `chosen`: the greedy order, marginal. `considered`: how many
    candidates there were. `futures`: of the closer look. `broken`: runs that broke off; their pairs are in
    no number.
    """

    alone: tuple[Ranked, ...]
    chosen: tuple[Ranked, ...]
    considered: int
    futures: int
    broken: tuple[Broken, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be ranked: a scenario, in how many futures of which seed, how many to choose.

    `own`: rank what the scenario has in place, switched off in turn, instead of what it lacks.
    """

    scenario: str
    seed: int = 1
    futures: int = 100
    top: int = 5
    own: bool = False
    workers: int = 2
    engine: Engine = Engine.AUTO


def rank(
    question: Question, table: Path | None = None, *, told: Callable[[float], None] = lambda _: None
) -> Ranking:
    """Return which mechanisms to put in place first.

    Parameters: `table`: candidates beside the scenario's own; None: the table that ships. `told`: hears
    the share that is done.
    Raises: `BadInput` for a scenario without programmes.
    """
    if question.futures < FEWEST:
        raise BadInput([Place("-n").finding("one future has no interval", allowed="2 or more")])
    model = load(question.scenario)
    if not any(each.kind == OBLIGATE for each in model.plan.steps):
        allowed = "a scenario with doctrine.programmes and crises, such as quick-start"
        place = Place(model.document.name)
        raise BadInput([place.finding("no operation has a programme to be paid", allowed=allowed)])
    found = own_in_place(model) if question.own else missing(model, read_table(table))
    if not found:
        return Ranking((), (), 0, question.futures)
    with players(question.workers) as play:
        contest = _Contest(question, found, play=play, told=told, before=base_change(model))
        contest.engine = engine_for(question.engine, (model.plan,), runs=contest.most)
        return contest.ranking()


class _Contest:
    """Plays the candidates: all in a few futures, the best in all, then one upon the other."""

    def __init__(
        self,
        question: Question,
        found: Sequence[Candidate],
        *,
        play: Callable[[Sequence[Task]], Iterator[list[Days | Broken]]],
        told: Callable[[float], None],
        before: Change,
    ) -> None:
        self.question = question
        self.found = found
        self.play = play
        self.told = told
        self.before = before
        self.sign = -1.0 if question.own else 1.0
        self.close = min(len(found), question.top)
        self.screened = len(found) if len(found) > self.close else 0
        rounds = 0 if question.own else self.close - 1
        self.most = self.screened * SCREEN + (1 + self.close + rounds * AT_ONCE) * question.futures
        self.done = 0
        self.engine = Engine.SIMPY
        self.kept: dict[Change, list[Days | Broken]] = {}

    def ranking(self) -> Ranking:
        """Return the candidates alone and the greedy order."""
        (base,) = self._days([self.before], self.question.futures)
        likely, others = list(self.found), list[Ranked]()
        if self.screened:
            seen = self._worth(likely, self.before, base=base, futures=SCREEN)
            likely, others = [each.candidate for each in seen[: self.close]], seen[self.close :]
        alone = self._worth(likely, self.before, base=base, futures=self.question.futures)
        chosen = () if self.question.own else tuple(self._greedy(alone, others))
        self.told(1.0)
        return Ranking(tuple(alone), chosen, len(self.found), self.question.futures, tuple(self._broken()))

    def _greedy(self, alone: Sequence[Ranked], others: Sequence[Ranked]) -> Iterator[Ranked]:
        """Yield the best, then the best once that is in place, and so on.

        What a mechanism saved before bounds what it can still save once others are in place, or
        nearly so: only those are played again whose bound is above the best found in this round.
        """
        bounds, change = sorted([*alone, *others], key=_order), self.before
        fresh = alone[:1]
        for turn in range(1, self.question.top + 1):
            best = max(fresh, key=_value, default=None)
            if best is None or best.obligation.mean <= 0.0:
                return
            yield best
            if turn == self.question.top:
                return
            bounds = [each for each in bounds if each.candidate is not best.candidate]
            change = (*change, *best.candidate.change)
            fresh = self._played_again(bounds, change)
            renewed = {each.candidate.name: each for each in fresh}
            bounds = sorted((renewed.get(each.candidate.name, each) for each in bounds), key=_order)

    def _broken(self) -> Iterator[Broken]:
        """Yield the runs that broke off, each said of what was put in place."""
        for change, days in self.kept.items():
            said = ", ".join(path for path, _ in change) or "the scenario as it stands"
            yield from (each.of(said) for each in days if isinstance(each, Broken))

    def _played_again(self, bounds: Sequence[Ranked], change: Change) -> list[Ranked]:
        """Return the candidates that were played upon a change, until no other can be better."""
        if not bounds:
            return []
        (base,) = self._days([change], self.question.futures)
        fresh: list[Ranked] = []
        while len(fresh) < len(bounds):
            rest = bounds[len(fresh) :]
            if fresh and max(map(_value, fresh)) >= _value(rest[0]):
                break
            them = [each.candidate for each in rest[:AT_ONCE]]
            fresh += self._worth(them, change, base=base, futures=self.question.futures)
        return fresh

    def _worth(
        self, them: Sequence[Candidate], change: Change, *, base: Sequence[Days | Broken], futures: int
    ) -> list[Ranked]:
        """Return what candidates save upon a change, best first."""
        futures = min(futures, len(base))
        played = self._days([(*change, *each.change) for each in them], futures)
        pairs = zip(them, played, strict=True)
        return sorted((ranked(who, base[:futures], days, sign=self.sign) for who, days in pairs), key=_order)

    def _days(self, changes: Sequence[Change], futures: int) -> list[list[Days | Broken]]:
        """Return the days of each change; what was played in as many futures is not played again."""
        asked = self.question
        new = [each for each in changes if len(self.kept.get(each, ())) < futures]
        tasks = [Task(asked.scenario, each, asked.seed, futures, self.engine) for each in new]
        for change, days in zip(new, self.play(tasks), strict=True):
            self.kept[change] = days
            self.done += futures
            self.told(min(1.0, self.done / self.most))
        return [self.kept[each][:futures] for each in changes]


def ranked(
    candidate: Candidate,
    without: Sequence[Days | Broken],
    having: Sequence[Days | Broken],
    *,
    sign: float = 1.0,
) -> Ranked:
    """Return what a candidate saves, from the same futures without it and with it, where neither broke off.

    `sign`: −1 where the change takes the mechanism away.
    Raises: `AllBroke` if too few pairs are left.
    """
    both = list(zip(without, having, strict=True))
    lost = [each for pair in both for each in pair if isinstance(each, Broken)]
    unbroken(range(len(both)), lost)
    pairs = [
        (one, other) for one, other in both if not isinstance(one, Broken) and not isinstance(other, Broken)
    ]
    paid = estimate([sign * (one.obligation - other.obligation) for one, other in pairs])
    first = estimate([sign * (one.first_dollar - other.first_dollar) for one, other in pairs])
    per = MILLION / max(1, candidate.keeping_cost)
    scaled = Estimate(paid.mean * per, paid.low * per, paid.high * per)
    return Ranked(candidate, paid, first, scaled)


def estimate(differences: Sequence[float]) -> Estimate:
    """Return the mean of paired differences with its 95 % interval (Student's t).

    >>> estimate([1.0, 3.0])
    Estimate(mean=2.0, low=-10.706..., high=14.706...)
    """
    number = len(differences)
    mean = math.fsum(differences) / number
    variance = math.fsum((each - mean) ** 2 for each in differences) / (number - 1)
    half = float(special.stdtrit(number - 1, LIKELY)) * math.sqrt(variance / number)
    return Estimate(mean, mean - half, mean + half)


def _value(each: Ranked) -> float:
    return each.per_million.mean


def _order(each: Ranked) -> tuple[float, str]:
    return -each.per_million.mean, each.candidate.name
