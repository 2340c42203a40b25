"""How large the corps, the staff and the fund must be: the smallest sizes that meet a scenario's targets.

`operations` lays k crises, `capacities` says what is sized, `stage` plays, `study` searches, `budget` adds
up what to ask for. Nothing is printed or drawn here.
"""

from sim.sizing.budget import Budget, Line, budget_of
from sim.sizing.operations import Base, base_from, base_of
from sim.sizing.study import Question, Sized, Sizing, size

__all__ = [
    "Base",
    "Budget",
    "Line",
    "Question",
    "Sized",
    "Sizing",
    "base_from",
    "base_of",
    "budget_of",
    "size",
]
