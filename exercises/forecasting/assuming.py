"""What a forecast takes for granted about people, in words: they are not simulated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.forecasting.carrying import conditional

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.forecasting.carrying import Branch
    from exercises.play.state import State

MOST = 6
"""Names that are listed."""


def assumptions(here: Branch) -> Iterator[str]:
    """Yield what is assumed from a moment on."""
    state = here.state
    if state.phase == "paused":
        yield "play goes on now, by the clock of the exercise; nobody pauses it or sets it ahead"
    else:
        yield "nobody pauses the clock of the exercise or sets it ahead"
    if any(each.begins is None for each in here.setting.moves[1:]):
        yield "moves that are begun by hand do not begin"
    yield "rows go out when their time comes, with their effects on the simulation"
    kept = _named(
        uid for uid in state.rows for _, run in state.runs_of(uid) if run.state in {"armed", "held"}
    )
    if kept:
        yield f"what waits for a controller is not sent: {kept}"
    open_ = _named(_unanswered(state))
    if open_:
        yield f"options that nobody has chosen stay so: {open_}"
    asked = _named(each.id for each in state.requests.values() if each.state == "asked")
    if asked:
        yield f"decisions that wait for approval are not approved: {asked}"
    yield "cells take no decision and answer nothing"
    acting = _named(uid for uid, row in conditional(state).items() if row.effects)
    if acting:
        yield f"effects of rows that wait for the simulation are left out: {acting}"


def _unanswered(state: State) -> Iterator[str]:
    """Yield the rows that were sent, whose options would act, and of which none was chosen."""
    for uid, row in state.rows.items():
        decider = row.decided_by or (row.to[0] if row.to else "")
        run = state.runs.get((uid, decider))
        acts = any(each.effects for each in row.options.values())
        if acts and run is not None and run.state in {"sent", "seen"}:
            yield uid


def _named(uids: Iterator[str]) -> str:
    names = list(dict.fromkeys(uids))
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return ", ".join(names[:MOST]) + more
