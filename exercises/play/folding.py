"""What each kind of entry does to the state of play: one small function a kind, no rule, no refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from exercises.journal.entries import Entry
from exercises.play.state import NOBODY, Message, Observation, Remark, Request, Run, Stamp, State, recipients
from exercises.script.schema import Row

Apply = Callable[[State, Entry], None]


def stamp_of(entry: Entry) -> Stamp:
    """Return when an entry happened and who did it."""
    return Stamp(entry.seq, entry.wall, entry.exercise or 0.0, entry.scenario or 0.0, entry.actor)


def _remark(state: State, entry: Entry, text: str) -> None:
    state.remarks.append(Remark(stamp_of(entry), entry.kind, text))


def _started(state: State, entry: Entry) -> None:
    state.phase = "running"
    state.clock = state.clock.set(entry.wall, exercise=0.0, running=True, speed=entry.payload["speed"])
    _remark(state, entry, "STARTEX")


def _ended(state: State, entry: Entry) -> None:
    state.phase = "ended"
    state.clock = state.clock.set(entry.wall, exercise=entry.exercise or 0.0, running=False)
    _remark(state, entry, f"ENDEX. {entry.payload['reason']}".strip())


def _paused(state: State, entry: Entry) -> None:
    state.phase = "paused"
    state.clock = state.clock.set(entry.wall, exercise=entry.exercise or 0.0, running=False)
    _remark(state, entry, f"PAUSEX. {entry.payload['reason']}".strip())


def _resumed(state: State, entry: Entry) -> None:
    state.phase = "running"
    state.clock = state.clock.set(entry.wall, exercise=state.clock.exercise, running=True)
    _remark(state, entry, "play goes on")


def _sped(state: State, entry: Entry) -> None:
    speed = entry.payload["speed"]
    state.clock = state.clock.set(entry.wall, exercise=entry.exercise or 0.0, speed=speed)
    _remark(state, entry, f"speed {speed:g}")


def _advanced(state: State, entry: Entry) -> None:
    """A step or a jump: the clock shows another second; what was passed has entries of its own."""
    state.clock = state.clock.set(entry.wall, exercise=entry.payload["to"])
    _remark(state, entry, entry.payload.get("reason", ""))


def _move(state: State, entry: Entry) -> None:
    said = entry.payload
    state.clock = state.clock.moved(
        said["move"], begins=entry.exercise or 0.0, day=said["day"], pace=said["pace"]
    )
    _remark(state, entry, said["title"])


def _lived(name: str) -> Apply:
    """Return what brings a row, for the recipients that an entry names, to a state."""

    def apply(state: State, entry: Entry) -> None:
        said, stamp = entry.payload, stamp_of(entry)
        for cell in said["cells"]:
            run = state.runs[said["row"], cell]
            run.state = name
            run.stamps[name] = stamp
            run.why = said.get("why", run.why)
            run.due = said.get("due", run.due)
            run.late = said.get("late", run.late)
        state.touched.add(said["row"])

    return apply


def _seen(state: State, entry: Entry) -> None:
    run = state.runs[entry.payload["row"], entry.payload["cell"]]
    run.stamps.setdefault("seen", stamp_of(entry))
    if run.state == "sent":
        run.state = "seen"
    state.touched.add(entry.payload["row"])


def _answered(state: State, entry: Entry) -> None:
    said = entry.payload
    run = state.runs[said["row"], said["cell"]]
    run.stamps.setdefault("answered", stamp_of(entry))
    if run.state != "assessed":
        run.state = "answered"
    run.text, run.option = said["text"], said["option"]
    state.touched.add(said["row"])


def _assessed(state: State, entry: Entry) -> None:
    said = entry.payload
    run = state.runs[said["row"], said["cell"]]
    run.stamps["assessed"] = stamp_of(entry)
    run.state, run.rating = "assessed", said["rating"]
    state.touched.add(said["row"])


def _edited(state: State, entry: Entry) -> None:
    said = entry.payload
    _place(state, said["row"])
    _remark(state, entry, f"{said['row']['uid']}: {said['reason']}")


def _place(state: State, written: dict[str, Any]) -> None:
    """Put a row on the list, new or in place of itself; recipients that it had keep their life."""
    row = Row.model_validate(written)
    strangers = {*recipients(row)} - {NOBODY, *state.named["cells"]} if "cells" in state.named else ()
    for cell in strangers:
        raise KeyError(cell)
    state.rows[row.uid], state.written[row.uid] = row, written
    for cell in recipients(row):
        state.runs.setdefault((row.uid, cell), Run())
    state.touched.add(row.uid)


def _retimed(state: State, entry: Entry) -> None:
    """Another trigger, for which some recipients wait anew."""
    said, stamp = entry.payload, stamp_of(entry)
    _place(state, said["row"])
    for cell in said["cells"]:
        run = state.runs[said["row"]["uid"], cell]
        run.state, run.due, run.late, run.why = "waiting", None, False, said["reason"]
        run.stamps["waiting"] = stamp
    _remark(state, entry, f"{said['row']['uid']}: {said['reason']}")


def _affected(state: State, entry: Entry) -> None:
    state.effects.append(dict(entry.payload))


def _requested(outcome: str) -> Apply:
    def apply(state: State, entry: Entry) -> None:
        said = entry.payload
        before = state.requests.get(said["id"])
        if before is None:
            state.requests[said["id"]] = Request(
                said["id"], said["decision"], said["cell"], dict(said["values"]), stamp_of(entry), outcome
            )
        else:
            state.requests[said["id"]] = replace(before, state=outcome, reason=said.get("reason", ""))

    return apply


def _wrote(state: State, entry: Entry) -> None:
    said = entry.payload
    state.messages.append(Message(stamp_of(entry), said["from"], tuple(said["to"]), said["text"]))


def _observed(state: State, entry: Entry) -> None:
    said = entry.payload
    if said["row"] and said["row"] not in state.rows:
        raise KeyError(said["row"])
    state.observations[said["id"]] = Observation(
        said["id"],
        stamp_of(entry),
        said["objective"],
        said["task"],
        said["cell"],
        said["row"],
        said["rating"],
        said["text"],
    )


def _corrected(state: State, entry: Entry) -> None:
    """Give a state of a row's life another time; what stood there is kept beside it."""
    said = entry.payload
    run = state.runs[said["row"], said["cell"]]
    old = run.stamps[said["state"]]
    first = old.exercise if old.was is None else old.was
    run.stamps[said["state"]] = replace(
        old, exercise=said["exercise"], scenario=state.clock.day(said["exercise"]), was=first
    )
    state.touched.add(said["row"])
    cell = f" with {said['cell']}" if said["cell"] != NOBODY else ""
    _remark(state, entry, f"{said['row']}{cell}: {said['state']} at another time. {said['reason']}")


