"""The life of a step: ready, in line, begun, under way, finished; and what its moments set free.

Each round of each step has one place in flat lists ("round" below is that place; see `wiring`), so
that another engine can hold the same state in arrays. What takes no time waits in `done_now` and is
settled before anything else happens.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from sim.domain.readiness import call_up_days
from sim.engine.calendars import TICK, after_working_days
from sim.engine.easing import eased_days
from sim.engine.events import At, Order
from sim.engine.holding import Holding
from sim.engine.queueing import Line, Request, Taking
from sim.engine.rotations import Rotations
from sim.plan import NONE, When
from sim.trace import Cause, State, WaitRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import simpy

    from sim.engine.ledger import Ledger
    from sim.engine.stores import Stores
    from sim.engine.wiring import Freed, Wiring
    from sim.plan import Need, Plan, Step, Threshold
    from sim.trace import EaseRow

NAN = float("nan")
FOREVER = float("inf")
UNDER_WAY, FINISHED, SKIPPED = State.UNDER_WAY, State.FINISHED, State.SKIPPED


class Network:
    """The state of every round of every step."""

    def __init__(
        self,
        env: simpy.Environment,
        plan: Plan,
        *,
        wiring: Wiring,
        stores: Stores,
        ledger: Ledger,
        row: Sequence[float],
        value: Callable[[int, int], float],
        drive: Callable[[int, int, float], None],
        safe: Callable[[Threshold], bool],
    ) -> None:
        """Put every round at its start.

        `row`: the drawn values; `value`: one round of a draw; `drive`: adds to what is counted
        on the ground, with the share of it that is there; `safe`: whether a condition on the
        ground holds.
        """
        self.env = env
        self.plan = plan
        self.wiring = wiring
        self.steps, self.plain = plan.steps, wiring.plain
        self.step_of, self.turn_of = wiring.step_of, wiring.turn_of
        self.stores = stores
        self.ledger = ledger
        self.row = row
        self.value = value
        self.drive = drive
        self.holding = Holding(plan, wiring, stores)
        self.rotations = Rotations(self, safe)
        self.line = Line(
            env, plan, lanes=wiring.lanes, stores=stores, ledger=ledger, safe=safe, begin=self._begin
        )
        size = len(wiring.step_of)
        self.starts_pending = list(wiring.starts_pending)
        self.ends_pending = list(wiring.ends_pending)
        self.state = [State.WAITING] * size
        self.ready = [NAN] * size
        self.start = [NAN] * size
        self.finish = [NAN] * size
        self.due = [False] * size
        self.cause = [Cause.PREDECESSOR] * size
        self.target = [NONE] * size
        self.binder = [NONE] * size
        self.freed_at = [-1.0] * size
        self.done_now: list[int] = []
        self.ready_now: deque[int] = deque()
        self.changes = bool(plan.regimes)
        self.begun: dict[int, Step] = {}
        """Where numbers change in time: what is under way, as it was declared when it began."""
        self.quiet = [False] * len(plan.steps) if self.changes else wiring.quiet
        self.signalled: set[int] = set()
        """Steps of the ground that have come at least once; some may have been taken back since."""
        self.eases: list[EaseRow] = []

    def renew(self, plan: Plan, *, wiring: Wiring, row: Sequence[float]) -> None:
        """Take over other numbers: they hold for what begins from now on."""
        self.plan, self.wiring, self.row = plan, wiring, row
        self.steps, self.plain = plan.steps, wiring.plain
        self.holding.renew(plan, wiring)
        self.line.renew(plan, wiring.lanes)

    def reached(self, step: int) -> bool:
        """Whether a step's first round has finished."""
        return self.state[self.wiring.first[step]].over

    def reopen(self, step: int) -> None:
        """Let teams be called again whose calls a signal has ended; the signal itself keeps its day."""
        self.rotations.reopen(step)

    def as_begun(self, round_: int) -> Step:
        """Return the step of a round with the numbers that held when it began."""
        return self.begun.get(round_, self.steps[self.step_of[round_]])

    def open(self, _: object = None) -> None:
        """Make ready what waits for nothing; on its earliest day, which is no wait."""
        for index, step in enumerate(self.plan.steps):
            round_ = self.wiring.first[index]
            if step.signal or self.wiring.starts_pending[round_]:
                continue
            if step.not_before > 0.0 and not self._not_needed(round_):
                self.cause[round_], self.target[round_] = Cause.HOLD, index
                At(self.env, step.not_before, Order.STEP, then=partial(self._ready, round_))
            else:
                self._ready(round_)

    def settle(self) -> None:
        """Finish what takes no time, and hand out once nothing else happens at this moment."""
        while True:
            if self.done_now:
                self._finish_done()
            if not self.line.asked or self.env.peek() == self.env.now:
                return
            self.line.dispatch()

    def _finish_done(self) -> None:
        """Finish what takes no time."""
        while self.done_now:
            self._finish(self.done_now.pop(0))

    def signal(self, step: int, cause: Cause = Cause.GATE) -> None:
        """Finish a step that waits for the ground, now; what it frees is freed the first time only."""
        round_ = self.wiring.first[step]
        if step in self.signalled:
            self.rotations.close(step)
        if self.state[round_] is not State.WAITING:
            return
        self.ready[round_] = self.start[round_] = self.env.now
        self.cause[round_] = cause
        if step in self.signalled:
            self.state[round_], self.finish[round_] = FINISHED, self.env.now
            return
        self.signalled.add(step)
        self._free(self.wiring.on_start[round_], round_)
        self.done_now.append(round_)

    def take_back(self, step: int) -> None:
        """Undo a signal: what it freed stays free, but it is not reached until it comes again."""
        round_ = self.wiring.first[step]
        self.state[round_] = State.WAITING
        self.ready[round_] = self.start[round_] = self.finish[round_] = NAN

    def _give_up(self, request: Request, _: object) -> None:
        """End a wait that has lasted too long; what comes free at this very moment still counts."""
        while self.done_now or self.line.asked:
            self._finish_done()
            self.line.dispatch()
        if self.state[request.round] is State.WAITING:
            self.line.leave(request)
            self.state[request.round] = State.GAVE_UP
            self.finish[request.round] = self.env.now
            if request.blocker is not None:
                self.cause[request.round], self.target[request.round] = request.blocker
            self.holding.give_back_kept(request.round)

    def _begin(self, request: Request, taking: Taking) -> None:
        """Begin what the line let through; if it stood there, the last thing in its way bound it."""
        round_, step = request.round, self.steps[request.step]
        if request.blocker is not None and request.waited:
            cause, target = request.blocker
            self.cause[round_], self.target[round_] = cause, target
            if cause in {Cause.POOL, Cause.LIFT}:
                self._bind_to_release(round_, taking)
        self._start(round_, step, self._call_up(step, request.turn, taking))

    def _bind_to_release(self, round_: int, taking: Taking) -> None:
        """Let the round whose return freed a pool at this moment bind the start."""
        releases = [self.stores.last_release[pool] for _, pool, _ in taking]
        binders = [by for when, by in releases if when == self.env.now and by != NONE]
        if binders:
            self.binder[round_] = min(binders)

    def _call_up(self, step: Step, turn: int, taking: Taking) -> float:
        """Return days until all who were called, or the award, have come: the slowest source."""
        slowest = 0.0
        for place, pool, _ in taking:
            need = step.needs[place]
            if need.lags:
                slowest = max(slowest, self._source_days(need, need.pools.index(pool), turn))
        return slowest

    def _source_days(self, need: Need, source: int, turn: int) -> float:
        if need.lags[source] == NONE:
            return 0.0
        lag = self.value(need.lags[source], turn)
        if need.asks[source] == NONE:
            return lag
        return call_up_days(lag, self.value(need.asks[source], turn))

    def cut_short(self, round_: int) -> None:
        """End a round under way now; its own end will find that it is over."""
        self.ends_pending[round_] = 0
        self._finish(round_)
        if self.state[round_] is FINISHED:
            self.state[round_] = State.EVACUATED

    def _finish(self, round_: int, _: object = None) -> None:
        if self.state[round_] is State.EVACUATED:
            return
        if self.ends_pending[round_]:
            self.due[round_] = True
            return
        index = self.step_of[round_]
        self.finish[round_] = self.env.now
        if self.quiet[index]:
            if self.state[round_] is not SKIPPED:
                self.state[round_] = FINISHED
            self._free(self.wiring.on_finish[round_], round_)
            return
        step = self.begun.pop(round_, self.steps[index])
        if self.state[round_] is not SKIPPED:
            self._close(round_, step, index)
        if step.needs:
            self.holding.give_back_own(round_)
        if step.repeat == NONE or not self._again(round_, step):
            self._set_free(round_, index)

    def _set_free(self, round_: int, index: int) -> None:
        """Let go on what waits for a step to be over; nothing follows one that was given up."""
        if self.wiring.gives_back[index]:
            self.holding.give_back_kept(round_)
        if self.state[round_] is State.GAVE_UP:
            return
        if index in self.wiring.ends:
            self.rotations.close(index)
        arrows = self.wiring.on_finish[round_]
        if arrows:
            self._free(arrows, round_)

    def _close(self, round_: int, step: Step, index: int) -> None:
        """Leave the ground and post what the work pays; without its money it was for nothing."""
        for driver, amount in step.drives:
            self.drive(driver, -amount, step.presence)
        self.state[round_] = FINISHED
        if self.wiring.pays[When.FINISH][index]:
            turn = self.turn_of[round_]
            if not self.ledger.paid_for(step, When.FINISH, turn):
                self.state[round_] = State.GAVE_UP
                self.cause[round_], self.target[round_] = Cause.FUND, step.postings[0].fund
            self.ledger.post_step(step, When.FINISH, index=index, turn=turn)

    def _again(self, round_: int, step: Step) -> bool:
        """Whether a step is done once more because its work was sent back; if so, make it ready."""
        last = self.turn_of[round_] + 1 >= step.rounds
        done = self.state[round_] is FINISHED
        if last or not done or self.row[self.wiring.repeat_at[round_]] == 0.0:
            return False
        self.binder[round_ + 1] = round_
        self.holding.give_back_for_another_time(round_)
        self._ready(round_ + 1)
        return True

    def _ready(self, round_: int, _: object = None) -> None:
        """All arrows have come in: skip it, cancel it, hold it back, or let it go on."""
        now = self.ready[round_] = self.env.now
        index = self.step_of[round_]
        step = self.steps[index]
        if self.plain[index]:
            self._start(round_, step, 0.0)
            return
        if step.unless != NONE and self.rotations.stopped(step.unless):
            self.rotations.cancel(round_)
        elif self._not_needed(round_):
            self.state[round_] = State.SKIPPED
            self.start[round_] = now
            self._free(self.wiring.on_start[round_], round_)
            self.done_now.append(round_)
        elif now < step.not_before - TICK:
            self.cause[round_], self.target[round_] = Cause.HOLD, index
            At(self.env, step.not_before - now, Order.STEP, then=partial(self._held_back, round_))
        else:
            self._arrive(round_, step)

    def _not_needed(self, round_: int) -> bool:
        """Whether chance has it that this step is not needed at all."""
        chance = self.wiring.chance_at[round_]
        return chance != NONE and self.row[chance] == 0.0

    def _held_back(self, round_: int, _: object) -> None:
        """The earliest day has come; only now does the step stand in line."""
        index, turn = self.step_of[round_], self.turn_of[round_]
        self.line.waits.append(WaitRow(index, turn, Cause.HOLD, index, self.ready[round_], self.env.now))
        self._arrive(round_, self.steps[index])

    def _arrive(self, round_: int, step: Step) -> None:
        """Begin, or stand in line: also for money of its own programme that has lapsed meanwhile."""
        index, turn = self.step_of[round_], self.turn_of[round_]
        wiring = self.wiring
        lapsed = wiring.lanes.purse[index] and not self.ledger.paid_for(step, When.START, turn)
        if wiring.in_line[index] or lapsed:
            self._join(round_, step)
            return
        if wiring.pays[When.START][index]:
            self.ledger.post_step(step, When.START, index=index, turn=turn)
        self._start(round_, step, 0.0)

    def _join(self, round_: int, step: Step) -> None:
        index, turn = self.step_of[round_], self.turn_of[round_]
        rank = self.line.rank(step, index=index, turn=turn)
        request = Request(rank, round_, index, turn, self.env.now)
        self.line.join(request)
        if step.give_up_after < FOREVER:
            At(self.env, step.give_up_after, Order.DISPATCH, then=partial(self._give_up, request))

    def _start(self, round_: int, step: Step, call_up: float) -> None:
        self.state[round_] = UNDER_WAY
        self.start[round_] = self.env.now
        if self.changes:
            self.begun[round_] = step
        for driver, amount in step.drives:
            self.drive(driver, amount, step.presence)
        arrows = self.wiring.on_start[round_]
        if arrows and (step.repeat == NONE or self.turn_of[round_] == 0):
            self._free(arrows, round_)
        at = self.wiring.duration_at[round_]
        work = 0.0 if at == NONE else self.row[at]
        days = call_up + (eased_days(self, round_, work) if step.eased else work)
        if step.working != NONE:
            days = self._working_days(step, days)
        if step.leaves is not None:
            self.rotations.planned[step.leaves.theatre][round_] = self.env.now + days
        if days > 0.0:
            At(self.env, days, Order.STEP, then=partial(self._finish, round_))
        else:
            self.done_now.append(round_)

    def _working_days(self, step: Step, amount: float) -> float:
        """Return the days from now until some working days have passed."""
        days = self.plan.calendars[step.working].days
        return after_working_days(days, self.env.now, amount) - self.env.now

    def _free(self, arrows: list[Freed], by: int) -> None:
        for arrow in arrows:
            if arrow.lag > 0.0:
                At(self.env, arrow.lag, Order.STEP, then=partial(self._permit, arrow, by))
            else:
                self._permit(arrow, by)

    def _permit(self, arrow: Freed, by: int, _: object = None) -> None:
        """Take one arrow off what a round waits for; the last one binds it (ties: declared order)."""
        round_, _, start = arrow
        if not start:
            self.ends_pending[round_] -= 1
            if self.due[round_] and not self.ends_pending[round_]:
                self.done_now.append(round_)
            return
        left = self.starts_pending[round_] = self.starts_pending[round_] - 1
        if left < 0:
            return  # it was called before its time
        now = self.env.now
        if now > self.freed_at[round_] or by < self.binder[round_]:
            self.binder[round_] = by
            self.freed_at[round_] = now
        if not left:
            self.make_ready(round_)

    def make_ready(self, round_: int) -> None:
        """Make a round ready, one after the other, however long a chain of starts it sets off."""
        self.ready_now.append(round_)
        if len(self.ready_now) > 1:
            return
        while self.ready_now:
            self._ready(self.ready_now[0])
            self.ready_now.popleft()
