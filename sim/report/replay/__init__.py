"""One run played back on a schematic map: what happened by the day, tiles, a page that needs nothing.

`story`: an outcome as plain data by the day; `tiles`: where its provinces lie; `page`: the file.
"""

from sim.report.replay.page import render, write

__all__ = ["render", "write"]
