"""A forecast of an exercise: for each conditional row whether and when, for dates, money and people how far.

It says what it assumes. Seconds are of the exercise clock, days of the scenario.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from exercises.forecasting.asking import answers, question
from exercises.forecasting.assuming import assumptions
from exercises.forecasting.carrying import branch, say
from exercises.play.triggers import reason
from sim.forecasting.adding import Date, Fan, date_of, fan_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from exercises.forecasting.asking import Answers, Question
    from exercises.forecasting.carrying import Branch
    from exercises.journal.entries import Entry
    from exercises.opening import Stage
    from exercises.play.commands import Command
    from exercises.roles import Actor

    Floats = NDArray[np.float64]

FUTURES = 1_000
QUARTER = 900.0
"""Seconds of a quarter of an hour."""
CONTROL = "control"
"""Who looks after a row that names nobody."""


@dataclass(frozen=True)
class Due:
    """A row that waits for the simulation. `when`: in seconds since STARTEX, by ENDEX.

    `rests`: in words, what its trigger rests on at the moment of the forecast: the values that keep it back.
    """

    uid: str
    title: str
    controller: str
    when: Date
    rests: str


@dataclass(frozen=True)
class Milestone:
    """A date of the scenario, in days. `reached`: None, or the day on which it was reached already."""

    name: str
    when: Date
    reached: float | None


def repeats(milestone: Milestone, others: Sequence[Milestone]) -> bool:
    """Whether a milestone of all operations only says again what that of the one operation says."""
    return "." not in milestone.name and any(
        each.name.endswith(f".{milestone.name}") and each.when == milestone.when for each in others
    )


@dataclass(frozen=True)
class Load:
    """Rows that come due for a controller in a quarter of an hour that begins at a second: mean and P90."""

    controller: str
    begins: float
    mean: float
    p90: float


@dataclass(frozen=True, eq=False)
class Forecast:
    """What may come of an exercise from a moment on. `head`: the last entry that it rests on.

    `second`, `day`: the moment on both clocks; `until`: ENDEX, in seconds; `n`: futures that were played.
    `fans`: measure → how it spreads; `exits`: crisis → the share of futures in which the military has left by
    each of `days`. `assumed`: in words.
    """

    second: float
    day: float
    until: float
    head: int
    n: int
    rows: tuple[Due, ...]
    milestones: tuple[Milestone, ...]
    fans: dict[str, Fan]
    days: Floats
    exits: dict[str, Floats]
    load: tuple[Load, ...]
    assumed: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Foreseen:
    """A forecast with the answers of all futures behind it, for those who hold it against another."""

    question: Question
    answers: Answers
    forecast: Forecast


def forecast(
    stage: Stage,
    entries: Sequence[Entry],
    *,
    second: float,
    futures: int = FUTURES,
    commands: Sequence[tuple[Actor, Command]] = (),
) -> Foreseen:
    """Return what may come of an exercise that stands where its entries have left it.

    Parameters: `second`: of the exercise clock now; `commands`: what is taken to be done at this moment.
    Raises: `Refused` where a command makes no sense; `BadInput` as `question`.
    """
    here = branch(
        stage.setting, stage.living, entries, second=second, wall=entries[-1].wall if entries else 0.0
    )
    for actor, command in commands:
        say(here, actor, command)
    stands = _resting(stage, here)
    assumed = tuple(assumptions(here))
    asked = question(here, stage.living)
    found = answers(asked, futures)
    told = Forecast(
        second=here.second,
        day=asked.known.day,
        until=asked.until,
        head=here.state.head if not entries else entries[-1].seq,
        n=found.n,
        rows=tuple(_due(asked, found, stands)),
        milestones=tuple(_milestones(asked, found)),
        fans=_fans(asked, found),
        days=asked.days,
        exits=_exits(asked, found),
        load=tuple(_load(asked, found)),
        assumed=assumed,
    )
    return Foreseen(asked, found, told)


def _resting(stage: Stage, here: Branch) -> dict[str, str]:
    """Return what each row's trigger rests on now, in words, as the world under the exercise has it."""
    return {
        uid: reason(row.trigger, here.state, stage.setting, second=here.second)
        for uid, row in here.state.rows.items()
        if row.trigger is not None and any(run.state == "waiting" for _, run in here.state.runs_of(uid))
    }


def _due(asked: Question, found: Answers, stands: dict[str, str]) -> Iterator[Due]:
    for place, (uid, row) in enumerate(asked.rows.items()):
        when = date_of(found.due[:, place])
        yield Due(uid, row.title, row.controller or CONTROL, when, stands.get(uid, ""))


def _milestones(asked: Question, found: Answers) -> Iterator[Milestone]:
    for place, each in enumerate(asked.plan.milestones):
        days = found.reached[:, place]
        past = bool((days <= asked.known.day).all())
        yield Milestone(each.id, date_of(days), float(days[0]) if past else None)


def _fans(asked: Question, found: Answers) -> dict[str, Fan]:
    return {name: fan_of(found.fans[:, place], asked.days) for place, name in enumerate(asked.fans)}


def _exits(asked: Question, found: Answers) -> dict[str, Floats]:
    """Return the share of futures in which each crisis has seen its military leave, day by day."""
    return {
        each.id.removesuffix(".military_exit"): (found.reached[:, place, None] <= asked.days).mean(axis=0)
        for place, each in enumerate(asked.plan.milestones)
        if each.id.endswith("military_exit")
    }


def _load(asked: Question, found: Answers) -> Iterator[Load]:
    """Yield how many rows come due per controller and quarter: those of the clock, and of each future."""
    first = math.floor(asked.here.second / QUARTER)
    count = max(1, math.ceil(asked.until / QUARTER) - first)
    begins = [(first + each) * QUARTER for each in range(count)]
    counts: dict[str, Floats] = {}

    def mine(uid: str) -> Floats:
        who = asked.here.state.rows[uid].controller or CONTROL
        return counts.setdefault(who, np.zeros((found.n, count)))

    for second, uid in asked.came:
        mine(uid)[:, _quarter(begins, second)] += 1.0
    for place, uid in enumerate(asked.rows):
        for future in np.flatnonzero(np.isfinite(found.due[:, place])).tolist():
            mine(uid)[future, _quarter(begins, float(found.due[future, place]))] += 1.0
    for who in sorted(counts):
        for place, begin in enumerate(begins):
            many = counts[who][:, place]
            yield Load(who, begin, float(many.mean()), float(np.quantile(many, 0.9, method="inverted_cdf")))


def _quarter(begins: Sequence[float], second: float) -> int:
    """Return in which quarter a second lies; ENDEX itself counts to the last."""
    return min(max(0, int((second - begins[0]) // QUARTER)), len(begins) - 1)
