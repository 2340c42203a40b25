"""Pools, funds, recruitment and blows on the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.compiled import layout as at
from sim.engine.stores import UNLIMITED
from sim.plan import NONE, Policy, ShockKind
from sim.trace import Cause

if TYPE_CHECKING:
    from sim.compiled.flattening.sheet import Sheet
    from sim.plan import Fund, Milestone, Pool, Shock

KINDS = tuple(ShockKind)


def lay_resources(sheet: Sheet) -> None:
    """Write pools, funds, purses, recruitment, blows and milestones."""
    plan, places = sheet.plan, sheet.places
    for index, pool in enumerate(plan.pools):
        ints, floats = _pool(sheet, pool, index)
        sheet.write(places.pools[index], ints, floats)
    for index, fund in enumerate(plan.funds):
        ints, floats = _fund(sheet, fund, index)
        sheet.write(places.funds[index], ints, floats)
    for (fund_index, _), place in places.purses.items():
        sheet.write(place, {at.PURSE_FUND: places.funds[fund_index]})
    for index, rule in enumerate(plan.intakes):
        pools, count = sheet.ints(places.pools[each] for each in rule.pools)
        targets, _ = sheet.ints(rule.targets)
        columns = {at.I_POOLS: pools, at.I_N: count, at.I_TARGETS: targets}
        columns[at.I_TRAINING] = sheet.draw(rule.training)
        sheet.write(places.intakes[index], columns, {at.I_PER_MONTH: rule.per_month})
    shocks, shocks_n = sheet.rows(at.SHOCK, [_shock(sheet, each) for each in plan.shocks])
    sheet.write(0, {at.SHOCKS: shocks, at.SHOCKS_N: shocks_n})
    listed = [_milestone(sheet, each) for each in plan.milestones]
    milestones, milestones_n = sheet.rows(at.MILESTONE, [(each, {}) for each in listed])
    sheet.write(0, {at.MILESTONES: milestones, at.MILESTONES_N: milestones_n})
    sheet.write(0, {at.OPERATIONS_N: len(plan.operations)})
    _heads(sheet)


def _heads(sheet: Sheet) -> None:
    places = sheet.places
    purses = tuple(places.purses.values())
    for first, count, table in (
        (at.POOLS, at.POOLS_N, places.pools),
        (at.FUNDS, at.FUNDS_N, places.funds),
        (at.PURSES, at.PURSES_N, purses),
        (at.DRIVERS, at.DRIVERS_N, places.drivers),
        (at.THEATRES, at.THEATRES_N, places.theatres),
        (at.INTAKES, at.INTAKES_N, places.intakes),
        (at.ARRIVALS, at.ARRIVALS_N, places.arrivals),
    ):
        sheet.write(0, {first: table[0] if table else 0, count: len(table)})


def cause_of(pool: Pool) -> Cause:
    """Return the cause of a wait for a pool."""
    if pool.kind == "mechanism":
        return Cause.MECHANISM
    return Cause.LIFT if pool.kind == "lift" else Cause.POOL


def _pool(sheet: Sheet, pool: Pool, index: int) -> tuple[dict[int, int], dict[int, float]]:
    becomes = NONE if pool.becomes == NONE else sheet.places.pools[pool.becomes]
    ints = {
        at.POOL_INDEX: index,
        at.POOL_SIZE: pool.size,
        at.POOL_CAUSE: cause_of(pool),
        at.MAY_PASS: pool.may_pass,
        at.YIELDS: sheet.draw(pool.yields),
        at.BEFORE: pool.before,
        at.REST: sheet.draw(pool.rest),
        at.BECOMES: becomes,
        at.ATTRITION: sheet.draw(pool.attrition),
        at.CONSUMED: pool.consumed,
        at.SERVICE: pool.service,
        at.RESTS_THERE: pool.rests_there,
        at.NOTED: pool.size < UNLIMITED,
    }
    return ints, {at.EXPIRES: pool.expires, at.YEAR_COST: pool.year_cost}


def _fund(sheet: Sheet, fund: Fund, index: int) -> tuple[dict[int, int], dict[int, float]]:
    plan, rule = sheet.plan, fund.replenishment
    shares, shares_n = sheet.floats(fund.shares)
    fenced = fund.policy is Policy.RING_FENCED
    ints = {
        at.FUND_INDEX: index,
        at.OPENING: fund.opening,
        at.APPORTIONED_AT_ONCE: fund.apportioned,
        at.FENCED: fenced and bool(fund.shares),
        at.SHARES: shares,
        at.SHARES_N: shares_n,
        at.REPLENISHED: rule is not None,
        at.BELOW: rule.below if rule else 0,
        at.UP_TO: rule.target if rule else 0,
        at.LAW_LAG: sheet.draw(rule.lag) if rule else NONE,
        at.FUND_MAY_PASS: fund.may_pass,
        at.LANE: len(plan.pools) + index * len(plan.operations),
        at.LANE_STEP: int(fenced),
        at.CLAIMS: sheet.places.claims[index],
        at.LAPSES: fund.expires < float("inf"),
    }
    return ints, {at.FUND_EXPIRES: fund.expires, at.CHECKED: rule.checked if rule else 0.0}


def _shock(sheet: Sheet, shock: Shock) -> tuple[dict[int, int], dict[int, float]]:
    places = sheet.places
    tables = {
        ShockKind.WITHDRAW: places.funds,
        ShockKind.DEPOSIT: places.funds,
        ShockKind.LOSE: places.pools,
        ShockKind.GAIN: places.pools,
        ShockKind.SHIFT: places.theatres,
    }
    province = NONE
    if shock.kind is ShockKind.SHIFT and shock.province != NONE:
        province = places.provinces[shock.target][shock.province]
    ints = {
        at.S_KIND: KINDS.index(shock.kind),
        at.S_TARGET: tables[shock.kind][shock.target],
        at.S_PROVINCE: province,
        at.S_SECTOR: shock.sector,
        at.S_AMOUNT: int(shock.amount),
    }
    return ints, {at.S_DAY: shock.day, at.S_CHANGE: shock.amount}


def _milestone(sheet: Sheet, milestone: Milestone) -> dict[int, int]:
    steps, steps_n = sheet.ints(sheet.first(each) for each in sorted(milestone.steps))
    parts, parts_n = sheet.ints(milestone.parts)
    return {
        at.M_STEPS: steps,
        at.M_STEPS_N: steps_n,
        at.M_ANY: milestone.any_of,
        at.M_AT: milestone.at,
        at.M_PARTS: parts,
        at.M_PARTS_N: parts_n,
        at.M_FORGIVING: milestone.forgiving,
    }
