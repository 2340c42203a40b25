"""What is read off the ledger of one run: balances over time, closing balances, payments.

Whole dollars throughout. The outside world is an account of the ledger but not of a fund, so it is
left out of every balance shown; with it, each fund adds up to zero. When a fund runs dry is `shortage`.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sim.plan import NONE, Account

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sim.plan import Plan
    from sim.trace import Outcome, PostingRow

ACCOUNTS = tuple(account for account in Account if account is not Account.OUTSIDE)


class Balance(NamedTuple):
    """What one account of a fund holds from a day on."""

    time: float
    fund: str
    account: Account
    dollars: int


class Payment(NamedTuple):
    """Dollars disbursed for an operation ('' where the fund itself paid)."""

    time: float
    fund: str
    operation: str
    dollars: int


def fund_balances(outcome: Outcome) -> list[Balance]:
    """Return every fund's accounts after each day on which one of them changed.

    Each change gives a row per account, so that the rows of one fund and day add up to its money.
    """
    return [
        Balance(time, fund.id, account, held[account])
        for index, fund in enumerate(outcome.plan.funds)
        for time, held in balances_of(outcome, index)
        for account in ACCOUNTS
    ]


def balances_of(outcome: Outcome, fund: int) -> Iterator[tuple[float, dict[Account, int]]]:
    """Yield the balances of one fund after each moment at which it changed."""
    held = dict.fromkeys(Account, 0)
    mine = (row for row in outcome.postings if row.fund == fund)
    for time, rows in groupby(mine, key=lambda row: row.time):
        _post(held, rows)
        yield time, dict(held)


def _post(held: dict[Account, int], rows: Iterable[PostingRow]) -> None:
    for row in rows:
        held[row.source] -= row.amount
        held[row.target] += row.amount


def closing_balances(outcome: Outcome) -> dict[str, dict[Account, int]]:
    """Return what every account of every fund holds at the end of the run."""
    return {
        fund.id: {account: held[account] for account in ACCOUNTS}
        for index, fund in enumerate(outcome.plan.funds)
        for held in [_closing(outcome, index)]
    }


def _closing(outcome: Outcome, fund: int) -> dict[Account, int]:
    held = dict.fromkeys(Account, 0)
    _post(held, (row for row in outcome.postings if row.fund == fund))
    return held


def came_in(outcome: Outcome) -> dict[str, int]:
    """Return the dollars that came to each fund from outside: appropriated, or given by a shock."""
    total = {fund.id: 0 for fund in outcome.plan.funds}
    for row in outcome.postings:
        if row.source is Account.OUTSIDE:
            total[outcome.plan.funds[row.fund].id] += row.amount
    return total


def ever_reached(outcome: Outcome) -> dict[str, dict[Account, int]]:
    """Return the dollars of every fund that ever came to each account, whatever became of them later.

    Money that went back (an account of a higher number to a lower one) is taken off again.
    """
    total: dict[str, dict[Account, int]] = {
        fund.id: dict.fromkeys(ACCOUNTS, 0) for fund in outcome.plan.funds
    }
    for row in outcome.postings:
        mine = total[outcome.plan.funds[row.fund].id]
        if row.target > row.source:
            mine[row.target] += row.amount
        elif row.source in mine:
            mine[row.source] -= row.amount
    return total


def ledger_faults(outcome: Outcome) -> list[str]:
    """Return what is wrong with the ledger, in words; nothing on a sound run.

    Sound: every posting moves a positive amount, no account of a fund is ever below zero, and at the
    end a fund's accounts add up to what came in from outside.
    """
    faults = [f"posting of {row.amount} at D+{row.time:g}" for row in outcome.postings if row.amount <= 0]
    for index, fund in enumerate(outcome.plan.funds):
        for time, held in balances_of(outcome, index):
            faults += [
                f"{fund.id}: {account.name.lower()} is {held[account]} at D+{time:g}"
                for account in ACCOUNTS
                if held[account] < 0
            ]
        if sum(_closing(outcome, index).values()) != 0:
            faults.append(f"{fund.id}: does not add up to zero")
    return faults


def payments(outcome: Outcome) -> list[Payment]:
    """Return every disbursement, in order of time."""
    plan = outcome.plan
    return [
        Payment(row.time, plan.funds[row.fund].id, _payer(plan, row), row.amount)
        for row in outcome.postings
        if row.target is Account.DISBURSED
    ]


def _payer(plan: Plan, row: PostingRow) -> str:
    return "" if row.step == NONE else plan.operations[plan.steps[row.step].operation].id
