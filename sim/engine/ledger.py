"""The ledger: every dollar in exactly one account of its fund, moved by double entry.

Whole dollars only. What leaves one account enters another, so that each fund adds up to zero with
the outside at every moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.plan import NONE, Account, Fund, Policy
from sim.trace import PostingRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import simpy

    from sim.plan import Posting, Step, When

ACCOUNTS = len(Account)
IN_PURSES = (Account.NOTIFIED, Account.COMMITTED, Account.OBLIGATED)
UNOBLIGATED = (Account.APPROPRIATED, Account.APPORTIONED, Account.NOTIFIED, Account.COMMITTED)


class Ledger:
    """Balances of every fund, and the book of what moved when and for what."""

    def __init__(self, env: simpy.Environment, funds: Sequence[Fund], operations: int) -> None:
        self.env = env
        self.balances = [[0] * ACCOUNTS for _ in funds]
        self.claimed = [[0] * operations for _ in funds]
        self.closed = [False] * len(funds)
        self.purses: dict[tuple[int, str], list[int]] = {}
        """(fund, whose) → dollars per account that are set aside for one programme."""
        self.stirring: dict[int, simpy.Event] = {}
        self.rows: list[PostingRow] = []
        self.changed: Callable[[int], None] = lambda _: None
        """Told the fund in which money came free to claim."""
        for index, fund in enumerate(funds):
            self.receive(index, fund.opening, apportioned=fund.apportioned)

    def receive(self, fund: int, amount: int, *, apportioned: bool) -> None:
        """Post an appropriation, free to claim at once if it is apportioned."""
        self.post(fund, amount, source=Account.OUTSIDE, target=Account.APPROPRIATED)
        if apportioned:
            self.post(fund, amount, source=Account.APPROPRIATED, target=Account.APPORTIONED)

    def give(self, fund: int, amount: int) -> None:
        """Post money that comes from outside without an appropriation; a lapsed fund takes none."""
        if not self.closed[fund]:
            self.post(fund, amount, source=Account.OUTSIDE, target=Account.APPORTIONED)

    def take_back(self, fund: int, amount: int) -> None:
        """Post money that leaves the fund, as far as it is still free to claim."""
        gone = min(amount, self.balances[fund][Account.APPORTIONED])
        self.post(fund, gone, source=Account.APPORTIONED, target=Account.OUTSIDE)

    def post(
        self,
        fund: int,
        amount: int,
        *,
        source: Account,
        target: Account,
        step: int = NONE,
        turn: int = 0,
    ) -> None:
        """Move whole dollars from one account to another and write it down; 0 leaves no row."""
        if amount == 0:
            return
        balance = self.balances[fund]
        balance[source] -= amount
        balance[target] += amount
        if target is Account.APPORTIONED:
            self.changed(fund)
        elif source is Account.APPORTIONED:
            self.stir(fund)
        self.rows.append(PostingRow(self.env.now, fund, step, turn, source, target, amount))

    def stirs(self, fund: int) -> simpy.Event:
        """Return the event that somebody next draws on a fund, or falls short of it."""
        event = self.stirring[fund] = self.env.event()
        return event

    def stir(self, fund: int) -> None:
        """Tell whoever watches over a fund that it was drawn on, or that a claim fell short."""
        event = self.stirring.pop(fund, None)
        if event is not None:
            event.succeed()

    def post_step(self, step: Step, at: When, *, index: int, turn: int) -> None:
        """Post what a round of a step moves at its start or at its finish."""
        for posting in step.postings:
            if posting.at is at:
                amount = self.moved(posting, turn)
                if posting.source is Account.APPORTIONED:
                    self.claimed[posting.fund][step.operation] += amount
                self.post(
                    posting.fund, amount, source=posting.source, target=posting.target, step=index, turn=turn
                )
                self._carry(posting, amount)

    def moved(self, posting: Posting, turn: int) -> int:
        """Return the dollars that a posting moves now: what is stated, as far as it is there.

        From a purse the last round moves all that is left, so that a changed amount strands nothing.
        """
        stated = posting.amount(turn)
        if posting.source not in IN_PURSES or not posting.purse:
            return min(stated, self.balances[posting.fund][posting.source])
        had = self._purse(posting)[posting.source]
        return had if posting.last(turn) else min(stated, had)

    def paid_for(self, step: Step, at: When, turn: int) -> bool:
        """Whether the money that a round of a step moves is still there: it may have lapsed."""
        for posting in step.postings:
            if posting.at is at and posting.source is not Account.APPORTIONED:
                asked = posting.amount(turn)
                if self.moved(posting, turn) < (min(asked, 1) if posting.purse else asked):
                    return False
        return True

    def _carry(self, posting: Posting, amount: int) -> None:
        if posting.purse:
            purse = self._purse(posting)
            if posting.source in IN_PURSES:
                purse[posting.source] -= amount
            if posting.target in IN_PURSES:
                purse[posting.target] += amount

    def _purse(self, posting: Posting) -> list[int]:
        key = (posting.fund, posting.purse)
        found = self.purses.get(key)
        if found is None:
            found = self.purses[key] = [0] * ACCOUNTS
        return found

    def free(self, index: int, fund: Fund, operation: int) -> int:
        """Return the dollars an operation may claim now: all apportioned, or its ring-fenced share."""
        if self.closed[index]:
            return 0
        free = self.balances[index][Account.APPORTIONED]
        if fund.policy is not Policy.RING_FENCED or not fund.shares:
            return free
        ever = free + sum(self.claimed[index])
        return min(free, int(ever * fund.shares[operation]) - self.claimed[index][operation])

    def at_hand(self, fund: int) -> int:
        """Return the dollars that nobody has claimed, whether or not they are apportioned yet."""
        balance = self.balances[fund]
        return balance[Account.APPROPRIATED] + balance[Account.APPORTIONED]

    def lapse(self, fund: int) -> None:
        """Let everything lapse that is not obligated, and close the fund to new claims."""
        self.closed[fund] = True
        for account in UNOBLIGATED:
            self.post(fund, self.balances[fund][account], source=account, target=Account.LAPSED)
        for (owner, _), purse in self.purses.items():
            if owner == fund:
                for account in UNOBLIGATED:
                    purse[account] = 0
