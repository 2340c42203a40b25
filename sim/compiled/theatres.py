"""The ground of one operation on flat arrays: reviews, authority, drawdown; as `sim.engine.theatres`."""

from __future__ import annotations

from typing import Final

from sim.adding import added
from sim.compiled import aftermath, capacity
from sim.compiled import layout as at
from sim.compiled.counts import mean
from sim.compiled.events import REVIEW, schedule
from sim.compiled.jitting import compiled, inlined, twin
from sim.compiled.layout import Flat
from sim.compiled.network import signal
from sim.compiled.numbers import GrowthNumbers, drawdown_of, gate_of, growth_of
from sim.compiled.partners import added_forces, added_people, covered, let_partners_come, with_partner_money
from sim.compiled.provinces import (
    CIVILIAN,
    LOCAL,
    MILITARY,
    WHY_CIVILIANS,
    WHY_DEADLINE,
    WHY_FELL,
    WHY_GATE,
    WHY_ONSET,
    conditions_of,
    note_authority,
    note_conditions,
    pass_authority,
    shifted_level,
    take_back,
)
from sim.compiled.recalls import evacuate
from sim.compiled.rows import drawn, keeps, now, value, write
from sim.compiled.strengths import note_strength, post_troops, weights_of
from sim.domain import handover, operation
from sim.domain.operation import SECURITY
from sim.engine.calendars import TICK
from sim.plan import NONE
from sim.trace import Cause

common_loss = twin(operation.common_loss)
common_pull = twin(operation.common_pull, operation.saturation)
force_pull = twin(operation.force_pull, operation.saturation)
grown_sector = twin(operation.grown_sector, operation.grown)
programme_pull = twin(operation.programme_pull, operation.saturation)
meets = twin(handover.meets)
passes = twin(handover.passes, handover.pass_chance, operation.saturation, added)
neighbours_allow = twin(handover.neighbours_allow)
required_troops = twin(handover.required_troops)
troops_after_review = twin(handover.troops_after_review)
GATE: Final = int(Cause.GATE)
PASSED, FAILED, VETOED = range(3)


@inlined
def deadline(w: Flat, theatre: int) -> float:
    """Return the day on which everything is handed over: it moves with an onset that came at random."""
    row = now(w, theatre)
    late = w.f[theatre + at.BEGINS_AT] - w.q[row + at.BEGINS]
    return w.q[row + at.G_DEADLINE] + (late if w.p[row + at.FROM_ONSET] else 0.0)


@inlined
def begin_reviews(w: Flat, theatre: int) -> None:
    """Wait for the onset."""
    schedule(w, at.E_ARRIVE, w.f[theatre + at.BEGINS_AT] - w.f[at.NOW], order=REVIEW, a=theatre)


@inlined
def _first(w: Flat, theatre: int) -> tuple[int, int]:
    """Return the first province of a theatre and the place behind the last."""
    first = w.p[theatre + at.PROVINCES]
    return first, first + at.PROVINCE * w.p[theatre + at.PROVINCES_N]


@compiled
def arrive(w: Flat, theatre: int) -> None:
    """Stand on the ground on the day of the onset."""
    row = now(w, theatre)
    w.i[theatre + at.TROOPS_NOW] = w.p[row + at.TROOPS]
    post_troops(w, theatre)
    first, end = _first(w, theatre)
    for province in range(first, end, at.PROVINCE):
        note_conditions(w, theatre, province)
        for sector in range(w.p[theatre + at.SECTORS_N]):
            note_authority(w, theatre, province, sector=sector, why=WHY_ONSET)
    _mean_effort(w, theatre, 0.0)
    capacity.begin(w, theatre)
    w.f[theatre + at.GROWN_AT] = w.f[at.NOW]
    note_strength(w, theatre)
    w.i[at.ASKED] = 1
    w.f[theatre + at.MANDATE] = w.f[at.NOW] + w.q[row + at.DD_EVERY]
    schedule(w, at.E_REVIEW, w.q[row + at.REVIEW_EVERY], order=REVIEW, a=theatre)


@compiled
def hold_review(w: Flat, theatre: int) -> None:
    """Hold one review, and put the next on the clock."""
    _grow(w, theatre)
    _set_back(w, theatre)
    _count(w, theatre)
    evacuate(w, theatre)
    first, end = _first(w, theatre)
    late = w.f[at.NOW] >= deadline(w, theatre) - TICK
    for province in range(first, end, at.PROVINCE):
        _review(w, theatre, province, late=late)
    if w.f[at.NOW] >= w.f[theatre + at.MANDATE] - TICK:
        _draw_down(w, theatre)
        w.f[theatre + at.MANDATE] += w.q[now(w, theatre) + at.DD_EVERY]
    note_strength(w, theatre)
    w.i[at.ASKED] = 1
    schedule(w, at.E_REVIEW, w.q[now(w, theatre) + at.REVIEW_EVERY], order=REVIEW, a=theatre)


