"""Rehearsals as processes of their own, as `studies` has batches: started, stopped, found by their folder.

All there is to know of one lies in its folder: what `scrs exercise rehearse --out` writes there, and below
`lab/` its progress and its lock. What its numbers mean is `dashboards.views.rehearsal_lab`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboards.bench import studies
from exercises.rehearsal.exports import DATA, PAGE

if TYPE_CHECKING:
    from pathlib import Path

    from dashboards.bench.studies import Standing


@dataclass(frozen=True)
class RehearsalOrder:
    """What is asked of a rehearsal, as `scrs exercise rehearse` takes it."""

    source: str
    runs: int = 500
    seed: int | None = None
    workers: int = 1
    require: tuple[str, ...] = ()
    value: int = 0

    def arguments(self, folder: Path) -> list[str]:
        """Return the arguments of the verb."""
        found = ["exercise", "rehearse", self.source, "-n", str(self.runs), "--out", str(folder)]
        found += [] if self.seed is None else ["--seed", str(self.seed)]
        found += [part for each in self.require for part in ("--require", each)]
        found += ["--value", str(self.value)] if self.value else []
        return [*found, "--workers", str(self.workers), "--json"]


def start(folder: Path, order: RehearsalOrder) -> bool:
    """Start a rehearsal; what an earlier one left in the folder goes. False where one is playing there."""
    if studies.is_running(folder):
        return False
    for name in (DATA, PAGE):
        (folder / name).unlink(missing_ok=True)
    return studies.start(folder, order)


def folders(root: Path) -> list[Path]:
    """Return the folders of rehearsals below a folder, those touched last first."""
    return studies.folders(root, mark=DATA)


def standing_of(folder: Path) -> Standing:
    """Return how far a rehearsal is. Complete: its numbers are there, also of one that was stopped."""
    data = results_of(folder)
    done = 0 if data is None else int(data["plays"])
    return studies.standing(folder, complete=data is not None, kept=done, total=done)


def results_of(folder: Path) -> dict[str, Any] | None:
    """Return what a rehearsal found; None as long as it has not written it."""
    try:
        found: dict[str, Any] = json.loads((folder / DATA).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found


def page_of(folder: Path) -> bytes | None:
    """Return the page that a rehearsal wrote."""
    try:
        return (folder / PAGE).read_bytes()
    except OSError:
        return None
