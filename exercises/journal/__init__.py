"""The journal of an exercise: append-only, under everything; what its entries mean is not known here.

`open_journal` gives a journal by its address; `store` says what every journal does.
"""

from exercises.journal.checking import Limits
from exercises.journal.entries import Draft, Entry, canonical, digest
from exercises.journal.memory import MemoryJournal
from exercises.journal.opening import open_journal
from exercises.journal.store import Appended, Journal

__all__ = [
    "Appended",
    "Draft",
    "Entry",
    "Journal",
    "Limits",
    "MemoryJournal",
    "canonical",
    "digest",
    "open_journal",
]
