"""A list's rows as a script: what its columns say in the script's words, and what could not be taken.

A list that was written from a script carries the whole row beside what planners see: what they changed
in the columns wins, all else stays as it was.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, get_args

from exercises.msel import diff, with_uids
from exercises.msel.differing import changes_of
from exercises.play.delivering import DELIVERED
from exercises.script.listing.out import listed, row_out
from exercises.script.listing.words import APPROVAL, CHANNELS, REST, at, name_of
from exercises.script.schema import Row
from exercises.script.schema.rows import Channel
from exercises.script.schema.triggers import trigger_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from exercises.msel import Difference, MselRow
    from exercises.script.loading import Loaded
    from exercises.script.schema import Script

MORNING = time(9)
NOBODY = "Not assigned yet"
"""The cell of rows that name no recipient."""
SLACK = timedelta(hours=1)
"""Time from the last row to ENDEX, where a list says none."""
TEXTS = ("title", "body", "description", "background", "controller", "author", "phase")
"""Fields of one text that a script has under the same name."""
LISTS = ("units", "locations", "attachments")


FROM_A_SCRIPT = (
    "the list was written of a script, and does not hold its cells, objectives and decisions: "
    "--into SCRIPT changes that one"
)


@dataclass
class Taken:
    """A script made of a list: `data` as it would be written; `doubts`: what was left out, and why."""

    data: dict[str, Any]
    doubts: list[str] = field(default_factory=list)


@dataclass
class _Names:
    """Names given so far, by kind: name → words."""

    cells: dict[str, str] = field(default_factory=dict)
    objectives: dict[str, str] = field(default_factory=dict)
    storylines: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, script: Script) -> _Names:
        """Return the names that a script has."""
        return cls(
            {name: each.title for name, each in script.cells.items()},
            {name: each.title for name, each in script.objectives.items()},
            {name: each.title for name, each in script.storylines.items()},
        )


def taken(rows: Sequence[MselRow], *, title: str, scenario: str) -> Taken:
    """Return a new script of a list, over a scenario."""
    named = with_uids(rows)
    first = _first(named)
    names = _Names()
    doubts: list[str] = []
    made = [_row(each, names, first, doubts=doubts) for each in named]
    startex = first or datetime(2026, 1, 5, 9)  # noqa: DTZ001  the exercise's own wall
    data = {
        "format": 1,
        "title": title,
        "scenario": scenario,
        "clock": {
            "startex": f"{startex:%Y-%m-%d %H:%M}",
            "endex": _endex(made, startex),
            "moves": [{"title": "Move 1", "scenario": "D+0"}],
        },
        "cells": {name: {"title": words} for name, words in names.cells.items()}
        or {"players": {"title": "Players"}},
        "objectives": {name: {"title": words} for name, words in names.objectives.items()},
        "storylines": {name: {"title": words} for name, words in names.storylines.items()},
        "rows": made,
    }
    if any(each.extra.get(REST) for each in named):
        doubts.append(FROM_A_SCRIPT)
    if first is None:
        doubts.append("the list names no times: its rows go out by hand, until triggers are written")
    return Taken({key: value for key, value in data.items() if value not in ({}, [])}, doubts)


def merged(loaded: Loaded, rows: Sequence[MselRow], *, remove: bool = False) -> tuple[Taken, Difference]:
    """Return a script with what a list changes in it, and the differences.

    Rows that the list no longer has stay, unless `remove`; uids that were used are never given again.
    """
    old = listed(loaded)
    difference = diff(old, rows)
    names = _Names.of(loaded.script)
    doubts: list[str] = []
    written = {str(each["uid"]): dict(each) for each in loaded.document.data.get("rows") or ()}
    new = [row for _, row in difference.pairs]
    startex = loaded.startex.replace(tzinfo=None)
    for row in with_uids(new, taken=written):
        before = next((each for each in old if each.uid == row.uid), None)
        if before is None:
            written[row.uid] = _row(row, names, startex, doubts=doubts)
        else:
            written[row.uid] |= _changed(before, row, names, first=startex)
    if remove:
        for row in difference.removed:
            written.pop(row.uid, None)
    data = dict(loaded.document.data)
    for kind in ("cells", "objectives", "storylines"):
        added = {name: {"title": words} for name, words in getattr(names, kind).items()}
        if added:
            data[kind] = {**added, **(data.get(kind) or {})}
    data["rows"] = [_clean(each) for each in written.values()]
    return Taken(data, doubts), difference


def _clean(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value not in (None, "", [], (), {})}


def _row(row: MselRow, names: _Names, first: datetime | None, *, doubts: list[str]) -> dict[str, Any]:
    """Return a new row of a script: the one that the list carries beside its columns, or what they say."""
    rest = row.extra.get(REST, "")
    base = _base(rest, row.uid) if rest else None
    if base is not None:
        return base
    found: dict[str, Any] = {
        "uid": row.uid,
        "kind": row.category,
        "title": row.text or row.uid,
        **_fields(row, names, first),
        "extra": {key: value for key, value in row.extra.items() if value and key != REST},
    }
    if "trigger" not in found and str(row.delivery):
        found["extra"]["time as written"] = str(row.delivery)
        doubts.append(f"{row.where}: {row.uid} has no usable time ({row.delivery}): it goes out by hand")
    if row.category in DELIVERED and row.category != "key_event" and not (row.to or row.cc):
        found |= {"to": [_named(NOBODY, names.cells)], "approval": "draft"}
        doubts.append(f"{row.where}: {row.uid} names no recipient: a draft, for nobody yet")
    return _clean(found)


def _base(rest: str, uid: str) -> dict[str, Any] | None:
    """Return the row that a list carries beside its columns, if it is one and still the same row."""
    try:
        found = json.loads(rest)
    except ValueError:
        return None
    return found if isinstance(found, dict) and str(found.get("uid")) == uid else None


def _changed(before: MselRow, row: MselRow, names: _Names, *, first: datetime | None) -> dict[str, Any]:
    """Return what the columns of a row change in the script; everything else stays as it was."""
    fields = {each.field for each in changes_of(before, row)}
    said = _fields(row, names, first)
    return {key: said.get(key) for key, sources in SOURCES.items() if fields & sources}


SOURCES: Mapping[str, frozenset[str]] = {
    **{name: frozenset({name}) for name in (*TEXTS, *LISTS, "number", "to", "cc", "objectives", "storyline")},
    "kind": frozenset({"category"}),
    "from": frozenset({"from_"}),
    "channel": frozenset({"channel"}),
    "trigger": frozenset({"delivery", "scenario_time", "trigger"}),
    "expected": frozenset({"expected_actions"}),
    "approval": frozenset({"status"}),
    "move": frozenset({"move"}),
    "priority": frozenset({"priority"}),
}
"""Key of a row → fields of a list that say it."""


def _fields(row: MselRow, names: _Names, first: datetime | None) -> dict[str, Any]:
    """Return what the columns of a row say, in the script's words."""
    found: dict[str, Any] = {name: getattr(row, name) for name in TEXTS}
    found |= {name: list(getattr(row, name)) for name in LISTS}
    found |= {
        "number": row.number,
        "kind": row.category,
        "from": row.from_,
        "to": [_named(each, names.cells) for each in row.to],
        "cc": [_named(each, names.cells) for each in row.cc],
        "objectives": [_named(each, names.objectives) for each in row.objectives],
        "storyline": _named(row.storyline, names.storylines) if row.storyline else "",
        "channel": _channel(row.channel),
        "trigger": _trigger(row, first),
        "expected": list(row.expected_actions),
        "approval": APPROVAL.get(row.status.canonical, ""),
        "move": int(row.move) if row.move.isdigit() and int(row.move) else None,
        "priority": int(row.priority) if row.priority.isdigit() else None,
    }
    return _clean(found)


