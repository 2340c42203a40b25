"""What happened, and what stands before whom, as lines of plain text. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from exercises.errors import UnknownName
from exercises.play.state import NOBODY
from exercises.play.triggers import reason
from exercises.play.wording import plainly
from exercises.times import say_dtg, say_length, say_local, say_offset, say_scenario

if TYPE_CHECKING:
    from datetime import datetime

    from exercises.director import Director
    from exercises.journal.entries import Entry
    from exercises.play.state import State


MOST_FORESEEN = 5
"""Rows of a forecast that the feed names."""


def _row(state: State, said: Mapping[str, Any]) -> str:
    cells = [each for each in said.get("cells", [said.get("cell", NOBODY)]) if each != NOBODY]
    to = f" → {', '.join(cells)}" if cells else ""
    return f"{said['row']}{to}: {state.rows[said['row']].title}"


def _lived(word: str) -> Callable[[State, Mapping[str, Any]], str]:
    def tell(state: State, said: Mapping[str, Any]) -> str:
        why = f" ({said['why']})" if said.get("why") else ""
        return f"{word} {_row(state, said)}{why}"

    return tell


def _answered(_state: State, said: Mapping[str, Any]) -> str:
    option = f" [{said['option']}]" if said["option"] else ""
    return f"answered  {said['row']} by {said['cell']}{option} {said['text']}".rstrip()


def _effect(_state: State, said: Mapping[str, Any]) -> str:
    acts = ", ".join(
        f"{key} {value}"
        for key, value in said.items()
        if value and key in {"set", "scale", "withdraw", "deposit", "lose", "gain", "shift"}
    )
    return f"effect    of {said['origin']}: {said.get('why') or acts}"


def _decision(word: str) -> Callable[[State, Mapping[str, Any]], str]:
    def tell(_state: State, said: Mapping[str, Any]) -> str:
        values = ", ".join(f"{key} {value}" for key, value in said["values"].items())
        reason = f": {said['reason']}" if said.get("reason") else ""
        return f"{word} {said['id']} by {said['cell']}{f' ({values})' if values else ''}{reason}"

    return tell


def _rated(_state: State, said: Mapping[str, Any]) -> str:
    return f"assessed  {said['row']} {said['cell']} {said['rating']} {said['note']}".rstrip()


def _wrote(_state: State, said: Mapping[str, Any]) -> str:
    to = ", ".join(each or "control" for each in said["to"])
    return f"message   {said['from'] or 'control'} → {to}: {said['text']}"


def _observed(_state: State, said: Mapping[str, Any]) -> str:
    task = f".{said['task']}" if said["task"] else ""
    return f"observed  {said['objective']}{task} {said['rating']} {said['text']}".rstrip()


def _corrected(_state: State, said: Mapping[str, Any]) -> str:
    at = say_offset(said["exercise"])
    return f"corrected {said['row']} {said['cell']}: {said['state']} at {at}: {said['reason']}"


def _foreseen(state: State, said: Mapping[str, Any]) -> str:
    """Return the rows of a forecast that was kept, likeliest first."""
    rows = sorted(said.get("rows", ()), key=lambda each: -each["share"])[:MOST_FORESEEN]
    titles = {uid: row.title for uid, row in state.rows.items()}
    told = ", ".join(f"{titles.get(each['uid'], each['uid'])} {each['said']}" for each in rows)
    return f"forecast  {said.get('futures', 0):,} futures: {told or 'no row waits for the simulation'}"


WORD = 10
"""Characters of the word that each line begins with."""
TOLD: Mapping[str, Callable[[State, Mapping[str, Any]], str]] = {
    "exercise.started": lambda _, said: f"STARTEX   {said.get('title', '')}, speed {said['speed']:g}",
    "exercise.ended": lambda _, said: f"ENDEX     {said['reason']}".rstrip(),
    "clock.paused": lambda _, said: f"PAUSEX    {said['reason']}".rstrip(),
    "clock.resumed": lambda _state, _said: "resumed",
    "clock.speed": lambda _, said: f"speed     {said['speed']:g}",
    "clock.stepped": lambda _, said: f"stepped   to {say_offset(said['to'])}",
    "clock.jumped": lambda _, said: f"jumped    to {say_offset(said['to'])} {said['reason']}".rstrip(),
    "move.begun": lambda _, said: f"move {said['move'] + 1}    {said['title']}",
    "row.armed": _lived("armed    "),
    "row.held": _lived("held     "),
    "row.skipped": _lived("skipped  "),
    "row.expired": _lived("expired  "),
    "row.failed": _lived("failed   "),
    "row.edited": lambda _, said: f"edited    {said['row']['uid']}: {said['reason']}",
    "row.retimed": lambda _, said: f"retimed   {said['row']['uid']}: {said['reason']}",
    "row.added": lambda _, said: f"added     {said['row']['uid']}: {said['row'].get('title', '')}",
    "inject.sent": _lived("sent     "),
    "inject.recalled": _lived("recalled "),
    "inject.seen": lambda _, said: f"seen      {said['row']} by {said['cell']}",
    "inject.answered": _answered,
    "inject.assessed": lambda _, said: (
        f"assessed  {said['row']} {said['cell']} {said['rating']} {said['note']}".rstrip()
    ),
    "effect.applied": _effect,
    "decision.asked": _decision("asked    "),
    "decision.taken": _decision("decided  "),
    "decision.refused": _decision("refused  "),
    "message.sent": _wrote,
    "observation.made": _observed,
    "time.corrected": _corrected,
    "emergency.called": lambda _, said: f"NO DUFF   {said['text']}",
    "emergency.over": lambda _state, _said: "all clear",
    "lesson.adopted": lambda _, said: f"adopted   {said['lesson']}: {said['text']}".rstrip(": "),
    "forecast.made": _foreseen,
    "note.made": lambda _, said: f"note      {said['text']}",
}
"""Kind of entry → its line; kinds that are not here are no part of the feed."""


def tell(entry: Entry, state: State, startex: datetime | None = None) -> str:
    """Return an entry as a line of the feed, or '' if it has no place there.

    Parameters: `startex`: with it the local time is told, with its zone.
    """
    say = TOLD.get(entry.kind)
    if say is None:
        return ""
    second = entry.exercise or 0.0
    at = [say_offset(second), *([] if startex is None else [say_local(startex, second)])]
    told = plainly(say(state, entry.payload)).replace("\n", "\n    ")
    return "  ".join([*at, say_scenario(entry.scenario or 0.0), told])


def board(director: Director, most: int = 12) -> Iterator[str]:
    """Yield what comes next, and what waits for a person."""
    state = director.state
    now, startex = director.now(), director.setting.startex
    local = f"{say_local(startex, now)} ({say_dtg(startex, now)})"
    yield f"{state.phase}; {say_offset(now)}, {local}, {say_scenario(state.clock.day(now))}"
    if director.overtime() > 0.0:
        yield f"  {overtime(director)}"
    for uid, cell, run in ((each, *life) for each in state.rows for life in state.runs_of(each)):
        if run.state in {"armed", "held"}:
            to = f" → {cell}" if cell else ""
            yield f"  {run.state} {uid}{to}: {state.rows[uid].title}{f' ({run.why})' if run.why else ''}"
    for request in state.requests.values():
        if request.state == "asked":
            yield f"  asks for approval: {request.id} by {request.cell}"
    for second, uid in director.ahead()[:most]:
        yield f"  {say_offset(second)}  {uid}: {state.rows[uid].title}"


def overtime(director: Director) -> str:
    """Return that play has gone past its planned end, and by how much."""
    planned = say_offset(director.setting.endex)
    return f"past the planned ENDEX, {planned}, by {say_length(director.overtime())}; 'end' ends play"


def inbox(director: Director, cell: str) -> Iterator[str]:
    """Yield what a cell has before it, the latest first. Raises: `UnknownName`."""
    state = director.state
    if cell not in director.setting.script.cells:
        raise UnknownName(cell, director.setting.script.cells, what="cell")
    mine = [(uid, run) for (uid, name), run in state.runs.items() if name == cell and "sent" in run.stamps]
    for uid, run in sorted(mine, key=lambda each: -each[1].stamps["sent"].seq):
        row = state.rows[uid]
        at, sender = say_offset(run.stamps["sent"].exercise), row.from_ or "control"
        yield f"{at}  {uid} [{run.state}] {row.title} (from {sender})"
        if row.body:
            yield f"    {row.body}"
        for name, option in row.options.items():
            yield f"    option={name}: {option.text}"


def why(director: Director, uid: str) -> str:
    """Return what a row's trigger rests on at this moment. Raises: `UnknownName`."""
    if uid not in director.state.rows:
        raise UnknownName(uid, director.state.rows, what="row")
    row = director.state.rows[uid]
    if row.trigger is None:
        return f"{uid} goes out by hand only"
    return reason(row.trigger, director.state, director.setting, second=director.now()) or "nothing yet"
