"""Lets in hostile input by the thousand, in a process with little memory: `make chaos`.

    python -m tests.hostile [--inputs 20000] [--seed 1] [--only KIND] [--first INDEX]

Every input follows from seed, kind and index; a fault is told with those, so that it can be seen again.
"""

from __future__ import annotations

import argparse
import faulthandler
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.hostile.feeding import KINDS, Kind
from tests.hostile.judging import Verdict, judge, limit_memory

STUCK = 120.0
"""Seconds after which a process that does not even notice its signals is ended."""
SHOWN = 30


def asked() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", choices=[each.name for each in KINDS])
    return parser.parse_args()


def warmed(kind: Kind, folder: Path) -> None:
    """Load what a kind needs before its memory is limited and its time is taken."""
    for index in range(3):
        judge(kind, folder, seed=0, index=index)


def let_in(kind: Kind, indices: range, *, seed: int, folder: Path) -> list[Verdict]:
    """Let in so many inputs of a kind."""
    found = []
    for index in indices:
        faulthandler.dump_traceback_later(STUCK, exit=True)
        found.append(judge(kind, folder, seed=seed, index=index))
        faulthandler.cancel_dump_traceback_later()
        if found[-1].fault:
            print(f"FAULT {kind.name} seed={seed} index={index}\n{found[-1].fault}\n", flush=True)
    return found


def told(kind: Kind, found: list[Verdict]) -> str:
    """Return a line about all inputs of a kind."""
    taken = sum(each.taken for each in found)
    faults = sum(bool(each.fault) for each in found)
    spent = sorted(each.seconds for each in found)
    return (
        f"{kind.name:11} {len(found):6,} let in: {taken:6,} taken, {len(found) - taken:6,} refused, "
        f"{faults} faults; slowest {spent[-1]:.2f} s, median {spent[len(spent) // 2] * 1e3:.0f} ms"
    )


def main() -> int:
    """Let all in; return 1 if there was any fault."""
    options = asked()
    kinds = [each for each in KINDS if options.only in {None, each.name}]
    begun, faults, count = time.process_time(), Counter[str](), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in kinds:
            warmed(kind, folder)
        limit_memory()
        for kind in kinds:
            share = 1.0 if options.only else kind.share
            indices = range(options.first, options.first + max(1, round(options.inputs * share)))
            found = let_in(kind, indices, seed=options.seed, folder=folder)
            faults[kind.name] = sum(bool(each.fault) for each in found)
            count += len(found)
            print(told(kind, found), flush=True)
    print(f"{count:,} inputs, {sum(faults.values())} faults, {time.process_time() - begun:.0f} s of work")
    return 1 if sum(faults.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
