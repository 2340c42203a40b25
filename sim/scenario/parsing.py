"""YAML text → plain data, with the place of each value and key; YAML without its traps.

Only null, true, false, decimal numbers and text: `on`, `NO`, `08:00`, `010` and dates are text. No
anchors, merge keys or tags, no key twice. Neither files nor the meaning of values are known here.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml

from sim.errors import BadInput, BadQuantity, Finding, Place, Unreadable, quote
from sim.scenario.places import Places, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

KeyPath = tuple[str | int, ...]
"""Keys and list indices from the top of a document down to a value."""

DEEPEST = 50
"""Levels of nesting."""
LONGEST_NUMBER = 18
"""Digits of a whole number; more is a code or an id, and text."""
MOST_FINDINGS = 50
"""Faults after which a text is not read on."""

LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser where PyYAML was built with it; what both take, they read alike."""
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_COUNTED = re.compile(r"0|[1-9][0-9]*")
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_ADVICE = (
    (r"\\t|tab character", "indent with spaces, not with tabs"),
    (r"mapping values are not allowed", "no key can stand here; text that holds ': ' needs quotes"),
    (r"',' or '[\]}]'", "the bracket is not closed, or a comma is missing"),
    (r"<block end>|did not find expected (key|'-')", "this line does not fit the indentation above it"),
    (r"expected ':'", "this key has no ':'"),
    (r"end of stream", "the quote is not closed"),
    (r"sequence entries are not allowed", "a list starts on the line below its key"),
    (r"cannot start any token|alphabetic or numeric", "text that starts with this character needs quotes"),
    (r"node content", "a value is missing, or a bracket is not closed"),
    (r"<document start>", "nothing may follow the end of the document"),
)
"""What the parser says → what the reader can do about it."""


def dotted(path: Iterable[str | int]) -> str:
    """Return a path as it is shown, and as patches write it: `risks.0.chance`."""
    return ".".join(map(str, path))


def plain_value(text: str) -> Any:
    """Return what text without quotes stands for: null, a truth value, a decimal number or itself.

    >>> [plain_value(each) for each in ("true", "10", "1e3", "10:30", "010", "on", "10 d")]
    [True, 10, 1000.0, '10:30', '010', 'on', '10 d']
    """
    if text in _WORDS:
        return _WORDS[text]
    if not _DECIMAL.fullmatch(text):
        return text
    whole = _WHOLE.fullmatch(text) is not None
    if (whole and len(text.lstrip("-")) > LONGEST_NUMBER) or not math.isfinite(float(text)):
        message = f"the number {quote(text)} is too large"
        allowed = f"whole numbers up to {LONGEST_NUMBER} digits; quotes, if it is text"
        raise BadQuantity(message, allowed=allowed)
    return int(text) if whole else float(text)


def _is_no_name(text: str) -> bool:
    """Whether a key without quotes stands for something else than text: `1:` names a step, `1.5:` nothing."""
    return text in _WORDS or (_DECIMAL.fullmatch(text) is not None and _COUNTED.fullmatch(text) is None)


