"""The parsers under a fuzzer that follows what they do: `python -m tests.hostile.fuzzing`.

Needs atheris, which is no dependency of the project: `pip install atheris`.
Options, such as -max_total_time=600, are libFuzzer's.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["sim", "exercises", "yaml"]):
    from exercises import times
    from exercises.console.reading import read_line
    from exercises.journal.packages.lines import entries_of
    from exercises.msel.files.delimited import delimited_grid
    from exercises.roles import Actor, Role
    from sim import quantities
    from sim.errors import ScrsError
    from sim.scenario.parsing import parse
    from sim.scenario.patches import patch_from_set

EXCON = Actor("excon", Role.DIRECTOR)
FILE = Path(tempfile.mkdtemp()) / "list.csv"


def _list(text: str) -> None:
    FILE.write_bytes(text.encode(errors="surrogateescape"))
    delimited_grid(FILE)


READERS: tuple[Callable[[str], object], ...] = (
    lambda text: parse(text, "fuzzed.yaml"),
    patch_from_set,
    lambda text: read_line(text, {"embassy": None}, EXCON),
    times.moment,
    times.length,
    quantities.days,
    quantities.dollars,
    lambda text: entries_of(text, "journal.jsonl"),
    _list,
)
"""What reads a text that comes from outside. All else than a result or an error of ours is a fault."""


def one(content: bytes) -> None:
    """Let one input into a reader, which its first byte chooses."""
    if content:
        text = content[1:].decode("utf-8", errors="surrogateescape")
        with suppress(ScrsError):
            READERS[content[0] % len(READERS)](text)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
