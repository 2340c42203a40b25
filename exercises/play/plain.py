"""The state of play as plain data: for digests, exports and other programs. Nothing is decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exercises.clock import Clock
    from exercises.play.state import Run, Stamp, State


def plain_state(state: State) -> dict[str, Any]:
    """Return all of a state that play has made, as JSON has it."""
    return {
        "phase": state.phase,
        "emergency": state.emergency,
        "head": state.head,
        "now": state.now,
        "clock": _clock(state.clock),
        "rows": state.written,
        "runs": {f"{uid}/{cell}": _run(run) for (uid, cell), run in state.runs.items()},
        "effects": state.effects,
        "requests": {key: _slots(each) for key, each in state.requests.items()},
        "messages": [_slots(each) for each in state.messages],
        "observations": {key: _slots(each) for key, each in state.observations.items()},
        "remarks": [_slots(each) for each in state.remarks],
    }


def _clock(clock: Clock) -> dict[str, Any]:
    return {**_slots(clock), "legs": [_slots(each) for each in clock.legs]}


def _run(run: Run) -> dict[str, Any]:
    return {**_slots(run), "stamps": {state: _stamp(stamp) for state, stamp in run.stamps.items()}}


def _slots(thing: Any) -> dict[str, Any]:
    """Return the fields of one of our frozen types; a stamp in it as plain data too."""
    found = {name: getattr(thing, name) for name in type(thing).__slots__}
    if "stamp" in found:
        found["stamp"] = _stamp(found["stamp"])
    return found


def _stamp(stamp: Stamp) -> list[Any]:
    """Return seq, wall, exercise, scenario, actor, and what stood there before a correction."""
    return [stamp.seq, stamp.wall, stamp.exercise, stamp.scenario, stamp.actor, stamp.was]
