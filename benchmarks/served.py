"""A panel as `scrs panel` starts it, in a process of its own: started, killed, started again, read beside.

What is measured on it is `benchmarks.panel`; who sits before it is `benchmarks.tabs`.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from exercises.journal.opening import open_journal

if TYPE_CHECKING:
    from exercises.journal.store import Journal

ROOT = Path(__file__).resolve().parents[1]
COMMAND = "from dashboards.cli import main; main()"
STARTING = 90.0
"""Seconds after which a server that does not answer has failed."""
PASSWORDS = {
    "SCRS_PANEL_DIRECTOR_PASSWORD": "the director of the load",
    "SCRS_PANEL_ADMINISTRATOR_PASSWORD": "the administrator of the load",
}
GREETED = "Stop with Ctrl+C"
"""The last words of the greeting."""
LINK = re.compile(r"^\s+(\S+)\s+(http://\S+/join\?t=\S+)$", re.MULTILINE)


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Served:
    """A server of the panel. `links`: seat → join link, as it printed them.

    Parameters: `folder`: has the script as `script.yaml`, unless the options name another; `address`: of a
    journal elsewhere, '' for a file; `code`: Python that runs the command; `verb`: `panel`, or `labs`, which
    has no exercise.
    """

    folder: Path
    address: str = ""
    options: tuple[str, ...] = ()
    code: str = COMMAND
    verb: str = "panel"
    port: int = field(default_factory=free_port)
    links: dict[str, str] = field(default_factory=dict)
    running: subprocess.Popen[str] | None = None

    @property
    def origin(self) -> str:
        """Where it is, as browsers name it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """Where what it says goes."""
        return self.folder / f"log-{self.port}"

    def start(self) -> Served:
        """Start it and wait until it answers."""
        command = [sys.executable, "-c", self.code, self.verb]
        options = ["--port", str(self.port), *self.options]
        if self.verb == "panel":
            options += ["--exercise", "script.yaml", "--folder", "kept"]
        journal = ["--database-url", self.address] if self.address else []
        environment = {**os.environ, **PASSWORDS, "PYTHONPATH": str(ROOT)}
        with self.log.open("a") as log:
            begun = log.tell()
            self.running = subprocess.Popen(  # noqa: S603  our own command
                [*command, *options, *journal],
                cwd=self.folder,
                env=environment,
                stdout=log,
                stderr=log,
                text=True,
            )
        self.links = dict(LINK.findall(self._greeting(begun)))
        return self

    def _greeting(self, begun: int) -> str:
        """Return what it said since a place of its log: it greets once it answers."""
        end = time.monotonic() + STARTING
        while time.monotonic() < end and self.running is not None and self.running.poll() is None:
            said = self.log.read_text()[begun:]
            if GREETED in said:
                return said
            time.sleep(0.05)
        raise RuntimeError(self.log.read_text())

    def kill(self) -> None:
        """End it as a loss of power would."""
        if self.running is not None:
            self.running.kill()
            self.running.wait()
            self.running = None

    def journal(self) -> Journal:
        """Return its journal, opened beside it; to be closed."""
        return open_journal(self.address or self.folder / "kept" / "exercises.sqlite", create=False)

    def cpu_seconds(self) -> float:
        """Return the CPU time that it has used so far, of all its threads (Linux)."""
        if self.running is None:
            return 0.0
        told = Path(f"/proc/{self.running.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """Return the memory that it holds (Linux)."""
        if self.running is None:
            return 0.0
        told = Path(f"/proc/{self.running.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", told)[0]) / 1024
