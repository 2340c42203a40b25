"""A journal that other hands have changed: the first entry that is not what was written is named."""

from __future__ import annotations

from contextlib import closing

import pytest
from drafting import HEADER, draft
from sqlalchemy import create_engine, text

from exercises.errors import JournalChanged
from exercises.journal import open_journal


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        ('UPDATE journal_entries SET payload = \'{"text":"never said"}\' WHERE seq = 2', 2),
        ("UPDATE journal_entries SET wall = wall + 1 WHERE seq = 3", 3),
        ("UPDATE journal_entries SET actor = 'somebody else' WHERE seq = 1", 1),
        ("UPDATE journal_entries SET payload = 'no json' WHERE seq = 2", 2),
        ("UPDATE journal_entries SET chain = '' WHERE seq = 4", 4),
        ("DELETE FROM journal_entries WHERE seq = 2", 2),
        ("DELETE FROM journal_entries WHERE seq = 1", 1),
    ],
)
def test_a_change_by_other_hands_is_found(address: str, statement: str, first: int):
    with closing(open_journal(address)) as journal:
        journal.create("x", HEADER)
        for each in "abcd":
            journal.append("x", each, [draft(each)])
        engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
        with engine.begin() as connection:
            connection.execute(text(statement.replace(":", r"\:")))
        engine.dispose()
        with pytest.raises(JournalChanged, match=f"entry {first} is not what was written") as caught:
            journal.audit("x")
        assert caught.value.seq == first
