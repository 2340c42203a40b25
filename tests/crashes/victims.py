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

ROOT = Path(__file__).parents[2]
COMMAND = "from dashboards.cli import main; main()"
PATIENCE = 120.0
"""Seconds for anything that is to happen at last, on a machine that has other things to do."""


def environment() -> dict[str, str]:
    """Return the environment in which a process finds this tree."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), "PYTHONUNBUFFERED": "1"}


def started(words: Sequence[str], **options: Any) -> subprocess.Popen[str]:
    """Start the command with some words, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *words],
        env=environment(),
        text=True,
        start_new_session=True,
        **options,
    )


def wait_for(true: Callable[[], object]) -> None:
    """Wait until something is true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.005)


def killed(process: subprocess.Popen[str]) -> None:
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
