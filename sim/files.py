"""Writing files: whole, or not at all. What is in them is known to who calls."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from sim.errors import BadOutput

if TYPE_CHECKING:
    from pathlib import Path


OTHER_FOLDER = "Name another folder with --out."


def write_file(path: Path, content: bytes, *, advice: str = OTHER_FOLDER) -> None:
    """Write a file whole or not at all, making its folder where needed.

    Parameters: `advice`: what to do where it cannot be written.
    Raises: `BadOutput` with the place and the system's reason.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        reason = (error.strerror or str(error)).lower()
        message = f"{path}: cannot be written: {reason}. {advice}"
        raise BadOutput(message) from error
