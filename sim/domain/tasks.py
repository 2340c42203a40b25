"""Decision, planning and design: the declared steps of an operation or of a bare plan.

A step repeats itself with a chance (a plan is sent back), starts on a forum's days, counts in
working days, is given up after a while, and may keep its staff until a later step is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.distributions import Chance
from sim.domain.laying import Arrow, NeedByName, Path, Table, Where, arrows
from sim.plan import NONE, Account, Need, Posting, When

if TYPE_CHECKING:
    from sim.scenario.schema.doctrine import Step


@dataclass(frozen=True, slots=True)
class Task:
    """One declared step of one operation, about to be laid. `not_before`: days since D+0."""

    where: Where
    name: str
    step: Step
    path: Path
    not_before: float
    begins: tuple[Arrow, ...]

    @property
    def key(self) -> str:
        """Return its name for chance: an alias keeps the luck of the earlier name."""
        return f"{self.where.operation_id}/{self.step.alias or self.name}"


def lay_task(table: Table, task: Task) -> None:
    """Lay one declared step."""
    step, operation = task.step, task.where.operation
    rounds = step.repeat.at_most if step.repeat else 1
    working, opens = _calendar(table, step)
    table.step(
        task.where,
        task.name,
        after=arrows(step.after) or task.begins,
        needs=_needs(table, step),
        postings=_payments(table, task),
        duration=table.draw(
            step.duration,
            key=f"{task.key}/duration",
            path=(*task.path, "duration"),
            operation=operation,
            rounds=rounds,
        ),
        chance=table.draw(
            Chance(step.chance), key=f"{task.key}/chance", path=(*task.path, "chance"), operation=operation
        ),
        repeat=_repeat(table, task, rounds),
        rounds=rounds,
        not_before=task.not_before,
        give_up_after=float("inf") if step.give_up_after is None else step.give_up_after,
        mandatory=not step.optional,
        priority=table.operations[operation].priority if step.priority is None else step.priority,
        path=".".join(map(str, task.path)),
        working=working,
        opens=opens,
    )


def _repeat(table: Table, task: Task, rounds: int) -> int:
    if task.step.repeat is None:
        return NONE
    return table.draw(
        Chance(task.step.repeat.chance),
        key=f"{task.key}/repeat",
        path=(*task.path, "repeat", "chance"),
        operation=task.where.operation,
        rounds=rounds,
    )


def _calendar(table: Table, step: Step) -> tuple[int, int]:
    """Return the calendar in whose days it works, and the one at whose occasions it starts."""
    if step.calendar is None:
        return NONE, NONE
    index = table.calendars[step.calendar]
    return (index, NONE) if table.calendar_list[index].days else (NONE, index)


def _needs(table: Table, step: Step) -> tuple[NeedByName, ...]:
    return tuple(
        NeedByName(Need(table.corps(name), each.value), until=step.keeps_until or "")
        for name, each in step.needs.items()
        if not each.money
    )


def _payments(table: Table, task: Task) -> tuple[Posting, ...]:
    """Return money that a step takes: claimed and obligated at its start, disbursed at its finish."""
    postings: list[Posting] = []
    purse = f"{task.where.operation_id}.{task.name}"
    for name, each in task.step.needs.items():
        if each.money:
            fund, amounts = table.funds[name], (each.value,)
            postings += [
                Posting(fund, Account.APPORTIONED, Account.OBLIGATED, amounts, When.START, purse),
                Posting(fund, Account.OBLIGATED, Account.DISBURSED, amounts, When.FINISH, purse),
            ]
    return tuple(postings)
