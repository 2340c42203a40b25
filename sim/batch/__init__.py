"""Many runs at once: who does the work, and in what pieces. What a run is, is not known here.

`executors` map a function over pieces of work, in this process or over several; what comes back is
the same for any number of workers.
"""

from sim.batch.executors import Executor, Processes, Serial, executor_for

__all__ = ["Executor", "Processes", "Serial", "executor_for"]
