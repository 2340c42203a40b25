"""Between a script and a list of events as planners keep it: rows out, rows in, and what to change.

What a spreadsheet is, is `exercises.msel`; what a script may say, is `exercises.script.schema`.
"""

from exercises.script.listing.out import listed
from exercises.script.listing.taking import Taken, merged, taken

__all__ = ["Taken", "listed", "merged", "taken"]
