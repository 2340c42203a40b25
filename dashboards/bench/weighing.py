"""What each decision changed, worked out beside the panel: a process that leaves the papers in a folder.

A folder belongs to one state of the journal, so papers never say less than they seem to. How they are drawn
is `dashboards.widgets.changed`.
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from dashboards.bench.studies import told_in

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "counterfactual.csv"
PAPER, PAGE = "aar.docx", "aar.html"
NICE = 10
"""How far it stands back behind pages that want to be drawn."""
SAID = "said.txt"
JOURNAL, EXERCISE = "SCRS_WEIGH_JOURNAL", "SCRS_WEIGH_EXERCISE"
"""Environment variables of the process: an address may hold a password, and arguments are seen by all."""
START = (
    f"import os, signal, sys; os.nice({NICE}); signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from dashboards.cli import app; "
    f"app(['exercise', 'aar', os.environ['{JOURNAL}'], os.environ['{EXERCISE}'], *sys.argv[1:]])"
)
ARGUMENTS = ("--progress", "json", "-q")
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
                [sys.executable, "-c", START, *ARGUMENTS, "--futures", str(futures), "--out", str(folder)],
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

    def stop(self, folder: Path) -> None:
        """Ask whoever works a folder out to stop, as Ctrl-C does; nothing is written then."""
        process = self._processes.get(folder)
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGINT)

    @staticmethod
    def said(folder: Path) -> str:
        """Return what the process said last that is no progress."""
        return told_in(folder / SAID)[1].strip()

    @staticmethod
    def progress(folder: Path) -> tuple[int, int, float | None]:
        """Return runs done, runs in all (0: not known yet), and seconds left (None: not known)."""
        told = told_in(folder / SAID)[0]
        return int(told.get("done", 0)), int(told.get("total", 0)), told.get("seconds_left")


def all_papers(folder: Path) -> bytes:
    """Return all papers of a folder as one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        for each in sorted(folder.iterdir()):
            if each.name != SAID:
                archive.writestr(zipfile.ZipInfo(each.name), each.read_bytes(), zipfile.ZIP_DEFLATED)
    return out.getvalue()
