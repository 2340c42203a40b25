"""The simulation's own verbs of the `scrs` command, a room for each kind.

They read arguments, call the rooms, print. Exit codes: 0 done, 1 the input is wrong, 2 usage, 5 missed.
"""

from sim.cli import checking, concurrency, drivers, mechanisms, running, tools, validating
from sim.cli.options import app

__all__ = ["app", "checking", "concurrency", "drivers", "mechanisms", "running", "tools", "validating"]
