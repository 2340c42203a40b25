"""What a decision asks for, as filled in by whoever decides: read, held against its bounds, or refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from exercises.errors import Refused, UnknownName
from sim import quantities
from sim.errors import BadQuantity
from sim.scenario.values import count, number

if TYPE_CHECKING:
    from exercises.script.schema import Decision
    from exercises.script.schema.changes import Ask

READERS: Mapping[str, Callable[[Any], float]] = {
    "dollars": quantities.dollars,
    "count": count,
    "number": number,
}


def read_values(decision: Decision, written: Mapping[str, Any]) -> dict[str, float]:
    """Return what is asked, in numbers; what is not filled in has its default.

    Raises: `Refused` for what cannot be read, is out of bounds or was not asked.
    """
    for name in written:
        if name not in decision.asks:
            raise UnknownName(name, decision.asks, what="question")
    return {name: _read(name, ask, written.get(name)) for name, ask in decision.asks.items()}


def _read(name: str, ask: Ask, written: Any) -> float:
    read = READERS[ask.kind]
    if written is None:
        return read(ask.least if ask.default is None else ask.default)
    try:
        value = read(written)
    except BadQuantity as error:
        raise Refused(f"{name}: {error}") from error  # noqa: EM102, TRY003  the quantity's own words
    if not read(ask.least) <= value <= read(ask.most):
        message = f"{name}: {written} is out of bounds"
        raise Refused(message, advice=f"from {ask.least} to {ask.most}")
    return value
