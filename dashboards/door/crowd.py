"""How many pages are open before one server, and how often each may look for news then.

Who is turned away when there is no room is `door.guarding`.
"""

from __future__ import annotations

from dataclasses import dataclass

QUICK_UP_TO = 60
"""Pages up to which each looks twice a second; more look once. Measured: docs/reliability.md."""
QUICK, SLOW = 0.5, 1.0


@dataclass
class Crowd:
    """The pages that are open. Counted in the server's one thread, read by all."""

    open: int = 0

    @property
    def pace(self) -> float:
        """Return the seconds between two looks of a page: one server bears so many looks and no more."""
        return QUICK if self.open <= QUICK_UP_TO else SLOW
