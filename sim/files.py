"""Writing files: whole, or not at all. What is in them is known to who calls."""

from __future__ import annotations

import os
import tempfile
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
        raise _refused(path, error, advice) from error


def check_folder(folder: Path, *, advice: str = OTHER_FOLDER) -> None:
    """Find out, before hours of work, whether files can be written in a folder; leave nothing behind.

    Raises: `BadOutput` with the place and the system's reason.
    """
    made: list[Path] = []
    try:
        for each in (*reversed(folder.parents), folder):
            if not each.is_dir():
                each.mkdir()
                made.append(each)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _refused(folder, error, advice) from error
    finally:
        for each in reversed(made):
            with suppress(OSError):
                each.rmdir()


def _refused(path: Path, error: OSError, advice: str) -> BadOutput:
    reason = (error.strerror or str(error)).lower()
    return BadOutput(f"{path}: cannot be written: {reason}. {advice}")
