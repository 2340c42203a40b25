"""How a run on flat arrays stands at its end: what the reasons for all that did not finish are read off.

The reasons themselves are `sim.engine.reasons`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.compiled import layout as at
from sim.compiled.tracing.rows import CAUSES, STATES
from sim.compiled.watch import CAME
from sim.engine.reasons import Queued, Standing, Stood
from sim.plan import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.compiled.tracing.rows import Left
    from sim.plan import Plan


def standing_of(left: Left) -> Standing:
    """Return how a run stands, as `sim.engine.ending` has it."""
    names, i, f = left.names, left.i, left.f
    plan, places = names.flat.plan, names.flat.places
    rounds, step_of, _ = names.rounds
    causes, targets = i[rounds + at.CAUSE], i[rounds + at.TARGET]
    return Standing(
        plan=plan,
        now=_numbers_now(left),
        first=names.number[list(places.first)].tolist(),
        step_of=step_of.tolist(),
        state=[STATES[each] for each in i[rounds + at.STATE].tolist()],
        ready=f[rounds + at.READY].tolist(),
        start=f[rounds + at.START].tolist(),
        finish=f[rounds + at.FINISH].tolist(),
        cause=[CAUSES[each] for each in causes.tolist()],
        target=names.targets(causes, targets),
        line=dict(_line(left)),
        held={number: list(_held(left, place)) for number, place in left.holders()},
        free=i[[place + at.FREE for place in places.pools]].tolist(),
        lapsed=[bool(i[place + at.FUND_CLOSED]) for place in places.funds],
        absent=_absent(left),
        grounds=list(_grounds(left)),
    )


def _numbers_now(left: Left) -> Plan:
    """Return the plan with the numbers that hold: its own, or a regime's."""
    p, base = left.names.flat.p, int(left.i[at.PLAN])
    begin, count = int(p[at.REGIMES]), int(p[at.REGIMES_N])
    bases = p[begin : begin + count].tolist()
    plan = left.names.flat.plan
    return plan.regimes[bases.index(base)][1] if base else plan


def _line(left: Left) -> Iterator[tuple[int, Queued]]:
    i, names = left.i, left.names
    line, size = int(i[at.LINE]), int(i[at.LINE_N])
    for request in i[line : line + size].tolist():
        place, cause = int(i[request + at.R_ROUND]), int(i[request + at.BLOCKER])
        blocker = None
        if cause != NONE:
            whom = names.targets(i[[request + at.BLOCKER]], i[[request + at.BLOCKED_BY]])
            blocker = (CAUSES[cause], whom[0])
        yield (
            int(names.number[place]),
            Queued(int(names.index[place]), blocker, float(left.f[request + at.SINCE])),
        )


def _held(left: Left, place: int) -> Iterator[tuple[int, int]]:
    held = int(left.i[place + at.HELD])
    while held:
        yield int(left.names.index[left.i[held + at.H_POOL]]), int(left.i[held + at.H_AMOUNT])
        held = int(left.i[held + at.H_NEXT])


def _absent(left: Left) -> set[int]:
    watch = left.names.flat.plan.watch
    arrivals = () if watch is None else watch.arrivals
    return {
        each.operation
        for place, each in zip(left.names.flat.places.arrivals, arrivals, strict=True)
        if left.i[place + at.FATE] != CAME
    }


def _grounds(left: Left) -> Iterator[Stood]:
    i, places = left.i, left.names.flat.places
    for theatre, place, provinces in zip(
        _numbers_now(left).theatres, places.theatres, places.provinces, strict=True
    ):
        handed = [bool(i[each + at.HANDED_OVER]) for each in provinces]
        yield Stood(theatre, handed, int(i[place + at.TROOPS_NOW]), bool(i[place + at.EXITED]))
