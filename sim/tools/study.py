"""Plays every group of tools in its futures, over any executor, and hands the numbers to the ranking."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.batch import Executor, Serial
from sim.simulating import replay
from sim.tools.design import groups_played, orders, pieces_of
from sim.tools.gauges import Gauge, gauges_of, read
from sim.tools.ranking import Ranking, rank

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sim.scenario.switching import Switchboard
    from sim.tools.design import Group, Piece

    Progress = Callable[[int, int], None]

PIECE = 10
"""Futures in a piece of work at most: about half a second, so that a bar moves and Ctrl-C acts."""


@dataclass(frozen=True)
class Setting:
    """What all pieces of a study share."""

    board: Switchboard
    gauges: tuple[Gauge, ...]
    seed: int


def study(
    board: Switchboard,
    *,
    seed: int = 1,
    replications: int = 100,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Ranking:
    """Return what each tool of a scenario is worth.

    Parameters: `replications`: futures; each plays all groups of the design with the same luck.
    `progress`: called with runs done and runs in all.
    Raises: `BadInput` if a combination of levers leaves a scenario that cannot be run.
    """
    base = board.plan()
    setting = Setting(board, gauges_of(base), seed)
    chosen = orders(board.levers, seed=seed, replications=replications)
    played = groups_played(chosen)
    rows = _play(setting, played, executor=executor or Serial(), progress=progress)
    return rank(board, setting.gauges, chosen=chosen, rows=rows, seed=seed, horizon=base.horizon)


def _play(
    setting: Setting, played: dict[Group, list[int]], *, executor: Executor, progress: Progress | None
) -> dict[Group, dict[int, NDArray[np.float64]]]:
    """Return what the gauges showed, by group and future."""
    pieces = pieces_of(played, size=PIECE)
    total, done = sum(len(each.futures) for each in pieces), 0
    rows: dict[Group, dict[int, NDArray[np.float64]]] = {group: {} for group in played}
    with closing(executor.map(play_piece, pieces, shared=setting)) as results:
        for piece, found in zip(pieces, results, strict=True):
            rows[frozenset(piece.group)].update(zip(piece.futures, found, strict=True))
            done += len(piece.futures)
            if progress is not None:
                progress(done, total)
    return rows


def play_piece(setting: Setting, piece: Piece) -> NDArray[np.float64]:
    """Return what the gauges show in the futures of a piece, shape (futures, parts)."""
    off = set(range(len(setting.board.levers))) - set(piece.group)
    outcomes = replay(setting.board.plan(off), seed=setting.seed, replications=piece.futures)
    return np.array([read(setting.gauges, each) for each in outcomes], dtype=np.float64)
