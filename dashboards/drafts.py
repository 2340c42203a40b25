"""What somebody has written and not sent yet, kept so that a reload or a restart loses none of it.

Nothing here is part of the exercise: what was sent stands in the journal.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = 20_000
"""Characters of a draft."""
TABLE = "CREATE TABLE IF NOT EXISTS drafts (seat TEXT, name TEXT, text TEXT, PRIMARY KEY (seat, name))"
KEEP = "INSERT INTO drafts VALUES (?, ?, ?) ON CONFLICT (seat, name) DO UPDATE SET text = excluded.text"


class Drafts:
    """Texts by seat and name, in a small file of their own. Safe in threads: each call opens its own door."""

    def __init__(self, file: Path) -> None:
        self._file = file
        with closing(self._open()) as connection, connection:
            connection.execute(TABLE)

    def keep(self, seat: str, name: str, text: str) -> None:
        """Keep a text; an empty one is forgotten."""
        with closing(self._open()) as connection, connection:
            if text:
                connection.execute(KEEP, (seat, name, text[:LONGEST]))
            else:
                connection.execute("DELETE FROM drafts WHERE seat = ? AND name = ?", (seat, name))

    def read(self, seat: str, name: str) -> str:
        """Return a text, '' if there is none."""
        with closing(self._open()) as connection:
            found = connection.execute(
                "SELECT text FROM drafts WHERE seat = ? AND name = ?", (seat, name)
            ).fetchone()
        return str(found[0]) if found else ""

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file, timeout=5.0)
