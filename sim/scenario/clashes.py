"""Clashes: two patches that act on the same value, so that together they have no meaning.

Which patches are laid together is decided by who calls.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.errors import quote
from sim.scenario.parsing import dotted
from sim.scenario.patches import touched

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.errors import Finding, Severity
    from sim.scenario.parsing import KeyPath
    from sim.scenario.patches import Patch, Verb
    from sim.scenario.reading import Document


class Touch(NamedTuple):
    """One value that a patch changes: where, how, to what (or by which factor), and as written."""

    path: KeyPath
    verb: Verb
    value: Any
    target: str

    def excludes(self, other: Touch) -> bool:
        """Whether the order of the two would decide what comes out.

        Two factors on one value multiply; two equal values are one. A value set inside a part that the
        other sets or scales is lost or not, depending on who comes last.
        """
        if self.path == other.path:
            return self.verb != other.verb or (self.verb == "set" and self.value != other.value)
        length = min(len(self.path), len(other.path))
        return self.path[:length] == other.path[:length]

    @property
    def phrase(self) -> str:
        """Return what it does, in words."""
        return f"sets {quote(self.target)} to" if self.verb == "set" else f"scales {quote(self.target)} by"


@dataclass(frozen=True)
class Clash:
    """Two patches that act on one value: (name, patch, what it does there) of each."""

    first: tuple[str, Patch, Touch]
    second: tuple[str, Patch, Touch]

    def finding(self, *, severity: Severity = "error") -> Finding:
        """Return the finding, at the path that the second of them writes."""
        (one, _, first), (other, patch, second) = self.first, self.second
        place = patch.key_place_of(second.verb, second.target)
        message = (
            f"levers {quote(one)} and {quote(other)} exclude each other at {quote(dotted(second.path))}: "
            f"the first {first.phrase} {quote(first.value)}, the second {second.phrase} {quote(second.value)}"
        )
        allowed = "both together only where they act on different values, or set the same one"
        return place.finding(message, allowed=allowed, severity=severity)


def clashes(document: Document, patches: Mapping[str, Patch]) -> Iterator[Clash]:
    """Yield each pair of patches that exclude each other, with the first value at which they do."""
    touches = {name: list(_touches(document, patch)) for name, patch in patches.items()}
    for one, other in combinations(patches, 2):
        for first, second in product(touches[one], touches[other]):
            if first.excludes(second):
                yield Clash((one, patches[one], first), (other, patches[other], second))
                break


def _touches(document: Document, patch: Patch) -> Iterator[Touch]:
    for path, verb, target in touched(document, patch):
        yield Touch(path, verb, (patch.set if verb == "set" else patch.scale)[target], target)
