"""What a delivery leaves in the journal: the row to its recipients, and its effects on the simulation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from exercises.journal.entries import Draft
    from exercises.play.case import Case
    from exercises.script.schema import EffectDeclared, Row

DELIVERED = ("inject", "contingency", "context", "key_event")
"""Kinds of rows that go to their recipients; the others are lists for control and evaluators."""


def sent(
    case: Case,
    row: Row,
    cells: Sequence[str],
    *,
    why: str,
    due: float | None = None,
    late: bool = False,
) -> list[Draft]:
    """Return the entries of a delivery; a row acts on the simulation once, with its first recipient."""
    entry = case.draft("inject.sent", row=row.uid, cells=list(cells), why=why, due=due, late=late)
    gone = any(run.reached("sent") for _, run in case.state.runs_of(row.uid))
    return [entry] if gone else [entry, *effects(case, row.effects, origin=row.uid)]


def effects(
    case: Case,
    declared: Iterable[EffectDeclared],
    *,
    origin: str,
    values: Mapping[str, Any] | None = None,
) -> list[Draft]:
    """Return one entry for each effect, as it acts from this moment on."""
    so_far = list(case.state.effects)
    found = []
    for each in declared:
        effect = case.setting.world.effect(
            each, day=case.day, origin=origin, values=values or {}, effects=so_far
        )
        so_far.append(effect)
        found.append(case.draft("effect.applied", **effect))
    return found
