"""Futures from a moment of one run: what was is kept, what is under way lasts on, what comes is new.

Chance is keyed, so no state is copied: a forecast is ordinary futures of the plan, whose uniforms are mixed
column by column (`knowing`, `mixing`). The past then plays itself again, the same in each of them.

    noting     the run as lived up to the moment, and which draws it asked for, when
    waits      what of that is under way, and for how long already
    knowing    per column of uniforms: settled, at least so much, or new
    mixing     rows of uniforms for new futures
    drawing    of their values what the compiled engine does not draw by itself
    playing    futures on the compiled engine, or on SimPy
    curves     what is kept of a future: dates, and measures as arrays
    adding     many futures → chances, percentiles, fans
"""

from sim.forecasting.adding import Date, Fan, date_of, fan_of
from sim.forecasting.curves import Curve, curve_of
from sim.forecasting.knowing import Known, known_at
from sim.forecasting.mixing import mixed
from sim.forecasting.playing import Future, Futures

__all__ = [
    "Curve",
    "Date",
    "Fan",
    "Future",
    "Futures",
    "Known",
    "curve_of",
    "date_of",
    "fan_of",
    "known_at",
    "mixed",
]
