"""Errors as their reader meets them: where it is, what was found, what is allowed, what to do.

    ScrsError            root; `exit_code` is what the command ends with
    ├── BadInput         1  what was given is wrong: every finding at once, each with its place
    │   ├── Unreadable   1  no document at all: missing, a folder, too large, not text, not YAML
    │   └── UnknownPath  1  a patch names a path that is not there
    ├── BadQuantity      1  '15 days' on its own: becomes a finding where its place is known
    ├── BrokenStudy      1  a study folder cannot be taken up again: another study's, or a part is lost
    ├── BadOutput        2  the place named for the results cannot be written
    ├── WorkerLost       3  a process that shared the work ended before it was done
    ├── EnginesDiffer    4  the two engines do not agree on a run
    └── AllBroke         4  too few runs came to their end to tell anything

No rule about scenarios lives here; who finds something wrong says so through `Place.finding`.
"""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning"]

WIDEST = 110
"""Characters of a source line that are shown; of a longer line, those around the column."""
LONGEST_WORD = 80
"""Characters up to which a word is shown whole and a nearest spelling is looked for."""


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Return the allowed spelling nearest to a word, or '' if none is near.

    >>> nearest("pritority", ["fifo", "priority", "smallest_first"])
    'priority'
    """
    names = list(allowed)
    folded = {name.casefold(): name for name in reversed(names)}
    if len(word) > LONGEST_WORD:
        return ""
    found = difflib.get_close_matches(word.casefold(), folded, n=1)
    return folded[found[0]] if found else ""


def quote(value: object) -> str:
    """Return what was found, in quotes, cut where it is long.

    >>> quote("15 days"), quote(10)
    ("'15 days'", "'10'")
    """
    text = value if isinstance(value, str) else str(value)
    return repr(text if len(text) <= LONGEST_WORD else f"{text[:LONGEST_WORD]}…")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one source line, and the path of the value that stands there.

    `file`: name for display. `line`: from 1; 0 where no line is known. `column`: from 1, in characters.
    `path`: dotted, such as `doctrine.steps.notify.duration`. `text`: the whole source line, '' if
    unknown. `width`: characters to underline.
    """

    file: str
    line: int = 0
    column: int = 1
    path: str = ""
    text: str = ""
    width: int = 1

    def __str__(self) -> str:
        """Return `file:line:column`, or the file alone where no line is known."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def finding(
        self, message: str, *, allowed: str = "", suggestion: str = "", severity: Severity = "error"
    ) -> Finding:
        """Return a finding about what stands here."""
        return Finding(severity, self, message, allowed=allowed, suggestion=suggestion)

    def excerpt(self) -> list[str]:
        """Return the source line and, below it, the carets; nothing where the line is not known."""
        if not self.line or not self.text:
            return []
        text, column = _cropped(visible(self.text.replace("\t", " ")), self.column)
        carets = "^" * max(1, min(self.width, len(text) + 1 - column))
        return [f"{self.line:>6} | {text}", f"{'':>6} | {' ' * (column - 1)}{carets}"]


def visible(text: str) -> str:
    r"""Return a text of which every character is seen: none that clears a screen or turns a line.

    >>> visible("a\x1b[2Jb\u202ec")
    'a�[2Jb�c'
    """
    return text if text.isprintable() else "".join(map(_seen, text))


def _seen(character: str) -> str:
    """Return a character as it may be shown; Persian cannot be written without its joiners."""
    if character.isprintable() or character in "\n\u200c\u200d":
        return character
    return " " if unicodedata.category(character) == "Zs" else "\N{REPLACEMENT CHARACTER}"


def _cropped(text: str, column: int) -> tuple[str, int]:
    if len(text) <= WIDEST:
        return text, column
    first = max(0, min(column - 1 - WIDEST // 2, len(text) - WIDEST))
    head = "…" if first else ""
    tail = "…" if first + WIDEST < len(text) else ""
    return f"{head}{text[first : first + WIDEST]}{tail}", column - first + len(head)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or doubtful, at one place.

    `allowed`: what may stand there. `suggestion`: what was probably meant, as it would be written.
    """

    severity: Severity
    place: Place
    message: str
    allowed: str = ""
    suggestion: str = ""

    def render(self) -> str:
        """Return the finding as shown to its reader: head, source line with carets, advice."""
        kind = "" if self.severity == "error" else f"{self.severity}: "
        path = f"{self.place.path}: " if self.place.path else ""
        advice = advise(self.allowed, self.suggestion)
        last = [f"  {advice}"] if advice else []
        whole = [f"{self.place}: {kind}{path}{self.message}", *self.place.excerpt(), *last]
        return "\n".join(map(visible, whole))