@compiled
def _mean_effort(w: Flat, theatre: int, days: float) -> float:
    """Note mean civilians and money per province since the last review; return those in the capital."""
    capital = mean(w, w.p[theatre + at.CAPITAL], days)
    first, end = _first(w, theatre)
    for province in range(first, end, at.PROVINCE):
        w.f[province + at.MENTORS] = mean(w, w.p[province + at.CIVILIANS], days)
        plots = w.p[province + at.PLOTS]
        for plot in range(plots, plots + at.PLOT * w.p[theatre + at.SECTORS_N], at.PLOT):
            w.f[plot + at.MONEY] = mean(w, w.p[plot + at.PROGRAMME], days)
    return capital


@compiled
def _grow(w: Flat, theatre: int) -> None:
    """Grow every province's conditions by the effort since the last review."""
    growth = growth_of(w, theatre)
    days = w.f[at.NOW] - w.f[theatre + at.GROWN_AT]
    w.f[theatre + at.GROWN_AT] = w.f[at.NOW]
    let_partners_come(w, theatre, w.f[at.NOW] - w.f[theatre + at.BEGINS_AT])
    people = w.p[now(w, theatre) + at.PEOPLE]
    capital = _mean_effort(w, theatre, days)
    first, end = _first(w, theatre)
    for province in range(first, end, at.PROVINCE):
        population = w.p[now(w, province) + at.POPULATION]
        here = w.f[province + at.MENTORS] + growth.capital_share * capital * (population / people)
        w.f[province + at.MENTORS] = here + added_people(w, theatre, province)
        with_partner_money(w, theatre, province)
        _grow_sectors(w, theatre, province, growth=growth, days=days)
        note_conditions(w, theatre, province)
    capacity.grow(w, theatre, days)


@compiled
def _grow_sectors(w: Flat, theatre: int, province: int, *, growth: GrowthNumbers, days: float) -> None:
    """Grow the conditions of one province; as `operation.grown_conditions`."""
    population = w.p[now(w, province) + at.POPULATION]
    local, forces = w.f[province + at.CAPACITY], w.i[province + at.POSTED]
    plots = w.p[province + at.PLOTS]
    pull = common_pull(growth, w.f[province + at.MENTORS], population=population, capacity=local)
    by_force = force_pull(growth, forces + added_forces(w, theatre, province), population=population)
    loss = common_loss(growth, w.f[plots + at.PLOT * SECURITY + at.CONDITION_NOW])
    for sector in range(w.p[theatre + at.SECTORS_N]):
        plot, secured = plots + at.PLOT * sector, sector == SECURITY
        w.f[plot + at.CONDITION_NOW] = grown_sector(
            w.f[plot + at.CONDITION_NOW],
            pull=pull + programme_pull(growth, w.f[plot + at.MONEY], population=population),
            by_force=by_force if secured else 0.0,
            loss=growth.decay if secured else loss,
            pace=drawn(w, w.p[now(w, plot) + at.PACE]),
            days=days,
        )


@inlined
def _set_back(w: Flat, theatre: int) -> None:
    """Let conditions fall where this review finds a setback."""
    turn = w.i[theatre + at.REVIEWS_HELD]
    w.i[theatre + at.REVIEWS_HELD] += 1
    first, end = _first(w, theatre)
    for province in range(first, end, at.PROVINCE):
        row = now(w, province)
        if w.p[row + at.SETBACK] != NONE and value(w, w.p[row + at.SETBACK], turn) > 0.0:
            fall = value(w, w.p[row + at.SETBACK_LOSS], turn)
            plots = w.p[province + at.PLOTS]
            for plot in range(plots, plots + at.PLOT * w.p[theatre + at.SECTORS_N], at.PLOT):
                w.f[plot + at.CONDITION_NOW] = shifted_level(w.f[plot + at.CONDITION_NOW], -fall)
            note_conditions(w, theatre, province)


@inlined
def _count(w: Flat, theatre: int) -> None:
    """Count, for every province, the reviews in a row at which it met its gate."""
    gate = gate_of(w, theatre)
    first, end = _first(w, theatre)
    for province in range(first, end, at.PROVINCE):
        met = meets(gate, conditions_of(w, theatre, province))
        w.i[province + at.STREAK] = w.i[province + at.STREAK] + 1 if met else 0


@inlined
def _review(w: Flat, theatre: int, province: int, *, late: bool) -> None:
    _let_civilians_lead(w, theatre, province)
    row = now(w, theatre)
    if w.i[province + at.HANDED_OVER]:
        if not late:
            _look_back(w, theatre, province)
    elif late:
        _hand_over(w, theatre, province, why=WHY_DEADLINE)
    elif w.i[province + at.STREAK] < w.p[row + at.G_REVIEWS]:
        w.i[province + at.CLEARED] = 0
    elif w.i[province + at.CLEARED] or _assess(w, theatre, province):
        _ask_politics(w, theatre, province)


@inlined
def _let_civilians_lead(w: Flat, theatre: int, province: int) -> None:
    """Pass a sector from military to civilian lead as early as possible: a team is there."""
    if w.i[w.p[province + at.CIVILIANS] + at.COUNT] <= 0:
        return
    for sector in range(w.p[theatre + at.SECTORS_N]):
        plot = w.p[province + at.PLOTS] + at.PLOT * sector
        good = w.f[plot + at.CONDITION_NOW] >= w.q[now(w, theatre) + at.G_CIVILIAN_LEAD]
        if w.i[plot + at.AUTHORITY] == MILITARY and good:
            pass_authority(w, theatre, province, sector=sector, to=CIVILIAN, why=WHY_CIVILIANS)


