"""The thread that lets happen what came due, whether anybody has a page open or not.

Several may run beside each other: the journal takes each row's coming due once.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from exercises.errors import JournalGone
from sim.errors import ScrsError

if TYPE_CHECKING:
    from dashboards.outage import Outage
    from exercises.director import Director

LOOK = 0.25
"""Seconds between two looks."""
LOG = logging.getLogger(__name__)


class Ticking:
    """Ticks a director until it is told to stop.

    Parameters: `outage`: where it notes that the journal is away, and that it is back.
    """

    def __init__(self, director: Director, outage: Outage, *, every: float = LOOK) -> None:
        self._director, self._outage, self._every = director, outage, every
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ticking", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the look that is under way."""
        self._over.set()
        self._thread.join(timeout=5.0)

    def _run(self) -> None:
        last = ""
        while not self._over.wait(self._every):
            try:
                self._reach()
                self._director.tick()
                if self._outage.gone:
                    LOG.warning("the journal is back; play goes on")
                self._outage.gone, last = False, ""
            except ScrsError as error:
                self._outage.gone = isinstance(error, JournalGone)
                if str(error) != last:  # the same trouble is told once, not four times a second
                    last = str(error)
                    LOG.error("what came due could not be carried out: %s", error)  # noqa: TRY400  the message says it all
            except Exception:
                LOG.exception("the clock's look failed; it goes on")

    def _reach(self) -> None:
        """See that the journal answers: a server that is silent keeps this thread waiting, and no page."""
        self._outage.asked = time.monotonic()
        try:
            self._director.reach()
        finally:
            self._outage.asked = None
