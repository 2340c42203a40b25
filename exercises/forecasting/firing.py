"""When the rows that wait for the simulation come due in one future, by the triggers of the script.

A future is given as curves of the measures that its conditions ask; what a trigger means is `play.triggers`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from exercises.living.conditions import COMPARES, comparison_of
from exercises.play import truth
from exercises.play.delivering import DELIVERED
from exercises.play.state import Stamp
from exercises.play.triggers import inner, second_of, truth_of
from sim.forecasting.curves import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from exercises.forecasting.carrying import Branch
    from exercises.play.setting import Effects, World
    from exercises.play.state import Run
    from exercises.script.schema import Condition, Row, Trigger
    from sim.forecasting import Curve

READY = ("approved", "locked")


@dataclass(frozen=True)
class Asked:
    """A condition as it is held against a curve. `place`: of its measure; `lasts`: days it must have held."""

    place: int
    operator: str
    value: float
    lasts: float

    def turns(self, curve: Curve, horizon: float) -> tuple[float, ...]:
        """Return the days at which it turns true and false, in turn; as `living.truth` does."""
        compare = COMPARES[self.operator]
        held = np.asarray(compare(curve.values, self.value))
        first = bool(compare(curve.before, self.value))
        turning = [0.0] if first else []
        if len(held):
            turning += curve.times[:1].tolist() if held[0] != first else []
            turning += curve.times[1:][held[1:] != held[:-1]].tolist()
        found: list[float] = []
        for begin, end in zip(turning[::2], [*turning[1::2], math.inf], strict=False):
            since = begin + self.lasts
            if since < end and since <= horizon:
                found += [since, end] if end < math.inf else [since]
        return tuple(found)


class FutureWorld:
    """One future after the other as triggers ask the world: `show` says which one is looked at."""

    def __init__(self, names: Sequence[str], conditions: Iterable[Condition], horizon: float) -> None:
        """Make ready for some conditions. `names`: measures in the order of a future's curves."""
        self.horizon = horizon
        self.asked = {id(each): _asked(each, names) for each in conditions}
        self.curves: Sequence[Curve] = ()
        self.known: dict[Asked, tuple[float, ...]] = {}

    def show(self, curves: Sequence[Curve]) -> None:
        """Look at another future."""
        self.curves, self.known = curves, {}

    def turns(self, condition: Condition, _effects: Effects) -> tuple[float, ...]:
        """Return the days at which a condition turns in the future that is looked at."""
        asked = self.asked[id(condition)]
        if asked not in self.known:
            self.known[asked] = asked.turns(self.curves[asked.place], self.horizon)
        return self.known[asked]


def _asked(condition: Condition, names: Sequence[str]) -> Asked:
    found = comparison_of(condition)
    return Asked(names.index(found.measure), found.operator, number_of(found.value), found.lasts)


def conditions_of(rows: Iterable[Row]) -> list[Condition]:
    """Return every condition that some rows' triggers hold."""
    return [part.when for each in rows for part in _parts(each) if part.when is not None]


def _parts(row: Row) -> list[Trigger]:
    return [] if row.trigger is None else list(inner(row.trigger))


class Firing:
    """When rows come due, future by future. `rows`: those that wait for the simulation, by uid."""

    def __init__(
        self,
        here: Branch,
        rows: Mapping[str, Row],
        names: Sequence[str],
        *,
        until: float,
        horizon: float = math.inf,
    ) -> None:
        """Make ready. `here`: carried on to ENDEX, so that what comes due by the clock is known.

        `until`: second after which nothing counts any more; `horizon`: last day of the simulation.
        """
        self.here, self.until = here, until
        self.world = FutureWorld(names, conditions_of(rows.values()), horizon)
        world: World = self.world  # type: ignore[assignment]  # triggers ask for nothing but turns
        self.setting = replace(here.setting, world=world)
        self.rows = _in_order(rows)
        self.followed = {
            part.after.row for row in self.rows for part in _parts(row) if part.after is not None
        }
        self.latest = {
            each.uid: math.inf if each.latest is None else second_of(each.latest, here.state, self.setting)
            for each in self.rows
        }

    def seconds(self, curves: Sequence[Curve]) -> dict[str, float]:
        """Return, per row, the second at which it comes due in a future; infinity: not by ENDEX."""
        self.world.show(curves)
        found: dict[str, float] = {}
        stamped: list[Run] = []
        for row in self.rows:
            found[row.uid] = second = self._due(row)
            if second <= self.until and row.uid in self.followed:
                stamped += self._stamp(row, second)
        for run in stamped:
            run.stamps.clear()
        return found

    def _due(self, row: Row) -> float:
        assert row.trigger is not None  # noqa: S101  only rows with a condition are here
        second = truth.first(truth_of(row.trigger, self.here.state, self.setting), 0.0)
        second = max(second, self.here.second)
        return second if second <= min(self.until, self.latest[row.uid]) else math.inf

    def _stamp(self, row: Row, second: float) -> list[Run]:
        """Let a row come to its state, for those that follow it; return the lives that were touched."""
        stamp = Stamp(0, 0.0, second, self.here.state.clock.day(second), "")
        untouched = [run for _, run in self.here.state.runs_of(row.uid) if not run.stamps]
        for run in untouched:
            run.stamps["sent" if _goes_out(row) else "armed"] = stamp
        return untouched


def _goes_out(row: Row) -> bool:
    """Whether a row is sent when it comes due, with nobody's hand on it."""
    return row.kind in DELIVERED and row.release == "auto" and row.approval in READY


def _in_order(rows: Mapping[str, Row]) -> list[Row]:
    """Return rows so that each stands behind those that it follows."""
    found: dict[str, Row] = {}

    def place(uid: str, path: tuple[str, ...]) -> None:
        if uid in found or uid in path:
            return
        for part in _parts(rows[uid]):
            if part.after is not None and part.after.row in rows:
                place(part.after.row, (*path, uid))
        found[uid] = rows[uid]

    for each in rows:
        place(each, ())
    return list(found.values())