@inlined
def _assess(w: Flat, theatre: int, province: int) -> bool:
    """Hold a formal assessment, if one is due and the neighbours allow; return if it is passed."""
    gate = gate_of(w, theatre)
    if w.f[at.NOW] < w.f[province + at.PROVINCE_NOT_BEFORE] - TICK:
        return False
    if not neighbours_allow(gate, _fit(w, theatre, province)):
        return False
    turn = w.i[province + at.ATTEMPTS]
    w.i[province + at.ATTEMPTS] += 1
    drawn = value(w, w.p[now(w, province) + at.ASSESSED], turn)
    cleared = passes(gate, conditions_of(w, theatre, province), drawn)
    w.i[province + at.CLEARED] = 1 if cleared else 0
    if not cleared:
        days = value(w, w.p[now(w, province) + at.RETRY], turn)
        w.f[province + at.PROVINCE_NOT_BEFORE] = w.f[at.NOW] + days
    _note_assessment(w, theatre, province, result=PASSED if cleared else FAILED)
    return cleared


@inlined
def _fit(w: Flat, theatre: int, province: int) -> list[int]:
    """Return, per neighbour, whether it is handed over or meets the gate itself."""
    first, reviews = w.p[now(w, province) + at.NEIGHBOURS], w.p[now(w, theatre) + at.G_REVIEWS]
    found = [0 for _ in range(0)]
    for place in range(first, first + w.p[now(w, province) + at.NEIGHBOURS_N]):
        each = w.p[place]
        found.append(1 if w.i[each + at.HANDED_OVER] or w.i[each + at.STREAK] >= reviews else 0)
    return found


@compiled
def _note_assessment(w: Flat, theatre: int, province: int, *, result: int) -> None:
    if keeps(w, at.T_ASSESSMENT):
        index, place = w.p[theatre + at.T_INDEX], w.p[province + at.P_INDEX]
        row_ = write(w, at.T_ASSESSMENT, w.f[at.NOW], a=index, x=0.0)
        w.i[row_ + at.ROW_B] = place
        w.i[row_ + at.ROW_C] = result


@inlined
def _ask_politics(w: Flat, theatre: int, province: int) -> None:
    turn = w.i[province + at.VOTES]
    w.i[province + at.VOTES] += 1
    if value(w, w.p[now(w, province) + at.VETO], turn) > 0.0:
        _note_assessment(w, theatre, province, result=VETOED)
    else:
        _hand_over(w, theatre, province, why=WHY_GATE)


@compiled
def _hand_over(w: Flat, theatre: int, province: int, *, why: int) -> None:
    w.i[province + at.HANDED_OVER] = 1
    w.i[province + at.WEAK] = 0
    for sector in range(w.p[theatre + at.SECTORS_N]):
        pass_authority(w, theatre, province, sector=sector, to=LOCAL, why=why)
    post_troops(w, theatre)
    signal(w, w.p[province + at.HANDOVER], GATE)


@inlined
def _look_back(w: Flat, theatre: int, province: int) -> None:
    """Take a province back when its security stays too low; not after the military has left."""
    row = now(w, theatre)
    security = w.f[w.p[province + at.PLOTS] + at.PLOT * SECURITY + at.CONDITION_NOW]
    weak = security < w.q[row + at.G_ROLLBACK_BELOW] and not w.i[theatre + at.IS_LEFT]
    w.i[province + at.WEAK] = w.i[province + at.WEAK] + 1 if weak else 0
    if w.i[province + at.WEAK] >= w.p[row + at.G_ROLLBACK_REVIEWS]:
        take_back(w, theatre, province, why=WHY_FELL)


@inlined
def _draw_down(w: Flat, theatre: int) -> None:
    """Let strength leave at a mandate review; the last step is the military's exit."""
    row = now(w, theatre)
    share = value(w, w.p[row + at.DD_SHARE], w.i[theatre + at.MANDATES])
    w.i[theatre + at.MANDATES] += 1
    if w.i[theatre + at.IS_LEFT]:
        return
    drawdown = drawdown_of(w, theatre)
    garrisons, handed = weights_of(w, theatre)
    required = covered(w, theatre, required_troops(drawdown, garrisons, handed))
    w.i[theatre + at.TROOPS_NOW] = troops_after_review(
        drawdown,
        w.i[theatre + at.TROOPS_NOW],
        required=required,
        share=share,
        start=w.p[row + at.TROOPS],
        done=handed.all(),
    )
    post_troops(w, theatre)
    if w.i[theatre + at.TROOPS_NOW] == 0 and w.p[row + at.TROOPS] > 0:
        w.i[theatre + at.IS_LEFT] = w.i[theatre + at.EXITED] = 1
        signal(w, w.p[theatre + at.EXIT], GATE)
        aftermath.begin(w, theatre)
