"""Who plays where it is left to us: the compiled engine where that is quicker in all, else SimPy.

The numbers are the same to the byte; this is about time alone. What is decided, and done about it, is logged.
"""

from __future__ import annotations

import logging
import time
from itertools import chain
from typing import TYPE_CHECKING

from sim.batch.engines import Engine, uncovered
from sim.errors import BadInput, Place, nearest, quote
from sim.simulating import DEFAULT_SEED, Player

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.plan import Plan

LOADING = 2.0
"""Seconds on SimPy below which it does not pay to load compiled code: it takes about one in each process."""
COMPILING = 120.0
"""Seconds on SimPy from which on it pays to compile it first, once for a machine: it takes about a minute."""
FEWEST = 20
"""Runs below which nothing can pay."""
COMPILED_SO_FAR = "Compiling the engine, once for this machine, a minute or two: %d functions so far"
log = logging.getLogger(__name__)


def engine_for(asked: Engine, plans: Sequence[Plan], *, runs: int) -> Engine:
    """Return who plays so many runs of some plans; never `AUTO`.

    If it is the compiled engine it is ready then, so that processes that share the work find it on the disk.
    Parameters: `asked`: an engine, or its name.
    Raises: `BadInput` for another name.
    """
    asked = _known(asked)
    if asked is Engine.SIMPY or (asked is Engine.AUTO and not pays(plans[0], runs)):
        return Engine.SIMPY
    missing = list(dict.fromkeys(chain.from_iterable(map(uncovered, plans))))
    if missing:
        log.warning("Played on SimPy: the compiled engine does not cover %s.", "; ".join(missing))
        return Engine.SIMPY
    _make_ready()
    return Engine.COMPILED if asked is Engine.AUTO else asked


def _known(asked: str) -> Engine:
    try:
        return Engine(asked)
    except ValueError:
        names = [each.value for each in Engine]
        message = f"there is no engine {quote(asked)}"
        place = Place("engine")
        raise BadInput(
            [place.finding(message, allowed=", ".join(names), suggestion=nearest(asked, names))]
        ) from None


def pays(plan: Plan, runs: int, *, seconds: Callable[[Plan], float] | None = None) -> bool:
    """Whether some runs of a plan are done sooner on the compiled engine.

    Parameters: `seconds`: that one run takes on SimPy; one is played to see if nothing is told.
    """
    if runs < FEWEST:
        return False
    spent = runs * (seconds or seconds_on_simpy)(plan)
    return spent >= LOADING and (spent >= COMPILING or _is_ready())


def seconds_on_simpy(plan: Plan) -> float:
    """Return how long a run takes on SimPy, by playing one."""
    player = Player(plan)
    outcomes = player.play(DEFAULT_SEED, (0, 1))
    next(outcomes)
    begin = time.process_time()
    next(outcomes)
    return time.process_time() - begin


def ready_engine() -> Engine:
    """Return the quickest engine that plays at once, loaded: nothing is compiled for it."""
    if not _is_ready():
        return Engine.SIMPY
    _make_ready()
    return Engine.COMPILED


def _is_ready() -> bool:
    from sim.compiled.warming import is_ready  # noqa: PLC0415  Numba is slow to load

    return is_ready()


def _make_ready() -> None:
    from sim.compiled.warming import warm  # noqa: PLC0415  Numba is slow to load

    warm(lambda done: log.info(COMPILED_SO_FAR, done))
