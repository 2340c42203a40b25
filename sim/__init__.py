"""The simulation: load a scenario, run it, read what happened and what held it up.

    >>> import sim
    >>> model = sim.load("quick-start")
    >>> outcome = sim.simulate(model, seed=7)
    >>> sim.milestones(outcome)["first_team_in_country"] > 0
    True

Everything a user of the library needs is named here; the rooms behind are described in
`docs/architecture.md`.
"""

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
