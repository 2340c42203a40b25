"""What may be written into a journal: names, times and payloads that every database keeps as they are.

A payload is looked through once, and all that is wrong is told at once. What a payload means is not
known here.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exercises.errors import BadEntry
from exercises.journal.entries import DRAFTED, canonical
from sim.errors import Finding, Place, quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from exercises.journal.entries import Draft, Entry

EXERCISE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
LONGEST_NAME = 200
"""Characters of an operation id, a kind, an actor, a role."""
DEEPEST = 40
"""Levels of lists and objects within each other."""
LARGEST_WHOLE = 2**63 - 1
MOST_FINDINGS = 20
"""Findings about one payload; the rest would hide them."""
UNKEPT = re.compile("[\0\ud800-\udfff]")
"""Characters that PostgreSQL does not take (NUL) or that no file can hold (halves of a pair)."""
CONTROL = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large things may be, in bytes of their canonical JSON.

    `payload`: of one entry. `header`: of an exercise, with its script and scenario. `drafts`: entries
    that one command may write.
    """

    payload: int = 256_000
    header: int = 32_000_000
    drafts: int = 10_000


USUAL = Limits()
"""What fits every exercise that was thought of."""


def is_exercise_id(name: object) -> bool:
    """Whether an exercise can have this name.

    >>> is_exercise_id("first-72-hours"), is_exercise_id("../secret")
    (True, False)
    """
    return isinstance(name, str) and EXERCISE_ID.fullmatch(name) is not None


def check_exercise_id(name: object) -> None:
    """Refuse a name that an exercise cannot have. Raises: `BadEntry`."""
    if not is_exercise_id(name):
        allowed = "1 to 64 of A-Z a-z 0-9 . _ -, the first a letter or digit"
        place = Place("new exercise", path="exercise")
        raise BadEntry([place.finding(f"{_shown(name)} cannot be a name", allowed=allowed)])


def settled(operation: str, drafts: Sequence[Draft], limits: Limits) -> list[dict[str, Any]]:
    """Return what each draft says as databases keep it: floats, and the payload as canonical text.

    Raises: `BadEntry` with all findings about all drafts.
    """
    findings = list(_of_name(operation, Place("command", path="operation")))
    place = Place("command", path="drafts")
    if not drafts:
        findings.append(place.finding("a command writes at least one entry; there is none"))
    if len(drafts) > limits.drafts:
        message = f"{len(drafts):,} entries in one command"
        findings.append(place.finding(message, allowed=f"up to {limits.drafts:,}"))
    labels = [] if findings else [f"entry {at} of the command" for at in range(1, len(drafts) + 1)]
    rows = [_row(each, label, limits, findings=findings) for each, label in zip(drafts, labels, strict=False)]
    if findings:
        raise BadEntry(findings)
    return rows


def settled_header(header: Mapping[str, Any], limits: Limits) -> str:
    """Return the canonical text of an exercise's header. Raises: `BadEntry`."""
    place = Place("header")
    findings = [
        Place("header", path=each).finding("is missing or no text", allowed="the text of the file")
        for each in ("script", "scenario")
        if not isinstance(header.get(each), str)
    ]
    findings += _first(_of_payload(header, place))
    text = "" if findings else _text_within(header, limits.header, place=place, findings=findings)
    if findings:
        raise BadEntry(findings)
    return text


def settled_history(entries: Sequence[Entry], limits: Limits) -> list[dict[str, Any]]:
    """Return what entries say that had their place elsewhere, as databases keep it.

    Raises: `BadEntry` with the first findings, also where numbers, operations and parts do not follow.
    """
    findings: list[Finding] = []
    rows, seen = [], {""}
    before = ("", -1)
    for seq, each in enumerate(entries, 1):
        label = f"entry {seq}"
        findings += _of_name(each.operation, Place(label, path="operation"))
        now = (each.operation, each.part)
        follows = each.part == 0 and each.operation not in seen
        if each.seq != seq or not (follows or now == (before[0], before[1] + 1)):
            found = f"has seq {each.seq}, part {each.part} of {quote(each.operation)}"
            findings.append(Place(label).finding(f"{found}, which does not follow"))
        rows.append(
            {**_row(each, label, limits, findings=findings), "seq": seq, "operation": now[0], "part": now[1]}
        )
        seen.add(each.operation)
        before = now
        if len(findings) >= MOST_FINDINGS:
            break
    if findings:
        raise BadEntry(findings)
    return rows


