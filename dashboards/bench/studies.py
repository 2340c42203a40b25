"""Studies as processes of their own: started, stopped, taken up again, and found again by their folder.

All there is to know of one lies in its folder: what `scrs batch` writes there, and below `lab/` its
progress and its lock (`alone`). What the numbers of a study are is `dashboards.views.batch_lab`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from dashboards.bench import alone
from dashboards.bench.alone import PROGRESS
from sim.batch.executors import available_processors
from sim.batch.storing import MANIFEST, manifest_of
from sim.errors import BrokenStudy
from sim.files import write_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LAB = "lab"
ARGUMENTS = "arguments.json"
TOLD = ("--progress", "json")
LAST_BYTES = 65_536


@dataclass(frozen=True)
class Order:
    """What is asked of a batch, as `scrs batch` takes it; `until`: '' for so many runs."""

    source: str
    variant: str = ""
    without: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    runs: int = 1000
    until: str = ""
    seed: int = 1
    workers: int = 1

    def arguments(self, folder: Path) -> list[str]:
        """Return the arguments of the verb."""
        found = ["batch", self.source, "--out", str(folder), "--seed", str(self.seed)]
        found += ["--variant", self.variant] if self.variant else []
        found += [part for each in self.without for part in ("--without", each)]
        found += [part for each in self.sets for part in ("--set", each)]
        found += ["--until", self.until] if self.until else ["-n", str(self.runs)]
        return [*found, "--workers", str(self.workers)]


@dataclass(frozen=True)
class Standing:
    """How far a study is. `running`: somebody plays it now; `said`: what its command said last, if it failed.

    `seconds_left`, `per_second`: as it told them last, None before.
    """

    folder: Path
    running: bool
    complete: bool
    done: int
    total: int
    per_second: float | None = None
    seconds_left: float | None = None
    said: str = ""

    @property
    def word(self) -> str:
        """Return its state in a word."""
        if self.running:
            return "running" if self.total else "starting"
        if self.complete:
            return "complete"
        return "stopped"


class Ordered(Protocol):
    """What can be asked of the command line."""

    def arguments(self, folder: Path) -> list[str]:
        """Return the arguments of its verb, which leaves what it finds in a folder."""
        ...


def start(folder: Path, order: Ordered) -> bool:
    """Start what leaves its study in a folder; False where one is playing there already."""
    arguments = order.arguments(folder)
    if is_running(folder):
        return False
    write_file(folder / LAB / ARGUMENTS, json.dumps(arguments).encode())
    return alone.launch(folder / LAB, [*arguments, *TOLD])


def resume(folder: Path, *, workers: int = 1) -> bool:
    """Finish a study with the arguments it was begun with; False where somebody is at it already.

    One that was stopped before its manifest was written begins again.
    """
    if not (folder / MANIFEST).is_file():
        arguments: list[str] = json.loads((folder / LAB / ARGUMENTS).read_text("utf-8"))
        return alone.launch(folder / LAB, [*arguments, *TOLD])
    return alone.launch(folder / LAB, ["batch", "--resume", str(folder), "--workers", str(workers), *TOLD])


def stop(folder: Path) -> bool:
    """Ask whoever plays a study to stop, as Ctrl-C does; False where nobody plays it."""
    return alone.stop(folder / LAB)


def is_running(folder: Path) -> bool:
    """Whether a process plays this study."""
    return alone.is_held(folder / LAB)


def folders(root: Path, *, mark: str = MANIFEST) -> list[Path]:
    """Return the study folders below a folder, those touched last first; also one that only just began.

    Parameters: `mark`: the file by which one is known that was made at the command line.
    """
    if not root.is_dir():
        return []
    found = [each for each in root.iterdir() if (each / mark).is_file() or (each / LAB).is_dir()]
    return sorted(found, key=lambda each: (-each.stat().st_mtime, each.name))


def standing_of(folder: Path) -> Standing:
    """Return how far a study is, from its manifest and what its command said last."""
    try:
        manifest: dict[str, Any] = manifest_of(folder)
    except BrokenStudy:
        manifest = {}
    return standing(
        folder,
        complete=bool(manifest.get("complete")),
        kept=int(manifest.get("runs", 0)),
        total=int(manifest.get("n") or 0),
    )


def standing(folder: Path, *, complete: bool, kept: int, total: int) -> Standing:
    """Return how far something is of which so many runs are kept, with what its command said last."""
    told, said = told_in(folder / LAB / PROGRESS)
    running = is_running(folder)
    return Standing(
        folder=folder,
        running=running,
        complete=complete,
        done=max(kept, int(told.get("done", 0))) if running else kept,
        total=int(told.get("total") or total),
        per_second=told.get("runs_per_second"),
        seconds_left=told.get("seconds_left"),
        said="" if running or complete else said,
    )


def told_in(file: Path) -> tuple[dict[str, Any], str]:
    """Return how far a command was by what it said last, and what else it said.

    Parameters: `file`: what it said on standard error with `--progress json`.
    """
    lines = list(_last_lines(file))
    return _told(lines), "\n".join(_said(lines))


def processors() -> int:
    """Return how many processes a study may have here."""
    return available_processors()


def _last_lines(path: Path) -> Iterator[str]:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - LAST_BYTES))
            content = file.read().decode("utf-8", "replace")
    except OSError:
        return
    yield from content.splitlines()


def _told(lines: list[str]) -> dict[str, Any]:
    for line in reversed(lines):
        if line.startswith("{"):
            try:
                found: dict[str, Any] = json.loads(line)
            except ValueError:  # half a line: it is being written
                continue
            return found
    return {}


def _said(lines: list[str]) -> Iterator[str]:
    """Yield what the command said that is no progress."""
    return (line for line in lines if line.strip() and not line.startswith("{"))
