"""When a fund runs low and when it runs dry in one run: dates such as those of milestones, NaN where never.

What its accounts hold is `money`; who waited for it, and how long, is `steps`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from sim.plan import Account, When
from sim.trace import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.plan import Fund, Plan, Posting
    from sim.trace import Outcome, WaitRow

DRY, LOW = "dry", "low"
FUND_DATES = (DRY, LOW)
"""What comes after the name of a fund."""


class Claim(NamedTuple):
    """A claim on a fund that stood in line; `for_money`: whether it waited for the money."""

    dollars: int
    since: float
    until: float
    for_money: bool


class State(NamedTuple):
    """A fund at a moment. `free`: to be claimed; `at_hand`: not claimed, apportioned or not."""

    day: float
    free: int
    at_hand: int
    waiting: tuple[Claim, ...]


def fund_date_names(plan: Plan) -> tuple[str, ...]:
    """Return the dates that the funds of a plan have: `FUND.dry`, and `FUND.low` where it is replenished."""
    return tuple(
        f"{fund.id}.{which}"
        for fund in plan.funds
        for which in FUND_DATES
        if which == DRY or fund.replenishment is not None
    )


def fund_dates(outcome: Outcome) -> dict[str, float]:
    """Return the day of each date that `fund_date_names` has; NaN where it never came.

    Low: the first day on which what nobody has claimed is less than the level at which the fund asks for
    more, or than a claim in line: it asks at its next look. Dry: as `depletion_days`.
    """
    found: dict[str, float] = {}
    waits = _claiming(outcome)
    for index, fund in enumerate(outcome.plan.funds):
        dry, low = _dry_and_low(outcome, index, waits)
        found[f"{fund.id}.{DRY}"], found[f"{fund.id}.{LOW}"] = dry, low
    return {name: found[name] for name in fund_date_names(outcome.plan)}


def depletion_days(outcome: Outcome) -> dict[str, float]:
    """Return, per fund, the day on which it ran dry; NaN where it never did.

    A fund is dry on the first day, after money was first apportioned, on which nothing is left to claim (it
    may have lapsed), or less than the smallest claim then waiting for it.
    """
    waits = _claiming(outcome)
    return {fund.id: _dry_and_low(outcome, index, waits)[0] for index, fund in enumerate(outcome.plan.funds)}


def _claiming(outcome: Outcome) -> list[WaitRow]:
    """Return the waits of steps that pay for something."""
    steps = outcome.plan.steps
    return [each for each in outcome.waits if steps[each.step].postings]


def _dry_and_low(outcome: Outcome, index: int, waits: Sequence[WaitRow]) -> tuple[float, float]:
    """Return the two days of a fund; one that is not replenished never asks, so it never runs low."""
    fund = outcome.plan.funds[index]
    dry: float | None = None
    low = math.nan if fund.replenishment is None else None
    for state in _states(outcome, index, waits):
        if dry is None and _is_dry(state):
            dry = state.day
        if low is None and _is_low(state, fund):
            low = state.day
        if dry is not None and low is not None:
            break
    return math.nan if dry is None else dry, math.nan if low is None else low


def _is_dry(state: State) -> bool:
    return state.free == 0 or any(each.for_money and state.free < each.dollars for each in state.waiting)


def _is_low(state: State, fund: Fund) -> bool:
    below = 0 if fund.replenishment is None else fund.replenishment.below
    wanted = max((below, *(each.dollars for each in state.waiting)))
    return state.at_hand < wanted and state.day < fund.expires


def _states(outcome: Outcome, fund: int, waits: Sequence[WaitRow]) -> Iterator[State]:
    """Yield a fund at every moment at which its money or its line changed, once money was apportioned."""
    claims = sorted(_claims(outcome.plan, fund, waits), key=lambda each: -each.since)
    history = list(_unspent(outcome, fund))
    opened = next((time for time, free, _ in history if free > 0), math.inf)
    moments = sorted({each[0] for each in history} | {each.since for each in claims})
    changes = iter([*history, (math.inf, 0, 0)])
    held, following, waiting = (0, 0), next(changes), list[Claim]()
    for moment in moments:
        while following[0] <= moment:
            held, following = following[1:], next(changes)
        while claims and claims[-1].since <= moment:
            waiting.append(claims.pop())
        waiting = [each for each in waiting if not each.until <= moment]
        if moment >= opened:
            free, appropriated = held
            yield State(moment, free, free + appropriated, tuple(waiting))


def _unspent(outcome: Outcome, fund: int) -> Iterator[tuple[float, int, int]]:
    """Yield dollars apportioned and appropriated after each moment at which a fund's accounts changed."""
    held, then = [0] * len(Account), None
    for time, index, _, _, source, target, amount in outcome.postings:
        if index == fund:
            if then is not None and time != then:
                yield then, held[Account.APPORTIONED], held[Account.APPROPRIATED]
            held[source] -= amount
            held[target] += amount
            then = time
    if then is not None:
        yield then, held[Account.APPORTIONED], held[Account.APPROPRIATED]


def _claims(plan: Plan, fund: int, waits: Sequence[WaitRow]) -> Iterator[Claim]:
    for row in waits:
        dollars = _claimed(plan.steps[row.step].postings, row.turn, fund)
        if dollars:
            for_money = row.cause is Cause.FUND and row.target == fund
            yield Claim(dollars, row.since, row.until, for_money)


def _claimed(postings: Sequence[Posting], turn: int, fund: int) -> int:
    """Return the dollars that a waiting round wants to claim from a fund's apportioned money."""
    return sum(
        posting.amount(turn)
        for posting in postings
        if posting.fund == fund and posting.source is Account.APPORTIONED and posting.at is When.START
    )
