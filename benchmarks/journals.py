"""What the journal costs: durable commands a second, 50,000 entries read and audited, looks at the head.

`python -m benchmarks.journals [ADDRESS]`: a file beside the system's temporary ones if no address is told.
Commands wait for the disk, so the disk alone is measured in between: no journal can be quicker than it.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from exercises.journal import Draft, Journal, digest, open_journal
from exercises.journal.packages import export_package, import_package

COMMANDS = 1_000
ROUNDS = 5
ENTRIES = 50_000
LOOKS = 5_000
HEADER = {"script": "title: none\n", "scenario": "format: 1\n", "seed": 1}
MESSAGE = "The mission asks for two design teams in the capital by the end of the week. " * 4


def main(address: str | None) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        journal = open_journal(address or folder / "play.sqlite")
        name = f"bench-{time.time_ns()}"
        journal.create(name, HEADER)
        Console().print(f"{journal.name}")
        _tell_appends(journal, name, folder)
        _tell_reads(journal, f"{name}-long", folder)
        journal.close()


def _tell_appends(journal: Journal, name: str, folder: Path) -> None:
    rates, floors = [], []
    for round_ in range(ROUNDS):
        block = range(round_ * COMMANDS // ROUNDS, (round_ + 1) * COMMANDS // ROUNDS)
        rates.append(len(block) / _timed(lambda block=block: _append(journal, name, block))[1])
        floors.append(len(block) / _timed(lambda block=block: _sync(folder, len(block)))[1])
    Console().print(
        f"{statistics.median(rates):,.0f} commands/s, each durable ({min(rates):,.0f} to {max(rates):,.0f}); "
        f"the disk alone: {statistics.median(floors):,.0f} syncs of 4 kB/s "
        f"({min(floors):,.0f} to {max(floors):,.0f})"
    )
    spent = time.process_time()
    _append(journal, name, range(COMMANDS, COMMANDS + 200))
    Console().print(f"{(time.process_time() - spent) / 200 * 1e3:.2f} ms of CPU per command, here")


def _tell_reads(journal: Journal, name: str, folder: Path) -> None:
    journal.create(name, HEADER)
    for first in range(0, ENTRIES, 10_000):
        drafts = [_draft(number) for number in range(first, first + 10_000)]
        journal.append(name, f"many-{first}", drafts)
    tell = Console().print
    entries, spent = _timed(lambda: journal.read(name))
    tell(f"{spent:.2f} s to read {len(entries):,} entries")
    tell(f"{_timed(lambda: digest(entries))[1]:.2f} s for their digest")
    tell(f"{_timed(lambda: journal.audit(name))[1]:.2f} s to read and audit them")
    tell(f"{_timed(lambda: journal.read(name, after=ENTRIES - 10))[1] * 1e3:.1f} ms to read the last ten")
    seconds = _timed(lambda: [journal.head(name) for _ in range(LOOKS)])[1]
    tell(f"{LOOKS / seconds:,.0f} looks at the head/s")
    package = folder / "x.zip"
    seconds = _timed(lambda: export_package(journal, name, package))[1]
    tell(f"{seconds:.2f} s to pack them, {package.stat().st_size / 1e6:.1f} MB")
    seconds = _timed(lambda: import_package(package, journal, exercise=f"{name}-copy"))[1]
    tell(f"{seconds:.2f} s to take them in")


def _draft(number: int) -> Draft:
    return Draft(
        kind="inject.sent",
        actor="ann",
        role="controller",
        wall=1.8e9 + number,
        exercise=float(number),
        scenario=number / 7,
        payload={"row": f"INJ-{number:05}", "to": ["embassy", "command"], "body": MESSAGE},
    )


def _append(journal: Journal, name: str, block: range) -> None:
    for number in block:
        journal.append(name, f"op-{number}", [_draft(number)])


def _sync(folder: Path, times: int) -> None:
    """Write and sync as often as commands do, and nothing else."""
    with (folder / "sync").open("wb") as file:
        for _ in range(times):
            file.write(bytes(4096))
            file.flush()
            os.fdatasync(file.fileno())


def _timed(act: Callable[[], Any]) -> tuple[Any, float]:
    begin = time.perf_counter()
    found = act()
    return found, time.perf_counter() - begin


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
