"""Plays the scenario under all effects of play, and with each cause left out, over the same futures.

The whole of each future is new, from D+0 on, also before ENDEX: what a decision is worth should not hang
on the luck of the one future that was played, and effects act on their own days in all of them. Both
sides of a pair share their luck, so what differs is what the cause did. The future that was played is
read beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from exercises.counterfactual.causes import causes, effects_of, together
from exercises.counterfactual.changes import Counterfactual, Worth, change_of
from sim.batch import Serial
from sim.batch.deciding import engine_for
from sim.batch.engines import Engine
from sim.batch.measuring import Measuring
from sim.batch.request import COST
from sim.batch.road import unbroken
from sim.comparing.playing import Setting as Asked
from sim.comparing.playing import play
from sim.comparing.statistic import PEOPLE, Measure
from sim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from exercises.counterfactual.causes import Cause
    from exercises.living import Effect, Living
    from exercises.play.setting import Setting
    from exercises.play.state import State
    from sim.batch import Executor
    from sim.comparing.playing import Played, Progress
    from sim.plan import Plan

    Floats = NDArray[np.float64]

AS_PLAYED, BARE = 0, 1
"""Places of the plans under all effects and under none."""


def weigh(
    living: Living,
    setting: Setting,
    state: State,
    *,
    futures: int,
    engine: Engine = Engine.AUTO,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Counterfactual | None:
    """Return what each decision and inject changed; None where play did nothing to the simulation.

    Parameters: `futures`: new ones, at least 2; `engine`: who plays, which changes nothing; `executor`:
    who works, one future after the other unless told.
    Raises: `AllBroke` if so many runs break off that nothing can be told.
    """
    effects, found = effects_of(state), causes(setting, state)
    if not effects:
        return None
    plans, refused = _plans(living, effects, found)
    measures = _measures(living.model.plan)
    played_by = engine_for(engine, tuple(plans.values()), runs=(1 + futures) * len(plans))
    asked = Asked(
        plans=tuple(plans.values()),
        measures=measures,
        seed=living.seed,
        horizon=living.model.plan.horizon,
        names=tuple(plans),
        engine=played_by,
    )
    chosen = [living.replication, *_others(futures, living.replication)]
    wanted = dict.fromkeys(range(len(plans)), chosen)
    played = play(asked, wanted, executor=executor or Serial(), progress=progress)
    return _told(found, refused, asked=asked, played=played, chosen=chosen)


def _others(futures: int, played: int) -> list[int]:
    """Return so many futures, the one that was played not among them."""
    return [each for each in range(futures + 1) if each != played][:futures]


def _plans(
    living: Living, effects: Sequence[Effect], found: Sequence[Cause]
) -> tuple[dict[str, Plan], dict[str, str]]:
    """Return name → plan: as played, without anything, without each cause; and what cannot be left out."""
    plans = {"as played": living.plan(effects), "without play": living.plan(())}
    refused: dict[str, str] = {}
    for cause in found:
        left = [each for place, each in enumerate(effects) if place not in cause.places]
        try:
            plans[cause.name] = living.plan(left)
        except BadInput as error:
            refused[cause.name] = error.findings[0].message
    return plans, refused


def _measures(plan: Plan) -> tuple[Measure, ...]:
    """Return what is looked at: the headlines first, then all other milestones, dollars and people."""
    names = [each.id for each in plan.milestones]
    heads = [names[place] for place in Measuring(plan).looked_into]
    return tuple(Measure(each) for each in dict.fromkeys((*heads, COST, *PEOPLE, *names)))


def _told(
    found: Sequence[Cause], refused: dict[str, str], *, asked: Asked, played: Played, chosen: list[int]
) -> Counterfactual:
    kept = set(unbroken(chosen[1:], played.broken))
    left = [0, *(place for place, each in enumerate(chosen) if place and each in kept)]
    numbers = {place: each[:, left] for place, each in played.numbers.items()}
    shown = _different(numbers)

    def worth(cause: Cause, place: int) -> Worth:
        changes = (
            change_of(asked.measures[row], (numbers[AS_PLAYED][row], numbers[place][row]), asked.horizon)
            for row in shown
        )
        return Worth(cause, tuple(changes))

    at = {name: place for place, name in enumerate(asked.names)}
    return Counterfactual(
        worths=tuple(
            Worth(each, (), refused[each.name]) if each.name in refused else worth(each, at[each.name])
            for each in found
        ),
        whole=worth(together(found), BARE),
        measures=tuple(asked.measures[row] for row in shown),
        n=len(left) - 1,
        seed=asked.seed,
        horizon=asked.horizon,
        broken=played.broken,
    )


def _different(numbers: dict[int, Floats]) -> list[int]:
    """Return the rows that say something of their own: a milestone of the only operation is told once."""
    seen: set[bytes] = set()
    found = []
    for row in range(len(numbers[AS_PLAYED])):
        key = b"".join(each[row].tobytes() for each in numbers.values())
        if key not in seen:
            found.append(row)
        seen.add(key)
    return found
