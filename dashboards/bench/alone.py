"""A command in a process of its own that holds a lock as long as it lives, on Windows as elsewhere.

It outlives the server and is known by its folder alone. What is asked of it is `studies` and `rehearsals`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

if sys.platform == "win32":
    import msvcrt

    APART: dict[str, Any] = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    STOP = signal.CTRL_BREAK_EVENT
else:
    from fcntl import LOCK_EX, LOCK_NB, flock

    APART: dict[str, Any] = {"start_new_session": True}
    STOP = signal.SIGINT

PROGRESS, LOCK, PID = "progress.jsonl", "lock", "pid"
"""Files of a folder: what the command says, what it holds, and its number."""
START = "from dashboards.bench.alone import hold; hold(); from dashboards.cli import main; main()"
HELD = b"held\n"
TRIES, PAUSE = 20, 0.05
"""How often a command tries to get the lock, and seconds between: whoever looks holds it for a moment too."""


def launch(folder: Path, arguments: Sequence[str]) -> bool:
    """Start the command; False where another one has the lock.

    Parameters: `folder`: where its lock, its number and what it says lie.
    """
    folder.mkdir(parents=True, exist_ok=True)
    child: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603  our own command
        [sys.executable, "-c", START, str(folder), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        **APART,
    )
    assert child.stdout is not None  # noqa: S101  it was asked for
    with child.stdout as told:
        held = told.readline() == HELD
    if held:
        (folder / PID).write_text(f"{child.pid}\n", "utf-8")
    threading.Thread(target=child.wait, daemon=True).start()  # or it would stay as a zombie when it ends
    return held


def hold() -> None:
    """Take the lock of the folder that the first argument names, say so, and begin; in the process itself.

    The lock is never let go: it ends with the process, however that ends.
    """
    folder = Path(sys.argv.pop(1))
    lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    for _ in range(TRIES):
        if _taken(lock):
            break
        time.sleep(PAUSE)
    else:
        sys.exit("somebody plays here already")
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a server may have been started without it
    if sys.platform == "win32":
        signal.signal(signal.SIGBREAK, signal.default_int_handler)
    told = os.open(folder / PROGRESS, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(told, 2)
    os.write(1, HELD)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def stop(folder: Path) -> bool:
    """Ask the command to stop, as Ctrl-C does; False where none is at work."""
    number = _number(folder)
    if number is None or not is_held(folder):
        return False
    os.kill(number, STOP)
    return True


def is_held(folder: Path) -> bool:
    """Whether a command is at work in a folder."""
    try:
        lock = os.open(folder / LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _taken(lock)
    finally:
        os.close(lock)


def _taken(lock: int) -> bool:
    """Take a lock if nobody has it; say whether it is ours now."""
    with suppress(OSError):
        if sys.platform == "win32":
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            flock(lock, LOCK_EX | LOCK_NB)
        return True
    return False


def _number(folder: Path) -> int | None:
    try:
        return int((folder / PID).read_text("utf-8"))
    except (OSError, ValueError):
        return None