def check_read(after: int, limit: int | None) -> None:
    """Refuse what databases would read differently. Raises: `ValueError`."""
    if after < 0 or (limit is not None and limit < 0):
        message = f"after={after}, limit={limit}: neither can be below 0"
        raise ValueError(message)


def _row(draft: Draft, label: str, limits: Limits, *, findings: list[Finding]) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(draft, name) for name in DRAFTED}
    for name in ("kind", "actor", "role"):
        findings += _of_name(row[name], Place(label, path=name))
    for name in ("wall", "exercise", "scenario"):
        needless = row[name] is None and name != "wall"
        wrong = [] if needless else list(_of_moment(row[name], Place(label, path=name)))
        findings += wrong
        if not needless and not wrong:
            row[name] = float(row[name]) + 0.0  # SQLite keeps -0.0 as 0.0, so nobody may see -0.0
    place = Place(label, path="payload")
    wrong = _first(_of_payload(draft.payload, place))
    findings += wrong
    row["payload"] = (
        "" if wrong else _text_within(draft.payload, limits.payload, place=place, findings=findings)
    )
    return row


def _text_within(value: Mapping[str, Any], most: int, *, place: Place, findings: list[Finding]) -> str:
    text = canonical(value)
    size = len(text.encode())
    if size > most:
        findings.append(place.finding(f"has {size:,} bytes", allowed=f"up to {most:,} bytes"))
    return text


def _of_name(value: object, place: Place) -> Iterator[Finding]:
    allowed = f"1 to {LONGEST_NAME} characters on one line"
    if not isinstance(value, str) or not value or len(value) > LONGEST_NAME:
        yield place.finding(f"{_shown(value)} cannot be a name", allowed=allowed)
    elif found := CONTROL.search(value):
        yield place.finding(_character(found), allowed=allowed)


def _of_moment(value: Any, place: Place) -> Iterator[Finding]:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not _finite(value):
        yield place.finding(f"{_shown(value)} is no moment", allowed="a finite number")
    elif float(value) != value:
        yield place.finding(
            f"{_shown(value)} would be kept as another number", allowed="one that a float holds"
        )


def _finite(value: Any) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond every float
        return False


def _of_payload(payload: object, place: Place) -> Iterator[Finding]:
    if isinstance(payload, dict):
        yield from _of_value(payload, place, 1)
    else:
        yield place.finding(f"{_shown(payload)} is no JSON object", allowed="a dictionary of plain values")


def _of_value(value: object, place: Place, depth: int) -> Iterator[Finding]:
    if depth > DEEPEST:
        yield place.finding(f"nested more than {DEEPEST} levels deep")
    elif isinstance(value, str):
        yield from _of_text(value, place)
    elif isinstance(value, dict):
        yield from _of_object(value, place, depth)
    elif isinstance(value, list | tuple):
        for at, each in enumerate(value):
            yield from _of_value(each, Place(place.file, path=f"{place.path}[{at}]"), depth + 1)
    else:
        yield from _of_scalar(value, place)


def _of_object(value: dict[Any, object], place: Place, depth: int) -> Iterator[Finding]:
    for key, each in value.items():
        if not isinstance(key, str) or UNKEPT.search(key):
            yield place.finding(f"the key {_shown(key)} is no text that can be kept")
            continue
        yield from _of_value(each, Place(place.file, path=f"{place.path}.{key}".lstrip(".")), depth + 1)


def _of_text(value: str, place: Place) -> Iterator[Finding]:
    if found := UNKEPT.search(value):
        yield place.finding(_character(found), allowed="text without NUL and without halves of pairs")


def _of_scalar(value: object, place: Place) -> Iterator[Finding]:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, float) and math.isfinite(value):
        return
    if isinstance(value, int) and abs(value) <= LARGEST_WHOLE:
        return
    allowed = "text, finite numbers, whole numbers up to 2^63, true, false, null, lists and objects"
    yield place.finding(f"{_shown(value)} cannot be kept", allowed=allowed)


def _character(found: re.Match[str]) -> str:
    return f"the character U+{ord(found[0]):04X} at position {found.start() + 1} cannot be kept"


def _shown(value: object) -> str:
    """Return a value for an error, of any kind and size; whole numbers beyond all bounds have no digits."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST_WHOLE:
        return f"a whole number of {value.bit_length()} bits"
    return quote(value)


def _first(findings: Iterable[Finding]) -> list[Finding]:
    return [each for each, _ in zip(findings, range(MOST_FINDINGS), strict=False)]
