"""A script's rows as a list: the columns that planners know, and all the rest in a column of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from exercises.msel import MselRow, Status, WrittenTime
from exercises.script.listing.words import CHANNELS_OUT, REST, STATUS, written_at, written_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from exercises.script.loading import Loaded
    from exercises.script.schema import Row, Script
    from exercises.times import Moment


def listed(loaded: Loaded) -> tuple[MselRow, ...]:
    """Return a script's rows as a list, in its order."""
    written = loaded.document.data.get("rows") or ()
    script = loaded.script
    return tuple(
        row_out(row, each, script, startex=loaded.startex, start=loaded.planned.start)
        for row, each in zip(script.rows, written, strict=True)
    )


def row_out(
    row: Row, written: Mapping[str, Any], script: Script, *, startex: datetime, start: date
) -> MselRow:
    """Return one row; the names of cells, objectives and storylines as people read them."""
    moment = row.trigger.at if row.trigger is not None else None
    delivery, scenario = _times(moment, startex=startex, start=start)
    return MselRow(
        uid=row.uid,
        number=row.number or row.uid,
        category=row.kind,
        title=row.title,
        body=row.body or "",
        description=row.description or "",
        background=row.background or "",
        from_=row.from_ or "",
        to=_titles(row.to, script.cells),
        cc=_titles(row.cc, script.cells),
        channel=CHANNELS_OUT.get(row.channel, row.channel),
        delivery=delivery,
        scenario_time=scenario,
        move="" if row.move is None else str(row.move),
        phase=row.phase or "",
        storyline="".join(_titles([row.storyline] if row.storyline else [], script.storylines)),
        objectives=_titles(row.objectives, script.objectives),
        expected_actions=tuple(each.text for each in row.expected),
        controller=row.controller or "",
        author=row.author or "",
        units=row.units,
        locations=row.locations,
        attachments=row.attachments,
        status=Status(canonical=STATUS[row.approval]),
        priority="" if row.priority is None else str(row.priority),
        trigger="" if moment is not None else _said(written.get("trigger")),
        extra={
            **{str(key): str(value) for key, value in row.extra.items()},
            REST: json.dumps(written, ensure_ascii=False, sort_keys=True),
        },
    )


def _times(moment: Moment | None, *, startex: datetime, start: date) -> tuple[WrittenTime, WrittenTime]:
    if moment is None:
        return WrittenTime(), WrittenTime()
    if moment.clock == "exercise":
        return written_at(moment.seconds(startex), startex), WrittenTime()
    return WrittenTime(), written_on(moment.days(start))


def _titles(names: Iterable[str], known: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(known[each].title if each in known else each for each in names)


def _said(trigger: Any) -> str:
    return "" if trigger is None else trigger if isinstance(trigger, str) else json.dumps(trigger)
