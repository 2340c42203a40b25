"""From what a run on flat arrays left behind to the rows of its trace.

Only what was written down becomes rows here; nothing is reckoned.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.compiled import layout as at
from sim.compiled.provinces import WHYS
from sim.compiled.watch import FATES
from sim.plan import NONE, Account, Authority
from sim.trace import (
    AssessmentRow,
    AuthorityRow,
    CapacityRow,
    Cause,
    ConditionRow,
    EaseRow,
    EvacuationRow,
    ExitRow,
    Fate,
    HoldingRow,
    LevelRow,
    MoveRow,
    PostingRow,
    RelapseRow,
    State,
    StepRow,
    StrengthRow,
    WaitRow,
    WatchRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.compiled.flattening import Flattened
    from sim.compiled.layout import Floats, Ints

NAN = float("nan")
RESULTS = ("passed", "failed", "vetoed")
CAUSES, STATES, ACCOUNTS, AUTHORITIES = tuple(Cause), tuple(State), tuple(Account), tuple(Authority)
AS_THEY_ARE = (Cause.CALENDAR, Cause.GATE)
"""Causes whose target is an index in the arrays too, and no place."""
NO_PLACE = np.array([each in AS_THEY_ARE for each in CAUSES])


@dataclass(frozen=True)
class Names:
    """From places in the arrays to the indices of a Plan."""

    flat: Flattened

    @cached_property
    def rounds(self) -> Ints:
        """Place, step and turn of every round, shape (3, rounds)."""
        steps = enumerate(self.flat.plan.steps)
        first = self.flat.places.first
        every = [(first[i] + at.ROUND * turn, i, turn) for i, each in steps for turn in range(each.rounds)]
        return np.ascontiguousarray(np.array(every, dtype=np.int64).reshape(-1, 3).T)

    @cached_property
    def index(self) -> Ints:
        """Per place the index of the pool, fund or theatre there; of a round, its step."""
        found = np.full(self.flat.places.size, NONE, dtype=np.int64)
        for places in (self.flat.places.pools, self.flat.places.funds, self.flat.places.theatres):
            found[list(places)] = range(len(places))
        found[self.rounds[0]] = self.rounds[1]
        return found

    @cached_property
    def number(self) -> Ints:
        """Per place of a round, which of all rounds it is."""
        found = np.full(self.flat.places.size, NONE, dtype=np.int64)
        found[self.rounds[0]] = range(len(self.rounds[0]))
        return found

    @cached_property
    def turn(self) -> Ints:
        """Per place of a round, its turn."""
        found = np.zeros(self.flat.places.size, dtype=np.int64)
        found[self.rounds[0]] = self.rounds[2]
        return found

    def indices(self, places: Ints) -> list[int]:
        """Return what stands at some places by index; NONE for NONE."""
        return self._at(self.index, places, NONE).tolist()

    def turns(self, places: Ints) -> list[int]:
        """Return the turns of the rounds at some places; 0 for NONE."""
        return self._at(self.turn, places, 0).tolist()

    def _at(self, table: Ints, places: Ints, nothing: int) -> Ints:
        return np.where(places == NONE, nothing, table[places])

    def targets(self, causes: Ints, targets: Ints) -> list[int]:
        """Return the indices of what was waited for."""
        plain = NO_PLACE[causes] | (targets == NONE)
        return np.where(plain, targets, self.index[np.where(plain, 0, targets)]).tolist()


@dataclass(frozen=True)
class Left:
    """What a run left behind."""

    names: Names
    i: Ints
    f: Floats

    @cached_property
    def _written(self) -> tuple[Ints, Floats]:
        """All rows of the trace: their whole numbers, shape (rows, width), and their floats."""
        first = int(self.i[at.ROWS])
        end = first + at.ROW * int(self.i[at.ROWS_N])
        return self.i[first:end].reshape(-1, at.ROW), self.f[first:end].reshape(-1, at.ROW)

    def rows(self, kind: int, *, by_theatre: bool = False) -> tuple[list[float], Floats, Ints]:
        """Return times, numbers, and whole numbers by column, of the rows of a kind, in order.

        `by_theatre`: those of one theatre after those of another.
        """
        ints, floats = self._written
        places = np.flatnonzero(ints[:, at.ROW_KIND] == kind)
        if by_theatre:
            places = places[np.argsort(ints[places, at.ROW_A], kind="stable")]
        mine = floats[places]
        return mine[:, at.ROW_TIME].tolist(), mine[:, at.ROW_X], ints[places, at.ROW_A :].T

    @cached_property
    def _line(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Requests that still wait for something, in order; their rounds, causes and targets."""
        line, size = int(self.i[at.LINE]), int(self.i[at.LINE_N])
        requests = self.i[line : line + size]
        requests = requests[self.i[requests + at.BLOCKER] != NONE]
        return (
            requests,
            self.i[requests + at.R_ROUND],
            self.i[requests + at.BLOCKER],
            self.i[requests + at.BLOCKED_BY],
        )

    def steps(self) -> Iterator[StepRow]:
        """Yield every round that was ever ready, and every first round; who still waits says for what."""
        places, steps, turns = self.names.rounds
        there = (turns == 0) | ~np.isnan(self.f[places + at.READY])
        places, steps, turns = places[there], steps[there], turns[there]
        binders = self.i[places + at.BINDER]
        causes, targets = self._bound(places, binders)
        return map(
            StepRow,
            steps.tolist(),
            turns.tolist(),
            [STATES[each] for each in self.i[places + at.STATE].tolist()],
            self.f[places + at.READY].tolist(),
            self.f[places + at.START].tolist(),
            self.f[places + at.FINISH].tolist(),
            [CAUSES[each] for each in causes.tolist()],
            self.names.targets(causes, targets),
            self.names.indices(binders),
            self.names.turns(binders),
        )

    def _bound(self, places: Ints, binders: Ints) -> tuple[Ints, Ints]:
        """Return causes and targets: of what still waits, what it waits for; else what bound its start."""
        causes, targets = self.i[places + at.CAUSE], self.i[places + at.TARGET]
        freed = (causes == Cause.PREDECESSOR) & (binders != NONE)
        targets = np.where(freed, binders, targets)
        _, rounds, why, whom = self._line
        here = np.searchsorted(places, rounds)
        causes[here], targets[here] = why, whom
        return causes, targets

    def waits(self) -> Iterator[WaitRow]:
        """Yield every stretch of waiting, those that still last at the end."""
        since, until, (rounds, causes, targets, *_) = self.rows(at.T_WAIT)
        yield from self._waits(rounds, causes, targets=targets, since=since, until=until.tolist())
        requests, rounds, causes, targets = self._line
        since = self.f[requests + at.SINCE].tolist()
        yield from self._waits(rounds, causes, targets=targets, since=since, until=[NAN] * len(since))

    def _waits(
        self, rounds: Ints, causes: Ints, *, targets: Ints, since: list[float], until: list[float]
    ) -> Iterator[WaitRow]:
        return map(
            WaitRow,
            self.names.indices(rounds),
            self.names.turns(rounds),
            [CAUSES[each] for each in causes.tolist()],
            self.names.targets(causes, targets),
            since,
            until,
        )

    def holdings(self) -> Iterator[HoldingRow]:
        """Yield what was given back, then what is still held."""
        index, turn = self.names.index, self.names.turn
        since, until, (rounds, pools, amounts, *_) = self.rows(at.T_HOLDING)
        yield from map(
            HoldingRow,
            self.names.indices(rounds),
            self.names.turns(rounds),
            self.names.indices(pools),
            amounts.tolist(),
            since,
            until.tolist(),
        )
        for _, place in self.holders():
            held = int(self.i[place + at.HELD])
            while held:
                pool, amount = int(index[self.i[held + at.H_POOL]]), int(self.i[held + at.H_AMOUNT])
                when = float(self.f[held + at.H_SINCE])
                yield HoldingRow(int(index[place]), int(turn[place]), pool, amount, when, NAN)
                held = int(self.i[held + at.H_NEXT])

    def holders(self) -> Iterator[tuple[int, int]]:
        """Yield the number and the place of every round that holds something."""
        places = self.names.rounds[0]
        numbers = np.flatnonzero(self.i[places + at.HELD])
        return zip(numbers.tolist(), places[numbers].tolist(), strict=True)

    def levels(self) -> Iterator[LevelRow]:
        """Yield every change of a pool."""
        times, _, (pools, *numbers) = self.rows(at.T_LEVEL)
        return map(LevelRow, times, self.names.indices(pools), *(each.tolist() for each in numbers[:4]))

    def postings(self) -> Iterator[PostingRow]:
        """Yield what moved between accounts."""
        times, _, (funds, rounds, sources, targets, amounts, *_) = self.rows(at.T_POSTING)
        return map(
            PostingRow,
            times,
            self.names.indices(funds),
            self.names.indices(rounds),
            self.names.turns(rounds),
            [ACCOUNTS[each] for each in sources.tolist()],
            [ACCOUNTS[each] for each in targets.tolist()],
            amounts.tolist(),
        )

    def conditions(self) -> Iterator[ConditionRow]:
        """Yield the conditions of provinces, all sectors of one in a row."""
        times, levels, (theatres, provinces, *_) = self.rows(at.T_CONDITION, by_theatre=True)
        numbers, place = levels.tolist(), 0
        while place < len(times):
            theatre = int(theatres[place])
            end = place + len(self.names.flat.plan.theatres[theatre].sectors)
            yield ConditionRow(times[place], theatre, int(provinces[place]), tuple(numbers[place:end]))
            place = end

    def authority(self) -> Iterator[AuthorityRow]:
        """Yield who came to lead a sector of a province."""
        times, _, (theatres, provinces, sectors, leads, whys, *_) = self.rows(at.T_AUTHORITY, by_theatre=True)
        return map(
            AuthorityRow,
            times,
            theatres.tolist(),
            provinces.tolist(),
            sectors.tolist(),
            [AUTHORITIES[each] for each in leads.tolist()],
            [WHYS[each] for each in whys.tolist()],
        )

    def assessments(self) -> Iterator[AssessmentRow]:
        """Yield the formal looks at provinces."""
        times, _, (theatres, provinces, results, *_) = self.rows(at.T_ASSESSMENT, by_theatre=True)
        found = [RESULTS[each] for each in results.tolist()]
        return map(AssessmentRow, times, theatres.tolist(), provinces.tolist(), found)

    def strength(self) -> Iterator[StrengthRow]:
        """Yield the people on the ground after each change."""
        times, _, numbers = self.rows(at.T_STRENGTH, by_theatre=True)
        return map(StrengthRow, times, *(each.tolist() for each in numbers[:6]))

    def capacity(self) -> Iterator[CapacityRow]:
        """Yield the local capacity of provinces."""
        times, levels, (theatres, provinces, *_) = self.rows(at.T_CAPACITY, by_theatre=True)
        return map(CapacityRow, times, theatres.tolist(), provinces.tolist(), levels.tolist())

    def exits(self) -> Iterator[ExitRow]:
        """Yield when the military left."""
        times, hazards, (theatres, *_) = self.rows(at.T_EXIT, by_theatre=True)
        return map(ExitRow, times, theatres.tolist(), hazards.tolist())

    def relapses(self) -> Iterator[RelapseRow]:
        """Yield the relapses."""
        times, _, (theatres, number, *_) = self.rows(at.T_RELAPSE, by_theatre=True)
        return map(RelapseRow, times, theatres.tolist(), number.tolist())

    def eases(self) -> Iterator[EaseRow]:
        """Yield the work that was made shorter."""
        times, saved, (rounds, more, *_) = self.rows(at.T_EASE)
        days = self.f[more + at.ROW_X].tolist()
        return map(EaseRow, times, self.names.indices(rounds), self.names.turns(rounds), days, saved.tolist())

    def moves(self) -> Iterator[MoveRow]:
        """Yield the people who joined a pool."""
        times, _, (sources, targets, people, *_) = self.rows(at.T_MOVE)
        return map(MoveRow, times, self.names.indices(sources), self.names.indices(targets), people.tolist())

    def evacuations(self) -> Iterator[EvacuationRow]:
        """Yield the rounds that were cut short."""
        times, planned, (rounds, people, *_) = self.rows(at.T_EVACUATION)
        where = self.names.indices(rounds), self.names.turns(rounds)
        return map(EvacuationRow, times, *where, people.tolist(), planned.tolist())

    def watch(self) -> Iterator[WatchRow]:
        """Yield what became of every crisis that may come, and of every flag without one."""
        plan = self.names.flat.plan
        if plan.watch is None:
            return
        for place, arrival in zip(self.names.flat.places.arrivals, plan.watch.arrivals, strict=True):
            fate = FATES[int(self.i[place + at.FATE])]
            day, flag = float(self.f[place + at.ONSET_ON]), float(self.f[place + at.FLAG_ON])
            onset = NAN if fate is Fate.NEVER else day
            yield WatchRow(
                arrival.operation, arrival.onset, flag if flag <= plan.horizon else NAN, onset, fate
            )
        times, _, (rounds, fates, *_) = self.rows(at.T_ALARM)
        for time, step, fate_ in zip(times, self.names.indices(rounds), fates.tolist(), strict=True):
            yield WatchRow(NONE, step, time, NAN, FATES[fate_])
