"""What happened, and what stands before whom, as lines of plain text. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from exercises.play.state import NOBODY
from exercises.play.triggers import reason
from exercises.times import say_offset, say_scenario

if TYPE_CHECKING:
    from exercises.director import Director
    from exercises.journal.entries import Entry
    from exercises.play.state import State


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
    "note.made": lambda _, said: f"note      {said['text']}",
}
"""Kind of entry → its line; kinds that are not here are no part of the feed."""


def tell(entry: Entry, state: State) -> str:
    """Return an entry as a line of the feed, or '' if it has no place there."""
    say = TOLD.get(entry.kind)
    if say is None:
        return ""
    at = f"{say_offset(entry.exercise or 0.0)}  {say_scenario(entry.scenario or 0.0)}"
    return f"{at}  {say(state, entry.payload)}"


def board(director: Director, most: int = 12) -> Iterator[str]:
    """Yield what comes next, and what waits for a person."""
    state = director.state
    yield f"{state.phase}; {say_offset(director.now())}, {say_scenario(state.clock.day(director.now()))}"
    for uid, (cell, run) in ((uid, life) for uid in state.rows for life in state.runs_of(uid)):
        if run.state in {"armed", "held"}:
            to = f" → {cell}" if cell else ""
            yield f"  {run.state} {uid}{to}: {state.rows[uid].title}{f' ({run.why})' if run.why else ''}"
    for request in state.requests.values():
        if request.state == "asked":
            yield f"  asks for approval: {request.id} by {request.cell}"
    for second, uid in director.ahead()[:most]:
        yield f"  {say_offset(second)}  {uid}: {state.rows[uid].title}"


def inbox(director: Director, cell: str) -> Iterator[str]:
    """Yield what a cell has before it, the latest first."""
    state = director.state
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
    """Return what a row's trigger rests on at this moment."""
    row = director.state.rows[uid]
    if row.trigger is None:
        return f"{uid} goes out by hand only"
    return reason(row.trigger, director.state, director.setting, second=director.now()) or "nothing yet"
