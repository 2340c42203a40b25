"""What the simulation under an exercise measured in its course, and at ENDEX without what play did to it.

Both are one future, the one that was played: no interval belongs to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exercises.living import Effect
from sim.measures.catalogue import series
from sim.quantities import say_dollars
from sim.report.words import count_text
from sim.simulating import just_after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.living import Living
    from exercises.play.setting import Setting
    from exercises.play.state import State
    from sim.measures.catalogue import Kind, Measure
    from sim.measures.series import Steps, Value
    from sim.trace import Outcome

FAMILIES = ("fund", "pool", "strength", "cost")
"""Families of measures that make the headline."""
ENDINGS = (".free", ".disbursed", ".held", ".troops", ".police", ".civilians", ".total")
DIGITS = ".4g"
"""Dollars are shown to four digits, so that a small change of a large fund is seen."""
NEVER = "not reached"


@dataclass(frozen=True, slots=True)
class Line:
    """A measure in words at each moment, and at the last of them without the effects of play."""

    measure: str
    values: tuple[str, ...]
    without: str


@dataclass(frozen=True, slots=True)
class Headline:
    """Measures at moments of the exercise.

    `moments`: what each is called, and its day since D+0. `lines`: measures that moved or that play changed;
    `still`: how many others there are. `dates`: milestones reached by the last moment, with and without.
    """

    moments: tuple[tuple[str, float], ...]
    lines: tuple[Line, ...]
    still: int
    dates: tuple[Line, ...]
    seed: int
    replication: int


def headline(living: Living, state: State, setting: Setting) -> Headline:
    """Return what the simulation measured from STARTEX to now, or to ENDEX where play has ended."""
    moments = tuple(_moments(state, setting))
    pair = living.outcome([Effect.from_plain(each) for each in state.effects]), living.outcome(())
    measured = [each for each in living.measures.values() if _is_headline(each.name)]
    lines = [_line(each, pair, [day for _, day in moments]) for each in measured]
    moved = [each for each in lines if len({*each.values, each.without}) > 1]
    return Headline(
        moments=moments,
        lines=tuple(moved),
        still=len(lines) - len(moved),
        dates=tuple(_dates(living, pair, moments[-1][1])),
        seed=living.seed,
        replication=living.replication,
    )


def _is_headline(name: str) -> bool:
    return name.startswith(FAMILIES) and name.endswith(ENDINGS)


def _moments(state: State, setting: Setting) -> Iterator[tuple[str, float]]:
    """Yield STARTEX, the beginning of each later move, and where play stands."""
    clock, titles = state.clock, setting.script.clock.moves
    yield "STARTEX", clock.day(0.0)
    for leg in clock.legs[1:]:
        if leg.begins < state.now:
            yield titles[leg.move].title, leg.day
    yield ("ENDEX" if state.phase == "ended" else "now"), clock.day(state.now)


def _line(measure: Measure, pair: tuple[Outcome, Outcome], days: list[float]) -> Line:
    found, bare = (series(each, measure.name) for each in pair)
    values = tuple(_said(measure.kind, found.at(just_after(day))) for day in days)
    return Line(measure.text, values, _said(measure.kind, bare.at(just_after(days[-1]))))


def _said(kind: Kind, value: Value) -> str:
    if value is None or isinstance(value, str | bool):
        return "nothing yet" if value is None else str(value)
    return say_dollars(round(float(f"{value:{DIGITS}}"))) if kind == "dollars" else count_text(value)


def _dates(living: Living, pair: tuple[Outcome, Outcome], day: float) -> Iterator[Line]:
    """Yield the milestones that are reached by a day with or without the effects of play."""
    for each in living.measures.values():
        if each.name.startswith("milestone."):
            with_, without = (_reached(series(outcome, each.name), day) for outcome in pair)
            if {with_, without} != {NEVER}:
                yield Line(each.name.removeprefix("milestone."), (with_,), without)


def _reached(found: Steps, day: float) -> str:
    """Return the day from which on something has been reached at a moment."""
    last = [(time, value) for time, value in found.changes() if time <= just_after(day)][-1:]
    return f"D+{last[0][0]:.1f}" if last and last[0][1] else NEVER
