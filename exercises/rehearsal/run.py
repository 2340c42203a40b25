"""Many rehearsals over any executor: pieces of plays, those that broke off kept with their reason.

What they add up to is `exercises.rehearsal.reckoning`; what of them is shown is `telling` and `page`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from exercises.rehearsal.ground import Ground
from exercises.script.loading import load_mapping
from sim.batch.executors import Serial
from sim.batch.road import Broken, along, kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from exercises.rehearsal.reading import Played
    from exercises.script.loading import Loaded
    from sim.batch.executors import Executor
    from sim.scenario.reading import Document

PIECE = 10
"""Plays of one piece of work."""
MOST = 1_000_000


class Brief(NamedTuple):
    """What a worker needs to rehearse: the script and the scenario as they stand in their files."""

    script: Document
    scenario: Document
    folder: Path | None
    seed: int


@dataclass
class Rehearsals:
    """All plays that are finished, in order, and those that broke off. `asked`: how many were wanted."""

    loaded: Loaded
    seed: int
    asked: int
    plays: list[Played] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    stopped: bool = False

    @property
    def done(self) -> int:
        """Return how many were played, also those that broke off."""
        return len(self.plays) + len(self.broken)


class _Here:
    """The ground that this process has made ready: it lives as long as the process, or the next brief."""

    brief: Brief | None = None
    ground: Ground | None = None


def rehearse(
    loaded: Loaded,
    *,
    n: int,
    seed: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Rehearsals:
    """Play a script `n` times against simulated cells, each time in another future of its scenario.

    Parameters: `seed`: stream of chance; that of the script without it. `executor`: who plays; here without
    one. `progress`: told plays done and in all.
    After Ctrl-C it returns what is finished, `stopped`.
    """
    chosen = loaded.script.seed if seed is None else seed
    found = Rehearsals(loaded, chosen, n)
    pieces = [range(first, min(first + PIECE, n)) for first in range(0, n, PIECE)]
    brief = Brief(loaded.document, loaded.source, loaded.folder, chosen)
    try:
        for _, results in along(
            executor or Serial(), play_piece, pieces, shared=brief, runs=len, progress=progress
        ):
            for each in results:
                (found.broken if isinstance(each, Broken) else found.plays).append(each)  # type: ignore[arg-type]
    except KeyboardInterrupt:
        found.stopped = True
    return found


def play_piece(brief: Brief, piece: Sequence[int]) -> list[Played | Broken]:
    """Return the plays of a piece; the work of one worker."""
    ground = ground_of(brief)

    def plays(numbers: Sequence[int]) -> Iterator[Played]:
        return (ground.play(number) for number in numbers)

    return list(kept(plays, piece, lambda each: each))


def ground_of(brief: Brief) -> Ground:
    """Return the ground of a brief, made ready once in each process."""
    if _Here.brief is not brief or _Here.ground is None:
        loaded = load_mapping(
            brief.script.data, brief.script.name, folder=brief.folder, scenario=brief.scenario
        )
        _Here.brief, _Here.ground = brief, Ground(loaded, brief.seed)
    return _Here.ground
