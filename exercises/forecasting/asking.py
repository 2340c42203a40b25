"""What is asked of many futures of an exercise, made ready once, and what they answer, as arrays.

How the answers are added up is `forecast`; the futures themselves are `sim.forecasting`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from exercises.forecasting.carrying import carry_on, conditional, endex
from exercises.forecasting.firing import Firing, conditions_of
from exercises.living.conditions import comparison_of
from exercises.living.effects import Effect
from sim.forecasting import Futures
from sim.forecasting.playing import others

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from exercises.forecasting.carrying import Branch
    from exercises.living.living import Living
    from exercises.script.schema import Row
    from sim.forecasting import Known
    from sim.forecasting.playing import Kept
    from sim.plan import Plan

    Floats = NDArray[np.float64]

GRID = 60
"""Steps of a fan from D+0 to the horizon."""
FANS = ((".free",), (".troops", ".civilians"))
"""Endings of the measures of funds and of strengths of which fans are drawn."""


@dataclass(frozen=True)
class Question:
    """What is asked. `here`: carried on to `until` by what the clock brings; `came`: when and what.

    `rows`: those whose coming due differs from future to future; `names`: measures that are read, the last
    `fans` of them at `days`.
    """

    here: Branch
    until: float
    came: tuple[tuple[float, str], ...]
    rows: dict[str, Row]
    plan: Plan
    known: Known
    seed: int
    replication: int
    names: tuple[str, ...]
    fans: tuple[str, ...]
    days: Floats
    kept: Kept


class Answers(NamedTuple):
    """What futures answer, in order.

    `due`: seconds at which rows come due, infinite if not by ENDEX, shape (futures, rows). `reached`: days of
    the plan's milestones, infinite where not by the horizon, shape (futures, milestones). `fans`: values of
    the measures on the days of the grid, NaN where there is none, shape (futures, measures, days).
    """

    due: Floats
    reached: Floats
    fans: Floats

    @property
    def n(self) -> int:
        """Return how many futures there are."""
        return len(self.due)


def question(here: Branch, living: Living) -> Question:
    """Return what is asked of futures from a moment on; the branch is carried on to ENDEX by this.

    Raises: `BadInput` where an effect that is to come leaves no scenario.
    """
    until, rows = endex(here), conditional(here.state)
    day = here.day
    came = carry_on(here, until)
    plan = living.plan([Effect.from_plain(each) for each in here.state.effects])
    fans = tuple(each for each in living.measures if _has_fan(each))
    asked = {comparison_of(each).measure for each in conditions_of(rows.values())}
    return Question(
        here=here,
        until=until,
        came=tuple(came),
        rows=rows,
        plan=plan,
        known=living.known(plan, day),
        seed=living.seed,
        replication=living.replication,
        names=(*sorted(asked), *fans),
        fans=fans,
        kept=living.laid,
        days=np.unique([*np.linspace(0.0, plan.horizon, GRID + 1), min(day, plan.horizon)]),
    )


def _has_fan(name: str) -> bool:
    family, _, _ = name.partition(".")
    return (family == "fund" and name.endswith(FANS[0])) or (family == "strength" and name.endswith(FANS[1]))


def answers(asked: Question, futures: int) -> Answers:
    """Return what some futures answer: the same ones whenever the same number is asked for."""
    firing = Firing(asked.here, asked.rows, asked.names, until=asked.until, horizon=asked.plan.horizon)
    played = Futures(asked.plan, asked.known, asked.seed, asked.names, kept=asked.kept)
    due = np.full((futures, len(asked.rows)), np.inf)
    reached = np.empty((futures, len(asked.plan.milestones)))
    fans = np.empty((futures, len(asked.fans), len(asked.days)))
    first = len(asked.names) - len(asked.fans)
    for place, future in enumerate(played.play(others(asked.replication, futures))):
        seconds = firing.seconds(future.curves)
        due[place] = [seconds[uid] for uid in asked.rows]
        reached[place] = np.where(np.isnan(future.days), np.inf, future.days)
        for at, curve in enumerate(future.curves[first:]):
            fans[place, at] = curve.at(asked.days)
    return Answers(due, reached, fans)
