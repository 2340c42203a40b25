"""Many runs: who plays them, in what pieces, what is kept of each.

`executors` map a function over pieces of work, in this process or over several; what comes back is
the same for any number of workers. Numbers with intervals are made of it in `sim.stats`; nothing is
drawn or printed here.
"""

from sim.batch.engines import Engine
from sim.batch.executors import Executor, Processes, Serial, executor_for

__all__ = ["Engine", "Executor", "Processes", "Serial", "executor_for"]