def _emergency(state: State, entry: Entry) -> None:
    state.emergency = entry.payload["text"]
    _remark(state, entry, f"NO DUFF: {entry.payload['text']}")


def _all_clear(state: State, entry: Entry) -> None:
    state.emergency = ""
    _remark(state, entry, "emergency over")


def _noted(state: State, entry: Entry) -> None:
    _remark(state, entry, entry.payload["text"])


def _kept(_state: State, _entry: Entry) -> None:
    """Keep an entry for the record that changes nothing in play: access, forecasts, adopted lessons."""


APPLY: Mapping[str, Any] = {
    "exercise.started": _started,
    "exercise.ended": _ended,
    "clock.paused": _paused,
    "clock.resumed": _resumed,
    "clock.speed": _sped,
    "clock.stepped": _advanced,
    "clock.jumped": _advanced,
    "move.begun": _move,
    "row.armed": _lived("armed"),
    "row.held": _lived("held"),
    "row.skipped": _lived("skipped"),
    "row.expired": _lived("expired"),
    "row.failed": _lived("failed"),
    "row.edited": _edited,
    "row.retimed": _retimed,
    "row.added": _edited,
    "inject.sent": _lived("sent"),
    "inject.recalled": _lived("recalled"),
    "inject.seen": _seen,
    "inject.answered": _answered,
    "inject.assessed": _assessed,
    "effect.applied": _affected,
    "decision.asked": _requested("asked"),
    "decision.taken": _requested("taken"),
    "decision.refused": _requested("refused"),
    "message.sent": _wrote,
    "observation.made": _observed,
    "time.corrected": _corrected,
    "emergency.called": _emergency,
    "emergency.over": _all_clear,
    "note.made": _noted,
    "forecast.made": _kept,
    "lesson.adopted": _kept,
    "link.issued": _kept,
    "link.revoked": _kept,
    "link.opened": _kept,
    "access.refused": _kept,
}
"""Kind of entry → what it does."""