def parse(text: str, name: str, *, source: str = "") -> Parsed:
    """Return what a text says.

    Parameters: `name`: stands for the file in errors; `source`: shown in errors instead of `text`.
    Raises: `Unreadable` where it is not YAML; `BadInput` for what YAML allows and we do not.
    """
    text = text.removeprefix("\ufeff")
    lines = _LINE_END.split(_NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", source or text))
    if found := _NOT_TEXT.search(text):
        raise Unreadable([_not_text(found, name, lines)])
    parsed = Parsed(name, lines)
    try:
        parsed.take_in(yaml.parse(text, Loader=LOADER))
    except yaml.MarkedYAMLError as error:
        raise Unreadable([*parsed.findings, _not_yaml(error, parsed)]) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise Unreadable([*parsed.findings, Place(name).finding(f"not YAML: {error}")]) from error
    if parsed.findings:
        raise BadInput(parsed.findings)
    return parsed


def _not_text(found: re.Match[str], name: str, lines: list[str]) -> Finding:
    before = _LINE_END.split(found.string[: found.start()])
    place = Place(name, len(before), len(before[-1]) + 1, text=lines[len(before) - 1])
    kind = "NUL: this is no text file" if found[0] == "\0" else "a control character"
    return place.finding(f"U+{ord(found[0]):04X} is {kind}")


def _not_yaml(error: yaml.MarkedYAMLError, parsed: Parsed) -> Finding:
    """Return the finding of a syntax error."""
    problem, mark, opening = str(error.problem), error.problem_mark, _opening(error, parsed)
    if mark is None:
        return Place(parsed.name).finding(f"not YAML: {problem}")
    rest = parsed.rest(mark)
    if opening is not None and (not rest.strip() or "end of stream" in problem):
        mark = opening
    sign = r"\t" if rest.startswith("\t") else problem
    advice = next((text for signs, text in _ADVICE if re.search(signs, sign)), f"not YAML: {problem}")
    if opening is not None and opening.line != mark.line:
        advice += f" (it belongs to what starts on line {opening.line + 1})"
    return parsed.placed((), mark, mark).finding(advice)


def _opening(error: yaml.MarkedYAMLError, parsed: Parsed) -> Any:
    """Return where the bracket, or else whatever was being read, opens."""
    brackets = [each.event.start_mark for each in parsed.stack if each.event.flow_style]
    return brackets[-1] if brackets else error.context_mark


@dataclass(slots=True)
class _Open:
    """A mapping or list that is not closed yet. `key`: read, its value still to come."""

    path: KeyPath
    into: dict[str, Any] | list[Any]
    event: Any
    key: str | None = None

    @property
    def wants_key(self) -> bool:
        return isinstance(self.into, dict) and self.key is None

    @property
    def next_path(self) -> KeyPath:
        if self.wants_key:
            return self.path
        return (*self.path, len(self.into) if isinstance(self.into, list) else self.key or "")

    def put(self, value: Any) -> None:
        if isinstance(self.into, list):
            self.into.append(value)
        else:
            self.into[self.key or ""] = value
            self.key = None


def _span(start: Any, end: Any) -> Span:
    """Return the span from one mark to another, or to the end of the line."""
    line = start.line
    return line, start.column, end.column if end is not None and end.line == line else -1


@dataclass
class Parsed:
    """What has been read of a text, filled in one walk over the parser's events, without recursion."""

    name: str
    lines: list[str]
    data: Any = None
    spans: dict[KeyPath, Span] = field(default_factory=dict)
    key_spans: dict[KeyPath, Span] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0

    @cached_property
    def places(self) -> Places:
        """Where each value stands."""
        return Places(self.name, self.lines, self.spans)

    @cached_property
    def key_places(self) -> Places:
        """Where each key stands."""
        return Places(self.name, self.lines, self.key_spans)

    def take_in(self, events: Iterable[Any]) -> None:
        """Take in all events; faults that leave the rest readable are gathered."""
        for event in events:
            match event:
                case yaml.ScalarEvent() | yaml.AliasEvent():
                    self._check_node(event)
                    self._scalar(event)
                case yaml.CollectionStartEvent():
                    self._check_node(event)
                    self._open(event)
                case yaml.CollectionEndEvent():
                    self._close(event)
                case yaml.DocumentStartEvent():
                    self._document(event)
                case _:
                    pass  # the ends of documents, and of the stream

    def placed(self, path: KeyPath, start: Any, end: Any) -> Place:
        """Return the place from one mark to another, or to the end of the line."""
        return self.places.told(path, _span(start, end))

    def rest(self, mark: Any) -> str:
        """Return what stands from a mark to the end of the text."""
        return "\n".join(self.lines[mark.line :])[mark.column :]

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._stop(event, "a second document starts here; a file holds one")

    def _check_node(self, event: Any) -> None:
        if event.anchor is not None:
            self._fault(event, "anchors and aliases (& and *) are not read; text with them needs quotes")
        if getattr(event, "tag", None) is not None:
            self._fault(event, "tags (!) are not read; text that starts with '!' needs quotes")

    def _scalar(self, event: Any) -> None:
        alias = isinstance(event, yaml.AliasEvent)
        text, plain = (f"*{event.anchor}", False) if alias else (event.value, event.implicit[0])
        if _NOT_TEXT.search(text):
            self._fault(event, "this text holds a control character")
        if self.stack and self.stack[-1].wants_key:
            self._key(event, text, plain=plain)
        else:
            self._put(self._value(event, text) if plain else text, event)

    def _value(self, event: Any, text: str) -> Any:
        try:
            return plain_value(text)
        except BadQuantity as error:
            self._fault(event, error.message, allowed=error.allowed)
            return text

    def _key(self, event: Any, text: str, *, plain: bool) -> None:
        top = self.stack[-1]
        path = (*top.path, text)
        if not text:
            self._fault(event, "a key has at least one character")
        elif plain and _is_no_name(text):
            self._fault(event, f"the key {quote(text)} is not text", suggestion=f'"{text}"')
        elif plain and text == "<<":
            self._fault(event, "merge keys (<<) are not read; write the values out")
        elif text in top.into:
            first = self.key_spans[path][0] + 1
            self._fault(event, f"the key {quote(text)} stands here and on line {first}")
        self.key_spans.setdefault(path, _span(event.start_mark, event.end_mark))
        top.key = text

    def _open(self, event: Any) -> None:
        if len(self.stack) >= DEEPEST:
            self._stop(event, f"nested more than {DEEPEST} levels deep")
        if self.stack and self.stack[-1].wants_key:
            self._stop(event, "a key is text, not a list or a mapping")
        path = self._path()
        into: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._put(into, event)
        self.stack.append(_Open(path, into, event))

    def _close(self, event: Any) -> None:
        top = self.stack.pop()
        if top.event.flow_style:
            self.spans[top.path] = _span(top.event.start_mark, event.end_mark)

    def _path(self) -> KeyPath:
        return self.stack[-1].next_path if self.stack else ()

    def _put(self, value: Any, event: Any) -> None:
        path = self._path()
        block = isinstance(event, yaml.CollectionStartEvent)
        self.spans[path] = _span(event.start_mark, None if block else event.end_mark)
        if self.stack:
            self.stack[-1].put(value)
        else:
            self.data = value

    def _fault(self, event: Any, message: str, *, allowed: str = "", suggestion: str = "") -> None:
        place = self.placed(self._path(), event.start_mark, event.end_mark)
        self.findings.append(place.finding(message, allowed=allowed, suggestion=suggestion))
        if len(self.findings) >= MOST_FINDINGS:
            raise BadInput(self.findings)

    def _stop(self, event: Any, message: str) -> None:
        self._fault(event, message)
        raise BadInput(self.findings)
