"""Rehearsal: a script played headless many times against simulated cells, before the day.

    cells        how simulated cells behave; their chance, keyed by name
    playing      one play through the director; reading: what it showed, in numbers
    ground       what all plays of a script share; run: many plays over any executor
    reckoning    shares, percentiles; requiring: gates; value: with and without a row's effects
    assumptions, sections, charts, exports   the same in words, tables, pictures, files

What people do in a real exercise is evaluated in `exercises.evaluation`.
"""

from exercises.rehearsal.reckoning import Found, reckon
from exercises.rehearsal.requiring import Held, Requirement, hold, requirements
from exercises.rehearsal.run import Rehearsals, rehearse
from exercises.rehearsal.value import Value, worth

__all__ = [
    "Found",
    "Held",
    "Rehearsals",
    "Requirement",
    "Value",
    "hold",
    "reckon",
    "rehearse",
    "requirements",
    "worth",
]
