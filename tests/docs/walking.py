"""A walk through a page: its commands really run, one after the other in one folder, and what came of each.

What needs a server or a cluster is left out.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.docs.scenery import make
from tests.docs.shown import ROOT, Shown, in_blocks, missing

LEFT_OUT = {
    "serves until it is stopped": re.compile(r"^scrs (panel|labs)\b"),
    "reads what the panel keeps": re.compile(r"\bscrs-exercises/"),
    "needs a cluster": re.compile(r"--cluster\b"),
    "stands for any of its kind": re.compile(r"\b(LIST|OUT|NEW|TUESDAY|MONDAY|SCENARIO|OLD)\b|…"),
}
ENDS = {"kosovo-police-1999 base lessons.yaml": 1, "--require": 5, "scrs validate": 5, "scrs size": 5}
"""What else a command may end with than 0, by a part of it."""
WRITES = ("-o", "--out", "--journal", "--replay", ">", "new", "--name")
PLAIN = {"NO_COLOR": "1", "TERM": "dumb"}
WIDTHS = {"docs/questions.md": 108, "docs/loop.md": 100}
"""Columns of the terminal in which a page's output was printed; 80 elsewhere."""


@dataclass
class Came:
    """What came of a command: how it ended, in what time, and the shown lines that were not printed."""

    shown: Shown
    code: int
    seconds: float
    lost: list[str]
    printed: str

    @property
    def as_shown(self) -> bool:
        """Whether it ended well and printed what the page says."""
        good = {0, *(code for part, code in ENDS.items() if part in self.shown.command)}
        return self.code in good and not self.lost


def left_out(command: str) -> str:
    """Return why a command is not run; '' where it is."""
    return next((why for why, what in LEFT_OUT.items() if what.search(command)), "")


def walk(page: Path, folder: Path) -> Iterator[Came]:
    """Run what a page shows, in a folder; tell of each as it ends."""
    for each in in_blocks(page):
        if not left_out(each.command):
            _prepare(each.command, folder)
            yield _came(each, folder)


def _prepare(command: str, folder: Path) -> None:
    """Make the files that a command reads and that are not there."""
    before = ""
    words = shlex.split(command)
    for word in words[:3] if words[1] == "import" else words:
        name = Path(word.removeprefix("@")).name
        if before not in WRITES and not (folder / name).exists():
            make(name, folder, lambda line: _run(line, folder))
        before = word


def _came(shown: Shown, folder: Path) -> Came:
    begun, before = time.monotonic(), _pasted(folder)
    code, printed = _run(shown.command, folder, width=WIDTHS.get(shown.page, 80))
    seconds = time.monotonic() - begun
    pasted = [text for name, text in _pasted(folder).items() if before.get(name) != text]
    return Came(shown, code, seconds, missing(shown.output, "\n".join([printed, *pasted])), printed)


def _pasted(folder: Path) -> dict[Path, str]:
    """Return what lies in a folder to be pasted."""
    return {each: each.read_text("utf-8") for each in folder.rglob("*.md")}


def _run(command: str, folder: Path, *, width: int = 80) -> tuple[int, str]:
    """Run a line as a shell would, with our own command for `scrs`."""
    program = f"{shlex.quote(sys.executable)} -c 'from dashboards.cli import main; main()'"
    done = subprocess.run(
        ["sh", "-c", command.replace("scrs", program, 1)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": str(width), **PLAIN},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout
