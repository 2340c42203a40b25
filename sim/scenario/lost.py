"""Milestones that a change leaves nothing to reach: a lever takes a team away whose arrival one names.

Such a milestone, and a promise about one, is left out of the changed scenario with a warning. A name that
nothing had before the change either is a fault, and stays one (`checking.references`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sim.errors import quote
from sim.scenario.arrivals import with_arrivals
from sim.scenario.checking.naming import Names, milestones_of
from sim.scenario.checking.shape import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.errors import Finding
    from sim.scenario.parsing import KeyPath
    from sim.scenario.reading import Document

DROPPED = "it is left out here"


def without_lost(before: Document, after: Document) -> tuple[Document, tuple[Finding, ...]]:
    """Return a changed document without the milestones that the change took, and a warning for each.

    Parameters: `before`: the document as it was, in which those milestones could be reached.
    """
    then, now = _names(before), _names(after)
    if then is None or now is None:
        return after, ()
    lost = _Lost(then, now, after)
    milestones = dict(lost.milestones())
    document = _with(after, "milestones", milestones) if lost.findings else after
    left = _names(document)
    if left is not None and "targets" in document.data:
        document = _with(document, "targets", list(lost.targets(left)))
    return document, tuple(lost.findings)


def _names(document: Document) -> Names | None:
    """Return the names of a document, those of crises that come at random among them."""
    scenario, _ = shape_of(document)
    return None if scenario is None else Names(with_arrivals(scenario))


def _with(document: Document, key: str, value: Any) -> Document:
    return replace(document, data={**document.data, key: value})


@dataclass
class _Lost:
    """What a change took, found by the names that stood for something before and after it."""

    then: Names
    now: Names
    document: Document

    def __post_init__(self) -> None:
        self.findings: list[Finding] = []

    def milestones(self) -> Iterator[tuple[str, Any]]:
        """Yield the milestones that can still be reached, as they are to be written."""
        for name, declared in self.now.scenario.milestones.items():
            gone = [each for each in (*declared.all, *declared.any) if self._gone(each)]
            left = [each for each in declared.any if each not in gone]
            if not gone:
                yield name, self.document.data["milestones"][name]
            elif left:
                yield name, {"any": left}
            else:
                what = f"there is no step {quote(gone[0])} any more, so no run reaches it: {DROPPED}"
                self._found(("milestones", name), what)

    def targets(self, left: Names) -> Iterator[Any]:
        """Yield the promises about milestones that are left, or that never were."""
        there, before = milestones_of(left), milestones_of(self.then)
        for index, target in enumerate(self.document.data["targets"]):
            name = self.now.scenario.targets[index].milestone
            if name in there or name not in before:
                yield target
            else:
                what = f"there is no milestone {quote(name)} any more, so nobody can keep it: {DROPPED}"
                self._found(("targets", index), what)

    def _gone(self, step: str) -> bool:
        return self.then.meaning(step) is not None and self.now.meaning(step) is None

    def _found(self, path: KeyPath, message: str) -> None:
        self.findings.append(self.document.key_place(path).finding(message, severity="warning"))
