"""Attachments: files that lie beside the script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sim.errors import quote

if TYPE_CHECKING:
    from exercises.script.checking.case import ScriptCase
    from sim.errors import Finding


def check_attachments(case: ScriptCase) -> Iterator[Finding]:
    """Yield attachments that lie elsewhere, and a doubt about those that are not there."""
    for index, row in enumerate(case.script.rows):
        for number, name in enumerate(row.attachments):
            path = ("rows", index, "attachments", number)
            if is_outside(name):
                message = f"{quote(name)} does not lie beside the script"
                yield case.finding(path, message, allowed="a file in the script's folder or below it")
            elif case.folder is not None and not is_beside(name, case.folder):
                yield case.warning(path, f"there is no file {quote(name)} beside the script")


def is_outside(name: str) -> bool:
    """Whether a path as written leads out of the folder in which it is looked for."""
    path = PurePosixPath(name)
    return (
        path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or Path(name).is_absolute()
    )


def is_beside(name: str, folder: Path) -> bool:
    """Whether there is such a file in a folder or below it; what no file can be called is none."""
    try:
        return (folder / name).is_file()
    except (OSError, ValueError):
        return False
