"""Expected actions: what cells were to do, whether they answered in time, and how evaluators rated it.

Time is computed and never typed. An answer in time shows that a cell acted; whether it did what was
expected is the evaluator's rating, which stands beside the time and never changes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from exercises.evaluation.lived import Lived
from exercises.play.state import NOBODY
from exercises.script.schema import Expected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.play.setting import Setting
    from exercises.play.state import State
    from exercises.script.schema import Row

Verdict = Literal["met in time", "met late", "not met", "not rated"]
VERDICTS: tuple[Verdict, ...] = ("met in time", "met late", "not met", "not rated")
TICK = 1e-6
"""Seconds within which a limit counts as kept."""
DONE = ("P", "S", "M")
"""Ratings of something that was done."""


class Judged(NamedTuple):
    """A verdict, what it rests on, and the seconds until the action was done."""

    verdict: Verdict
    because: str
    took_s: float | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One expected action of one cell.

    `cell`: '' where the row names none. `within_s`: seconds allowed, None without a limit. `took_s`: seconds
    until it was done, None where it was not. `rating`: the evaluator's for this row and cell, or ''.
    `because`: what the verdict rests on.
    """

    row: str
    title: str
    cell: str
    text: str
    task: str
    within_s: float | None
    took_s: float | None
    verdict: Verdict
    because: str
    rating: str


def actions(setting: Setting, state: State) -> tuple[Action, ...]:
    """Return every expected action whose row was delivered or came due, in the order of the list.

    Actions of rows that never went out are no part of it: those rows are among what was not delivered.
    """
    over = state.phase == "ended" or state.now >= setting.endex
    return tuple(
        action
        for row in state.rows.values()
        for action in (
            _observed(row, state) if row.kind == "expected_action" else _asked(row, state, over=over)
        )
    )


def _asked(row: Row, state: State, *, over: bool) -> Iterator[Action]:
    """Yield the actions that a delivered row expects of its recipients."""
    sent = any("sent" in run.stamps for _, run in state.runs_of(row.uid))
    for expected in row.expected if sent else ():
        for cell in (expected.by,) if expected.by else row.to:
            run = state.runs.get((row.uid, cell))
            if run is None:
                judged = Judged("not rated", f"{cell} does not get the row: no answer to measure")
                yield _action(row, cell, expected, judged=judged)
            elif "sent" in run.stamps:
                lived = Lived(row, cell, run)
                judged = _by_answer(lived, expected, now_s=state.now, over=over)
                yield _action(row, cell, expected, judged=judged, rating=run.rating)


def _by_answer(lived: Lived, expected: Expected, *, now_s: float, over: bool) -> Judged:
    """Judge an action by the answer's time, or by the time that passed without one."""
    if lived.took_s is not None:
        return _kept(lived.took_s, expected.within, "answered")
    if lived.recalled:
        return Judged("not rated", "recalled by control")
    if lived.cell not in lived.row.to:
        return Judged("not rated", f"{lived.cell} has it for information and cannot answer")
    assert lived.sent is not None  # noqa: S101  whoever calls has looked
    if expected.within is None:
        return Judged("not met", "no answer") if over else Judged("not rated", "still open")
    if now_s - lived.sent.exercise > expected.within + TICK:
        return Judged("not met", "no answer")
    return Judged("not rated", "ENDEX came before the limit" if over else "still open")


def _kept(took_s: float, within_s: float | None, because: str) -> Judged:
    if within_s is None:
        return Judged("met in time", f"{because}; no limit was set", took_s)
    return Judged("met in time" if took_s <= within_s + TICK else "met late", because, took_s)


def _observed(row: Row, state: State) -> Iterator[Action]:
    """Yield the actions of a row that is one: nobody answers it, an evaluator says whether it was done."""
    for cell, run in state.runs_of(row.uid):
        came = run.due is not None or "sent" in run.stamps or bool(run.rating)
        for expected in (row.expected or (Expected(text=row.title),)) if came else ():
            if expected.by in {None, cell} or cell == NOBODY:
                judged = _by_evaluator(Lived(row, cell, run), expected.within)
                yield _action(row, cell, expected, judged=judged, rating=run.rating)


def _by_evaluator(lived: Lived, within_s: float | None) -> Judged:
    """Judge an action by the evaluator's rating, and its time by when the evaluator gave it."""
    run = lived.run
    if run.rating in DONE:
        due = run.due if lived.sent is None else lived.sent.exercise
        if due is None:
            return Judged("met in time", "seen by an evaluator before it came due")
        return _kept(run.stamps["assessed"].exercise - due, within_s, "seen by an evaluator")
    if run.rating:
        return Judged("not met", "not done, says the evaluator")
    return Judged("not rated", "no evaluator has rated it")


def _action(row: Row, cell: str, expected: Expected, *, judged: Judged, rating: str = "") -> Action:
    return Action(
        row=row.uid,
        title=row.title,
        cell=cell,
        text=expected.text,
        task=expected.task or "",
        within_s=expected.within,
        took_s=judged.took_s,
        verdict=judged.verdict,
        because=judged.because,
        rating=rating,
    )