def _trigger(row: MselRow, first: datetime | None) -> Any:
    if row.trigger:
        try:
            return trigger_of(json.loads(row.trigger))
        except ValueError:
            return row.trigger if row.trigger == "manual" else ""
    if row.delivery.kind != "blank":
        return at(row.delivery, first)
    day = row.scenario_time.day
    if isinstance(day, int) and day >= 0:
        clock = row.scenario_time.time_of_day
        return f"D+{day}" + (f" {clock:%H:%M}" if clock else "")
    return ""


def _channel(words: str) -> str:
    known = CHANNELS.get(words, words)
    return known if known in get_args(Channel) else "other" if words else ""


def _named(words: str, taken_: dict[str, str]) -> str:
    name = words if words in taken_ else name_of(words, taken_)
    taken_.setdefault(name, words)
    return name


def _first(rows: Iterable[MselRow]) -> datetime | None:
    """Return the first moment of a list: its first day, at the earliest time of that day."""
    timed = [each.delivery for each in rows if each.delivery.time_of_day is not None]
    if not timed:
        return None
    days = sorted(each.day for each in timed if not isinstance(each.day, int) and each.day is not None)
    day = _usual_first(days) if days else datetime(2026, 1, 5, 9).date()  # noqa: DTZ001  as above
    same = [each.time_of_day for each in timed if each.day in {day, None, 1} and each.time_of_day]
    return datetime.combine(day, min(same, default=MORNING)).replace(minute=0)


def _usual_first(days: Sequence[date]) -> date:
    """Return the first day of the list's own time: a slip of the year lies far from the middle."""
    middle = days[len(days) // 2]
    return next(each for each in days if abs((middle - each).days) <= LAST_MONTHS)


LAST_MONTHS = 45
"""Days around the middle of a list within which its days lie."""


def _endex(rows: Sequence[Mapping[str, Any]], startex: datetime) -> str:
    """Return an hour after the last row that has a time."""
    seconds = [0.0]
    for each in rows:
        trigger = Row.model_validate(each).trigger
        if trigger is not None and trigger.at is not None and trigger.at.clock == "exercise":
            seconds.append(trigger.at.seconds(startex))
    return f"STARTEX+{int((timedelta(seconds=max(seconds)) + SLACK).total_seconds() // 60)} min"


__all__ = ["Taken", "merged", "row_out", "taken"]
