"""Who may begin: one line of waiting steps, asked in a declared order whenever something changed.

A step in line begins at the first moment at which everything allows it: an occasion of its
calendar, safe enough, and all its pools and money at once. Until then the first thing that
stood in its way is written down as the cause of the wait.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.engine.calendars import NEVER, TICK, next_occasion, next_shut, next_working
from sim.engine.events import At, Order
from sim.plan import NONE, Account, Policy, When
from sim.trace import Cause, WaitRow

if TYPE_CHECKING:
    from collections.abc import Callable

    import simpy

    from sim.engine.lanes import Lanes
    from sim.engine.ledger import Ledger
    from sim.engine.stores import Stores
    from sim.plan import Need, Plan, Step, Threshold

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
    steady: bool = field(compare=False, default=False)
    """Whether only what comes free in its lanes can let it begin: no calendar, no road to watch."""
    waited: bool = field(compare=False, default=False)
    """Whether it stood in line for any time at all."""
    short: bool = field(compare=False, default=False)
    """Whether, when it was last looked at, pools or money fell short and nothing else was in the way."""
    closes: bool = field(compare=False, default=False)
    """Whether it held the lanes closed in which nobody may pass it."""


class Line:
    """The requests that wait, and the pools and funds whose line may not be passed."""

    def __init__(
        self,
        env: simpy.Environment,
        plan: Plan,
        *,
        lanes: Lanes,
        stores: Stores,
        ledger: Ledger,
        safe: Callable[[Threshold], bool],
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
        self.lanes = lanes
        self.changed: set[int] = set()
        """Lanes in which something came free since the line was last asked."""
        self.closed: set[int] = set()
        """Lanes in which somebody waits who may not be passed."""
        self.barred: set[int] = set()
        """Steps whose next round waits until the ground is as it must be to return to."""
        self.renewed = False
        """Whether everybody is to be looked at, whatever has changed for them."""
        self.openings: dict[int, float] = {}
        """Per calendar, its next opening as seen while the line is asked: a moment, whoever looks."""
        self.alarms: set[float] = set()
        """Moments at which the line will be asked again, however many wait for them."""
        stores.changed = self.freed
        ledger.changed = self.funded

    def ask(self, _: object = None) -> None:
        """See to it that the line is asked once everything else at this moment has happened."""
        self.asked = True

    def freed(self, pool: int) -> None:
        """Note that something came free in a pool."""
        self.changed.add(pool)
        self.asked = True

    def funded(self, fund: int) -> None:
        """Note that money came free in a fund."""
        self.changed |= self.lanes.of_fund[fund]
        self.asked = True

    def renew(self, plan: Plan, lanes: Lanes) -> None:
        """Look at everybody again: other numbers hold from now on."""
        self.plan, self.lanes = plan, lanes
        self.asked = self.renewed = True

    def join(self, request: Request) -> None:
        """Put a request in its place in the line."""
        insort(self.waiting, request)
        for posting in self.plan.steps[request.step].postings:
            self.ledger.stir(posting.fund)
        self.ask()

    def leave(self, request: Request) -> None:
        """Take a request out of the line and close its last wait."""
        self.waiting.remove(request)
        self.changed |= self.lanes.touched[request.step]
        self.asked = True
        self._write(request)

    def largest_claim(self, fund: int) -> int:
        """Return the most that anybody in line claims of a fund, whatever else is in the way."""
        return max((self._claim(each, fund) for each in self.waiting), default=0)

    def _claim(self, request: Request, fund: int) -> int:
        return sum(
            each.amount(request.turn)
            for each in self.plan.steps[request.step].postings
            if each.fund == fund and each.at is When.START and each.source is Account.APPORTIONED
        )

    def rank(self, step: Step, *, index: int, turn: int) -> Rank:
        """Return a request's place: by the policy of the first pool or fund it names, then arrival.

        Ties fall to the declared order of steps and rounds.
        """
        policy = self._policy(step)
        if policy is Policy.PRIORITY:
            return (-step.priority, 0.0, self.env.now, index, turn)
        if policy is Policy.SMALLEST_FIRST:
            return (0.0, float(self._size(step, turn)), self.env.now, index, turn)
        return (0.0, 0.0, self.env.now, index, turn)

    def _policy(self, step: Step) -> Policy:
        if step.needs:
            return self.plan.pools[step.needs[0].pools[0]].policy
        if step.postings:
            return self.plan.funds[step.postings[0].fund].policy
        return Policy.FIFO

    def _size(self, step: Step, turn: int) -> int:
        """Return what a request asks of the first pool or fund it names."""
        if step.needs:
            return step.needs[0].amount
        return step.postings[0].amount(turn) if step.postings else 0

    def dispatch(self) -> None:
        """Let begin, in order of place, everything that nothing stands in the way of."""
        self.asked = False
        if not self.waiting:
            return
        self.closed.clear()
        self.openings.clear()
        changed, self.changed = self.changed, set()
        renewed, self.renewed = self.renewed, False
        begun: list[tuple[Request, Taking]] = []
        touched, strict = self.lanes.touched, self.lanes.strict
        for request in self.waiting:
            if request.steady and not renewed and changed.isdisjoint(touched[request.step]):
                if request.closes:
                    self.closed |= strict[request.step]
                continue
            if not renewed and self._stands_as_before(request, changed):
                continue
            taking: Taking = []
            request.short = False
            blocker = self._blocker(request, taking)
            self._hold_lanes(request, changed)
            if blocker is None:
                self._seize(request, taking)
                changed |= self.lanes.touched[request.step]
                begun.append((request, taking))
            elif blocker != request.blocker:
                self._hold_up(request, blocker)
        self._let_begin(begun)

    def _hold_up(self, request: Request, blocker: Blocker) -> None:
        """Note that something else is in the way from now on."""
        self._write(request)
        request.blocker = blocker
        request.steady = not self.lanes.gated[request.step]

    def _stands_as_before(self, request: Request, changed: set[int]) -> bool:
        """Whether nothing that this request waits for has changed since it was last looked at."""
        if request.blocker is None or request.blocker[0] is Cause.SECURITY:
            return False
        if request.blocker[0] is Cause.CALENDAR:
            return self.env.now < request.wake - TICK
        if not changed.isdisjoint(self.lanes.touched[request.step]):
            return False
        self._hold_lanes(request, changed)
        return True

    def _hold_lanes(self, request: Request, changed: set[int]) -> None:
        """Close the lanes of who only falls short; open them again if a calendar is now in the way too."""
        lanes, gated = self.lanes.strict[request.step], self.lanes.gated[request.step]
        closes = request.short and not (gated and self._shuts_out(request.step))
        if closes:
            self.closed |= lanes
            if gated and not request.closes:
                self._ask_when_shut(self.plan.steps[request.step])
        elif request.closes:
            changed |= lanes
        request.closes = closes

    def _shuts_out(self, index: int) -> bool:
        """Whether a start is against a calendar or security; an occasion is over as soon as it has come."""
        step = self.plan.steps[index]
        return step.opens != NONE or not self._works(step) or not self._is_safe(index)

    def _ask_when_shut(self, step: Step) -> None:
        """Ask again when the working days end on which a step closes its lanes."""
        if step.working != NONE:
            self._ask_on(next_shut(self.plan.calendars[step.working].days, self.env.now))

    def _ask_on(self, moment: float) -> None:
        """Ask again at a known moment."""
        if moment < NEVER and moment not in self.alarms:
            self.alarms.add(moment)
            At(self.env, moment - self.env.now, Order.STEP, then=self.ask)

    def _works(self, step: Step) -> bool:
        """Whether no working calendar stands against a start now."""
        return step.working == NONE or self._opening(step.working, self.env.now) <= self.env.now

    def _is_safe(self, index: int) -> bool:
        """Whether neither the security of the way nor that of the return stands against a start now."""
        step = self.plan.steps[index]
        if step.condition is not None and not self.safe(step.condition):
            return False
        back = step.returns if index in self.barred else None
        return back is None or self.safe(back)

    def _let_begin(self, begun: list[tuple[Request, Taking]]) -> None:
        if begun:
            gone = {request.round for request, _ in begun}
            self.waiting = [each for each in self.waiting if each.round not in gone]
        for request, taking in begun:
            self._write(request)
            self.barred.discard(request.step)
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
        if step.condition is not None and not self.safe(step.condition):
            return (Cause.SECURITY, step.condition.theatre)
        back = step.returns if request.step in self.barred else None
        if back is not None and not self.safe(back):
            return (Cause.SECURITY, back.theatre)
        if self.lanes.purse[request.step] and not self.ledger.paid_for(step, When.START, request.turn):
            return (Cause.FUND, step.postings[0].fund)
        return self._short(request, step, taking)

    def _opening(self, calendar: int, now: float) -> float:
        found = self.openings.get(calendar)
        if found is None:
            declared = self.plan.calendars[calendar]
            found = (
                next_working(declared.days, now) if declared.days else next_occasion(declared.occasions, now)
            )
            self.openings[calendar] = found
        return found

    def _until_open(self, request: Request, moment: float, calendar: int) -> Blocker:
        """Ask again when it opens."""
        if moment < NEVER:
            request.wake = moment
            self._ask_on(moment)
        return (Cause.CALENDAR, calendar)

    def _seize(self, request: Request, taking: Taking) -> None:
        step = self.plan.steps[request.step]
        for place, index, amount in taking:
            self.stores.seize(request.round, index, amount, until=step.needs[place].until)
        self.ledger.post_step(step, When.START, index=request.step, turn=request.turn)

    def _short(self, request: Request, step: Step, taking: Taking) -> Blocker | None:
        """Return the pool or fund that falls short, and close the lanes it may not be passed in.

        Who waits for a mechanism closes none: a ceiling that is used up comes back for nobody.
        """
        blocker = self._short_pool(step, taking) or self._short_fund(step, request.turn)
        request.short = blocker is not None and blocker[0] is not Cause.MECHANISM
        return blocker

    def _short_pool(self, step: Step, taking: Taking) -> Blocker | None:
        spoken_for: dict[int, int] = {}
        for place, need in enumerate(step.needs):
            found = self._fill(need, spoken_for)
            if found is None:
                return self._pool_blocker(need)
            for index, amount in found:
                taking.append((place, index, amount))
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
            free = 0 if index in self.closed else self.stores.available(index) - spoken_for.get(index, 0)
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
        if self.lanes.fund(self.plan, index, step.operation) in self.closed:
            return True
        return self.ledger.free(index, self.plan.funds[index], step.operation) < amount
