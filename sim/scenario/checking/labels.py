"""Evidence labels: each names a field that is there, and 'source' says which source.

What a label means for a number is `sim.scenario.evidence`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sim.distributions import Distribution
from sim.errors import nearest, quote
from sim.scenario.checking.case import given
from sim.scenario.checking.declared import keys_of, noun_of
from sim.scenario.evidence import evidence_of
from sim.scenario.values import EVIDENCE, Amount

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.checking.case import Case, Examined
    from sim.scenario.parsing import KeyPath
    from sim.scenario.schema.resources import Part

LABELS = ("evidence", "source")
BESIDE = ("format", "levers", "variants", "patches", "targets", "shocks", "milestones")
"""Top-level keys below which no number is an input of the model."""


def check_labels(case: Examined) -> Iterator[Finding]:
    """Yield labels per field that name no field, and labels 'source' that name no source."""
    for path, part in case.parts:
        for key in LABELS:
            yield from _fields(case, (*path, key), part=part, labels=getattr(part, key))
        yield from _sources(case, (*path, "evidence"), part)


def _fields(case: Examined, path: KeyPath, *, part: Part, labels: object) -> Iterator[Finding]:
    if isinstance(labels, dict):
        keys = keys_of(type(part))
        for name in labels:
            if name not in keys:
                message = f"{quote(name)} is not a key of {noun_of(type(part))}"
                suggestion = nearest(name, keys)
                yield case.finding(
                    (*path, name), message, allowed=", ".join(keys), suggestion=suggestion, key=True
                )


def _sources(case: Examined, path: KeyPath, part: Part) -> Iterator[Finding]:
    labels, sources = part.evidence, part.source
    message = "the label is 'source', and no source is named"
    if labels == "source" and not sources:
        yield case.finding(path, message, allowed="source: where the numbers come from")
    elif isinstance(labels, dict):
        for name, label in labels.items():
            named = sources.get(name) if isinstance(sources, dict) else sources
            if label == "source" and not named:
                allowed = f"source: {{{name}: where it comes from}}"
                yield case.finding((*path, name), message, allowed=allowed)


def lint_labels(case: Case) -> Iterator[Finding]:
    """Yield one warning that counts the numbers without a label, at the first of them."""
    numbers = list(_numbers(case))
    bare = [path for path in numbers if not evidence_of(case.document, path)[0]]
    if bare:
        message = f"{len(bare)} of {len(numbers)} numbers carry no evidence label; the first is this"
        yield case.warning(bare[0], message, allowed=f"evidence: {', '.join(EVIDENCE)}")


def _numbers(case: Case) -> Iterator[KeyPath]:
    """Yield the paths of the numbers that the file gives the model."""
    for path, part in case.parts:
        if path and path[0] in BESIDE:
            continue
        for name, value in given(part):
            if not path and name in BESIDE:
                continue
            if isinstance(value, dict):
                yield from ((*path, name, key) for key, each in value.items() if _is_number(each))
            elif _is_number(value):
                yield (*path, name)


def _is_number(value: Any) -> bool:
    if isinstance(value, tuple):
        return bool(value) and all(_is_number(each) for each in value)
    return isinstance(value, int | float | Distribution | Amount) and not isinstance(value, bool)