def advise(allowed: str, suggestion: str) -> str:
    """Return what is allowed and what was probably meant as one line of text.

    >>> advise("fifo, priority, smallest_first", "fifo")
    "allowed: fifo, priority, smallest_first. Did you mean 'fifo'?"
    """
    label = "" if allowed.startswith("allowed") else "allowed: "
    first = [f"{label}{allowed.removesuffix('.')}."] if allowed else []
    return " ".join([*first, *([f"Did you mean '{suggestion}'?"] if suggestion else [])])


class ScrsError(Exception):
    """Root of all errors that the platform raises on purpose."""

    exit_code: ClassVar[int] = 1

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how it is made again where a worker raised it, whatever its class asks of who raises it."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[ScrsError], args: tuple[Any, ...], said: dict[str, Any]) -> ScrsError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(said)
    return error


class BadInput(ScrsError):  # noqa: N818  the user reads the name: what was given is bad
    """What was given is wrong; holds all findings, so that they can be mended in one go."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        """Return all findings, rendered, in the order in which they were found."""
        return "\n".join(each.render() for each in self.findings)


class Unreadable(BadInput):
    """There is no document: missing, a folder, too large, not text or not YAML."""


class UnknownPath(BadInput):
    """A patch names a path that is not there."""


class BadQuantity(ScrsError, ValueError):  # noqa: N818  as above
    """A quantity that cannot be read, met where its place is not known yet."""

    def __init__(self, message: str, *, allowed: str = "", suggestion: str = "") -> None:
        self.message = message
        self.allowed = allowed
        self.suggestion = suggestion
        super().__init__(message)

    def __str__(self) -> str:
        """Return the message and the advice on one line."""
        advice = advise(self.allowed, self.suggestion)
        return f"{self.message}; {advice}" if advice else self.message

    def at(self, place: Place) -> Finding:
        """Return the finding that this is at a place."""
        return place.finding(self.message, allowed=self.allowed, suggestion=self.suggestion)


class BrokenStudy(ScrsError):  # noqa: N818  as above
    """A study folder cannot be taken up again: it is another study's, or a part of it is lost."""

    def __str__(self) -> str:
        """Return what is wrong; what a manifest says is somebody's text."""
        return visible(super().__str__())


class BadOutput(ScrsError):  # noqa: N818  as above
    """The place named for the results cannot be written."""

    exit_code: ClassVar[int] = 2


class WorkerLost(ScrsError):  # noqa: N818  as above
    """A process that shared the work ended before it was done; no result of it is used."""

    exit_code: ClassVar[int] = 3

    def __init__(self, workers: int) -> None:
        self.workers = workers
        super().__init__(workers)

    def __str__(self) -> str:
        """Return what happened, the likely reason, and what to do."""
        return (
            f"one of {self.workers} worker processes ended before its work was done, time and again: killed, "
            "most likely because memory ran out. Try again with fewer workers (--workers 1)."
        )


class AllBroke(ScrsError):  # noqa: N818  as above
    """Runs broke off, a fault of ours, and too few futures are left to tell anything."""

    exit_code: ClassVar[int] = 4

    def __init__(self, left: int, first: str) -> None:
        self.left = left
        self.first = first
        super().__init__(left, first)

    def __str__(self) -> str:
        """Return what happened, and where to begin."""
        return (
            f"runs broke off, and {self.left} futures are left: too few. The first is {self.first}. "
            "This is a fault of scrs, not of the scenario: please report it."
        )


class EnginesDiffer(ScrsError):  # noqa: N818  as above
    """The two engines do not agree on a run: one of them is wrong, so neither is believed."""

    exit_code: ClassVar[int] = 4

    def __init__(self, replication: int, what: str, found: tuple[object, object]) -> None:
        self.replication = replication
        self.what = what
        self.found = found
        super().__init__(replication, what, found)

    def __str__(self) -> str:
        """Return where they differ, and what to do."""
        simpy, compiled = self.found
        return (
            f"the engines differ in replication {self.replication}: {self.what} is {simpy!r} on SimPy and "
            f"{compiled!r} on the compiled engine. Play with --engine simpy, and report this with the "
            "scenario, the seed and the replication."
        )
