"""Rotations that stop and go on: rounds called off, called again, cut short when security falls.

When a mission is over and how safe it is says the ground (`theatres`); the life of a single round is
`network`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.plan import NONE
from sim.trace import Cause, EvacuationRow, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sim.engine.network import Network
    from sim.plan import Step, Threshold


class Rotations:
    """Which rotations are stopped, and the rounds with which they go on."""

    def __init__(self, network: Network, safe: Callable[[Threshold], bool]) -> None:
        self.network = network
        self.safe = safe
        self.planned: list[dict[int, float]] = [{} for _ in network.plan.theatres]
        """Per theatre, for rounds that may be cut short: the day on which they would end."""
        self.evacuations: list[EvacuationRow] = []
        self.reopened: set[int] = set()
        """Signals that have come and still stop nobody: their ground needs people again."""

    def stopped(self, step: int) -> bool:
        """Whether a signal has come after which no round is called."""
        return self.network.reached(step) and step not in self.reopened

    def close(self, step: int) -> None:
        """Call off those in line whom the end of a step leaves without a task."""
        self.reopened.discard(step)
        line = self.network.line
        for request in list(line.waiting):
            if self.network.steps[request.step].unless == step:
                line.leave(request)
                self.cancel(request.round)

    def cancel(self, round_: int) -> None:
        """Call off a round, and what the same team would have done after it in that round."""
        network = self.network
        network.state[round_] = State.CANCELLED
        step = network.steps[network.step_of[round_]]
        for arrow in network.wiring.on_finish[round_]:
            later = network.steps[network.step_of[arrow.round]]
            ours = step.group and (later.group, later.operation) == (step.group, step.operation)
            if ours and network.state[arrow.round] is State.WAITING:
                self.cancel(arrow.round)

    def reopen(self, step: int) -> None:
        """Call again, now and in declared order, for whom a rotation was called off by a signal.

        A round that was called off stays so; the next one laid out takes its place. Whose last
        round was not called off goes on by itself.
        """
        self.reopened.add(step)
        for index, each in enumerate(self.network.steps):
            if each.unless == step:
                for round_ in self._after_the_last(index):
                    self.call(round_, NONE, Cause.GATE)

    def _after_the_last(self, index: int) -> Iterator[int]:
        """Yield the round after the last one that was ever ready, if that one was called off."""
        network = self.network
        first, rounds = network.wiring.first[index], network.steps[index].rounds
        ready = [each for each in range(first, first + rounds) if not math.isnan(network.ready[each])]
        if ready and network.state[ready[-1]] is State.CANCELLED and ready[-1] + 1 < first + rounds:
            yield ready[-1] + 1

    def evacuate(self, theatre: int) -> None:
        """End, at a review, every round whose ground has fallen below what it began to stay at."""
        network = self.network
        planned = self.planned[theatre]
        for round_ in sorted(planned):
            if network.state[round_] is not State.UNDER_WAY:
                del planned[round_]
                continue
            step = network.as_begun(round_)
            if step.leaves is not None and not self.safe(step.leaves):
                self._leave(round_, step, planned.pop(round_))

    def _leave(self, round_: int, step: Step, planned: float) -> None:
        """Let a round's people go home now, and call who follows: they wait until it is safe to return."""
        network = self.network
        index, turn = network.step_of[round_], network.turn_of[round_]
        people = sum(amount for _, amount in step.drives)
        self.evacuations.append(EvacuationRow(network.env.now, index, turn, people, planned))
        network.cut_short(round_)
        for arrow in network.wiring.on_start[round_]:
            follower = network.step_of[arrow.round]
            if network.steps[follower].returns is not None:
                network.line.barred.add(follower)
                if math.isnan(network.ready[arrow.round]):
                    self.call(arrow.round, round_, Cause.PREDECESSOR)

    def call(self, round_: int, by: int, cause: Cause) -> None:
        """Make a round ready now, whatever it would have waited for; `by`: the round that has it so."""
        network = self.network
        network.starts_pending[round_] = 0
        network.binder[round_], network.cause[round_] = by, cause
        network.make_ready(round_)
