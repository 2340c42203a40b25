"""Making things once: what was asked for lately is kept, and while much is made the collector rests.

What is kept, and how it is made, says whoever asks.
"""

from __future__ import annotations

import gc
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

Kept = TypeVar("Kept")


@contextmanager
def collector_resting() -> Iterator[None]:
    """Let the collector of cycles rest while much is made and nothing becomes garbage."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@dataclass
class Recent(Generic[Kept]):
    """The last `most` things that were asked for.

    >>> squares = Recent(2)
    >>> [squares.get(each, lambda: each * each) for each in (1, 2, 3)], list(squares.kept)
    ([1, 4, 9], [2, 3])
    """

    most: int
    kept: OrderedDict[Hashable, Kept] = field(default_factory=OrderedDict)

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what is kept under a key; else make it and keep it."""
        if key not in self.kept:
            self.kept[key] = make()
            if len(self.kept) > self.most:
                self.kept.popitem(last=False)
        self.kept.move_to_end(key)
        return self.kept[key]
