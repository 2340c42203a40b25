"""Rotations that stop and go on: rounds called off when a mission is over, and called again later.

What is over is a signal of the ground (`theatres`); the life of a single round is `network`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.plan import NONE
from sim.trace import Cause, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.engine.network import Network


class Rotations:
    """Which rotations are stopped, and the rounds with which they go on."""

    def __init__(self, network: Network) -> None:
        self.network = network
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

    def call(self, round_: int, by: int, cause: Cause) -> None:
        """Make a round ready now, whatever it would have waited for; `by`: the round that has it so."""
        network = self.network
        network.starts_pending[round_] = 0
        network.binder[round_], network.cause[round_] = by, cause
        network.make_ready(round_)
