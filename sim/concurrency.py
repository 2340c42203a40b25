"""Two to three operations at once: what share finds a slot, simulated beside the loss formula.

A small scenario of arrivals that each ask for one slot, keep it for the intensive phase, and are
refused where none is free. The answer is about slots only; what else is scarce is a scenario's matter.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sim.batch.road import Broken, kept
from sim.domain.washington import erlang_loss
from sim.scenario.loading import load_mapping
from sim.simulating import Player
from sim.stats import Estimate, wilson
from sim.trace import State

if TYPE_CHECKING:
    from sim.scenario.loading import Model
    from sim.trace import Outcome

GAP_DAYS = 100.0
"""Mean days between onsets in the small scenario: only the load matters, so time is scaled to this."""
PHASES_BEFORE = 6.0
"""Warm-up, in operations that begin during one phase."""
MOST_LOAD = 6.0
"""Load above which the warm-up would need more arrivals than a stream may bring."""
STREAM = "crisis"


@dataclass(frozen=True)
class Concurrency:
    """One load and number of slots: the chance that an operation finds a slot, simulated and by formula.

    `broken`: runs that broke off; they are in no number.
    """

    slots: int
    load: float
    found: Estimate
    formula: float
    broken: tuple[Broken, ...] = ()


def looked_at(slots: int, load: float) -> int:
    """Return the number of the operation that is looked at: those before it are the warm-up."""
    return slots + math.ceil(PHASES_BEFORE * load) + 3


def small_scenario(slots: int, load: float) -> dict[str, Any]:
    """Return the scenario: arrivals that each want one slot at once, or never."""
    number = looked_at(slots, load)
    horizon = GAP_DAYS * (number + 9.0 * math.sqrt(number) + 20.0)
    phase = {"needs": {"slots": 1}, "duration": f"{load * GAP_DAYS} d", "give_up_after": "0 d"}
    stream = {"like": STREAM, "every": f"{GAP_DAYS} d", "at_most": number}
    return {
        "format": 1,
        "title": f"{slots} slots under a load of {load:g}",
        "start": "2005-10-03",
        "horizon": f"{horizon:.0f} d",
        "evidence": "judgement",
        "pools": {"slots": {"size": slots, "kind": "slots"}},
        "doctrine": {"steps": {"intensive_phase": phase}},
        "watch_list": {"templates": {STREAM: {"country": "Any"}}, "arrivals": {STREAM: stream}},
    }


def simulate_slots(slots: int, load: float, *, replications: int, seed: int) -> Concurrency:
    """Return how many operations find a slot, in independent futures that each look at one operation.

    The n-th operation of a future is looked at (`looked_at`): by then the empty start is forgotten,
    and since each future counts once, the tries are independent and Wilson's interval is honest.
    """
    model = load_mapping(small_scenario(slots, load), name="concurrency")
    step = _step(model, f"{STREAM}_{looked_at(slots, load)}.intensive_phase")
    found = list(kept(partial(Player(model.plan).play, seed), range(replications), partial(_state, step)))
    broken = tuple(each for each in found if isinstance(each, Broken))
    tries = [each for each in found if not isinstance(each, Broken)]
    refused = tries.count(State.GAVE_UP)
    came = len(tries) - tries.count(State.WAITING)
    return Concurrency(slots, load, wilson(came - refused, came), 1.0 - erlang_loss(slots, load), broken)


def _step(model: Model, name: str) -> int:
    return [each.id for each in model.plan.steps].index(name)


def _state(step: int, outcome: Outcome) -> State:
    return next(row.state for row in outcome.steps if row.step == step)
