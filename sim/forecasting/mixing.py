"""Uniforms for new futures of a run from a day on: what is settled stays, a wait lasts on, the rest is new.

For a wait that was to be above `least`, u' = least + (1 - least) v with v new. Draws that move together are
normals of one copula: those that are settled condition the others, those that last on are cut below and
drawn in turn, again and again until they forget where they began (Gibbs), the others follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from sim.draws import key_of, uniforms
from sim.forecasting.watching import flagged_by, own_draws

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from sim.draws import Sampler
    from sim.forecasting.knowing import Known

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]
    Fresh = Callable[[int], Floats]

SWEEPS = 12
"""Turns of Gibbs' sampler over waits that are tied to each other; one alone needs none."""
TRIES = 200
"""How often a future is drawn anew in which a crisis was flagged too early; then it is flagged no more."""
EDGE = 2.0**-53
FLAT = 1e-9
"""Below this a normal is taken for a number: what it is tied to tells all of it."""


def mixed(known: Known, sampler: Sampler, v: Floats, *, seed: int, replications: Sequence[int]) -> Floats:
    """Return tied uniforms for futures in which all that is known holds.

    Parameters: `v`: new and independent, shape (n, width); columns that nobody needs may be NaN.
    `seed`, `replications`: where `v` comes from, for what chance is needed beyond it.
    """
    u = known.least + (1.0 - known.least) * v
    for draws, matrix in sampler.ties:
        columns = np.array([sampler.offsets[each] for each in draws])

        def fresh(turn: int, columns: Places = columns) -> Floats:
            return _fresh(sampler, columns, turn, seed=seed, replications=replications)

        u[:, columns] = _tied(known, columns, matrix, v=v[:, columns], fresh=fresh)
    np.clip(u, EDGE, 1.0 - EDGE, out=u)
    u[:, known.settled] = known.u[known.settled]
    if known.unflagged:
        _let_no_flag_have_been(known, sampler, u, seed=seed, replications=replications)
    return u


def _let_no_flag_have_been(
    known: Known, sampler: Sampler, u: Floats, *, seed: int, replications: Sequence[int]
) -> None:
    """Draw anew, in place, where a crisis would have been flagged before now that was not."""
    watch = sampler.plan.watch
    if watch is None:
        return
    spans = [range(sampler.offsets[each], sampler.offsets[each + 1]) for each in sorted(own_draws(watch))]
    columns = np.array([each for span in spans for each in span if not known.settled[each]])
    left = np.arange(len(u))
    for turn in range(TRIES):
        left = left[flagged_by(sampler, known.unflagged, u[left], day=known.day)]
        if not len(left):
            return
        v = _fresh(
            sampler, columns, turn, seed=seed, replications=[replications[each] for each in left.tolist()]
        )
        u[np.ix_(left, columns)] = known.least[columns] + (1.0 - known.least[columns]) * v
    seen = [sampler.offsets[watch.arrivals[each].seen] for each in known.unflagged]
    u[np.ix_(left, np.array(seen))] = EDGE


def _fresh(sampler: Sampler, columns: Places, turn: int, *, seed: int, replications: Sequence[int]) -> Floats:
    """Return further uniforms of some columns, by names that no quantity has."""
    offsets = sampler.offsets
    draws = [(each, int(np.searchsorted(offsets, each, side="right")) - 1) for each in columns]
    names = [f"{sampler.plan.draws[draw].key}/forecast/{column - offsets[draw]}" for column, draw in draws]
    keys = np.array([key_of(each) for each in names], dtype=np.uint64)
    turns = np.full(len(keys), turn, dtype=np.uint64)
    return uniforms(keys, turns, seed=seed, replications=np.asarray(replications, dtype=np.uint64))


def _tied(known: Known, columns: Places, matrix: Floats, *, v: Floats, fresh: Fresh) -> Floats:
    """Return the uniforms of one group given what is known of it, shape (n, columns)."""
    settled = known.settled[columns]
    held, open_ = np.flatnonzero(settled), np.flatnonzero(~settled)
    z = np.empty(v.shape)
    z[:, held] = special.ndtri(known.u[columns[held]])
    if len(open_):
        mean, spread = _given(matrix, held, open_, z=special.ndtri(known.u[columns[held]]))
        least = special.ndtri(known.least[columns[open_]])
        z[:, open_] = mean + _cut(spread, least - mean, v[:, open_], fresh=lambda turn: fresh(turn)[:, open_])
    return np.asarray(special.ndtr(z))


def _given(matrix: Floats, held: Places, open_: Places, *, z: Floats) -> tuple[Floats, Floats]:
    """Return mean and covariance of the open ones where the others are known: the conditional normal."""
    if not len(held):
        return np.zeros(len(open_)), matrix[np.ix_(open_, open_)]
    across = matrix[np.ix_(open_, held)] @ np.linalg.pinv(matrix[np.ix_(held, held)], hermitian=True)
    return across @ z, matrix[np.ix_(open_, open_)] - across @ matrix[np.ix_(held, open_)]


def _cut(spread: Floats, floor: Floats, v: Floats, *, fresh: Fresh) -> Floats:
    """Return normals of mean 0 and some covariance that lie above a floor, shape (n, places)."""
    cut, free = np.flatnonzero(floor > -np.inf), np.flatnonzero(floor == -np.inf)
    z = np.empty(v.shape)
    for place, each in enumerate(cut.tolist()):
        z[:, each] = _one(spread, cut[:place], each, z=z, floor=floor[each], v=v[:, each])
    for turn in range(SWEEPS if len(cut) > 1 else 0):
        again = fresh(turn)
        for each in cut.tolist():
            z[:, each] = _one(spread, cut[cut != each], each, z=z, floor=floor[each], v=again[:, each])
    for place, each in enumerate(free.tolist()):
        given = np.concatenate([cut, free[:place]])
        z[:, each] = _one(spread, given, each, z=z, floor=-np.inf, v=v[:, each])
    return z


def _one(spread: Floats, given: Places, each: int, *, z: Floats, floor: float, v: Floats) -> Floats:
    """Return one normal given some others, above a floor; v: its uniforms, shape (n,)."""
    weights = spread[each, given] @ np.linalg.pinv(spread[np.ix_(given, given)], hermitian=True)
    mean = z[:, given] @ weights
    deviation = float(np.sqrt(max(0.0, spread[each, each] - weights @ spread[given, each])))
    if deviation < FLAT:
        return np.asarray(np.maximum(mean, floor))
    low = special.ndtr((floor - mean) / deviation)
    return np.asarray(mean + deviation * special.ndtri(np.minimum(low + (1.0 - low) * v, 1.0 - EDGE)))
