"""What was never delivered, and why: skipped, expired, failed, recalled, or still waiting at the end.

Why a row should have come due is known to `play.triggers`; nothing is judged here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from exercises.play.delivering import DELIVERED
from exercises.play.triggers import reason

if TYPE_CHECKING:
    from exercises.play.setting import Setting
    from exercises.play.state import Run, State
    from exercises.script.schema import Row

NORMAL = (
    "That some rows are not sent is normal: of the 244 rows of one real list 193 were injected, about one in "
    "five was not; of the 155 rows of another about one in three was not."
)
"""Evidence: source: counted in two lists of the Army National Guard as they stood after play."""


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A row that some of its recipients never got, or had taken back from them.

    `cells`: those recipients; none for a row that goes to no cell. `state`: where it ended. `at_s`: seconds
    since STARTEX of that, None where it only waited. `actor`: who ended it, '' where nobody did.
    """

    row: str
    title: str
    kind: str
    cells: tuple[str, ...]
    state: str
    why: str
    at_s: float | None
    actor: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """How much of the list went out, in rows that are to be delivered.

    `sent`: rows that reached anybody; `contingencies`: contingency rows among the others, which are sent only
    where what was expected does not happen.
    """

    rows: int
    sent: int
    contingencies: int

    @property
    def unsent(self) -> int:
        """Return the rows that nobody got."""
        return self.rows - self.sent

    @property
    def unsent_share(self) -> float:
        """Return the share of the rows that nobody got, 0 to 1; 0 of an empty list."""
        return self.unsent / self.rows if self.rows else 0.0


def deliverable(row: Row) -> bool:
    """Whether a row goes to its recipients; the others are lists for control and evaluators."""
    return row.kind in DELIVERED


def delivery(state: State) -> Delivery:
    """Return how much of the list went out."""
    rows = [row for row in state.rows.values() if deliverable(row)]
    sent = {uid for (uid, _), run in state.runs.items() if "sent" in run.stamps}
    unsent = [row for row in rows if row.uid not in sent]
    return Delivery(len(rows), len(rows) - len(unsent), sum(row.kind == "contingency" for row in unsent))


def undelivered(setting: Setting, state: State) -> tuple[Undelivered, ...]:
    """Return what was not delivered or was recalled, in the order of the list; equal fates together."""
    found: list[Undelivered] = []
    for row in state.rows.values():
        missed = [(cell, run) for cell, run in state.runs_of(row.uid) if "sent" not in run.stamps or run.over]
        if deliverable(row) and missed:
            fates = [(_fate(setting, state, (row, run)), cell) for cell, run in missed]
            found.extend(_together(row, fates))
    return tuple(found)


Fate = tuple[str, str, float | None, str]


def _together(row: Row, fates: list[tuple[Fate, str]]) -> list[Undelivered]:
    found = []
    for fate, group in groupby(fates, key=lambda each: each[0]):
        cells = tuple(cell for _, cell in group if cell)
        state, why, at, actor = fate
        found.append(Undelivered(row.uid, row.title, row.kind, cells, state, why, at, actor))
    return found


def _fate(setting: Setting, state: State, of: tuple[Row, Run]) -> Fate:
    """Return where a row stands with a recipient, why, since when, and who brought it there."""
    row, run = of
    stamp = run.stamps.get(run.state)
    if stamp is not None:
        return run.state, run.why, stamp.exercise, stamp.actor
    if row.trigger is None:
        return run.state, "goes out by hand only, and nobody released it", None, ""
    rests = reason(row.trigger, state, setting, second=state.now)
    return run.state, f"never came due: {rests}" if rests else "never came due", None, ""
