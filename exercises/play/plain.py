"""The state of play as plain data: for digests, exports and other programs. Nothing is decided here."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exercises.play.state import Run, State


def plain_state(state: State) -> dict[str, Any]:
    """Return all of a state that play has made, as JSON has it."""
    return {
        "phase": state.phase,
        "emergency": state.emergency,
        "head": state.head,
        "now": state.now,
        "clock": asdict(state.clock),
        "rows": state.written,
        "runs": {f"{uid}/{cell}": _run(run) for (uid, cell), run in state.runs.items()},
        "effects": state.effects,
        "requests": {key: asdict(each) for key, each in state.requests.items()},
        "messages": [asdict(each) for each in state.messages],
        "observations": {key: asdict(each) for key, each in state.observations.items()},
        "remarks": [asdict(each) for each in state.remarks],
    }


def _run(run: Run) -> dict[str, Any]:
    return {
        "state": run.state,
        "stamps": {state: asdict(stamp) for state, stamp in run.stamps.items()},
        "due": run.due,
        "late": run.late,
        "why": run.why,
        "text": run.text,
        "option": run.option,
        "rating": run.rating,
    }
