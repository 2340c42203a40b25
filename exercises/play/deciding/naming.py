"""What a row that is written in play may name: cells, rows, options, measures, objectives that are there.

A row that names nothing that is there would stop the agenda for good: it is refused before it is kept.
The same for whole scripts, with places and all at once, is `exercises.script.checking`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from exercises.errors import Refused
from exercises.play.triggers import inner

if TYPE_CHECKING:
    from exercises.play.case import Case
    from exercises.script.schema import After, EffectDeclared, Row

Declared = TypeVar("Declared", bound=BaseModel)

LONGEST_PLACE = 300
"""Characters of where a fault is, and of what it is."""


def declared(kind: type[Declared], written: Mapping[str, Any], *, what: str) -> Declared:
    """Return what was written, as the script's language has it. Raises: `Refused` with the first fault."""
    try:
        return kind.model_validate(written)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(each) for each in first["loc"])[:LONGEST_PLACE] or what
        message = f"{where}: {first['msg'][:LONGEST_PLACE]}"
        raise Refused(message) from error


def check_names(case: Case, row: Row) -> None:
    """Refuse a row that names what is not there, or that the simulation cannot take.

    Raises: `Refused`; `BadInput` from the simulation.
    """
    for check in CHECKS:
        check(case, row)


def _cells(case: Case, row: Row) -> None:
    named = (*row.to, *row.cc, *(each.by for each in row.expected if each.by is not None))
    for cell in named:
        case.known("cell", cell, case.setting.script.cells)
    if len(set(row.to) | set(row.cc)) < len(row.to) + len(row.cc):
        message = f"{row.uid} names a cell twice"
        raise Refused(message, advice="each cell once, in 'to' or in 'cc'")
    if row.decided_by is not None and row.decided_by not in row.to:
        message = f"{row.decided_by} decides {row.uid} and does not get it"
        raise Refused(message, advice=f"decided_by: one of {', '.join(row.to) or 'its recipients'}")


def _lists(case: Case, row: Row) -> None:
    script = case.setting.script
    for objective in row.objectives:
        case.known("objective", objective, script.objectives)
    tasks = [f"{name}.{task}" for name, each in script.objectives.items() for task in each.tasks]
    for expected in row.expected:
        if expected.task is not None:
            case.known("task", expected.task, tasks)
    if row.storyline is not None:
        case.known("storyline", row.storyline, script.storylines)
    if row.parent is not None:
        case.row(row.parent)
    if row.move is not None and not 1 <= row.move <= len(script.clock.moves):
        message = f"there is no move {row.move}"
        raise Refused(message, advice=f"from 1 to {len(script.clock.moves)}")


def _trigger(case: Case, row: Row) -> None:
    for each in inner(row.trigger) if row.trigger is not None else ():
        if each.after is not None:
            _after(case, row, each.after)
        if each.when is not None:
            case.setting.world.turns(each.when, case.state.effects)


def _after(case: Case, row: Row, after: After) -> None:
    other = row if after.row == row.uid else case.row(after.row)
    if after.cell is not None:
        case.known("recipient", after.cell, (*other.to, *other.cc))
    if after.option is not None:
        case.known("option", after.option, list(other.options))


def _effects(case: Case, row: Row) -> None:
    for effect in _declared(row):
        case.setting.world.effect(effect, day=case.day, origin=row.uid, values={}, effects=case.state.effects)


def _declared(row: Row) -> Iterator[EffectDeclared]:
    yield from row.effects
    for option in row.options.values():
        yield from option.effects


CHECKS: tuple[Callable[[Case, Row], None], ...] = (_cells, _lists, _trigger, _effects)
"""What is looked at, in order."""
