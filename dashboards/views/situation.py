"""The simulation as it stands: money, strengths and conditions up to now, read off the living run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.views.country import Shape, shapes_of
from exercises.living.effects import Effect
from sim.measures.catalogue import Measure, series
from sim.simulating import just_after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.director import Director
    from exercises.living.living import Living
    from sim.measures.series import Value
    from sim.trace import Outcome

MOST_POINTS = 400
"""Points of a line that are drawn."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a measure on a day of the scenario. `line`: its name in the chart."""

    line: str
    day: float
    value: float


@dataclass(frozen=True, slots=True)
class Ground:
    """A sector of a province: condition 0 to 1 and who leads."""

    crisis: str
    province: str
    sector: str
    condition: float
    authority: str


@dataclass(frozen=True, slots=True)
class Situation:
    """What the simulation has come to by a day of the scenario; later days are nobody's to see."""

    day: float
    funds: tuple[Point, ...]
    strengths: tuple[Point, ...]
    ground: tuple[Ground, ...]
    shapes: tuple[Shape, ...]
    milestones: tuple[tuple[str, str], ...]
    effects: tuple[tuple[str, str], ...]


def situation_view(director: Director, living: Living) -> Situation:
    """Return the situation now; play goes on while it is worked out."""
    effects, day = director.look(lambda state: (list(state.effects), state.clock.day(director.now())))
    outcome = living.outcome([Effect.from_plain(each) for each in effects])
    named = living.measures
    return Situation(
        day=day,
        funds=tuple(_lines(outcome, named, ("fund.", ".free"), day=day)),
        strengths=tuple(_lines(outcome, named, ("strength.", ""), day=day)),
        ground=tuple(_ground(outcome, named, day)),
        shapes=shapes_of(outcome),
        milestones=tuple(_milestones(outcome, named, day)),
        effects=tuple((str(each.get("origin", "")), _said(each)) for each in effects),
    )


def spoken(name: str) -> str:
    """Return a dotted name as people read it: 'alpha.first_team' → 'alpha: first team'."""
    return name.replace("_", " ").replace(".", ": ", 1).replace(".", " ")


def _lines(
    outcome: Outcome, named: dict[str, Measure], ends: tuple[str, str], *, day: float
) -> Iterator[Point]:
    """Yield the points of all measures that begin and end so, as steps up to a day."""
    for name in named:
        if not (name.startswith(ends[0]) and name.endswith(ends[1])):
            continue
        line = spoken(name.removeprefix(ends[0]).removesuffix(ends[1]))
        found = series(outcome, name)
        past = [(time, value) for time, value in found.changes() if time <= just_after(day)]
        if not past or past[0][0] > 0.0:
            yield Point(line, 0.0, _number(found.before))
        for time, value in past[-MOST_POINTS:]:
            yield Point(line, max(0.0, time), _number(value))
        yield Point(line, day, _number(found.at(just_after(day))))


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _ground(outcome: Outcome, named: dict[str, Measure], day: float) -> Iterator[Ground]:
    for name in named:
        if name.startswith("condition."):
            crisis, province, sector = name.removeprefix("condition.").split(".")
            leads = series(outcome, f"authority.{crisis}.{province}.{sector}").at(just_after(day))
            value = _number(series(outcome, name).at(just_after(day)))
            yield Ground(crisis, province, sector, value, str(leads or ""))


def _milestones(outcome: Outcome, named: dict[str, Measure], day: float) -> Iterator[tuple[str, str]]:
    """Yield each milestone of an operation with the day on which it was reached, or 'not yet'."""
    for name in named:
        if name.startswith("milestone."):
            changes = series(outcome, name).changes()
            reached = [time for time, value in changes if value and time <= just_after(day)]
            when = f"D+{max(0.0, reached[0]):.1f}" if reached else "not yet"
            yield spoken(name.removeprefix("milestone.")), when


def _said(effect: dict[str, object]) -> str:
    kept = {key: value for key, value in effect.items() if key not in {"day", "until", "why", "origin"}}
    acts = "; ".join(f"{key} {value}" for key, value in kept.items())
    return f"D+{float(str(effect['day'])):.1f}: {effect.get('why') or acts}"
