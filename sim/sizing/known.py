"""What is known of runs already: the same future at another size, where it can only go the same way.

How near a run came to another course is noted by the engine (`sim.engine.margins`); here is looked up
whether a size lies nearer. What a size is, is not known here: a number of each pool and fund at D+0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.simulating import Course

Met = tuple[bool, ...]
"""Whether a future meets each target, and last, all of them."""


@dataclass
class Known:
    """Runs that were played, by future: between which sizes each would be the same, and what it met."""

    lowest: dict[int, list[NDArray[np.int64]]] = field(default_factory=dict)
    highest: dict[int, list[NDArray[np.int64]]] = field(default_factory=dict)
    met: dict[int, list[Met]] = field(default_factory=dict)

    def note(self, future: int, course: Course, met: Met) -> None:
        """Keep a run."""
        start = np.array(course.start, dtype=np.int64)
        self.lowest.setdefault(future, []).append(start - np.array(course.fewer, dtype=np.int64))
        self.highest.setdefault(future, []).append(start + np.array(course.more, dtype=np.int64) - 1)
        self.met.setdefault(future, []).append(met)

    def find(self, future: int, start: Sequence[int]) -> Met | None:
        """Return what a future meets with some sizes at D+0, if a run that was played tells."""
        if future not in self.met:
            return None
        sizes = np.array(start, dtype=np.int64)
        within = (np.stack(self.lowest[future]) <= sizes) & (sizes <= np.stack(self.highest[future]))
        told = np.flatnonzero(within.all(axis=1))
        return self.met[future][int(told[0])] if len(told) else None
