"""What each decision changed, worked out beside the panel: a process that leaves the papers in a folder.

A folder belongs to one state of the journal, so papers never say less than they seem to. How they are drawn
is `dashboards.widgets.changed`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "counterfactual.csv"
PAPER = "aar.docx"
SAID = "said.txt"
JOURNAL, EXERCISE = "SCRS_WEIGH_JOURNAL", "SCRS_WEIGH_EXERCISE"
"""Environment variables of the process: an address may hold a password, and arguments are seen by all."""
START = (
    "import os, sys; from dashboards.cli import app; "
    f"app(['exercise', 'aar', os.environ['{JOURNAL}'], os.environ['{EXERCISE}'], *sys.argv[1:]])"
)
Standing = Literal["none", "running", "done", "failed"]


@dataclass
class Weighing:
    """The processes of a panel that work it out, one a folder."""

    _processes: dict[Path, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, folder: Path, *, journal: str, exercise: str, futures: int) -> None:
        """Begin to work it out for a folder; nothing where that is under way or done."""
        if self.standing(folder) in {"running", "done"}:
            return
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / SAID).open("wb") as said:
            self._processes[folder] = subprocess.Popen(  # noqa: S603  our own command
                [sys.executable, "-c", START, "--futures", str(futures), "--out", str(folder), "-q"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                env={**os.environ, JOURNAL: journal, EXERCISE: exercise},
            )

    def standing(self, folder: Path) -> Standing:
        """Return how far a folder is; what another process of this panel began counts when it is done."""
        process = self._processes.get(folder)
        code = None if process is None else process.poll()
        if process is not None and code is None:
            return "running"
        if (folder / SHEET).is_file() and (process is None or code == 0):
            return "done"
        return "none" if process is None else "failed"

    @staticmethod
    def said(folder: Path) -> str:
        """Return what the process said last."""
        file = folder / SAID
        return file.read_text("utf-8", "replace").strip() if file.is_file() else ""
