"""A belt to the workers that stays up: for work of which the next piece depends on what came back.

An executor starts its processes anew for each map. A search asks for a few pieces, thinks, and asks again;
on a belt all that is one map. Whose work it is, is not known here.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from sim.batch.executors import Executor

Shared = TypeVar("Shared")
Piece = TypeVar("Piece")
Result = TypeVar("Result")

MOST_EMPTY = 4096
"""Empty places in a row after which the belt ends: an executor that looks farther ahead gets a new one."""


class Belt(Generic[Shared, Piece, Result]):
    """Pieces in, results out, in order; where no piece waits an empty place goes by, so that results come."""

    def __init__(
        self, executor: Executor, work: Callable[[Shared, Piece], Result], *, shared: Shared
    ) -> None:
        self._executor = executor
        self._shared = (work, shared)
        self._waiting: deque[Piece] = deque()
        self._results: Generator[tuple[Result] | None, None, None] | None = None

    def map(self, pieces: Sequence[Piece]) -> Iterator[Result]:
        """Yield the result of each piece, in order. All must be taken before more is asked."""
        self._waiting.extend(pieces)
        missing = len(pieces)
        while missing:
            if self._results is None:
                self._results = self._executor.map(carried, self._places(), shared=self._shared)
            for found in self._results:
                if found is not None:
                    missing -= 1
                    yield found[0]
                if not missing:
                    return
            self._results = None

    def close(self) -> None:
        """Let the workers go."""
        if self._results is not None:
            self._results.close()

    def _places(self) -> Iterator[tuple[Piece] | None]:
        empty = 0
        while self._waiting or empty < MOST_EMPTY:
            empty = 0 if self._waiting else empty + 1
            yield (self._waiting.popleft(),) if self._waiting else None


def carried(
    shared: tuple[Callable[[Shared, Piece], Result], Shared], place: tuple[Piece] | None
) -> tuple[Result] | None:
    """Return what was made of the piece in a place of the belt, if there is one."""
    work, what = shared
    return None if place is None else (work(what, place[0]),)
