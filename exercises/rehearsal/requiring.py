"""What a rehearsal must show: `objective(money) >= 0.9`, `silence(embassy) <= 30 min`, and the like.

A share is held against its point estimate; a load or a silence against the play that nine of ten do not
exceed. What plays add up to is `exercises.rehearsal.reckoning`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from exercises import times
from exercises.times import say_length
from sim.errors import BadInput, BadQuantity, Place, nearest, quote
from sim.report.words import share_text
from sim.scenario.values import count, share

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from exercises.rehearsal.reckoning import Found
    from exercises.script.schema import Script
    from sim.errors import Finding

WRITTEN = re.compile(r"\s*([a-z_]+)\s*(?:\(\s*(.*?)\s*\))?\s*(>=|<=|≥|≤)\s*(.+?)\s*")
AT_LEAST, AT_MOST = ">=", "<="
GRAMMAR = (
    "objective(NAME) >= 0.9, fires(ROW) >= 0.5, endex_on_time >= 0.95, load(CELL) <= 5, "
    "silence(CELL) <= 30 min"
)
SIGNS = {"≥": AT_LEAST, "≤": AT_MOST}


class Kind(NamedTuple):
    """A thing that may be required: what it names, which way, and how its limit is read and said."""

    names: str
    sign: str
    read: Callable[[object], float]
    say: Callable[[float], str]


def _plain(value: float) -> str:
    return f"{value:g}"


def _number(value: object) -> object:
    """Return text that is a plain number as one; anything else as it stands."""
    try:
        found = float(str(value))
    except ValueError:
        return value
    return int(found) if found.is_integer() and "." not in str(value) else found


KINDS: dict[str, Kind] = {
    "objective": Kind("objective", AT_LEAST, lambda text: share(_number(text)), share_text),
    "fires": Kind("row", AT_LEAST, lambda text: share(_number(text)), share_text),
    "endex_on_time": Kind("", AT_LEAST, lambda text: share(_number(text)), share_text),
    "load": Kind("cell or controller", AT_MOST, lambda text: float(count(_number(text))), _plain),
    "silence": Kind("cell or controller", AT_MOST, times.length, say_length),
}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that must hold. `name`: of what; `limit`: a share, rows per quarter of an hour, seconds."""

    written: str
    kind: str
    name: str
    limit: float


class Held(NamedTuple):
    """A requirement and what was found. `found`: as the limit is; `said`: in words, with its interval."""

    requirement: Requirement
    found: float
    met: bool
    said: str


def requirements(written: Sequence[str], script: Script) -> tuple[Requirement, ...]:
    """Return what is required, read against a script.

    Raises: `BadInput` with everything that cannot be read or names what is not there.
    """
    found: list[Requirement] = []
    faults: list[Finding] = []
    for text in written:
        try:
            found.append(_read(text, script))
        except BadQuantity as error:
            faults.append(error.at(Place("--require", path=text)))
    if faults:
        raise BadInput(faults)
    return tuple(found)


def _read(text: str, script: Script) -> Requirement:
    parts = WRITTEN.fullmatch(text)
    if parts is None or parts[1] not in KINDS:
        near = nearest(parts[1], KINDS) if parts is not None else ""
        message = f"{quote(text)} is no requirement"
        raise BadQuantity(message, allowed=GRAMMAR, suggestion=near)
    kind = KINDS[parts[1]]
    if SIGNS.get(parts[3], parts[3]) != kind.sign:
        message = f"{parts[1]} is asked with {kind.sign}, found {parts[3]}"
        raise BadQuantity(message, allowed=GRAMMAR)
    name = _name(parts[1], parts[2], _known(kind, script))
    return Requirement(text.strip(), parts[1], name, kind.read(parts[4]))


def _known(kind: Kind, script: Script) -> list[str]:
    controllers = [each.controller for each in script.rows if each.controller]
    return {
        "objective": list(script.objectives),
        "row": [each.uid for each in script.rows],
        "cell or controller": [*script.cells, *dict.fromkeys(controllers)],
    }.get(kind.names, [])


def _name(kind: str, written: str | None, known: Collection[str]) -> str:
    what = KINDS[kind].names
    if not what:
        if written is not None:
            message = f"{kind} names nothing"
            raise BadQuantity(message, allowed=GRAMMAR)
        return ""
    if written in known:
        return str(written)
    if written is not None and what == "objective" and written.isdigit() and 0 < int(written) <= len(known):
        return list(known)[int(written) - 1]
    message = f"there is no {what} {quote(written or '')}"
    allowed = ", ".join(known) or "none is declared"
    raise BadQuantity(message, allowed=allowed, suggestion=nearest(written or "", known))


def hold(found: Found, required: Sequence[Requirement]) -> tuple[Held, ...]:
    """Return what became of each requirement."""
    return tuple(_held(found, each) for each in required)


def _held(found: Found, required: Requirement) -> Held:
    kind = KINDS[required.kind]
    if kind.sign == AT_LEAST:
        shares = {
            "objective": {each.name: each.exercised for each in found.objectives},
            "fires": {each.uid: each.fires for each in found.rows},
            "endex_on_time": {"": found.on_time},
        }
        here = shares[required.kind][required.name]
        said = f"{share_text(here.value)} ({share_text(here.low)} to {share_text(here.high)}, {here.method})"
        return Held(required, here.value, here.value >= required.limit, said)
    duty = next(each for each in (*found.cells, *found.controllers) if each.name == required.name)
    value = duty.peak[1] if required.kind == "load" else duty.silence_s[1]
    return Held(required, value, value <= required.limit, f"{kind.say(value)} (P90 over {found.n} plays)")
