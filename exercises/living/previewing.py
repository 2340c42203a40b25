"""What one more effect would do: the headline measures that would change, before anybody sends it.

It compares two runs of the same future, with and without; how likely that is over many futures is a
forecast, and not known here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exercises.living.conditions import say
from sim.measures.catalogue import Measure, series
from sim.simulating import just_after

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exercises.living.effects import Effect
    from exercises.living.living import Living
    from sim.measures.series import Steps, Value
    from sim.trace import Outcome

NOW_ENDINGS = (".free", ".held", ".lost")
"""Stocks that are compared right after the effect."""
DIGITS = 4
END_ENDINGS = (".disbursed", ".total")
"""Sums that are compared at the horizon."""


@dataclass(frozen=True)
class Change:
    """A headline measure that an effect would change.

    `day`: on which both values are read; for a date `before` and `after` are the days on which it is
    reached for good, None where it is not by the horizon.
    """

    measure: str
    day: float
    before: Value
    after: Value
    text: str


def preview(living: Living, effects: Sequence[Effect], effect: Effect, *, day: float) -> list[Change]:
    """Return what an effect would change if it happened on a day, after all effects so far.

    Milestones that move, stocks right after it, and what is spent by the horizon.
    Raises: `BadInput` as `Living.outcome`.
    """
    lasting = None if effect.until is None else effect.until - effect.day
    then = replace(effect, day=day, until=None if lasting is None else day + lasting)
    pair = living.outcome(effects), living.outcome((*effects, then))
    return [found for each in living.measures.values() for found in _changes(each, pair, day)]


def _changes(measure: Measure, pair: tuple[Outcome, Outcome], day: float) -> Iterator[Change]:
    before, after = (series(each, measure.name) for each in pair)
    if measure.name.startswith("milestone."):
        yield from _moved(measure, before, after, horizon=pair[0].plan.horizon)
    elif measure.name.endswith(NOW_ENDINGS):
        yield from _changed(measure, before, after, moment=just_after(day))
    elif measure.name.endswith(END_ENDINGS):
        yield from _changed(measure, before, after, moment=pair[0].plan.horizon, then=" in the end")


def _changed(
    measure: Measure, before: Steps, after: Steps, *, moment: float, then: str = ""
) -> Iterator[Change]:
    one, other = before.at(moment), after.at(moment)
    told = [say(measure.kind, _rounded(each)) for each in (one, other)]
    if told[0] != told[1]:  # a change that no digit shows is none to look at
        said = " → ".join(told)
        yield Change(measure.name, moment, one, other, f"{measure.text}: {said}{then}")


def _moved(measure: Measure, before: Steps, after: Steps, *, horizon: float) -> Iterator[Change]:
    one, other = reached_for_good(before), reached_for_good(after)
    if one == other:
        return
    days = " → ".join("not by the horizon" if each is None else f"D+{each:.1f}" for each in (one, other))
    by = ""
    if one is not None and other is not None:
        by = f" ({abs(other - one):.1f} d {'later' if other > one else 'earlier'})"
    yield Change(measure.name, horizon, one, other, f"{measure.text}: {days}{by}")


def _rounded(value: Value) -> Value:
    """Return a number to four digits, as many as a preview is good for."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value
    return round(value, DIGITS - len(str(abs(int(value)))))


def reached_for_good(found: Steps) -> float | None:
    """Return the day from which on something stays reached, None where it does not by the horizon."""
    return found.times[-1] if found.values and found.values[-1] else None
