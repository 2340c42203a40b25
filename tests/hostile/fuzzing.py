"""The parsers under a fuzzer: `python -m tests.hostile.fuzzing [READER] [OPTION]`.

Needs atheris, which is no dependency of the project: `pip install atheris`. READER is one of `READERS`; all
at once without it. Options, such as -max_total_time=300, are libFuzzer's.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping
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

from tests.hostile.feeding import LINES, SCRIPT, SMALL, _package, _separated_lists

EXCON = Actor("excon", Role.DIRECTOR)
FOLDER = Path(tempfile.mkdtemp())


def _list(text: str) -> None:
    file = FOLDER / "list.csv"
    file.write_bytes(text.encode(errors="surrogateescape"))
    delimited_grid(file)


READERS: Mapping[str, Callable[[str], object]] = {
    "yaml": lambda text: parse(text, "fuzzed.yaml"),
    "patch": patch_from_set,
    "line": lambda text: read_line(text, {"embassy": None}, EXCON),
    "moment": times.moment,
    "length": times.length,
    "days": quantities.days,
    "dollars": quantities.dollars,
    "journal": lambda text: entries_of(text, "journal.jsonl"),
    "list": _list,
}
"""What reads a text that comes from outside. All else than a result or an error of ours is a fault."""
SEEDS: Mapping[str, Callable[[], tuple[str, ...]]] = {
    "yaml": lambda: (SMALL.read_text("utf-8"), SCRIPT),
    "patch": lambda: ("pools.corps.size=12", "doctrine.*.travel={pert: [1 d, 2 d, 4 d]}"),
    "line": lambda: LINES,
    "moment": lambda: ("STARTEX+01:30", "D+40", "2006-03-01 08:00", "day 2 09:15"),
    "length": lambda: ("90 min", "1 h 30 min", "3 d"),
    "days": lambda: ("48 h", "15 d", "6 w", "2 mo", "1 y"),
    "dollars": lambda: ("250 k USD", "3 M USD", "1.5 bn USD"),
    "journal": lambda: (_package()["journal.jsonl"].decode(),),
    "list": _separated_lists,
}
"""Texts from which the fuzzer begins."""


def chosen(arguments: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the readers that were asked for, and the options."""
    only = tuple(each for each in arguments if each in READERS)
    return only or tuple(READERS), [each for each in arguments if each not in READERS]


def laid(names: tuple[str, ...]) -> str:
    """Lay the seeds of some readers as files; return the folder. The first byte says for which reader."""
    corpus = FOLDER / "corpus"
    corpus.mkdir()
    for at, name in enumerate(names):
        for number, text in enumerate(SEEDS[name]()):
            (corpus / f"{name}-{number}").write_bytes(bytes([at]) + text.encode())
    return str(corpus)


def main() -> None:
    """Fuzz until libFuzzer's limits are reached, or a fault is found."""
    names, options = chosen(sys.argv[1:])
    readers = [READERS[each] for each in names]

    def one(content: bytes) -> None:
        if content:
            text = content[1:].decode("utf-8", errors="surrogateescape")
            with suppress(ScrsError):
                readers[content[0] % len(readers)](text)

    atheris.Setup([sys.argv[0], *options, laid(names)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
