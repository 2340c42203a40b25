"""A process that is going to be killed, and what it leaves behind looked at afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dashboards.cli import app

ROOT = Path(__file__).parents[2]
COMMAND = "from dashboards.cli import main; main()"
PATIENCE = 120.0
"""Seconds for anything that is to happen at last, on a machine that has other things to do."""


def environment() -> dict[str, str]:
    """Return the environment in which a process finds this tree."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), "PYTHONUNBUFFERED": "1"}


def started(words: Sequence[str], *, forked: bool = False, **options: Any) -> Victim:
    """Start the command with some words, in a process group of its own."""
    if forked:
        return Forked(words, **options)
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *words],
        env=environment(),
        text=True,
        start_new_session=True,
        **options,
    )


class Forked:
    """A process forked from this one, which has all loaded; of `Popen` it has what is used here.

    To start one costs a tenth of what a fresh process costs: for many kills in little time.
    """

    def __init__(self, words: Sequence[str], *, stdin: int | None = None, stdout: Any, stderr: Any) -> None:
        del stderr  # goes where the rest goes
        reading, writing = os.pipe() if stdin == subprocess.PIPE else (os.open(os.devnull, os.O_RDONLY), None)
        out = os.open(os.devnull, os.O_WRONLY) if stdout == subprocess.DEVNULL else stdout.fileno()
        self.returncode: int | None = None
        self.pid = os.fork()
        if not self.pid:
            if writing is not None:
                os.close(writing)
            _become(words, reading, out)
        os.close(reading)
        self.stdin = None if writing is None else os.fdopen(writing, "w", encoding="utf-8")

    def poll(self) -> int | None:
        """Return how it ended, None while it goes on."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, seconds: float = PATIENCE) -> int:
        """Return how it ended. Raises: `subprocess.TimeoutExpired`."""
        end = time.monotonic() + seconds
        while self.poll() is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired(str(self.pid), seconds)
            time.sleep(0.002)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)


def _become(words: Sequence[str], reading: int, out: int) -> None:
    """Be the command with some words, in a process group of its own, and end with it."""
    code = 1
    try:
        os.setsid()
        for number, target in ((reading, 0), (out, 1), (out, 2)):
            os.dup2(number, target)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  until the process ends
        out = open(1, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115  as above
        sys.stdout = sys.stderr = out
        code = app(list(words), standalone_mode=False) or 0
    finally:
        sys.stdout.flush()
        os._exit(code)


Victim = subprocess.Popen[str] | Forked


def wait_for(true: Callable[[], object]) -> None:
    """Wait until something is true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.005)


def killed(process: Victim) -> None:
    """Kill a process outright, and see that those whom it had started leave too."""
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_for(lambda: not _alive(process.pid))


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
