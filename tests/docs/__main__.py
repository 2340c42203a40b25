"""Runs every command that the documents show, and holds what it prints against what the page says.

python -m tests.docs [PAGE ...] [--log FOLDER]      make walk
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.docs.shown import pages
from tests.docs.walking import Came, walk


def main() -> int:
    """Walk the pages; return 1 where something is not as it is shown."""
    parser = argparse.ArgumentParser(prog="python -m tests.docs", description=__doc__)
    parser.add_argument("pages", nargs="*", type=Path, help="Pages; all without one.")
    parser.add_argument("--log", type=Path, help="A folder for all that was printed.")
    asked = parser.parse_args()
    wrong = 0
    for page in [each.resolve() for each in asked.pages] or pages():
        with tempfile.TemporaryDirectory() as folder:
            for came in walk(page, Path(folder)):
                wrong += not came.as_shown
                tell(came)
                keep(came, asked.log)
    print(f"{wrong} not as shown." if wrong else "All as shown.")
    return 1 if wrong else 0


def tell(came: Came) -> None:
    """Print a line for a command, and one for each line of the page that was not printed."""
    mark = "as shown" if came.as_shown else "NOT SO  "
    print(f"{mark} {came.seconds:6.1f} s  {came.shown.place}  {came.shown.command}", flush=True)
    if not came.as_shown:
        print(f"           ended with {came.code}")
        for each in came.lost:
            print(f"           not printed: {each}")


def keep(came: Came, folder: Path | None) -> None:
    """Keep what was printed, if a folder was named for it."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        name = came.shown.place.replace("/", "-").replace(":", "-")
        (folder / f"{name}.txt").write_text(f"$ {came.shown.command}\n{came.printed}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
