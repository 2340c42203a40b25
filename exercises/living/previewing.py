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
    if measure.name.startswith("milestone."):
        days = [reached_for_good(series(each, measure.name)) for each in pair]
        if days[0] != days[1]:
            text = f"{measure.text}: {_moved(*days)}"
            yield Change(measure.name, pair[0].plan.horizon, *days, text)
    elif measure.name.endswith((*NOW_ENDINGS, *END_ENDINGS)):
        now = measure.name.endswith(NOW_ENDINGS)
        moment = just_after(day) if now else pair[0].plan.horizon
        values = [series(each, measure.name).at(moment) for each in pair]
        if values[0] != values[1]:
            said = " → ".join(say(measure.kind, each) for each in values)
            yield Change(
                measure.name, moment, *values, f"{measure.text}: {said}{'' if now else ' in the end'}"
            )


def reached_for_good(found: Steps) -> float | None:
    """Return the day from which on something stays reached, None where it does not by the horizon."""
    return found.times[-1] if found.values and found.values[-1] else None


def _moved(before: float | None, after: float | None) -> str:
    days = " → ".join("not by the horizon" if each is None else f"D+{each:.1f}" for each in (before, after))
    if before is None or after is None:
        return days
    return f"{days} ({abs(after - before):.1f} d {'later' if after > before else 'earlier'})"
