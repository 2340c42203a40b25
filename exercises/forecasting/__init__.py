"""What may still come of an exercise: conditional rows, dates, money and load, from any moment on.

    carrying   play carried on by itself from a moment, in memory: what the clock brings
    firing     when rows that wait for the simulation come due in one future
    asking     what is asked of many futures, and their answers as arrays
    forecast   the answers added up, with what is assumed
    forking    two forecasts over the same luck: with and without a command
    turning    what people did, moment by moment, and what else could be done there
    rewinding  an exercise that begins where another one stood
    lines      exercises that come from one another, and where they part
    telling    the same in lines of text, and as plain data

Nothing here writes to a journal but `rewinding`, and that only an exercise of its own.
"""

from exercises.forecasting.forecast import Due, Forecast, Load, forecast
from exercises.forecasting.forking import Fork, Given, fork, given
from exercises.forecasting.rewinding import origin_of, play_otherwise, rewind
from exercises.forecasting.turning import Turn, possible, turns

__all__ = [
    "Due",
    "Forecast",
    "Fork",
    "Given",
    "Load",
    "Turn",
    "forecast",
    "fork",
    "given",
    "origin_of",
    "play_otherwise",
    "possible",
    "rewind",
    "turns",
]
