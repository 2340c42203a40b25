"""From what a run on flat arrays left behind to the `Outcome` that everybody reads.

Only what was written down becomes rows here; nothing is reckoned.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

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
    Outcome,
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
IN_POOLS = (Cause.POOL, Cause.MECHANISM, Cause.LIFT)


@dataclass(frozen=True)
class Names:
    """From places in the arrays to the indices of a Plan."""

    flat: Flattened

    @cached_property
    def round_of(self) -> dict[int, tuple[int, int]]:
        """Place of a round → step and turn."""
        steps = enumerate(self.flat.plan.steps)
        first = self.flat.places.first
        return {first[i] + at.ROUND * turn: (i, turn) for i, each in steps for turn in range(each.rounds)}

    @cached_property
    def pools(self) -> dict[int, int]:
        """Place of a pool → its index."""
        return {place: index for index, place in enumerate(self.flat.places.pools)}

    @cached_property
    def funds(self) -> dict[int, int]:
        """Place of a fund → its index."""
        return {place: index for index, place in enumerate(self.flat.places.funds)}

    @cached_property
    def theatres(self) -> dict[int, int]:
        """Place of a theatre → its index."""
        return {place: index for index, place in enumerate(self.flat.places.theatres)}

    def target(self, cause: Cause, target: int) -> int:
        """Return the index of what was waited for."""
        if target == NONE:
            return NONE
        if cause in IN_POOLS:
            return self.pools[target]
        if cause is Cause.FUND:
            return self.funds[target]
        if cause is Cause.SECURITY:
            return self.theatres[target]
        return self.round_of[target][0] if cause in {Cause.HOLD, Cause.PREDECESSOR} else target


@dataclass(frozen=True)
class Left:
    """What a run left behind."""

    names: Names
    i: Ints
    f: Floats

    def rows(self, kind: int) -> Iterator[tuple[float, float, list[int]]]:
        """Yield time, number and whole numbers of the rows of a kind, in order."""
        for turn in range(self.i[at.ROWS_N]):
            row = int(self.i[at.ROWS]) + at.ROW * turn
            if self.i[row + at.ROW_KIND] == kind:
                found = self.i[row + at.ROW_A : row + at.ROW_NEXT].tolist()
                yield float(self.f[row]), float(self.f[row + at.ROW_X]), found

    def by_theatre(self, kind: int) -> Iterator[tuple[float, float, list[int]]]:
        """Yield the same rows, those of one theatre after those of another."""
        yield from sorted(self.rows(kind), key=lambda row: row[2][0])

    def line(self) -> list[int]:
        """Return the requests that still wait, in order."""
        line, size = int(self.i[at.LINE]), int(self.i[at.LINE_N])
        return [int(each) for each in self.i[line : line + size]]

    def steps(self) -> Iterator[StepRow]:
        """Yield every round that was ever ready, and every first round; who still waits says for what."""
        waiting = {int(self.i[each + at.R_ROUND]): each for each in self.line()}
        for round_, (step, turn) in self.names.round_of.items():
            ready = float(self.f[round_ + at.READY])
            if turn > 0 and math.isnan(ready):
                continue
            binder = int(self.i[round_ + at.BINDER])
            by = (NONE, 0) if binder == NONE else self.names.round_of[binder]
            cause, target = self._bound(round_, waiting.get(round_), by[0])
            start, finish = float(self.f[round_ + at.START]), float(self.f[round_ + at.FINISH])
            state = State(int(self.i[round_ + at.STATE]))
            yield StepRow(step, turn, state, ready, start, finish, cause, target, *by)

    def _bound(self, round_: int, request: int | None, binder: int) -> tuple[Cause, int]:
        if request is not None and self.i[request + at.BLOCKER] != NONE:
            cause = Cause(int(self.i[request + at.BLOCKER]))
            return cause, self.names.target(cause, int(self.i[request + at.BLOCKED_BY]))
        cause = Cause(int(self.i[round_ + at.CAUSE]))
        if cause is Cause.PREDECESSOR and binder != NONE:
            return cause, binder
        return cause, self.names.target(cause, int(self.i[round_ + at.TARGET]))

    def waits(self) -> Iterator[WaitRow]:
        """Yield every stretch of waiting, those that still last at the end."""
        for since, until, (round_, cause, target, *_) in self.rows(at.T_WAIT):
            why = Cause(cause)
            found = self.names.target(why, target)
            yield WaitRow(*self.names.round_of[round_], why, found, since, until)
        for request in self.line():
            if self.i[request + at.BLOCKER] != NONE:
                why = Cause(int(self.i[request + at.BLOCKER]))
                found = self.names.target(why, int(self.i[request + at.BLOCKED_BY]))
                where = self.names.round_of[int(self.i[request + at.R_ROUND])]
                yield WaitRow(*where, why, found, float(self.f[request + at.SINCE]), NAN)

    def holdings(self) -> Iterator[HoldingRow]:
        """Yield what was given back, then what is still held."""
        pools = self.names.pools
        for since, until, (round_, pool, amount, *_) in self.rows(at.T_HOLDING):
            yield HoldingRow(*self.names.round_of[round_], pools[pool], amount, since, until)
        for round_, where in self.names.round_of.items():
            held = int(self.i[round_ + at.HELD])
            while held:
                pool, amount = pools[int(self.i[held + at.H_POOL])], int(self.i[held + at.H_AMOUNT])
                yield HoldingRow(*where, pool, amount, float(self.f[held + at.H_SINCE]), NAN)
                held = int(self.i[held + at.H_NEXT])

    def postings(self) -> Iterator[PostingRow]:
        """Yield what moved between accounts."""
        for time, _, (fund, round_, source, target, amount, *_) in self.rows(at.T_POSTING):
            step, turn = (NONE, 0) if round_ == NONE else self.names.round_of[round_]
            accounts = Account(source), Account(target)
            yield PostingRow(time, self.names.funds[fund], step, turn, *accounts, amount)

    def conditions(self) -> Iterator[ConditionRow]:
        """Yield the conditions of provinces, all sectors of one in a row."""
        levels: list[float] = []
        for time, level, (theatre, province, *_) in self.by_theatre(at.T_CONDITION):
            levels.append(level)
            if len(levels) == len(self.names.flat.plan.theatres[theatre].sectors):
                yield ConditionRow(time, theatre, province, tuple(levels))
                levels = []

    def eases(self) -> Iterator[EaseRow]:
        """Yield the work that was made shorter."""
        for time, saved, (round_, more, *_) in self.rows(at.T_EASE):
            yield EaseRow(time, *self.names.round_of[round_], float(self.f[more + at.ROW_X]), saved)

    def moves(self) -> Iterator[MoveRow]:
        """Yield the people who joined a pool."""
        pools = self.names.pools | {NONE: NONE}
        for time, _, (source, target, people, *_) in self.rows(at.T_MOVE):
            yield MoveRow(time, pools[source], pools[target], people)

    def evacuations(self) -> Iterator[EvacuationRow]:
        """Yield the rounds that were cut short."""
        for time, planned, (round_, people, *_) in self.rows(at.T_EVACUATION):
            yield EvacuationRow(time, *self.names.round_of[round_], people, planned)

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
        for time, _, (step, fate_, *_) in self.rows(at.T_ALARM):
            yield WatchRow(NONE, self.names.round_of[step][0], time, NAN, FATES[fate_])


def outcome_of(
    flat: Flattened, i: Ints, f: Floats, *, drawn: Floats, days: Floats, seed: int, replication: int
) -> Outcome:
    """Return everything a run left behind; reasons of what did not finish are not reckoned."""
    left = Left(Names(flat), i, f)
    pools = left.names.pools
    offsets = flat.samplers[0].offsets
    return Outcome(
        plan=flat.plan,
        seed=seed,
        replication=replication,
        steps=tuple(left.steps()),
        waits=tuple(left.waits()),
        holdings=tuple(left.holdings()),
        levels=tuple(LevelRow(t, pools[row[0]], *row[1:5]) for t, _, row in left.rows(at.T_LEVEL)),
        postings=tuple(left.postings()),
        conditions=tuple(left.conditions()),
        authority=tuple(
            AuthorityRow(t, row[0], row[1], row[2], Authority(row[3]), WHYS[row[4]])
            for t, _, row in left.by_theatre(at.T_AUTHORITY)
        ),
        assessments=tuple(
            AssessmentRow(t, row[0], row[1], RESULTS[row[2]])
            for t, _, row in left.by_theatre(at.T_ASSESSMENT)
        ),
        strength=tuple(StrengthRow(t, *row[:6]) for t, _, row in left.by_theatre(at.T_STRENGTH)),
        milestones=tuple(float(day) for day in days),
        risks=tuple(bool(drawn[offsets[each.happens]] > 0.0) for each in flat.plan.risks),
        unfinished=(),
        capacity=tuple(CapacityRow(t, row[0], row[1], x) for t, x, row in left.by_theatre(at.T_CAPACITY)),
        exits=tuple(ExitRow(t, row[0], x) for t, x, row in left.by_theatre(at.T_EXIT)),
        relapses=tuple(RelapseRow(t, row[0], row[1]) for t, _, row in left.by_theatre(at.T_RELAPSE)),
        moves=tuple(left.moves()),
        watch=tuple(left.watch()),
        eases=tuple(left.eases()),
        evacuations=tuple(left.evacuations()),
    )
