"""The simulation's own verbs of the `scrs` command, a room for each kind.

They read arguments, call the rooms, print. Exit codes: 0 done, 1 the input is wrong, 2 usage,
3 not precise enough, 4 some runs failed, 5 missed, 130 stopped.
"""

from sim.cli import (
    batch,
    calibrating,
    checking,
    comparing,
    concurrency,
    differing,
    drivers,
    importing,
    mechanisms,
    planning,
    preplanning,
    running,
    sizing,
    tools,
    validating,
    worth,
)
from sim.cli.options import app

__all__ = [
    "app",
    "batch",
    "calibrating",
    "checking",
    "comparing",
    "concurrency",
    "differing",
    "drivers",
    "importing",
    "mechanisms",
    "planning",
    "preplanning",
    "running",
    "sizing",
    "tools",
    "validating",
    "worth",
]
