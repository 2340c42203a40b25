"""Moments on SimPy's clock, in the declared order of what happens at the same time.

At one moment: first parameters change and blows fall, then steps finish and people return, then
reviews are held, and only then is anything handed out. Results never depend on insertion order.
What is the same moment is decided here, once: the clock puts everything on the grid of `calendars`.
"""

from __future__ import annotations

from heapq import heappush
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

import simpy
from simpy.events import EventPriority

from sim.engine.calendars import snapped

if TYPE_CHECKING:
    from collections.abc import Callable


class Order:
    """What goes first at the same moment (SimPy's own urgent and normal are 0 and 1)."""

    CHANGE: Final = EventPriority(0)
    STEP: Final = EventPriority(1)
    REVIEW: Final = EventPriority(2)
    DISPATCH: Final = EventPriority(3)


class Clock(simpy.Environment):
    """SimPy's environment, on whose clock there are only moments of the grid.

    `now` is read ten times an event: a getter in C halves its cost.
    """

    now: property = property(attrgetter("_now"))

    def schedule(self, event: simpy.Event, priority: EventPriority = Order.STEP, delay: float = 0.0) -> None:
        """Put an event at the moment nearest to `delay` days from now."""
        heappush(self._queue, (snapped(self._now + delay), priority, next(self._eid), event))

    def clear(self) -> None:
        """Forget all that was to come."""
        for *_, event in self._queue:
            event.callbacks = []
        self._queue.clear()


class At(simpy.Event):
    """A moment `delay` days from now; a process may yield it, a callback may wait for it."""

    def __init__(
        self,
        env: simpy.Environment,
        delay: float,
        order: EventPriority,
        *,
        then: Callable[[Any], None] | None = None,
    ) -> None:
        """Put the moment on the clock. `delay`: days, 0 or more."""
        # As SimPy's own Timeout does: Event.__init__ is inlined, since this is made a thousand times a run.
        self.env = env
        self.callbacks = [] if then is None else [then]
        self._value = None
        self._ok = True
        self._defused = False
        env.schedule(self, order, delay)
