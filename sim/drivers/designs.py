"""The designs of Morris and Sobol through SALib: points that are laid, not drawn, and what they show.

They know groups of uniforms and a function that answers at points; what is played there they do not
know. Needs the extra `sensitivity`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from SALib.analyze import morris as effects_of
from SALib.analyze import sobol as indices_of
from SALib.sample import morris as trajectories
from SALib.sample import sobol as pairs

from sim.drivers.quantities import Group
from sim.errors import AllBroke
from sim.stats import Estimate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Respond = Callable[[Floats], Floats]

EDGE = 2.0**-53
LEVELS = 4
INNER = (0.05, 0.95)
"""Between which uniforms Morris steps: a law without end has no value at 0 or 1."""
FEWEST_TRAJECTORIES = 10
FEWEST_POINTS = 64
MOST_GROUPS = 30
"""Groups up to which Sobol's design is played for all of them; of more, Morris picks some."""
FEWEST_BLOCKS = 2
PICKED = 10
REST = "all others together"


class Effect(NamedTuple):
    """What a group moves the date by when all of it goes from low to high, in days (Morris, μ*)."""

    group: Group
    effect: Estimate


class Index(NamedTuple):
    """Shares of the variance: of a group alone, and with all that it does together with others (Sobol)."""

    group: Group
    first: Estimate
    total: Estimate


class Design(NamedTuple):
    """What a design showed, largest first. `runs`: played for it; `varies`: whether the date did at all."""

    method: str
    runs: int
    effects: tuple[Effect, ...] = ()
    indices: tuple[Index, ...] = ()
    varies: bool = True


def screen(groups: Sequence[Group], respond: Respond, *, width: int, runs: int, seed: int) -> Design:
    """Return the effects of groups by Morris' design, largest first.

    Parameters: `respond`: takes points, shape (n, width), and returns NaN where a run broke off; `runs`:
    about as many, ten trajectories at least.
    Raises: `AllBroke` if fewer than two trajectories have no such run.
    Source: Morris, Technometrics 33, 1991; groups and μ*: Campolongo, Cariboni & Saltelli 2007.
    """
    problem = _problem(groups, INNER)
    count = max(FEWEST_TRAJECTORIES, runs // (len(groups) + 1))
    points = trajectories.sample(problem, count, num_levels=LEVELS, seed=seed)
    points, days = _whole(points, respond(_spread(groups, points, width)), block=len(groups) + 1)
    found = effects_of.analyze(problem, points, days, num_levels=LEVELS, seed=seed)
    method = f"Morris, {len(points) // (len(groups) + 1)} trajectories, bootstrap, 95 %"
    pairs_found = zip(groups, found["mu_star"], found["mu_star_conf"], strict=True)
    effects = [
        Effect(group, _around(value, half, n=count, method=method)) for group, value, half in pairs_found
    ]
    ordered = sorted(effects, key=lambda each: -each.effect.value)
    return Design("morris", len(points), effects=tuple(ordered), varies=bool(np.ptp(days) > 0.0))


def decompose(groups: Sequence[Group], respond: Respond, *, width: int, runs: int, seed: int) -> Design:
    """Return the shares of the variance by Sobol's design, largest total first.

    Of more than thirty groups Morris picks ten first, half of the runs being his; the others are one group.
    Source: Sobol 1993; estimators: Saltelli et al. 2010.
    """
    if len(groups) <= MOST_GROUPS:
        return _sobol(groups, respond, width=width, runs=runs, seed=seed)
    screened = screen(groups, respond, width=width, runs=runs // 2, seed=seed)
    picked = [each.group for each in screened.effects[:PICKED]]
    others = [each.group for each in screened.effects[PICKED:]]
    rest = Group(
        REST,
        tuple(sorted({label for each in others for label in each.evidence})),
        tuple(column for each in others for column in each.columns),
    )
    found = _sobol([*picked, rest], respond, width=width, runs=runs // 2, seed=seed)
    return found._replace(runs=found.runs + screened.runs, effects=screened.effects)


def _sobol(groups: Sequence[Group], respond: Respond, *, width: int, runs: int, seed: int) -> Design:
    problem = _problem(groups, (0.0, 1.0))
    count = max(FEWEST_POINTS, 2 ** int(np.log2(max(1, runs // (len(groups) + 2)))))
    points = pairs.sample(problem, count, calc_second_order=False, seed=seed)
    answers = respond(_spread(groups, np.clip(points, EDGE, 1.0 - EDGE), width))
    points, days = _whole(points, answers, block=len(groups) + 2)
    if np.ptp(days) == 0.0:
        return Design("sobol", len(points), varies=False)
    found = indices_of.analyze(problem, days, calc_second_order=False, seed=seed)
    count = len(points) // (len(groups) + 2)
    method = f"Sobol, {count} points, bootstrap, 95 %"
    indices = [
        Index(
            group,
            _around(found["S1"][at], found["S1_conf"][at], n=count, method=method),
            _around(found["ST"][at], found["ST_conf"][at], n=count, method=method),
        )
        for at, group in enumerate(groups)
    ]
    ordered = sorted(indices, key=lambda each: -each.total.value)
    return Design("sobol", len(points), indices=tuple(ordered))


def _whole(points: Floats, days: Floats, *, block: int) -> tuple[Floats, Floats]:
    """Return points and answers without the blocks that lack an answer: they are told only as a whole.

    Parameters: `days`: NaN where the run broke off; `block`: points of a trajectory, or of a base point.
    Raises: `AllBroke` if fewer than two blocks are left.
    """
    whole = ~np.isnan(days.reshape(-1, block)).any(axis=1)
    if whole.sum() < FEWEST_BLOCKS:
        raise AllBroke(int(whole.sum()), "a point of the design")
    kept = np.repeat(whole, block)
    return points[kept], days[kept]


def _problem(groups: Sequence[Group], bounds: tuple[float, float]) -> dict[str, Any]:
    """Return the design's input as SALib takes it: columns side by side, each with its group."""
    members = [str(place) for place, each in enumerate(groups) for _ in each.columns]
    return {
        "num_vars": len(members),
        "names": [f"u{place}" for place in range(len(members))],
        "bounds": [list(bounds)] * len(members),
        "groups": members,
    }


def _spread(groups: Sequence[Group], points: Floats, width: int) -> Floats:
    """Return points over all uniforms of a plan; what no group holds is certain and stays in the middle."""
    found = np.full((len(points), width), 0.5)
    found[:, [column for each in groups for column in each.columns]] = points
    return found


def _around(value: float, half: float, *, n: int, method: str) -> Estimate:
    return Estimate(float(value), float(value) - float(half), float(value) + float(half), n, method)
