"""The simulation: load a scenario, run it, read what happened and what held it up.

    >>> import sim
    >>> model = sim.load("quick-start")
    >>> outcome = sim.simulate(model, seed=7)
    >>> sim.milestones(outcome)["first_team_in_country"] > 0
    True

Everything a user of the library needs is named here; the rooms behind are described in
`docs/architecture.md`. A room is entered when a name of it is first asked for: the processes of a batch
need few of them, and begin in half the time.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.batch.results import Results
    from sim.batch.run import run_batch
    from sim.errors import BadInput, ScrsError
    from sim.measures import longest_waits, milestones
    from sim.plan import Plan
    from sim.scenario.loading import Model, load, load_mapping, shipped
    from sim.simulating import replicate, simulate
    from sim.trace import Outcome

__all__ = [
    "BadInput",
    "Model",
    "Outcome",
    "Plan",
    "Results",
    "ScrsError",
    "load",
    "load_mapping",
    "longest_waits",
    "milestones",
    "replicate",
    "run_batch",
    "shipped",
    "simulate",
]

_ROOMS = {
    "sim.batch.results": ("Results",),
    "sim.batch.run": ("run_batch",),
    "sim.errors": ("BadInput", "ScrsError"),
    "sim.measures": ("longest_waits", "milestones"),
    "sim.plan": ("Plan",),
    "sim.scenario.loading": ("Model", "load", "load_mapping", "shipped"),
    "sim.simulating": ("replicate", "simulate"),
    "sim.trace": ("Outcome",),
}


def __getattr__(name: str) -> object:
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(room), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
