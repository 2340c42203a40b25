"""Small Plans drawn by hand, and short ways to read what a run of them left behind.

Things are declared by name and in order, as on a wall chart; numbers are days, dollars and heads.
What the doctrine makes of YAML is not here: these plans go to the engine as they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sim.distributions import Chance, Constant, Distribution
from sim.engine.world import run
from sim.plan import (
    NONE,
    Account,
    Calendar,
    Correlation,
    Draw,
    Fund,
    Intake,
    Link,
    LinkKind,
    Milestone,
    Need,
    Operation,
    Plan,
    Policy,
    Pool,
    Posting,
    Risk,
    Shock,
    Step,
    Theatre,
    When,
)
from sim.trace import Cause, Outcome, StepRow

Days = float | Distribution
After = str | tuple[str, LinkKind] | tuple[str, LinkKind, float] | tuple[str, LinkKind, float, int]


def law(value: Days) -> Distribution:
    """Return a quantity as a distribution; a plain number is certain."""
    return value if isinstance(value, Distribution) else Constant(float(value))


@dataclass
class Chart:
    """A wall chart being drawn; `plan` freezes it."""

    horizon: float = 100.0
    start: date = date(2026, 1, 5)
    """A Monday."""
    operations: list[Operation] = field(default_factory=lambda: [Operation("plan")])
    steps: list[Step] = field(default_factory=list)
    pools: list[Pool] = field(default_factory=list)
    funds: list[Fund] = field(default_factory=list)
    calendars: list[Calendar] = field(default_factory=list)
    draws: list[Draw] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    correlations: list[Correlation] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    theatres: list[Theatre] = field(default_factory=list)
    drivers: list[str] = field(default_factory=list)
    shocks: list[Shock] = field(default_factory=list)
    intakes: list[Intake] = field(default_factory=list)

    def draw(self, key: str, value: Days, *, rounds: int = 1) -> int:
        """Draw a random quantity on the chart; return its index."""
        self.draws.append(Draw(key, law(value), rounds))
        return len(self.draws) - 1

    def operation(self, name: str, *, priority: float = 0.0) -> int:
        """Draw a further operation; return its index."""
        self.operations.append(Operation(name, priority))
        return len(self.operations) - 1

    def driver(self, name: str) -> int:
        """Draw something counted on the ground; return its index."""
        self.drivers.append(name)
        return len(self.drivers) - 1

    def pool(self, name: str, size: int, queue: str = "fifo", **more: Any) -> int:
        """Draw a pool; `yields`, `rest` and `attrition` may be numbers or laws. Return its index."""
        for quantity in ("yields", "rest", "attrition"):
            if quantity in more:
                more[quantity] = self.draw(f"pools/{name}/{quantity}", more[quantity])
        if "becomes" in more:
            more["becomes"] = index(self.pools, more["becomes"])
        self.pools.append(Pool(name, size, policy=Policy(queue), **more))
        return len(self.pools) - 1

    def fund(self, name: str, opening: int, queue: str = "fifo", **more: Any) -> int:
        """Draw a fund; return its index."""
        self.funds.append(Fund(name, opening, policy=Policy(queue), **more))
        return len(self.funds) - 1

    def calendar(self, name: str, *, days: Sequence[bool] = (), occasions: Sequence[float] = ()) -> int:
        """Draw a calendar; return its index."""
        self.calendars.append(Calendar(name, tuple(days), tuple(occasions)))
        return len(self.calendars) - 1

    def step(
        self,
        name: str,
        days: Days = 0.0,
        *,
        after: Iterable[After] = (),
        needs: Mapping[str, int] | Sequence[Need] = (),
        pays: Mapping[str, int] = {},
        posts: Sequence[Posting] = (),
        keeps_until: str = "",
        chance: float | None = None,
        again: Days | None = None,
        key: str = "",
        **more: Any,
    ) -> int:
        """Draw a step; return its index.

        `after`: names, or (name, kind, lag, back); `needs`: pool name → heads; `pays`: fund name
        → dollars, obligated at the start and disbursed at the finish; `again`: whether the work
        is sent back (1 or 0, or a law).
        """
        rounds = more.get("rounds", 1)
        key = key or name
        if chance is not None:
            more["chance"] = self.draw(f"{key}/chance", Chance(chance))
        if again is not None:
            more["repeat"] = self.draw(f"{key}/repeat", again, rounds=rounds)
        until = index(self.steps, keeps_until) if keeps_until else NONE
        self.steps.append(
            Step(
                id=name,
                operation=more.pop("operation", 0),
                links=tuple(self._link(each) for each in after),
                duration=self.draw(f"{key}/duration", days, rounds=rounds),
                needs=self._needs(needs, until),
                postings=(*posts, *self._paid(pays)),
                **more,
            )
        )
        return len(self.steps) - 1

    def _needs(self, needs: Mapping[str, int] | Sequence[Need], until: int) -> tuple[Need, ...]:
        if isinstance(needs, Mapping):
            return tuple(Need((index(self.pools, each),), amount, until) for each, amount in needs.items())
        return tuple(needs)

    def _paid(self, pays: Mapping[str, int]) -> Iterable[Posting]:
        for name, dollars in pays.items():
            fund = index(self.funds, name)
            yield Posting(fund, Account.APPORTIONED, Account.OBLIGATED, (dollars,), When.START)
            yield Posting(fund, Account.OBLIGATED, Account.DISBURSED, (dollars,), When.FINISH)

    def _link(self, after: After) -> Link:
        if isinstance(after, str):
            return Link(index(self.steps, after))
        name, *rest = after
        return Link(index(self.steps, name), *rest)

    def keep(self, name: str, until: str) -> None:
        """Let a step hold what it seized until the finish of a step drawn after it."""
        place, giver = index(self.steps, name), index(self.steps, until)
        needs = tuple(replace(each, until=giver) for each in self.steps[place].needs)
        self.steps[place] = replace(self.steps[place], needs=needs)

    def link(self, name: str, after: After) -> None:
        """Let a step wait for one that was drawn after it."""
        place = index(self.steps, name)
        self.steps[place] = replace(self.steps[place], links=(*self.steps[place].links, self._link(after)))

    def milestone(self, name: str, *steps: str, any_of: bool = False, at: When = When.FINISH) -> None:
        """Draw a milestone."""
        self.milestones.append(Milestone(name, tuple(index(self.steps, s) for s in steps), any_of, at))

    def plan(self, *regimes: tuple[float, Plan]) -> Plan:
        """Freeze the chart. `regimes`: (day, plan with other numbers from then on)."""
        return Plan(
            title="test",
            start=self.start,
            horizon=self.horizon,
            operations=tuple(self.operations),
            steps=tuple(self.steps),
            pools=tuple(self.pools),
            funds=tuple(self.funds),
            calendars=tuple(self.calendars),
            draws=tuple(self.draws),
            risks=tuple(self.risks),
            correlations=tuple(self.correlations),
            milestones=tuple(self.milestones),
            theatres=tuple(self.theatres),
            drivers=tuple(self.drivers),
            shocks=tuple(self.shocks),
            intakes=tuple(self.intakes),
            regimes=regimes,
        )

    def run(self, seed: int = 0, replication: int = 0) -> Outcome:
        """Freeze the chart and run it once."""
        return run(self.plan(), seed=seed, replication=replication)


def index(things: Sequence[Any], name: str) -> int:
    """Return the place of the thing with a name."""
    return [each.id for each in things].index(name)


def weekdays(days: int = 400) -> tuple[bool, ...]:
    """Return the working days of a five-day week whose D+0 is a Monday."""
    return tuple(day % 7 < 5 for day in range(days))


def row(outcome: Outcome, name: str, turn: int = 0) -> StepRow:
    """Return one round of one step."""
    return next(
        each for each in outcome.steps if outcome.plan.steps[each.step].id == name and each.turn == turn
    )


def started(outcome: Outcome) -> list[tuple[str, float]]:
    """Return every round that started, by day and then in declared order."""
    return _by_day(outcome, "start")


def finished(outcome: Outcome) -> list[tuple[str, float]]:
    """Return every round that finished or was skipped, by day and then in declared order."""
    return _by_day(outcome, "finish")


def _by_day(outcome: Outcome, moment: str) -> list[tuple[str, float]]:
    found = [(getattr(each, moment), each.step, each.turn) for each in outcome.steps]
    real = sorted(each for each in found if not math.isnan(each[0]))
    return [(outcome.plan.steps[step].id, day) for day, step, _ in real]


def waits(outcome: Outcome) -> list[tuple[str, str, str, float, float]]:
    """Return every stretch of waiting: step, cause, for what, since, until."""
    plan = outcome.plan
    return [
        (plan.steps[each.step].id, each.cause.word, target(plan, each), each.since, each.until)
        for each in outcome.waits
    ]


def target(plan: Plan, row: Any) -> str:
    """Return the name of what a wait or a start was bound by."""
    if row.target == NONE:
        return ""
    things: Sequence[Any] = {
        Cause.POOL: plan.pools,
        Cause.LIFT: plan.pools,
        Cause.MECHANISM: plan.pools,
        Cause.FUND: plan.funds,
        Cause.CALENDAR: plan.calendars,
        Cause.SECURITY: [plan.operations[each.operation] for each in plan.theatres],
    }.get(row.cause, plan.steps)
    return str(things[row.target].id)


def why(outcome: Outcome, name: str, turn: int = 0) -> tuple[str, str]:
    """Return what bound the start of a step's round: the cause and its name."""
    found = row(outcome, name, turn)
    return found.cause.word, target(outcome.plan, found)


def unfinished(outcome: Outcome) -> dict[str, str]:
    """Return the mandatory steps that did not finish, each with its reason."""
    return {outcome.plan.steps[each.step].id: each.reason for each in outcome.unfinished}


def balances(outcome: Outcome, fund: str) -> dict[str, int]:
    """Return what stands in the accounts of a fund at the end, without those that stand at 0."""
    totals = dict.fromkeys(Account, 0)
    for each in outcome.postings:
        if each.fund == index(outcome.plan.funds, fund):
            totals[each.source] -= each.amount
            totals[each.target] += each.amount
    return {account.name.lower(): dollars for account, dollars in totals.items() if dollars}
