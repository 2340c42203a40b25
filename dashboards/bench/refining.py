"""Futures of plans, more and more of them while somebody looks: asked again and again, never waited for.

Plans are known by their hash, so that a change taken back finds what was played for it before.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from dashboards.bench.playing import Played, Task, joined
from sim.errors import AllBroke, WorkerLost
from sim.recent import Recent

if TYPE_CHECKING:
    from concurrent.futures import Future

    from dashboards.bench.crew import Crew
    from sim.plan import Plan

STAGE = 40
"""Futures that are asked for at a time: who moves on leaves no more than this to be played for nobody."""
PIECE = 10
MOST_PLANS = 60


@dataclass
class _Stock:
    """What has been played of one plan and seed, and what is under way, in order of futures.

    `broken`: why no more is played.
    """

    milestones: int
    broken: AllBroke | None = None
    played: list[Played] = field(default_factory=list)
    coming: deque[Future[Played]] = field(default_factory=deque)
    asked: int = 0


class Bench:
    """Plays futures for all pages of a server; safe to be asked by several at once."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._stocks: Recent[_Stock] = Recent(MOST_PLANS)
        self._lock = Lock()

    def refine(self, plan: Plan, *, seed: int, upto: int) -> Played:
        """Return the futures that are there, from the first on, and have more played up to a number.

        Raises: `AllBroke` if a run broke off, now and whenever this plan is asked for; `WorkerLost`, and then
        the next call asks for them again.
        """
        with self._lock:
            stock = self._stocks.get((plan.hash, seed), lambda: _Stock(len(plan.milestones)))
            if stock.broken is not None:
                raise stock.broken
            self._gather(stock)
            if not stock.coming and stock.asked < upto:
                self._ask(stock, plan, seed=seed, upto=upto)
            return joined(stock.played, milestones=stock.milestones)

    def _ask(self, stock: _Stock, plan: Plan, *, seed: int, upto: int) -> None:
        end = min(upto, stock.asked + STAGE)
        for first in range(stock.asked, end, PIECE):
            stock.coming.append(self._crew.ask(Task(plan, seed, first, min(PIECE, end - first))))
        stock.asked = end

    def _gather(self, stock: _Stock) -> None:
        try:
            while stock.coming and stock.coming[0].done():
                stock.played.append(stock.coming[0].result())
                stock.coming.popleft()
        except Exception as error:
            stock.coming.clear()
            stock.asked = sum(each.n for each in stock.played)
            if isinstance(error, WorkerLost):
                raise
            first = error.first if isinstance(error, AllBroke) else f"{type(error).__name__}: {error}"
            stock.broken = AllBroke(stock.asked, first)
            raise stock.broken from error

    def close(self) -> None:
        """End the crew."""
        self._crew.close()
