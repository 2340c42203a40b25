"""Are studies and plays the same bytes on other minor versions of Python?

    python -m benchmarks.minors PYTHON …        make minors

Each interpreter, in which the project is installed, plays the same studies on both engines and the same
exercise; the hashes of the parts, of the summaries and of the state of play are held against each other.
A manifest names the version that wrote it, so it differs, and a study is not taken up by another version.
"""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from typer.testing import CliRunner

from dashboards.cli import app
from exercises import opening
from exercises.console.session import EXCON, Session, Wall
from exercises.journal import MemoryJournal
from exercises.play.commands import Start
from exercises.script.loading import open_script, shipped

STUDIES = (
    ("quick-start", "simpy", 60),
    ("quick-start", "compiled", 1_000),
    ("three-operations", "simpy", 20),
    ("three-operations", "compiled", 200),
    ("watch-list", "simpy", 20),
    ("watch-list", "compiled", 200),
)
"""Scenario, engine and futures of each study: many where they cost little."""
MORNING = 1_700_000_000.0
PLAY = "first-72-hours"


def digests() -> dict[str, str]:
    """Return what was played → the hash of what it left."""
    found = {"python": platform.python_version()}
    with tempfile.TemporaryDirectory() as folder:
        for name, engine, runs in STUDIES:
            out = Path(folder, f"{name}-{engine}")
            words = ["batch", name, "-n", str(runs), "--engine", engine, "--workers", "1", "--quiet"]
            done = CliRunner().invoke(app, [*words, "--out", str(out)], catch_exceptions=False)
            assert done.exit_code == 0, done.output  # noqa: S101  a benchmark says what is wrong
            parts = sorted(out.glob("parts/*.parquet"))
            study = f"{name}, {runs:,} on {engine}"
            found[study] = hashed(b"".join(each.read_bytes() for each in parts))
            found[f"{study}: summary"] = hashed((out / "summary.json").read_bytes())
    found[PLAY] = played()
    return found


def asked(python: str) -> dict[str, str]:
    """Return what another interpreter leaves."""
    words = [python, "-m", "benchmarks.minors"]
    done = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603  whoever calls names it
    return dict(json.loads(done.stdout.splitlines()[-1]))


def hashed(content: bytes) -> str:
    """Return the first digits of a SHA-256."""
    return hashlib.sha256(content).hexdigest()[:16]


def played() -> str:
    """Return the digest of the state to which the shipped play of the shipped exercise comes."""
    journal, wall = MemoryJournal(), Wall(MORNING)

    def turn(seconds: float) -> None:
        wall.time += seconds

    opening.create(journal, PLAY, open_script(PLAY), wall=MORNING)
    director = opening.direct(journal, PLAY, clock=wall)
    director.do(EXCON, Start())
    session = Session(director, wait=turn, say=lambda _: None, fast=True)
    for line in shipped()[PLAY].with_suffix(".play.txt").read_text("utf-8").splitlines():
        session.take(line)
    session.finish()
    plain = {**director.state.plain(), "observations": len(director.state.observations)}
    return hashed(json.dumps(plain, sort_keys=True).encode())


def main() -> int:
    """Print one digest a line, or ask other interpreters for theirs and compare."""
    if len(sys.argv) == 1:
        print(json.dumps(digests()))
        return 0
    found = [asked(each) for each in sys.argv[1:]]
    versions = [each.pop("python") for each in found]
    different = [name for name in found[0] if len({each[name] for each in found}) > 1]
    for name in found[0]:
        told = [each[name] for each in found]
        print(f"{name:44} {'differs: ' if name in different else ''}{', '.join(dict.fromkeys(told))}")
    print(f"{', '.join(versions)}: {'not ' if different else ''}the same bytes")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
