"""What was asked for lately, kept so that it need not be made again; the longest unasked goes first.

What is kept, and how it is made, says whoever asks.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Kept = TypeVar("Kept")


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
