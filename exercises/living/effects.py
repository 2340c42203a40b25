"""Effects: what play has done to the simulation, as facts with a day; plain values in and out.

What carries an effect (a row, an option, a decision) and when it happens is not known here, nor what
the simulation makes of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

from exercises.script.schema.values import is_asked
from sim import quantities
from sim.errors import BadInput, BadQuantity, Finding, Place, nearest
from sim.scenario.values import count, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from exercises.script.schema import EffectDeclared


def _dollars(value: Any) -> int:
    """Read dollars as an answer gives them: a plain whole number, or with their unit."""
    return count(value) if isinstance(value, int) else quantities.dollars(value)


BLOWS: Mapping[str, Callable[[Any], float]] = {
    "withdraw": _dollars,
    "deposit": _dollars,
    "lose": count,
    "gain": count,
    "shift": number,
}
"""Kind of blow → how its amounts are read."""
PATCHES = ("set", "scale")


@dataclass(frozen=True)
class Effect:
    """A patch from a day on, blows on that day, or both.

    `day`: days since D+0 at which it happened; it acts right after whatever else happened at that
    moment. `until`: day on which a patch ends; None: for good. The others as `EffectDeclared` has them,
    with dollars, people and changes as numbers. `origin`: dotted path of what carried it, for errors.
    """

    day: float
    until: float | None = None
    set: Mapping[str, Any] = field(default_factory=dict)
    scale: Mapping[str, Any] = field(default_factory=dict)
    withdraw: Mapping[str, int] = field(default_factory=dict)
    deposit: Mapping[str, int] = field(default_factory=dict)
    lose: Mapping[str, int] = field(default_factory=dict)
    gain: Mapping[str, int] = field(default_factory=dict)
    shift: Mapping[str, float] = field(default_factory=dict)
    why: str = ""
    origin: str = ""

    def plain(self) -> dict[str, Any]:
        """Return it as plain values for JSON; what is empty is left out."""
        return {name: each for name, each in asdict(self).items() if each not in (None, "", {})}

    @classmethod
    def from_plain(cls, found: Mapping[str, Any]) -> Effect:
        """Return the effect that `plain` gave.

        Raises: `BadInput` for a key that no effect has, or a day that is none.
        """
        names = [each.name for each in fields(cls)]
        unknown = [each for each in found if each not in names]
        place = Place("effect", path=str(found.get("origin", "")))
        if unknown:
            message = f"an effect has no {unknown[0]!r}"
            suggestion = nearest(unknown[0], names)
            raise BadInput([place.finding(message, allowed=", ".join(names), suggestion=suggestion)])
        if not isinstance(found.get("day"), int | float) or isinstance(found["day"], bool):
            raise BadInput([place.finding("an effect has a day", allowed="days since D+0")])
        return cls(**found)

    @cached_property
    def key(self) -> str:
        """What tells it from others: two effects with the same key do the same."""
        return json.dumps(self.plain(), sort_keys=True)

    @cached_property
    def content(self) -> str:
        """What its patch says, on whatever day."""
        return json.dumps([dict(self.set), dict(self.scale), self.why, self.origin])

    @property
    def patches(self) -> bool:
        """Whether it changes numbers from its day on."""
        return bool(self.set or self.scale)


def effect_of(
    declared: EffectDeclared, day: float, *, origin: str, asked: Mapping[str, Any] | None = None
) -> Effect:
    """Return a declared effect as it happens on a day of the scenario.

    Parameters: `origin`: what carries it; `asked`: what was filled in for each `{name}`.
    Raises: `BadInput` where nothing, or nothing that can be read, was filled in.
    """
    given: dict[str, dict[str, Any]] = {}
    findings: list[Finding] = []
    for kind in (*PATCHES, *BLOWS):
        filled = given[kind] = dict(getattr(declared, kind))
        for name, value in filled.items():
            try:
                filled[name] = _filled(value, asked or {}, BLOWS.get(kind))
            except BadQuantity as error:
                findings.append(error.at(Place(origin or "effect", path=f"{kind}.{name}")))
    if findings:
        raise BadInput(findings)
    until = None if declared.lasting is None else day + declared.lasting
    return Effect(day, until, **given, why=declared.why or "", origin=origin)


def _filled(value: Any, asked: Mapping[str, Any], parse: Callable[[Any], float] | None) -> Any:
    if not is_asked(value):
        return value
    name = value[1:-1]
    if asked.get(name) is None:
        message = f"nobody said what {value} is"
        raise BadQuantity(message, allowed=f"an answer for {name!r}")
    return asked[name] if parse is None else parse(asked[name])
