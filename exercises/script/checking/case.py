"""One script under examination: its checked shape, its file, the scenario under it, and what follows.

What is right or wrong is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from exercises.script.planned import Planned, moves_at
from exercises.script.schema import EffectDeclared, Script, Trigger
from sim.measures.catalogue import catalogue
from sim.scenario.checking.case import Examined

if TYPE_CHECKING:
    from pathlib import Path

    from exercises.script.schema.changes import Ask
    from sim.errors import Finding
    from sim.measures.catalogue import Measure
    from sim.scenario.loading import Model
    from sim.scenario.parsing import KeyPath

DELIVERED = ("inject", "contingency", "context", "key_event")
"""Kinds of rows that reach a cell; the others are for control and evaluators."""
STARTEX = "%Y-%m-%d %H:%M"
YEARS = range(1900, 2201)
"""Years in which an exercise may begin."""

Check = Callable[["ScriptCase"], Iterable["Finding"]]


class Leaf(NamedTuple):
    """A part of a trigger that is no mix of others. `path`: of the part; `denied`: below a `not`."""

    row: int
    path: KeyPath
    trigger: Trigger
    denied: bool


class Carried(NamedTuple):
    """An effect, where it stands, and what may be asked for there (None: nothing)."""

    path: KeyPath
    effect: EffectDeclared
    asks: dict[str, Ask] | None


@dataclass(frozen=True)
class ScriptCase(Examined):
    """A script of the right shape. `model`: the scenario under it, None where that is wrong itself.

    `folder`: where files beside it lie; None: it has none.
    """

    top: Script
    model: Model | None
    folder: Path | None = None

    @property
    def script(self) -> Script:
        """What the file declares."""
        return self.top

    @cached_property
    def uids(self) -> dict[str, int]:
        """Uid → index of the first row of that name."""
        return {row.uid: index for index, row in reversed(list(enumerate(self.script.rows)))}

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """The leaves of all triggers."""
        return tuple(
            leaf
            for index, row in enumerate(self.script.rows)
            if row.trigger is not None
            for leaf in leaves_of(row.trigger, ("rows", index, "trigger"), row=index)
        )

    @cached_property
    def effects(self) -> tuple[Carried, ...]:
        """All effects: of rows, of options, of decisions."""
        return tuple(_effects(self.script))

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """Name → measure of the simulation that a condition may look at."""
        return {} if self.model is None else catalogue(self.model.plan)

    @cached_property
    def startex(self) -> datetime | None:
        """STARTEX in its time zone, or None where it or the zone cannot be read."""
        zone = zone_of(self.script.clock.zone)
        try:
            naive = datetime.strptime(self.script.clock.startex, STARTEX)  # noqa: DTZ007  the zone follows
            if naive.year not in YEARS:
                return None
        except ValueError:
            return None
        return None if zone is None else naive.replace(tzinfo=zone)

    @cached_property
    def planned(self) -> Planned | None:
        """The clock as planned, or None where STARTEX cannot be read."""
        clock = self.script.clock
        if self.startex is None:
            return None
        start = date.min if self.model is None else self.model.plan.start
        moves = moves_at(clock.moves, self.startex, start)
        return Planned(self.startex, clock.endex.seconds(self.startex), moves, start)

    @cached_property
    def due(self) -> dict[str, float | None]:
        """Uid → seconds since STARTEX at which a row is to come due; None where play decides."""
        found: dict[str, float | None] = dict.fromkeys(self.uids)
        for uid in self._in_order() if self.planned is not None else ():
            trigger = self.script.rows[self.uids[uid]].trigger
            found[uid] = None if trigger is None else self._planned(trigger, found)
        return found

    def _in_order(self) -> Iterator[str]:
        """Yield the rows so that each comes after those that it waits for; none of a circle."""
        sorter: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(self.uids, ()))
        for leaf in self.leaves:
            if leaf.trigger.after is not None and leaf.trigger.after.row in self.uids:
                sorter.add(self.script.rows[leaf.row].uid, leaf.trigger.after.row)
        with suppress(CycleError):
            sorter.prepare()
        while ready := sorter.get_ready():
            yield from ready
            sorter.done(*ready)

    def _planned(self, trigger: Trigger, found: dict[str, float | None]) -> float | None:
        """Return when a trigger is to become true, as far as the script alone tells."""
        if trigger.at is not None and self.planned is not None:
            return self.planned.seconds(trigger.at)
        if trigger.after is not None and trigger.after.option is None and trigger.after.state == "sent":
            before = found.get(trigger.after.row)
            return None if before is None else before + trigger.after.delay
        inner = [self._planned(each, found) for each in trigger.all or trigger.any]
        known = [each for each in inner if each is not None]
        if not known or (trigger.all and len(known) < len(inner)):
            return None
        return max(known) if trigger.all else min(known)


def zone_of(name: str) -> ZoneInfo | None:
    """Return a time zone by its IANA name, or None where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def leaves_of(trigger: Trigger, path: KeyPath, *, row: int = 0, denied: bool = False) -> Iterator[Leaf]:
    """Yield the leaves of one trigger."""
    if trigger.not_ is not None:
        yield from leaves_of(trigger.not_, (*path, "not"), row=row, denied=not denied)
        return
    for key, parts in (("all", trigger.all), ("any", trigger.any)):
        for index, each in enumerate(parts):
            yield from leaves_of(each, (*path, key, index), row=row, denied=denied)
    if not trigger.all and not trigger.any:
        yield Leaf(row, path, trigger, denied)


def _effects(script: Script) -> Iterator[Carried]:
    for index, row in enumerate(script.rows):
        yield from _numbered(("rows", index), row.effects)
        for name, option in row.options.items():
            yield from _numbered(("rows", index, "options", name), option.effects)
    for name, decision in script.decisions.items():
        yield from _numbered(("decisions", name), decision.effects, decision.asks)


def _numbered(
    path: KeyPath, effects: tuple[EffectDeclared, ...], asks: dict[str, Ask] | None = None
) -> Iterator[Carried]:
    for index, effect in enumerate(effects):
        yield Carried((*path, "effects", index), effect, asks)
