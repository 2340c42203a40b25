"""One file under examination: its checked shape, where it was written, short ways to find fault with both.

What is right or wrong is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from sim.errors import BadQuantity, Finding, Severity, nearest, quote
from sim.quantities import moment
from sim.scenario.arrivals import with_arrivals
from sim.scenario.checking.wording import CLOCK, right_spelling
from sim.scenario.schema.resources import Part

if TYPE_CHECKING:
    from sim.scenario.parsing import KeyPath
    from sim.scenario.reading import Document
    from sim.scenario.schema import Scenario

MOST_NAMES = 12
"""Names shown of those that are there."""
NAME_HERE = "NAME"
"""Stands for the missing name in an example of how to declare it."""
SCALARS = (str, int, float, type(None))
"""What holds no parts."""
MOST_SUGGESTIONS = 100
"""Unknown names for which the nearest right one is looked for."""

Check = Callable[["Case"], Iterable[Finding]]


def written(data: Any, path: KeyPath) -> KeyPath:
    """Return the part of a path that stands in the file.

    `after: decide` is short for a list of one link: what only the long form has falls out.
    """
    found: list[str | int] = []
    for part in path:
        if isinstance(data, dict):
            there = part in data
        else:
            there = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if there:
            data = data[part]
            found.append(part)
    return tuple(found)


def listed(names: Iterable[str]) -> str:
    """Return some names as one line of text, or that there are none."""
    first = list(islice(names, MOST_NAMES + 1))
    shown = ", ".join(first[:MOST_NAMES])
    return f"{shown}, …" if len(first) > MOST_NAMES else shown or "none is declared"


@dataclass(frozen=True)
class Examined:
    """A file of the right shape: its document, and `top`, what it declares."""

    document: Document
    top: Part

    def finding(
        self,
        path: KeyPath,
        message: str,
        *,
        allowed: str = "",
        suggestion: str = "",
        key: bool = False,
        severity: Severity = "error",
    ) -> Finding:
        """Return a finding about the value at a path, or about its key."""
        there = written(self.document.data, path)
        place = self.document.key_place(there) if key else self.document.place(there)
        return place.finding(message, allowed=allowed, suggestion=suggestion, severity=severity)

    def warning(self, path: KeyPath, message: str, *, allowed: str = "", key: bool = False) -> Finding:
        """Return a doubt about the value at a path, or about its key."""
        return self.finding(path, message, allowed=allowed, key=key, severity="warning")

    def unknown(
        self,
        path: KeyPath,
        name: str,
        names: Collection[str],
        *,
        what: str,
        key: bool = False,
        declare: str = "",
    ) -> Iterator[Finding]:
        """Yield that nothing of a kind has a name, unless something has.

        Parameters: `declare`: how such a thing is declared, NAME in place of its name.
        """
        if name not in names:
            message = f"there is no {what} {quote(name)}"
            suggestion = self.near(name, names)
            allowed = listed(names)
            if declare:
                allowed += f"; or declare it {declare.replace(NAME_HERE, name)}"
            yield self.finding(path, message, allowed=allowed, suggestion=suggestion, key=key)

    def near(self, name: str, names: Iterable[str]) -> str:
        """Return the nearest of some names; '' after many, since looking for one takes a while."""
        self._looked_for.add(name)
        return nearest(name, names) if len(self._looked_for) <= MOST_SUGGESTIONS else ""

    @cached_property
    def _looked_for(self) -> set[str]:
        return set()

    @cached_property
    def parts(self) -> tuple[tuple[KeyPath, Part], ...]:
        """Every part that the file declares, with its path."""
        return tuple(_parts(self.top, ()))


@dataclass(frozen=True)
class Case(Examined):
    """A scenario of the right shape and the document it was read from."""

    top: Scenario

    @property
    def scenario(self) -> Scenario:
        """What the file declares."""
        return self.top

    def unreadable(
        self, path: KeyPath, text: str | None, *, words: tuple[str, ...] = ()
    ) -> Iterator[Finding]:
        """Yield that a moment cannot be read, unless it is missing or one of some words."""
        if text is None or text in words:
            return
        try:
            moment(text, self.start or date.min, allow_negative=self.start is None)
        except BadQuantity as error:
            clock = "; no time of day" if CLOCK.fullmatch(text) else ""
            allowed = ", ".join((*(quote(each) for each in words), error.allowed)) + clock
            suggestion = error.suggestion or nearest(text, words) or right_spelling(text)
            yield self.finding(path, error.message, allowed=allowed, suggestion=suggestion)

    def day(self, text: str) -> float:
        """Return a moment as days since D+0; one that cannot be read is D+0."""
        try:
            return moment(text, self.start or date.min, allow_negative=True)
        except BadQuantity:
            return 0.0

    @cached_property
    def whole(self) -> Scenario:
        """The scenario with the operations that may come at random among its crises."""
        return with_arrivals(self.scenario)

    @cached_property
    def start(self) -> date | None:
        """D+0, or None where `start` is not a date."""
        try:
            return date.fromisoformat(self.scenario.start)
        except ValueError:
            return None


def _parts(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Part]]:
    if isinstance(value, Part):
        yield path, value
    for key, below in _below(value):
        if not isinstance(below, SCALARS):
            yield from _parts(below, (*path, key))


def _below(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return value.items()
    if isinstance(value, tuple):
        return enumerate(value)
    return given(value) if isinstance(value, Part) else ()


def given(part: Part) -> Iterator[tuple[str, Any]]:
    """Yield the fields that the file gives a part, under their names in YAML."""
    for name, field in type(part).model_fields.items():
        if name in part.model_fields_set:
            yield field.alias or name, getattr(part, name)
