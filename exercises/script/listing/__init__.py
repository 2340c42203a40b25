"""Between a script and a list of events as planners keep it: rows out and in, what to change; a calendar.

What a spreadsheet is, is `exercises.msel`; what a script may say, is `exercises.script.schema`.
"""

from exercises.script.listing.calendar import calendar_of
from exercises.script.listing.out import listed
from exercises.script.listing.taking import Taken, merged, taken

__all__ = ["Taken", "calendar_of", "listed", "merged", "taken"]
