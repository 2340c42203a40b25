"""Running a model: the one place that chooses an engine."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from numbers import Integral
from typing import TYPE_CHECKING, NamedTuple

from sim.draws import MOST_REPLICATIONS, Apart, Sampler
from sim.engine import world
from sim.engine.calendars import GRID, snapped
from sim.engine.wiring import Wiring
from sim.errors import BadInput, Place
from sim.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sim.plan import Plan, Shock
    from sim.scenario.loading import Model
    from sim.trace import Outcome


MOST_KEPT = 200
"""Plans that stay ready for a rerun."""
DEFAULT_SEED = 1
"""The stream of chance where none is named: the same from Python and on the command line."""


def simulate(model: Model, *, seed: int = DEFAULT_SEED, replication: int = 0) -> Outcome:
    """Return the outcome of one run.

    Parameters: `seed`: 0 to 2^64 - 1, names the stream of chance; `replication`: which of its
    futures, 0 to 2^32 - 1.
    Raises: `BadInput` where one of them is out of range.
    """
    stream = _checked("seed", seed, below=2**64)
    return world.run(model.plan, stream, _checked("replication", replication, below=MOST_REPLICATIONS))


def replicate(
    model: Model, *, seed: int = DEFAULT_SEED, replications: int, first: int = 0
) -> Iterator[Outcome]:
    """Yield the outcomes of some futures of a seed, in order, from the `first` on."""
    stream = _checked("seed", seed, below=2**64)
    start = _checked("first", first, below=MOST_REPLICATIONS)
    count = _checked("replications", replications, below=MOST_REPLICATIONS + 1 - start)
    return world.replicate(model.plan, stream, count, first=start)


def replay(plan: Plan, *, seed: int, replications: Sequence[int]) -> Iterator[Outcome]:
    """Yield the outcomes of the named futures of a compiled plan: what batches are made of."""
    stream = _checked("seed", seed, below=2**64)
    _checked("replications", max(replications, default=0), below=MOST_REPLICATIONS)
    return world.replay(plan, stream, replications)


def follow(plan: Plan, points: NDArray[np.float64]) -> Iterator[Outcome]:
    """Yield the outcome at each point of a design: what chance would draw is told, not drawn.

    Parameters: `points`: independent uniforms in (0, 1), shape (n, width of the plan's `Sampler`).
    """
    return world.follow(plan, points)


@dataclass(frozen=True)
class Player:
    """Plays futures of one Plan again and again; it makes the Plan ready when it first plays."""

    plan: Plan

    @cached_property
    def _ready(self) -> world.Prepared:
        return world.Prepared.of(self.plan)

    def play(self, seed: int, replications: Sequence[int]) -> Iterator[Outcome]:
        """Yield the outcomes of the named futures, in the order given."""
        return world.replay_ready(self._ready, seed, replications)

    def milestones(self, seed: int, replications: Sequence[int]) -> Iterator[tuple[float, ...]]:
        """Yield the days of the milestones of the named futures, as their outcomes would have them."""
        return world.milestones_ready(self._ready, seed, replications)

    def resized(self, plan: Plan) -> Player:
        """Return a player of a Plan that differs in the sizes of pools and funds only: both draw alike."""
        player = Player(plan)
        vars(player)["_ready"] = self._ready.with_sizes_of(plan)
        return player


@dataclass
class Rerun:
    """Plays one future of a plan again and again, as other numbers and blows come to hold in time.

    What is made ready for a plan is kept while it is asked for: a new regime costs its own making.
    """

    plan: Plan
    """Without regimes."""
    seed: int
    replication: int
    _stock: Recent[_Ready] = field(default_factory=lambda: Recent(MOST_KEPT), repr=False)
    """What is ready of each plan, whatever the future."""
    _rows: Recent[list[float]] = field(default_factory=lambda: Recent(MOST_KEPT), repr=False)

    def __post_init__(self) -> None:
        self.seed = _checked("seed", self.seed, below=2**64)
        self.replication = _checked("replication", self.replication, below=MOST_REPLICATIONS)
        first = self._ready(self.plan).sampler
        self._u = first.uniforms(self.seed, [self.replication])
        self._drawn = first.values(self._u)

    def future(self, replication: int) -> Rerun:
        """Return the same for another future; both share what is ready of each plan."""
        return Rerun(self.plan, self.seed, replication, self._stock)

    def play(
        self,
        regimes: tuple[tuple[float, Plan], ...],
        shocks: tuple[Shock, ...],
        *,
        until: float | None = None,
    ) -> Outcome:
        """Return the outcome under some regimes and blows, each in order of day.

        Parameters: `until`: day up to and including which it is played; None: the horizon. Why something has
        not happened by another day than that is not told.
        """
        due = self.ready(replace(self.plan, regimes=regimes, shocks=shocks))
        played = world.play(due.prepared, due.rows, seed=self.seed, replication=self.replication, until=until)
        return played.outcome(reasons=until is None)

    def ready(self, plan: Plan) -> Ready:
        """Return what the future of the plan needs that has other regimes and blows than its own."""
        parts = [self._ready(each) for each in (self.plan, *(each for _, each in plan.regimes))]
        prepared = world.Prepared(
            plan, tuple(each.sampler for each in parts), tuple(each.wiring for each in parts)
        )
        return Ready(prepared, self._u[0], tuple(self._row(each) for each in parts))

    def _ready(self, plan: Plan) -> _Ready:
        return self._stock.get(id(plan), lambda: self._made(plan))

    def _made(self, plan: Plan) -> _Ready:
        sampler = Sampler(plan)
        return _Ready(plan, sampler, self._wired(plan, sampler), Apart.of(sampler, self.plan))

    def _row(self, ready: _Ready) -> list[float]:
        """Return what is drawn under a plan: what it draws as the first one does is not drawn again."""

        def drawn() -> list[float]:
            if ready.apart is None:
                return list(ready.sampler.values(self._u)[0].tolist())
            return list(ready.apart.values(self._u, self._drawn)[0].tolist())

        return self._rows.get(id(ready.plan), drawn)

    def _wired(self, plan: Plan, sampler: Sampler) -> Wiring:
        """Return the wiring of a plan: that of another one where only what is drawn is different."""
        for each in self._stock.kept.values():
            if _wired_alike(each.plan, plan):
                return each.wiring
        return Wiring.of(plan, sampler.offsets)


class Ready(NamedTuple):
    """One future made ready: its uniforms, tied, and its values, a row for the plan and one per regime."""

    prepared: world.Prepared
    u: NDArray[np.float64]
    rows: tuple[list[float], ...]


def _wired_alike(one: Plan, other: Plan) -> bool:
    pairs = ((one.steps, other.steps), (one.pools, other.pools), (one.funds, other.funds))
    return all(a == b for a, b in pairs)


@dataclass(frozen=True)
class _Ready:
    """A plan made ready for any future. `apart`: what it draws otherwise than the first; None: draw all."""

    plan: Plan
    sampler: Sampler
    wiring: Wiring
    apart: Apart | None


def just_after(day: float) -> float:
    """Return the first moment of the engine's clock after a day: by then all of that moment is done."""
    return snapped(snapped(day) + 1.0 / GRID)


def checked_span(seed: int, replications: int) -> None:
    """Raise `BadInput` where a seed, or a number of futures, is out of the generator's range."""
    _checked("seed", seed, below=2**64)
    _checked("replications", replications, below=MOST_REPLICATIONS + 1)


def _checked(name: str, value: int, *, below: int) -> int:
    """Return a whole number, or refuse what the generator of chance would take for another seed or future."""
    if not isinstance(value, Integral) or isinstance(value, bool):
        raise BadInput([Place(name).finding(f"{value!r} is not a whole number")])
    if not 0 <= value < below:
        raise BadInput([Place(name).finding(f"{value} is out of range", allowed=f"0 to {below - 1}")])
    return int(value)
