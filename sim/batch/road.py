"""The one road of all plays: pieces over any executor, and in each, futures of which one may break off.

A run that breaks off (a fault of ours) is kept with its reason, and the runs beside it are played all the
same. What is read off a run, and what is made of many, is not known here.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sim.errors import AllBroke, EnginesDiffer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sim.batch.executors import Executor

    Progress = Callable[[int, int], None]

Shared = TypeVar("Shared")
Piece = TypeVar("Piece")
Result = TypeVar("Result")
Run = TypeVar("Run")
Found = TypeVar("Found")


class Broken(NamedTuple):
    """A run that broke off, and why. `what`: the plan that it played, where there are several."""

    replication: int
    why: str
    what: str = ""

    def of(self, what: str) -> Broken:
        """Return the same, said of a plan."""
        return self._replace(what=what)

    def __str__(self) -> str:
        """Return it as it is told."""
        return f"replication {self.replication}{f' of {self.what}' if self.what else ''}: {self.why}"


FEWEST = 2
"""Futures below which nothing has an interval."""


def kept(
    play: Callable[[Sequence[int]], Iterator[Run]],
    futures: Sequence[int],
    read: Callable[[Run], Found],
) -> Iterator[Found | Broken]:
    """Yield what is read off each future, in order; for a run that breaks off, why.

    Parameters: `play`: yields the outcomes of some futures, or what else they are told by.
    """
    done = 0
    while done < len(futures):
        for each in _until_one_breaks(play, futures[done:], read):
            done += 1
            yield each


def _until_one_breaks(
    play: Callable[[Sequence[int]], Iterator[Run]],
    futures: Sequence[int],
    read: Callable[[Run], Found],
) -> Iterator[Found | Broken]:
    outcomes = play(futures)
    for each in futures:
        try:
            found = read(next(outcomes))
        except EnginesDiffer:
            raise  # one engine is wrong: that is no run which breaks off
        except Exception as error:  # noqa: BLE001  whatever it is, the run is kept as one that broke off
            yield Broken(each, f"{type(error).__name__}: {error}")
            return
        yield found


def along(
    executor: Executor,
    work: Callable[[Shared, Piece], Result],
    pieces: Sequence[Piece],
    *,
    shared: Shared,
    runs: Callable[[Piece], int],
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[tuple[Piece, Result]]:
    """Yield each piece with what was made of it, in order, and say how far it is: runs done, and in all.

    Parameters: `work`, `shared`: as `Executor.map` takes them; `runs`: how many runs a piece has.
    """
    total, done = sum(map(runs, pieces)), 0
    with closing(executor.map(work, pieces, shared=shared)) as results:
        for piece, found in zip(pieces, results, strict=True):
            yield piece, found
            done += runs(piece)
            if progress is not None:
                progress(done, total)


def unbroken(futures: Sequence[int], broken: Sequence[Broken]) -> list[int]:
    """Return the futures of which no run broke off: of a pair, both sides leave.

    Raises: `AllBroke` if that leaves too few.
    """
    gone = {each.replication for each in broken}
    left = [each for each in futures if each not in gone]
    if gone and len(left) < FEWEST:
        raise AllBroke(len(left), str(broken[0]))
    return left
