"""The shape of a file: what pydantic refused, brought back to where it stands, in plain words.

One finding per fault, whatever unions and shorthands the schema tries on the way. What names mean
together is not known here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from sim.scenario.checking.case import written
from sim.scenario.checking.declared import keys_of, part_at
from sim.scenario.checking.wording import Fault, said
from sim.scenario.schema import Scenario
from sim.scenario.schema.resources import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

    from sim.errors import Finding
    from sim.scenario.parsing import KeyPath
    from sim.scenario.reading import Document

KEY = "[key]"
"""How pydantic marks that the key of a mapping, not its value, is at fault."""
Top = TypeVar("Top", bound=Part)
COMBINED = "one_of"
"""Kind of the one fault that stands for all branches of a union."""


def shape_of(document: Document) -> tuple[Scenario | None, list[Finding]]:
    """Return the scenario that a document declares, or everything that is wrong with its shape."""
    return shaped(document, Scenario)


def shaped(document: Document, top: type[Top]) -> tuple[Top | None, list[Finding]]:
    """Return what a document declares in the language of `top`, or all that is wrong with its shape."""
    try:
        found = top.model_validate(document.data)
    except ValidationError as error:
        faults = [_located(each, document.data, top) for each in error.errors(include_url=False)]
        return None, [_finding(document, each) for each in _mended(_joined(faults))]
    if isinstance(document.data["format"], bool):
        return None, [document.place(("format",)).finding("'true' is not a version", allowed="1")]
    return found, []


def _located(error: ErrorDetails, data: Any, top: type[Part]) -> Fault:
    location = error["loc"]
    path = written(data, location)
    last = location[-1] if location else ""
    return Fault(
        kind=error["type"],
        path=path,
        location=location,
        value=error["input"],
        context=error.get("ctx") or {},
        branch=_branch(location, path, top=top, missing=error["type"] == "missing"),
        key=last == KEY or error["type"] == "extra_forbidden",
        top=top,
    )


def _branch(location: KeyPath, path: KeyPath, *, top: type[Part], missing: bool) -> str:
    """Return the branch of a union that pydantic tried, as it is called in a location, or ''.

    A key that only the long form has, such as `at` where `trigger: STARTEX` stands, is none.
    """
    inner = location[:-1] if missing else location
    for at, each in enumerate(inner):
        known = each in path or each == KEY or each in keys_of(part_at(inner[:at], top))
        if isinstance(each, str) and not known:
            return each
    return ""


def _joined(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield the faults with those of one union's branches joined into what the value looks like."""
    unions: dict[KeyPath, list[Fault]] = {}
    for fault in faults:
        if fault.branch:
            unions.setdefault(fault.location[: fault.location.index(fault.branch)], []).append(fault)
        else:
            yield fault
    for branches in unions.values():
        yield from _likely(branches)


def _likely(branches: list[Fault]) -> list[Fault]:
    """Return the faults of the branch that a list or a mapping was meant for, else one for all."""
    inside = [each for each in branches if _is_inside(each)]
    if inside:
        return inside
    options = [each for branch in branches for each in branch.options]
    return [replace(branches[0], kind=COMBINED, context={"options": options, "branches": branches})]


def _is_inside(fault: Fault) -> bool:
    """Whether a fault lies within the value of a union, so that this branch fitted so far."""
    return fault.location[-1] != fault.branch


def _mended(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield the faults without the keys that are missing only because they are misspelt."""
    every = list(faults)
    misspelt = {(each.path[:-1], said(each).suggestion) for each in every if each.kind == "extra_forbidden"}
    for fault in every:
        if fault.kind != "missing" or (fault.path, fault.location[-1]) not in misspelt:
            yield fault


def _finding(document: Document, fault: Fault) -> Finding:
    words = said(fault)
    path = written(document.data, (*fault.path, *words.at))
    place = document.key_place(path) if words.key else document.place(path)
    return place.finding(words.message, allowed=words.allowed, suggestion=words.suggestion)
