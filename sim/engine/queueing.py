"""Who may begin: one line of waiting steps, asked in a declared order whenever something changed.

A step in line begins at the first moment at which everything allows it: an occasion of its
calendar, safe enough, and all its pools and money at once. Until then the first thing that
stood in its way is written down as the cause of the wait.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.engine.calendars import NEVER, next_occasion, next_working
from sim.engine.events import At, Order
from sim.plan import NONE, Account, Policy, When
from sim.trace import Cause, WaitRow

if TYPE_CHECKING:
    from collections.abc import Callable

    import simpy

    from sim.engine.ledger import Ledger
    from sim.engine.stores import Stores
    from sim.plan import Need, Plan, Step

Blocker = tuple[Cause, int]
Taking = list[tuple[int, int, int]]
"""(place of the need, pool, amount)."""
Rank = tuple[float, float, float, int, int]


@dataclass(order=True, slots=True)
class Request:
    """A round of a step that is ready and wants to begin. Ordered by its place in the line."""

    rank: Rank
    round: int = field(compare=False)
    step: int = field(compare=False)
    turn: int = field(compare=False)
    since: float = field(compare=False)
    blocker: Blocker | None = field(compare=False, default=None)
    wake: float = field(compare=False, default=-1.0)
    waited: bool = field(compare=False, default=False)
    """Whether it stood in line for any time at all."""


class Line:
    """The requests that wait, and the pools and funds whose line may not be passed."""

    def __init__(
        self,
        env: simpy.Environment,
        plan: Plan,
        *,
        stores: Stores,
        ledger: Ledger,
        safe: Callable[[Step], bool],
        begin: Callable[[Request, Taking], None],
    ) -> None:
        self.env = env
        self.plan = plan
        self.stores = stores
        self.ledger = ledger
        self.safe = safe
        self.begin = begin
        self.waiting: list[Request] = []
        self.waits: list[WaitRow] = []
        self.asked = False
        self.closed: set[tuple[Cause, int, int]] = set()
        """(pool or fund, index, operation of a ring-fenced share or NONE): lines not to be passed."""
        stores.changed = self.ask

    def ask(self) -> None:
        """See to it that the line is asked once everything else at this moment has happened."""
        self.asked = True

    def join(self, request: Request) -> None:
        """Put a request in its place in the line."""
        insort(self.waiting, request)
        self.ask()

    def leave(self, request: Request) -> None:
        """Take a request out of the line and close its last wait."""
        self.waiting.remove(request)
        self._write(request)

    def rank(self, step: Step, *, index: int, turn: int) -> Rank:
        """Return a request's place: by the policy of the first pool or fund it names, then arrival.

        Ties fall to the declared order of steps and rounds.
        """
        policy = self._policy(step)
        if policy is Policy.PRIORITY:
            return (-step.priority, 0.0, self.env.now, index, turn)
        if policy is Policy.SMALLEST_FIRST:
            return (0.0, float(_size(step, turn)), self.env.now, index, turn)
        return (0.0, 0.0, self.env.now, index, turn)

    def _policy(self, step: Step) -> Policy:
        if step.needs:
            return self.plan.pools[step.needs[0].pools[0]].policy
        if step.postings:
            return self.plan.funds[step.postings[0].fund].policy
        return Policy.FIFO

    def dispatch(self) -> None:
        """Let begin, in order of place, everything that nothing stands in the way of."""
        self.asked = False
        self.closed.clear()
        begun: list[tuple[Request, Taking]] = []
        for request in self.waiting:
            taking: Taking = []
            blocker = self._blocker(request, taking)
            if blocker is None:
                self._seize(request, taking)
                begun.append((request, taking))
            elif blocker != request.blocker:
                self._write(request)
                request.blocker = blocker
        if begun:
            gone = {id(request) for request, _ in begun}
            self.waiting = [each for each in self.waiting if id(each) not in gone]
        for request, taking in begun:
            self._write(request)
            self.begin(request, taking)

    def _write(self, request: Request) -> None:
        """Write down the stretch of waiting that ends now."""
        if request.blocker is not None and self.env.now > request.since:
            request.waited = True
            cause, target = request.blocker
            self.waits.append(WaitRow(request.step, request.turn, cause, target, request.since, self.env.now))
        request.since = self.env.now

    def _blocker(self, request: Request, taking: Taking) -> Blocker | None:
        """Return the first thing that stands in the way, or None; fill what would be taken."""
        step = self.plan.steps[request.step]
        now = self.env.now
        calendar = step.working if step.working != NONE else step.opens
        if calendar != NONE:
            opening = self._opening(calendar, now)
            if opening > now:
                return self._until_open(request, opening, calendar)
        if step.condition is not None and not self.safe(step):
            return (Cause.SECURITY, step.condition.theatre)
        if step.postings and not self.ledger.paid_for(step, When.START, request.turn):
            return (Cause.FUND, step.postings[0].fund)
        return self._short(step, request.turn, taking)

    def _opening(self, calendar: int, now: float) -> float:
        declared = self.plan.calendars[calendar]
        if declared.days:
            return next_working(declared.days, now)
        return next_occasion(declared.occasions, now)

    def _until_open(self, request: Request, moment: float, calendar: int) -> Blocker:
        """Ask again at a known moment."""
        if moment < NEVER and request.wake != moment:
            request.wake = moment
            At(self.env, moment - self.env.now, Order.STEP, then=lambda _: self.ask())
        return (Cause.CALENDAR, calendar)

    def _short(self, step: Step, turn: int, taking: Taking) -> Blocker | None:
        """Return the pool or fund that falls short, and close the lines it may not be passed in."""
        blocker = self._short_pool(step, taking) or self._short_fund(step, turn)
        if blocker is not None and blocker[0] is not Cause.MECHANISM:
            self._close_lines(step)
        return blocker

    def _close_lines(self, step: Step) -> None:
        for need in step.needs:
            self.closed.update(
                (Cause.POOL, index, NONE) for index in need.pools if not self.plan.pools[index].may_pass
            )
        for posting in step.postings:
            if not self.plan.funds[posting.fund].may_pass:
                self.closed.add(self._fund_line(posting.fund, step))

    def _fund_line(self, index: int, step: Step) -> tuple[Cause, int, int]:
        """Return the line of a fund: one for all, or one per operation where shares are fenced."""
        fenced = self.plan.funds[index].policy is Policy.RING_FENCED
        return (Cause.FUND, index, step.operation if fenced else NONE)

    def _short_pool(self, step: Step, taking: Taking) -> Blocker | None:
        spoken_for: dict[int, int] = {}
        for place, need in enumerate(step.needs):
            found = self._fill(need, spoken_for)
            if found is None:
                return self._pool_blocker(need)
            taking.extend((place, index, amount) for index, amount in found)
        return None

    def _pool_blocker(self, need: Need) -> Blocker:
        first = need.pools[0]
        kind = self.plan.pools[first].kind
        if kind == "mechanism":
            return (Cause.MECHANISM, first)
        return (Cause.LIFT if kind == "lift" else Cause.POOL, first)

    def _fill(self, need: Need, spoken_for: dict[int, int]) -> list[tuple[int, int]] | None:
        """Return how a need is filled from its pools in order of preference, or None."""
        left, found = need.amount, []
        for index in need.pools:
            free = 0 if (Cause.POOL, index, NONE) in self.closed else self._free(index, spoken_for)
            part = min(left, free) if need.split or free >= left else 0
            if part > 0:
                found.append((index, part))
                left -= part
            if left == 0:
                break
        if left > 0:
            return None
        for index, part in found:
            spoken_for[index] = spoken_for.get(index, 0) + part
        return found

    def _free(self, index: int, spoken_for: dict[int, int]) -> int:
        return max(0, self.stores.available(index) - spoken_for.get(index, 0))

    def _short_fund(self, step: Step, turn: int) -> Blocker | None:
        """Return a fund that does not hold what the step claims, or has lapsed under its programme."""
        claimed: dict[int, int] = {}
        for posting in step.postings:
            if posting.at is When.START and posting.source is Account.APPORTIONED:
                claimed[posting.fund] = claimed.get(posting.fund, 0) + posting.amount(turn)
                if self._lacks(step, posting.fund, claimed[posting.fund]):
                    return (Cause.FUND, posting.fund)
        return None

    def _lacks(self, step: Step, index: int, amount: int) -> bool:
        if amount == 0:
            return False
        if self._fund_line(index, step) in self.closed:
            return True
        return self.ledger.free(index, self.plan.funds[index], step.operation) < amount

    def _seize(self, request: Request, taking: Taking) -> None:
        step = self.plan.steps[request.step]
        for place, index, amount in taking:
            self.stores.seize(request.round, index, amount, until=step.needs[place].until)
        self.ledger.post_step(step, When.START, index=request.step, turn=request.turn)


def _size(step: Step, turn: int) -> int:
    """Return what a request asks of the first pool or fund it names."""
    if step.needs:
        return step.needs[0].amount
    return step.postings[0].amount(turn) if step.postings else 0
