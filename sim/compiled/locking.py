"""One process at a time: a file that is locked while somebody works, on Windows as elsewhere.

What is done meanwhile is not here; the lock ends with the process that holds it, however that ends.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    from fcntl import LOCK_EX, flock


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock that a file stands for; who comes second waits."""
    with path.open("a") as file:
        if sys.platform == "win32":
            _wait_on_windows(file.fileno())
        else:
            flock(file, LOCK_EX)
        yield


def _wait_on_windows(handle: int) -> None:
    """Lock the first byte: Windows gives up after ten seconds, we do not."""
    if sys.platform == "win32":
        while True:
            with suppress(OSError):
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
                return
