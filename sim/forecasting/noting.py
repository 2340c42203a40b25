"""One run played up to a moment, with a note of every draw that it asked for and when.

The engine is asked nothing new: it gets its rows of values as ever, in a sequence that takes notes. What the
notes mean is `waits`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, overload

from sim.engine.calendars import snapped
from sim.engine.world import Prepared, World
from sim.recent import collector_resting
from sim.simulating import Ready

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sim.plan import Plan

    Floats = NDArray[np.float64]


class Note(NamedTuple):
    """A draw was asked for: its column among the uniforms, under which regime, on which day."""

    column: int
    regime: int
    day: float


@dataclass
class Notebook:
    """Notes of one run in order; `world` is told once it stands: what was asked before was asked at D+0."""

    notes: list[Note] = field(default_factory=list)
    world: World | None = None

    def write(self, column: int, regime: int) -> None:
        """Note that a draw was asked for, now."""
        self.notes.append(Note(column, regime, 0.0 if self.world is None else self.world.env.now))


class Noted(Sequence[float]):
    """A row of drawn values that notes what is read of it."""

    def __init__(self, values: list[float], book: Notebook, regime: int) -> None:
        self.values = values
        self.book = book
        self.regime = regime

    @overload
    def __getitem__(self, at: int) -> float: ...
    @overload
    def __getitem__(self, at: slice) -> list[float]: ...
    def __getitem__(self, at: int | slice) -> float | list[float]:
        """Return a value, and note that it was asked for."""
        if isinstance(at, int):
            self.book.write(at, self.regime)
        return self.values[at]

    def __len__(self) -> int:
        """Return how many values there are."""
        return len(self.values)


@dataclass(frozen=True, eq=False)
class Lived:
    """One run up to a day.

    `u`: its uniforms, tied, shape (width,); `rows`: its values, one row per regime.
    """

    ready: Prepared
    world: World
    notes: tuple[Note, ...]
    day: float
    u: Floats
    rows: tuple[list[float], ...]

    @property
    def plan(self) -> Plan:
        """The plan with its regimes."""
        return self.ready.plan


def live(plan: Plan, *, seed: int, replication: int, until: float) -> Lived:
    """Return one future of a plan as it stands on a day, after all that happened at that moment."""
    prepared = Prepared.of(plan)
    u = prepared.samplers[0].uniforms(seed, [replication])
    rows = tuple(each.values(u)[0].tolist() for each in prepared.samplers)
    return live_ready(Ready(prepared, u[0], rows), seed=seed, replication=replication, until=until)


def live_ready(ready: Ready, *, seed: int, replication: int, until: float) -> Lived:
    """Return the same of a future that was made ready before."""
    book = Notebook()
    noted = [Noted(row, book, regime) for regime, row in enumerate(ready.rows)]
    with collector_resting():
        world = World(ready.prepared, noted, seed=seed, replication=replication)
        book.world = world
        world.run(until)
    return Lived(ready.prepared, world, tuple(book.notes), snapped(until), ready.u, ready.rows)
