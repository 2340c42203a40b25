"""The rules of coming due played a second at a time, without any cleverness: what the director must equal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

OPEN = ("waiting", "armed", "held")
OUT = ("sent", "answered")
LATE_AFTER = 120


@dataclass
class Naive:
    """Rows as a script writes them, with seconds as whole numbers: `at`, `after`, `all`, `any`, `not`."""

    rows: Sequence[Mapping[str, Any]]
    now: int = 0
    running: bool = True
    emergency: bool = False
    life: dict[tuple[str, str], str] = field(default_factory=dict)
    came: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """(row, cell, state) → second."""

    def __post_init__(self) -> None:
        for row in self.rows:
            for cell in row["to"]:
                self.life[row["uid"], cell] = "waiting"

    def cells(self, uid: str, states: Sequence[str]) -> list[str]:
        """Return the recipients with whom a row is in some states."""
        return [cell for (row, cell), state in self.life.items() if row == uid and state in states]

    def put(self, uid: str, cells: Sequence[str], state: str) -> None:
        """Bring a row to a state now."""
        for cell in cells:
            self.life[uid, cell] = state
            self.came[uid, cell, state] = self.now

    def true(self, trigger: Mapping[str, Any], second: int) -> bool:
        """Whether a trigger is true at a second, as far as is known now."""
        if "at" in trigger:
            return second >= int(str(trigger["at"]).removeprefix("STARTEX+").removesuffix(" s"))
        if "not" in trigger:
            return not self.true(trigger["not"], second)
        if "all" in trigger:
            return all(self.true(each, second) for each in trigger["all"])
        if "any" in trigger:
            return any(self.true(each, second) for each in trigger["any"])
        after = trigger["after"]
        states = ("answered",) if after["state"] == "answered" else OUT
        seconds = [at for (row, _, state), at in self.came.items() if row == after["row"] and state in states]
        return bool(seconds) and second >= min(seconds) + int(after["delay"].removesuffix(" s"))

    def pass_(self, seconds: int, *, wall: float = 0.0) -> None:
        """Let the exercise clock run on second by second; `wall`: seconds on the wall in which it did."""
        end = self.now + seconds
        while True:
            self.settle((end - self.now) / seconds * wall if seconds else 0.0)
            if self.now >= end:
                return
            self.now += 1

    def settle(self, behind: float = 0.0) -> None:
        """Let happen what comes due this second, `behind` seconds on the wall ago, until nothing does."""
        while not self.emergency and any(self._happens(row, behind) for row in self.rows):
            pass

    def _happens(self, row: Mapping[str, Any], behind: float) -> bool:
        uid, waiting = row["uid"], self.cells(row["uid"], ("waiting",))
        if waiting and self.true(row["trigger"], self.now):
            act = row["on_late"] if self.running and behind > LATE_AFTER else "fire"
            self.put(uid, waiting, {"fire": "sent", "hold": "held", "skip": "skipped"}[act])
            return True
        if "latest" in row and self.now >= latest(row) and self.cells(uid, OPEN):
            self.put(uid, self.cells(uid, OPEN), "expired")
            return True
        return False

    def passed(self, to: int) -> Iterator[str]:
        """Yield the rows that are known to come due until a second."""
        for row in self.rows:
            end = min(to, latest(row)) if "latest" in row else to
            if self.cells(row["uid"], ("waiting",)) and any(
                self.true(row["trigger"], second) for second in range(end + 1)
            ):
                yield row["uid"]


def latest(row: Mapping[str, Any]) -> int:
    """Return the last second at which a row may go out."""
    return int(str(row["latest"]).removeprefix("STARTEX+").removesuffix(" s"))
