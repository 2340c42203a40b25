"""What an entry of each kind says, and of what type: looked at before it is laid on the state of play.

Entries of our own rules are always so. Those of a newer version, or of a table or package that somebody
changed, may not be: they are told by number and name instead of bringing down whoever reads them. What an
entry does to the state is `folding`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from exercises.clock import FASTEST, SLOWEST
from exercises.errors import UnknownFact
from sim.errors import nearest, quote

if TYPE_CHECKING:
    from exercises.journal.entries import Entry

Is = Callable[[Any], bool]
LARGEST = 1e18
"""Of any number that an entry says; what is beyond it is no dollars, people or days of anything."""
LATEST: Mapping[str, float] = {"wall": 2.5e11, "exercise": 1e10, "scenario": 1e9}
"""How far from its origin a moment of an entry may be, in seconds, seconds and days: years of four digits."""


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST


def _day(value: Any) -> bool:
    return _number(value) and abs(value) <= LATEST["scenario"]


def _day_or_none(value: Any) -> bool:
    return value is None or _day(value)


def _second(value: Any) -> bool:
    return _number(value) and 0 <= value <= LATEST["exercise"]


def _second_or_none(value: Any) -> bool:
    return value is None or _second(value)


def _speed(value: Any) -> bool:
    return _number(value) and SLOWEST <= value <= FASTEST


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _object(value: Any) -> bool:
    return isinstance(value, dict)


def _amounts(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_number, value.values()))


def _foreseen(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, dict)
        and _text(each.get("uid"))
        and _text(each.get("said"))
        and _number(each.get("share"))
        for each in value
    )


REASON = {"reason": _text}
SPOKEN = {"text": _text}
LIVED = {"row": _text, "cells": _names, "?why": _text, "?due": _second_or_none, "?late": _flag}
WITH = {"row": _text, "cell": _text}
CHANGED = {"row": _object, "reason": _text}
DECIDED = {"id": _text, "decision": _text, "cell": _text, "values": _object, "?reason": _text}

SAYS: Mapping[str, Mapping[str, Is]] = {
    "exercise.started": {"speed": _speed, "?title": _text},
    "exercise.ended": REASON,
    "clock.paused": REASON,
    "clock.resumed": {},
    "clock.speed": {"speed": _speed},
    "clock.stepped": {"to": _second, "?reason": _text},
    "clock.jumped": {"to": _second, "passed": _object, "reason": _text},
    "move.begun": {"move": _count, "day": _day_or_none, "pace": _second, "title": _text},
    "row.armed": LIVED,
    "row.held": LIVED,
    "row.skipped": LIVED,
    "row.expired": LIVED,
    "row.failed": LIVED,
    "row.edited": CHANGED,
    "row.added": CHANGED,
    "row.retimed": {**CHANGED, "cells": _names},
    "inject.sent": LIVED,
    "inject.recalled": LIVED,
    "inject.seen": WITH,
    "inject.answered": {**WITH, "text": _text, "option": _text},
    "inject.assessed": {**WITH, "rating": _text, "note": _text},
    "effect.applied": {
        "day": _day,
        "?until": _day_or_none,
        "?set": _object,
        "?scale": _object,
        **{f"?{name}": _amounts for name in ("withdraw", "deposit", "lose", "gain", "shift")},
        "?why": _text,
        "origin": _text,
    },
    "decision.asked": DECIDED,
    "decision.taken": DECIDED,
    "decision.refused": DECIDED,
    "message.sent": {"from": _text, "to": _names, "text": _text},
    "observation.made": dict.fromkeys(("id", "objective", "task", "cell", "row", "rating", "text"), _text),
    "time.corrected": {**WITH, "state": _text, "exercise": _second, "reason": _text},
    "emergency.called": SPOKEN,
    "emergency.over": {},
    "note.made": SPOKEN,
    "lesson.adopted": {"lesson": _text, "text": _text, "?set": _object, "?scale": _object},
    "forecast.made": {"?futures": _count, "?rows": _foreseen},
    "link.issued": {
        **dict.fromkeys(("jti", "role", "cell", "name"), _text),
        "expires": _number,
        "?once": _flag,
    },
    "link.revoked": {"jti": _text},
    "link.opened": {"jti": _text, "nonce": _text, "address": _text},
    "access.refused": {**REASON, "?jti": _text, "?seat": _text, "?address": _text},
}
"""Kind of entry → what it says, and what of; with `?` what it may leave out. More may stand beside it."""

_DECISION = {"decision": "decisions", "cell": "cells"}
NAMES: Mapping[str, Mapping[str, str]] = {
    **dict.fromkeys(("decision.asked", "decision.taken", "decision.refused"), _DECISION),
    "message.sent": {"from": "cells", "to": "cells"},
    "observation.made": {"objective": "objectives", "cell": "cells"},
}
"""Kind of entry → what of it names a thing of the script, and of which sort. Rows that live are not here:
`folding` finds no life that anything could be done to."""

_RULES: Mapping[str, tuple[tuple[str, bool, Is], ...]] = {
    kind: tuple((name.lstrip("?"), not name.startswith("?"), right) for name, right in says.items())
    for kind, says in SAYS.items()
}


def check_fact(entry: Entry) -> None:
    """Refuse an entry that says other things than its kind does. Raises: `UnknownFact`."""
    rules = _RULES.get(entry.kind)
    if rules is None:
        near = nearest(entry.kind, SAYS)
        raise UnknownFact(entry.seq, entry.kind, f"no such kind is known{f' ({near} is)' if near else ''}")
    for name, latest in LATEST.items():
        moment = getattr(entry, name)
        if moment is not None and not abs(moment) <= latest:
            raise UnknownFact(entry.seq, entry.kind, f"{name} is {quote(moment)}")
    said = entry.payload
    for name, needed, right in rules:
        if name not in said:
            if needed:
                raise UnknownFact(entry.seq, entry.kind, f"it does not say {quote(name)}")
        elif not right(said[name]):
            raise UnknownFact(entry.seq, entry.kind, f"{name} is {quote(said[name])}")


def check_names(entry: Entry, known: Mapping[str, Collection[str]]) -> None:
    """Refuse an entry that names what the exercise does not have.

    Parameters: `known`: sort of thing → its names; a sort that is not there is not looked at.
    Raises: `UnknownFact`.
    """
    for name, sort in NAMES.get(entry.kind, {}).items():
        said = entry.payload[name]
        for each in said if isinstance(said, list) else [said]:
            meant = each or sort != "cells"  # '' is nobody, or control
            if meant and sort in known and each not in known[sort]:
                raise UnknownFact(entry.seq, entry.kind, f"there is no {quote(each)} among the {sort}")
