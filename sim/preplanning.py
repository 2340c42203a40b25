"""Which flagged states to plan for where planners are few: every choice of so many, over the same futures.

What a plan in advance is worth is said in the scenario (`watch_list.preplanning`); how it is laid is
`sim.scenario.compiling.watch`. Regret itself is `sim.stats.regret`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.batch import Engine, Serial
from sim.batch.deciding import engine_for
from sim.batch.road import unbroken
from sim.comparing.playing import Setting, play
from sim.comparing.statistic import Measure
from sim.errors import BadInput, Place, nearest, quote
from sim.scenario.arrivals import WATCH, comings
from sim.scenario.loading import changed, load
from sim.scenario.patches import Patch
from sim.stats import Estimate, mean_t, paired_difference, regrets, wilson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from sim.batch import Executor
    from sim.batch.road import Broken
    from sim.comparing.playing import Progress
    from sim.plan import Plan
    from sim.scenario.loading import Model

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    States = tuple[str, ...]

MOST_CHOICES = 500
"""Choices that are played at most: each is a plan of its own in every future."""
PLANS = f"{WATCH}.preplanning"
ONSET, PREPLANNING = "onset", "preplanning"
SAME = 1e-9


class Choice(NamedTuple):
    """Some states to plan for. Days are from onset, weighted by priority, over all crises of a future.

    `late`: how many they come to; `saved`: how many fewer than without any plan; `regret`: how many more than
    with the choice that was best for that future. `best`: share of futures in which no choice was better.
    """

    states: tuple[str, ...]
    late: Estimate
    saved: Estimate
    regret: Estimate
    best: Estimate


class State(NamedTuple):
    """A state that may be planned for. `onset`: its chance by the horizon. `chosen`: by the best choice.

    `otherwise`: how much more the best choice costs that does otherwise: leaves it out, or takes it in.
    """

    name: str
    onset: Estimate
    chosen: bool
    otherwise: Estimate


@dataclass(frozen=True)
class Preplanning:
    """Every choice, least regret first, and every state, dearest to leave out first.

    `n`: futures that count; `broken`: runs that broke off, whose futures do not.
    """

    scenario: str
    by: str
    choose: int
    n: int
    seed: int
    horizon: float
    choices: tuple[Choice, ...]
    states: tuple[State, ...]
    broken: tuple[Broken, ...] = ()


class _Watched(NamedTuple):
    """A crisis that may come: the state it is of, and its weight in what is lost."""

    operation: str
    state: str
    weight: float


def choose_plans(
    source: str | Path,
    *,
    choose: int,
    by: str,
    variant: str | None = None,
    patches: Sequence[Patch] = (),
    n: int,
    seed: int = 1,
    executor: Executor | None = None,
    engine: Engine = Engine.AUTO,
    progress: Progress | None = None,
) -> Preplanning:
    """Return what each choice of states to plan for is worth.

    Parameters: `choose`: how many states; `by`: the step or milestone up to which days are counted.
    Raises: `BadInput` where nothing is watched or planned for, where there are fewer states or too many
    choices, where the crises have no such date.
    """
    model = load(source, variant=variant, patches=patches)
    watched = _watched(model)
    sets = _sets(model, tuple(dict.fromkeys(each.state for each in watched)), choose)
    game = _Game(
        model, watched, by, seed=seed, executor=executor or Serial(), engine=engine, progress=progress
    )
    game.check()
    return _reckoned(game, sets, game.losses(sets, n))


def _watched(model: Model) -> tuple[_Watched, ...]:
    watch = model.scenario.watch_list
    streams = {each.name: each.stream for each in comings(model.scenario)}
    crises = {each: each for each in (watch.crises if watch else ())} | streams
    found = tuple(
        _Watched(each.id, crises[each.id], each.priority)
        for each in model.plan.operations
        if each.id in crises
    )
    if watch is None or watch.preplanning is None or not found:
        message = "nothing is planned for in advance here"
        allowed = "a scenario with watch_list.preplanning, and arrivals or crises that are watched"
        raise BadInput([model.document.place((WATCH,)).finding(message, allowed=allowed)])
    return found


def _sets(model: Model, states: tuple[str, ...], choose: int) -> list[tuple[str, ...]]:
    place = Place("--choose", 1, 1, text=str(choose), width=len(str(choose)))
    if not 0 < choose < len(states):
        message = f"{choose} of {len(states)} states ({', '.join(states)}) is no choice"
        raise BadInput([place.finding(message, allowed=f"1 to {len(states) - 1}")])
    if math.comb(len(states), choose) > MOST_CHOICES:
        message = (
            f"there are {math.comb(len(states), choose):,} ways to choose {choose} of {len(states)} states"
        )
        raise BadInput([place.finding(message, allowed=f"at most {MOST_CHOICES} ways")])
    if model.plan.regimes:
        message = "a patch with a time acts here: which plans are made cannot be changed beside it"
        raise BadInput(
            [model.document.place(("patches",)).finding(message, allowed="patches without a time")]
        )
    return list(combinations(states, choose))


def _with(model: Model, states: States) -> Model:
    """Return the model in which plans are made for some states, or for none."""
    patch = {f"{PLANS}.only": list(states)} if states else {PLANS: None}
    return changed(model, [Patch(set=patch)])


class _Losses(NamedTuple):
    """Days late without a plan, shape (futures,), and for each choice, shape (choices, futures).

    `came`: whether each state had an onset, shape (states, futures).
    """

    without: Floats
    choices: Floats
    came: Flags


class _Game:
    """A scenario, its crises, and what choices of states to plan for cost in each future."""

    def __init__(
        self,
        model: Model,
        watched: tuple[_Watched, ...],
        by: str,
        *,
        seed: int,
        executor: Executor,
        engine: Engine,
        progress: Progress | None,
    ) -> None:
        self.model, self.watched, self.by, self.seed = model, watched, by, seed
        self.executor, self.engine, self.progress = executor, engine, progress
        self.states = tuple(dict.fromkeys(each.state for each in watched))
        self.broken: list[Broken] = []

    def check(self) -> None:
        """Raise `BadInput` unless all crises have the date up to which days are counted."""
        plans = [_with(self.model, each).plan for each in ((), self.states)]
        names = [{one.id for one in each.milestones} | {one.id for one in each.steps} for each in plans]
        dates = sorted(names[0] & names[1])
        first = f"{self.watched[0].operation}."
        known = [each.removeprefix(first) for each in dates if each.startswith(first)]
        if any(f"{each.operation}.{self.by}" not in dates for each in self.watched):
            place = Place("--by", 1, 1, text=self.by, width=len(self.by))
            message = f"the crises have no step or milestone {quote(self.by)}"
            near = nearest(self.by, known)
            raise BadInput([place.finding(message, allowed=", ".join(known), suggestion=near)])

    def losses(self, sets: Sequence[States], n: int) -> _Losses:
        """Return what no plan and each choice cost, over those of n futures of which no run broke off."""
        ((without, onsets),) = self._play({(): range(n)}).values()
        came = np.array([self._came(state, onsets) for state in self.states])
        most = max(sets, key=lambda states: sum(each.state in states for each in self.watched))
        reduced = came if makes_way(_with(self.model, most).plan) else np.ones_like(came)
        played: dict[States, list[int]] = {}
        for future in range(n):
            for each in dict.fromkeys(self._of(states, reduced[:, future]) for states in sets):
                played.setdefault(each, []).append(future)
        late = self._late({key: at for key, at in played.items() if key})
        late |= {((), future): float(days) for future, days in enumerate(without)}
        rows = [[late[self._of(states, reduced[:, each]), each] for each in range(n)] for states in sets]
        left = unbroken(range(n), self.broken)
        return _Losses(without[left], np.array(rows)[:, left], came[:, left])

    def _late(self, wanted: Mapping[States, Sequence[int]]) -> dict[tuple[States, int], float]:
        """Return the days late of some choices in some futures."""
        played = self._play(wanted)
        return {
            (states, future): float(days)
            for states, futures in wanted.items()
            for future, days in zip(futures, played[states][0], strict=True)
        }

    def _of(self, states: States, flags: Flags) -> States:
        return tuple(each for each in states if flags[self.states.index(each)])

    def _came(self, state: str, onsets: Floats) -> Flags:
        mine = [place for place, each in enumerate(self.watched) if each.state == state]
        return np.asarray(np.isfinite(onsets[mine]).any(axis=0))

    def _play(self, wanted: Mapping[States, Sequence[int]]) -> dict[States, tuple[Floats, Floats]]:
        """Return, for each choice, the days late and the onsets in the futures it is wanted in."""
        names = [f"{each.operation}.{what}" for what in (ONSET, self.by) for each in self.watched]
        plans = tuple(_with(self.model, each).plan for each in wanted)
        horizon = self.model.plan.horizon
        said = tuple(f"plans for {', '.join(each) or 'none'}" for each in wanted)
        who = engine_for(self.engine, plans, runs=sum(map(len, wanted.values())))
        setting = Setting(plans, tuple(Measure(each) for each in names), self.seed, horizon, said, who)
        places = dict(enumerate(wanted.values()))
        numbers, broken = play(setting, places, executor=self.executor, progress=self.progress)
        self.broken += broken
        weights = np.array([each.weight for each in self.watched])
        found = {}
        for place, states in enumerate(wanted):
            onsets, dates = np.split(numbers[place], 2)
            found[states] = weighted_days_late(onsets, dates, weights, horizon=horizon), onsets
        return found


def makes_way(plan: Plan) -> bool:
    """Whether plans made in advance get in nobody's way: there are planners for all, for nothing else.

    Then a plan for a state without an onset changes nothing, and need not be played.
    """
    mine = [each for each in plan.steps if each.kind == PREPLANNING]
    others = {pool for each in plan.steps if each not in mine for need in each.needs for pool in need.pools}
    asked: dict[int, int] = {}
    for need in (need for each in mine for need in each.needs):
        asked[need.pools[0]] = asked.get(need.pools[0], 0) + need.amount
        if len(need.pools) > 1:
            return False
    enough = all(amount <= plan.pools[pool].size for pool, amount in asked.items())
    return enough and not others & asked.keys() and not any(each.postings for each in mine)


def weighted_days_late(onsets: Floats, dates: Floats, weights: Floats, *, horizon: float) -> Floats:
    """Return days from onset to a date, weighted and added up over crises; what never came counts nothing.

    Parameters: `onsets`, `dates`: shape (…, crises, futures), infinite where not by the horizon, which then
    stands for the date; `weights`: shape (crises,). Returns: shape (…, futures).
    """
    came = np.isfinite(onsets)
    late = np.minimum(dates, horizon) - np.where(came, onsets, 0.0)
    return np.asarray((np.where(came, late, 0.0) * weights[:, None]).sum(axis=-2))


def _reckoned(game: _Game, sets: list[States], found: _Losses) -> Preplanning:
    order = np.argsort(found.choices.mean(axis=1), kind="stable")
    sets, losses, n = [sets[each] for each in order], found.choices[order], len(found.without)
    regret = regrets(losses)
    choices = tuple(
        Choice(
            states=each,
            late=mean_t(losses[place]),
            saved=paired_difference(found.without, losses[place]),
            regret=mean_t(regret[place]),
            best=wilson(int((regret[place] < SAME).sum()), n),
        )
        for place, each in enumerate(sets)
    )
    states = [
        _state(state, wilson(int(found.came[place].sum()), n), sets=sets, losses=losses)
        for place, state in enumerate(game.states)
    ]
    return Preplanning(
        scenario=game.model.scenario.title,
        by=game.by,
        choose=len(sets[0]),
        n=n,
        seed=game.seed,
        horizon=game.model.plan.horizon,
        choices=choices,
        broken=tuple(game.broken),
        states=tuple(sorted(states, key=lambda each: (not each.chosen, _rank(each)))),
    )


def _rank(state: State) -> float:
    """Those chosen come by what leaving them out costs, the others by how little taking them in does."""
    return -state.otherwise.value if state.chosen else state.otherwise.value


def _state(state: str, onset: Estimate, *, sets: list[States], losses: Floats) -> State:
    """Return how much a state matters to the best choice, which is the first of the sets."""
    chosen = state in sets[0]
    other = next(place for place, each in enumerate(sets) if (state in each) != chosen)
    return State(
        name=state,
        onset=onset,
        chosen=chosen,
        otherwise=paired_difference(losses[other], losses[0]),
    )
