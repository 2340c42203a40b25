"""Plays every group of tools in its futures, over any executor, and hands the numbers to the ranking."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.batch import Engine, Executor, Serial
from sim.batch.deciding import engine_for
from sim.batch.players import FEW, player_of
from sim.batch.road import Broken, along, kept, unbroken
from sim.tools.design import groups_played, orders, pieces_of
from sim.tools.gauges import Gauge, gauges_of, read
from sim.tools.ranking import Ranking, rank

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sim.batch.players import Brief
    from sim.plan import Plan
    from sim.scenario.switching import Switchboard
    from sim.tools.design import Group, Piece

    Floats = NDArray[np.float64]
    Progress = Callable[[int, int], None]

PIECE = 10
"""Futures in a piece of work at most: about half a second, so that a bar moves and Ctrl-C acts."""
TIMES = 10
"""How many times as many the compiled engine takes."""


@dataclass(frozen=True)
class Setting:
    """What all pieces of a study share."""

    board: Switchboard
    gauges: tuple[Gauge, ...]
    seed: int
    engine: Engine = Engine.SIMPY


def study(
    board: Switchboard,
    *,
    seed: int = 1,
    replications: int = 100,
    executor: Executor | None = None,
    engine: Engine = Engine.AUTO,
    progress: Progress | None = None,
) -> Ranking:
    """Return what each tool of a scenario is worth.

    Parameters: `replications`: futures; each plays all groups of the design with the same luck.
    `progress`: called with runs done and runs in all.
    Raises: `BadInput` if a combination of levers leaves a scenario that cannot be run; `AllBroke` if so many
    runs break off that nothing can be told.
    """
    base = board.plan()
    chosen = orders(board.levers, seed=seed, replications=replications)
    played = groups_played(chosen)
    many = sum(len(each) for each in played.values() if len(each) >= FEW)
    setting = Setting(board, gauges_of(base), seed, engine_for(engine, (base,), runs=many))
    rows, broken = _play(setting, played, executor=executor or Serial(), progress=progress)
    left = dict.fromkeys(unbroken(range(replications), broken))
    whole = {group: {each: mine[each] for each in mine if each in left} for group, mine in rows.items()}
    ranking = rank(
        board,
        setting.gauges,
        chosen={each: chosen[each] for each in left},
        rows={group: mine for group, mine in whole.items() if mine},
        seed=seed,
        horizon=base.horizon,
    )
    return ranking._replace(broken=tuple(broken))


def _play(
    setting: Setting, played: dict[Group, list[int]], *, executor: Executor, progress: Progress | None
) -> tuple[dict[Group, dict[int, Floats]], list[Broken]]:
    """Return what the gauges showed, by group and future, and the runs that broke off."""
    pieces = pieces_of(played, size=PIECE if setting.engine is Engine.SIMPY else TIMES * PIECE)
    rows: dict[Group, dict[int, Floats]] = {group: {} for group in played}
    broken: list[Broken] = []
    found = along(executor, play_piece, pieces, shared=setting, runs=_runs, progress=progress)
    for piece, readings in found:
        said = ", ".join(setting.board.levers[each] for each in piece.group) or "no tool"
        for future, each in zip(piece.futures, readings, strict=True):
            if isinstance(each, Broken):
                broken.append(each.of(said))
            else:
                rows[frozenset(piece.group)][future] = each
    return rows, broken


def _runs(piece: Piece) -> int:
    return len(piece.futures)


def play_piece(setting: Setting, piece: Piece) -> list[Floats | Broken]:
    """Return what the gauges show in each future of a piece, shape (parts,), or why it broke off."""
    off = set(range(len(setting.board.levers))) - set(piece.group)
    plan = setting.board.plan(off)
    player = player_of(plan, setting.engine, runs=len(piece.futures))
    return list(kept(partial(player.briefs, setting.seed), piece.futures, partial(_read, setting, plan)))


def _read(setting: Setting, plan: Plan, brief: Brief) -> Floats:
    return np.array(read(setting.gauges, plan, brief), dtype=np.float64)
