"""Kills whatever can be killed, as often as is asked: `make chaos KILLS=200`.

python -m tests.crashes [--kills 200] [--seed 1] [--only batches|directors|clusters] [--forked]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.crashes.batches import kill_batches
from tests.crashes.clusters import kill_workers
from tests.crashes.directors import kill_directors


def main() -> int:
    """Kill, a third each; return 0 if all stood as it should."""
    parser = argparse.ArgumentParser(prog="python -m tests.crashes", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["batches", "directors", "clusters"])
    parser.add_argument("--forked", action="store_true", help="fork batches and directors: quicker to start")
    asked = parser.parse_args()
    share = asked.kills if asked.only else -(-asked.kills // 3)
    how: dict[str, Any] = {"kills": share, "seed": asked.seed, "forked": asked.forked}
    with tempfile.TemporaryDirectory() as folder:
        ways = {
            "batches": lambda: kill_batches(Path(folder), **how),
            "directors": lambda: kill_directors(Path(folder), **how),
            "clusters": lambda: kill_workers(kills=share, seed=asked.seed),
        }
        for name, way in ways.items():
            if asked.only in {None, name}:
                begun = time.monotonic()
                print(f"{name:10} {way()}; {time.monotonic() - begun:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
