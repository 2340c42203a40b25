"""Values that whoever decides fills in: asked before they are used, within bounds, of the right kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from exercises.script.schema.values import is_asked
from sim import quantities
from sim.errors import BadQuantity, nearest, quote
from sim.scenario.checking.case import listed
from sim.scenario.values import count, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from exercises.script.checking.case import Carried, ScriptCase
    from exercises.script.schema.changes import Ask
    from sim.errors import Finding
    from sim.scenario.parsing import KeyPath

READERS: dict[str, Callable[[Any], float]] = {
    "dollars": quantities.dollars,
    "count": count,
    "number": number,
}
KINDS = {"withdraw": "dollars", "deposit": "dollars", "lose": "count", "gain": "count", "shift": "number"}
"""Key of an effect → kind of the values that stand there."""


def check_asks(case: ScriptCase) -> Iterator[Finding]:
    """Yield questions without a use, bounds that cannot be read, are crossed, or leave the offer outside."""
    for name, decision in case.script.decisions.items():
        used = {
            asked
            for carried in case.effects
            if carried.path[:2] == ("decisions", name)
            for _, asked, _ in _uses(carried)
        }
        for key, ask in decision.asks.items():
            path: KeyPath = ("decisions", name, "asks", key)
            yield from _bounds(case, path, ask)
            if key not in used:
                message = f"{quote(key)} is asked for, and no effect uses it"
                yield case.finding(path, message, allowed=f"'{{{key}}}' in an effect", key=True)


def _bounds(case: ScriptCase, path: KeyPath, ask: Ask) -> Iterator[Finding]:
    read: dict[str, float] = {}
    for key in ("least", "most", "default"):
        written = getattr(ask, key)
        if key == "default" and written is None:
            continue
        try:
            read[key] = READERS[ask.kind](written)
        except BadQuantity as error:
            yield case.finding(
                (*path, key), error.message, allowed=error.allowed, suggestion=error.suggestion
            )
    if not {"least", "most"} <= read.keys():
        return
    if read["least"] > read["most"]:
        message = f"the least is more than the most, {quote(ask.most)}"
        yield case.finding((*path, "least"), message, allowed=f"up to {ask.most}")
    elif "default" in read and not read["least"] <= read["default"] <= read["most"]:
        message = f"{quote(ask.default)} is outside what may be answered"
        yield case.finding((*path, "default"), message, allowed=f"{ask.least} to {ask.most}")


def check_asked(case: ScriptCase) -> Iterator[Finding]:
    """Yield uses of values that nobody asks for, or that are of another kind than stands there."""
    for carried in case.effects:
        asks = carried.asks
        for path, name, kind in _uses(carried):
            if asks is None:
                message = f"{quote('{' + name + '}')} is filled in by nobody here"
                yield case.finding(path, message, allowed="a value; only decisions have 'asks'")
            elif name not in asks:
                message = f"{quote('{' + name + '}')} is not asked for"
                near = nearest(name, asks)
                allowed = listed(f"{{{each}}}" for each in asks)
                yield case.finding(path, message, allowed=allowed, suggestion=f"{{{near}}}" if near else "")
            elif kind and asks[name].kind != kind:
                message = f"{quote('{' + name + '}')} asks for {asks[name].kind}, and here stands {kind}"
                yield case.finding(path, message, allowed=f"kind: {kind}")


def _uses(carried: Carried) -> Iterator[tuple[KeyPath, str, str]]:
    """Yield each use of an asked value in an effect: its path, the name, and the kind that stands there."""
    effect = carried.effect
    for key in ("set", "scale", *KINDS):
        for path, name in _asked(getattr(effect, key), (*carried.path, key)):
            yield path, name, KINDS.get(key, "")


def _asked(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if is_asked(value):
        yield path, value[1:-1]
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _asked(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _asked(each, (*path, index))


def ends_of(asks: Mapping[str, Ask]) -> list[dict[str, Any]]:
    """Return the answers at both ends of what may be answered; one without answers where nothing is asked."""
    if not asks:
        return [{}]
    return [{name: getattr(ask, end) for name, ask in asks.items()} for end in ("least", "most")]


def filled(value: Any, answers: Mapping[str, Any]) -> Any:
    """Return a value with the answers in the places of their names; what nobody asked stays as it is."""
    if is_asked(value):
        return answers.get(value[1:-1], value)
    if isinstance(value, dict):
        return {key: filled(each, answers) for key, each in value.items()}
    return [filled(each, answers) for each in value] if isinstance(value, list) else value
