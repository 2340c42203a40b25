"""The results of a batch: a column per number, a line per run, in order of replication.

Frozen and without statistics: an interval is made of a column in `sim.stats`. Runs that broke off
are kept apart, with their reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.batch.measuring import PARTS
from sim.errors import BadInput, Place, nearest, quote
from sim.measures.cost import ALL_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from sim.batch.measuring import Measuring, Row


@dataclass(frozen=True, eq=False)
class Results:
    """What a batch of one Plan found out.

    `values`: shape (runs, numbers), as `measuring.names` has them, NaN where a run has none.
    `critical`: per milestone looked into, shape (runs, steps): whether a step was on its critical
    chain. `failures`: replication and reason of each run that broke off; they are in no column.
    """

    measuring: Measuring
    seed: int
    replications: NDArray[np.int64]
    values: NDArray[np.float64]
    critical: tuple[NDArray[np.bool_], ...]
    failures: tuple[tuple[int, str], ...] = ()

    def __len__(self) -> int:
        """Return the runs that were played to their end."""
        return len(self.replications)

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {name: index for index, name in enumerate(self.measuring.names)}

    def column(self, name: str) -> NDArray[np.float64]:
        """Return one number of every run, shape (runs,).

        Raises: `BadInput` if the plan has no such number.
        """
        _known(name, self._columns, what="number")
        return self.values[:, self._columns[name]]

    def days(self, milestone: str) -> NDArray[np.float64]:
        """Return a date in every run, shape (runs,); infinite where the horizon came first.

        Raises: `BadInput` if the plan has no such date.
        """
        _known(milestone, self.measuring.dates, what="milestone")
        found = self.column(milestone)
        return np.where(np.isnan(found), np.inf, found).astype(np.float64)

    def cost(self, kind: str = "") -> NDArray[np.float64]:
        """Return dollars of one kind, or of all, in every run, shape (runs,)."""
        kinds = (kind,) if kind else ALL_KINDS
        dollars: NDArray[np.float64] = np.stack([self.column(f"cost.{each}") for each in kinds]).sum(axis=0)
        return dollars

    def between(self, futures: range) -> Results:
        """Return the runs of a stretch of futures."""
        mine = np.isin(self.replications, np.asarray(futures))
        return Results(
            measuring=self.measuring,
            seed=self.seed,
            replications=self.replications[mine],
            values=self.values[mine],
            critical=tuple(each[mine] for each in self.critical),
            failures=tuple(each for each in self.failures if each[0] in futures),
        )

    def parts(self, milestone: str) -> NDArray[np.float64]:
        """Return what a milestone's days are made of, shape (runs, parts), as `PARTS` has them."""
        return np.stack([self.column(f"{milestone}:{part}") for part in PARTS], axis=1)


def _known(name: str, names: Collection[str], *, what: str) -> None:
    if name not in names:
        place = Place(what)
        raise BadInput([place.finding(f"there is no {what} {quote(name)}", suggestion=nearest(name, names))])


def gathered(measuring: Measuring, *, seed: int, rows: Iterable[Row]) -> Results:
    """Return rows, in whatever order they come, as the results of a batch."""
    ordered = sorted(rows, key=lambda row: row.replication)
    good = [row for row in ordered if not row.failed]
    steps, width = len(measuring.plan.steps), len(measuring.names)
    return Results(
        measuring=measuring,
        seed=seed,
        replications=np.array([row.replication for row in good], dtype=np.int64),
        values=np.array([row.values for row in good], dtype=np.float64).reshape(len(good), width),
        critical=tuple(
            _flags([row.critical[place] for row in good], steps)
            for place in range(len(measuring.looked_into))
        ),
        failures=tuple((row.replication, row.failed) for row in ordered if row.failed),
    )


def joined(parts: Sequence[Results]) -> Results:
    """Return the parts of a batch, in order of replication, as one."""
    first = parts[0]
    return Results(
        measuring=first.measuring,
        seed=first.seed,
        replications=np.concatenate([each.replications for each in parts]),
        values=np.concatenate([each.values for each in parts]),
        critical=tuple(
            np.concatenate([each.critical[place] for each in parts]) for place in range(len(first.critical))
        ),
        failures=tuple(failure for each in parts for failure in each.failures),
    )


def _flags(chains: list[tuple[int, ...]], steps: int) -> NDArray[np.bool_]:
    flags = np.zeros((len(chains), steps), dtype=np.bool_)
    for run, chain in enumerate(chains):
        flags[run, list(chain)] = True
    return flags
