"""The forecast that pages show: the latest there is, and a new one on its way where something happened.

Whoever asks never waits. A forecast is as old as the journal's last entry, or a minute of the exercise.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from dashboards.bench.foreseer import Wanted
from exercises.forecasting.turning import is_news
from sim.errors import ScrsError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from dashboards.bench.crew import Crew
    from exercises.director import Director
    from exercises.forecasting import Forecast, Fork, Given

FUTURES = 1_000
FIRST = 100
"""Futures of the first forecast, so that there is something to see soon."""
STALE = 60.0
"""Seconds of the exercise after which a forecast is made anew though nothing happened."""
COMMAND = (sys.executable, "-m", "dashboards.bench.foreseer")


@dataclass(frozen=True)
class Seen:
    """What there is to see. `working`: whether a newer one is on its way; `trouble`: why there is none."""

    forecast: Forecast | None
    working: bool
    trouble: str = ""


@dataclass
class Foresight:
    """The forecasts of one exercise. Safe in threads. `header`: of the exercise."""

    crew: Crew
    director: Director
    header: dict[str, Any]
    futures: int = FUTURES
    _latest: Forecast | None = None
    _asked: tuple[int, float] = (-1, 0.0)
    """Head and second of the last question."""
    _coming: Future[Any] | None = None
    _trouble: str = ""
    _lock: Lock = field(default_factory=Lock, repr=False)

    def look(self) -> Seen:
        """Return the latest forecast, and have a newer one made where this one has grown old."""
        with self._lock:
            self._gather()
            if self._coming is None and self._old():
                self._ask()
            return Seen(self._latest, self._coming is not None, self._trouble)

    def fork(
        self, given: tuple[Given, ...], *, second: float | None = None, instead: int | None = None
    ) -> Future[Fork]:
        """Return the fork to come: what would be if something were done now, or at a second that is past.

        Parameters: `instead`: number of an entry in whose place it would be done.
        """
        return self.crew.ask(self._wanted(given=given, second=second, futures=self.futures, instead=instead))

    def _old(self) -> bool:
        state = self.director.state
        if state.phase == "ended":
            return False
        head, second = self._asked
        small = self._latest is not None and self._latest.n < self.futures
        return small or self.director.now() - second >= STALE or self._news(head, state.head)

    def _news(self, head: int, newest: int) -> bool:
        """Whether something has happened since the last question that may change what comes."""
        if newest == head:
            return False
        if head >= 0 and not is_news(self.director.since(head)):
            self._asked = (newest, self._asked[1])
            return False
        return True

    def _ask(self) -> None:
        wanted = self._wanted(futures=FIRST if self._latest is None and not self._trouble else self.futures)
        self._asked = (wanted.entries[-1].seq if wanted.entries else 0, wanted.second)
        self._coming = self.crew.ask(wanted)

    def _wanted(
        self,
        *,
        futures: int,
        given: tuple[Given, ...] = (),
        second: float | None = None,
        instead: int | None = None,
    ) -> Wanted:
        entries = self.director.since(0)
        now = self.director.now() if second is None else second
        return Wanted(self.header, entries, now, futures, given, instead)

    def _gather(self) -> None:
        if self._coming is None or not self._coming.done():
            return
        coming, self._coming = self._coming, None
        try:
            self._latest, self._trouble = coming.result(), ""
        except ScrsError as error:
            self._trouble = str(error)
