"""What drives a date: who it waits for, what it is made of, which quantities move it.

`asking` reads what is asked, `playing` plays futures and designs, `quantities` names what is left to
chance, `finding` adds up, `designs` are those of Sobol and Morris. How it is told is `sim.report.drivers`.
"""

from sim.drivers.asking import Question, asked
from sim.drivers.finding import Drivers, find_drivers

__all__ = ["Drivers", "Question", "asked", "find_drivers"]
