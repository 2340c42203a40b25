"""Steps on the sheet: rounds with their arrows, needs, money, conditions, as `wiring` has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.compiled import layout as at
from sim.engine.wiring import rotates
from sim.plan import NONE, Account, Policy, When

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.compiled.flattening.sheet import Sheet
    from sim.engine.wiring import Freed, Wiring
    from sim.plan import Calendar, Need, Plan, Posting, Step, Threshold

POLICIES = tuple(Policy)


def lay_steps(sheet: Sheet, wiring: Wiring, groups: dict[tuple[str, int], int]) -> None:
    """Write every step and every round of it. `groups`: numbers of teams, the same in every regime."""
    plan = sheet.plan
    words = max(1, -(-(len(plan.pools) + len(plan.funds) * len(plan.operations)) // 63))
    steps = sheet.room(at.STEP_WIDTH, len(plan.steps))
    calendars = [_calendar(sheet, each, index) for index, each in enumerate(plan.calendars)]
    sheet.write(0, {at.STEPS: steps, at.STEPS_N: len(plan.steps), at.WORDS: words})
    sheet.write(0, {at.ROUNDS_N: sheet.places.rounds, at.CHANGES: bool(plan.regimes)})
    lanes = wiring.lanes
    for fund, place in enumerate(sheet.places.funds):
        sheet.write(place, {at.LANES_OF: _mask(sheet, lanes.of_fund[fund], words)})
    for index, step in enumerate(plan.steps):
        row = steps + index * at.STEP_WIDTH
        ints, floats = _numbers(sheet, step, index)
        sheet.write(row, ints, floats)
        sheet.write(row, _wired(step, wiring, index))
        sheet.write(
            row,
            {
                at.WORKING: NONE if step.working == NONE else calendars[step.working],
                at.OPENS: NONE if step.opens == NONE else calendars[step.opens],
                at.GROUP: groups.setdefault((step.group, step.operation), len(groups))
                if step.group
                else NONE,
                at.TOUCHED: _mask(sheet, lanes.touched[index], words),
                at.STRICT: _mask(sheet, lanes.strict[index], words),
            },
        )
        back, count = sheet.ints(sheet.first(each) for each in wiring.gives_back[index])
        sheet.write(row, {at.GIVES_BACK: back, at.GIVES_BACK_N: count})
        _rounds(sheet, wiring, index=index, row=row)


def _wired(step: Step, wiring: Wiring, index: int) -> dict[int, int]:
    return {
        at.TRAITS: _traits(step, wiring, index),
        at.GATED: wiring.lanes.gated[index],
        at.PURSE_FIRST: wiring.lanes.purse[index],
    }


def _traits(step: Step, wiring: Wiring, index: int) -> int:
    traits = {
        at.PLAIN: wiring.plain[index],
        at.QUIET: wiring.quiet[index],
        at.REPEATS: step.repeat != NONE,
        at.IS_EASED: bool(step.eased),
        at.HAS_DAY: step.not_before > 0.0,
        at.IN_LINE: wiring.in_line[index],
        at.PAYS_START: wiring.pays[When.START][index],
        at.PAYS_FINISH: wiring.pays[When.FINISH][index],
        at.ENDS: index in wiring.ends,
        at.RETURNS_THINGS: bool(wiring.gives_back[index]),
    }
    return sum(trait for trait, has_it in traits.items() if has_it)


def _numbers(sheet: Sheet, step: Step, index: int) -> tuple[dict[int, int], dict[int, float]]:
    needs, needs_n = sheet.rows(at.NEED, [(_need(sheet, each), {}) for each in step.needs])
    postings, postings_n = sheet.rows(at.POSTING, [(_posting(sheet, each), {}) for each in step.postings])
    drives = [(sheet.places.drivers[driver], amount) for driver, amount in step.drives]
    driven, driven_n = sheet.rows(2, [({0: driver, 1: amount}, {}) for driver, amount in drives])
    ints = {
        at.INDEX: index,
        at.FIRST: sheet.first(index),
        at.ROUNDS: step.rounds,
        at.OPERATION: step.operation,
        at.NEEDS: needs,
        at.NEEDS_N: needs_n,
        at.POSTINGS: postings,
        at.POSTINGS_N: postings_n,
        at.UNLESS: sheet.first(step.unless),
        at.DRIVES: driven,
        at.DRIVES_N: driven_n,
        at.SIGNAL: step.signal,
        at.MANDATORY: step.mandatory,
        at.ROTATES: rotates(step),
        at.POLICY: POLICIES.index(_policy(sheet.plan, step)),
    }
    floats = {
        at.NOT_BEFORE: step.not_before,
        at.GIVE_UP_AFTER: step.give_up_after,
        at.PRIORITY: step.priority,
        at.PRESENCE: step.presence,
    }
    for threshold, columns in (
        (step.condition, (at.CONDITION, at.CONDITION_PROVINCE, at.CONDITION_SECTOR, at.CONDITION_LEVEL)),
        (step.leaves, (at.LEAVES, at.LEAVES_PROVINCE, at.LEAVES_SECTOR, at.LEAVES_LEVEL)),
        (step.returns, (at.RETURNS, at.RETURNS_PROVINCE, at.RETURNS_SECTOR, at.RETURNS_LEVEL)),
    ):
        ints |= _threshold(sheet, threshold, columns[:3])
        floats[columns[3]] = threshold.at_least if threshold else 0.0
    return ints | _lists(sheet, step), floats


def _lists(sheet: Sheet, step: Step) -> dict[int, int]:
    eases = []
    for each in step.eased:
        steps, steps_n = sheet.ints(sheet.first(before) for before in each.steps)
        eases.append(({at.E_STEPS: steps, at.E_STEPS_N: steps_n}, {at.E_FACTOR: each.factor}))
    eased, eased_n = sheet.rows(at.EASE, eases)
    links = [
        (
            {
                at.L_FIRST: sheet.first(each.step),
                at.L_KIND: each.kind,
                at.L_BACK: each.back,
                at.L_ROUNDS: sheet.plan.steps[each.step].rounds,
            },
            {at.L_LAG: each.lag},
        )
        for each in step.links
    ]
    linked, linked_n = sheet.rows(at.LINK, links)
    return {at.EASED: eased, at.EASED_N: eased_n, at.LINKS: linked, at.LINKS_N: linked_n}


def _threshold(sheet: Sheet, wanted: Threshold | None, columns: tuple[int, ...]) -> dict[int, int]:
    theatre, province, sector = columns
    if wanted is None:
        return {theatre: NONE}
    provinces = sheet.places.provinces[wanted.theatre]
    place = NONE if wanted.province == NONE else provinces[wanted.province]
    return {theatre: sheet.places.theatres[wanted.theatre], province: place, sector: wanted.sector}


def _policy(plan: Plan, step: Step) -> Policy:
    """Return by which policy a step has its place in the line: as `queueing` says."""
    if step.needs:
        return plan.pools[step.needs[0].pools[0]].policy
    if step.postings:
        return plan.funds[step.postings[0].fund].policy
    return Policy.FIFO


def _need(sheet: Sheet, need: Need) -> dict[int, int]:
    pools, pools_n = sheet.ints(sheet.places.pools[each] for each in need.pools)
    lags = asks = NONE
    if need.lags:
        lags, _ = sheet.ints(sheet.draw(each) for each in need.lags)
        asks, _ = sheet.ints(sheet.draw(each) for each in need.asks)
    return {
        at.N_AMOUNT: need.amount,
        at.N_UNTIL: sheet.first(need.until),
        at.N_SPLIT: need.split,
        at.N_POOLS: pools,
        at.N_POOLS_N: pools_n,
        at.N_LAGS: lags,
        at.N_ASKS: asks,
    }


def _posting(sheet: Sheet, posting: Posting) -> dict[int, int]:
    amounts, amounts_n = sheet.ints(posting.amounts)
    purse = sheet.places.purses[posting.fund, posting.purse] if posting.purse else NONE
    return {
        at.P_FUND: sheet.places.funds[posting.fund],
        at.P_SOURCE: Account(posting.source),
        at.P_TARGET: Account(posting.target),
        at.P_AT: posting.at,
        at.P_PURSE: purse,
        at.P_AMOUNTS: amounts,
        at.P_AMOUNTS_N: amounts_n,
    }


def _calendar(sheet: Sheet, calendar: Calendar, index: int) -> int:
    listed, listed_n = sheet.ints(int(each) for each in calendar.days)
    dates, dates_n = sheet.floats(calendar.occasions)
    row = sheet.room(at.CALENDAR)
    columns = {at.DAYS: listed, at.DAYS_N: listed_n, at.OCCASIONS: dates, at.OCCASIONS_N: dates_n}
    columns[at.CALENDAR_INDEX] = index
    return sheet.write(row, columns)


def _mask(sheet: Sheet, lanes: Iterable[int], words: int) -> int:
    """Write a set of lanes as bits, 63 in a word; return its place."""
    bits = [0] * words
    for lane in lanes:
        bits[lane // 63] |= 1 << (lane % 63)
    return sheet.ints(bits)[0]


def _rounds(sheet: Sheet, wiring: Wiring, *, index: int, row: int) -> None:
    for turn in range(sheet.plan.steps[index].rounds):
        place = wiring.first[index] + turn
        sheet.write(
            sheet.first(index) + turn * at.ROUND,
            {
                at.STEP: row,
                at.TURN: turn,
                at.FIRST_OF: sheet.first(index),
                at.DURATION_AT: sheet.own(wiring.duration_at[place]),
                at.CHANCE_AT: sheet.own(wiring.chance_at[place]),
                at.REPEAT_AT: sheet.own(wiring.repeat_at[place]),
                at.ON_START: _arrows(sheet, wiring, wiring.on_start[place]),
                at.ON_FINISH: _arrows(sheet, wiring, wiring.on_finish[place]),
                at.PENDING_AT_FIRST: wiring.starts_pending[place] + (wiring.ends_pending[place] << at.HALF),
                at.SIGNAL_OF: NONE,
                at.RELAPSE_AFTER: NONE,
            },
        )


def _arrows(sheet: Sheet, wiring: Wiring, arrows: list[Freed]) -> int:
    """Write some arrows; return their place and number in one."""
    places = sheet.places.first
    rows = []
    for each in arrows:
        step, turn = wiring.step_of[each.round], wiring.turn_of[each.round]
        head = places[step] + turn * at.ROUND
        word = head + (at.STARTS if each.start else 0) + (at.LAGS if each.lag > 0.0 else 0)
        rows.append(({0: word}, {at.A_LAG: each.lag}))
    first, count = sheet.rows(at.ARROW, rows)
    return first + (count << at.HALF)
