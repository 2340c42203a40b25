"""A row with one recipient and its life: what the rooms of evaluation look at, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.play.state import Run, Stamp, State
    from exercises.script.schema import Row

ASKING = ("inject", "contingency")
"""Kinds of rows to which the cells in `to` owe an answer; the others are for information."""


class Lived(NamedTuple):
    """A row, one of its recipients ('' for a row that goes to no cell), and what became of it."""

    row: Row
    cell: str
    run: Run

    @property
    def sent(self) -> Stamp | None:
        """Return when it was sent, with control's correction."""
        return self.run.stamps.get("sent")

    @property
    def answered(self) -> Stamp | None:
        """Return when it was answered, with control's correction."""
        return self.run.stamps.get("answered")

    @property
    def took_s(self) -> float | None:
        """Return seconds from sent to answered, None where it was not answered."""
        if self.sent is None or self.answered is None:
            return None
        return self.answered.exercise - self.sent.exercise

    @property
    def owes(self) -> bool:
        """Whether the cell owes an answer: it stands in `to` of an inject or a contingency inject."""
        return self.row.kind in ASKING and self.cell in self.row.to

    @property
    def recalled(self) -> bool:
        """Whether control took it back."""
        return self.run.state == "recalled"


def lives(state: State) -> Iterator[Lived]:
    """Yield every row with every recipient that it has or had, in the order of the list."""
    for (uid, cell), run in state.runs.items():
        yield Lived(state.rows[uid], cell, run)
