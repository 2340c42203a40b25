"""Plain words for what is wrong with the shape of a file, with what is allowed and what was meant.

Pydantic knows about two dozen ways to refuse; each has its sentence here, without its own terms. The
traps that beginners fall into (clock times, percent signs, `on` and `no`) get advice of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sim.errors import nearest, quote
from sim.scenario.checking.declared import keys_of, noun_of, owners_of, part_at
from sim.scenario.schema import Scenario
from sim.scenario.schema.resources import Part

ISO = "a date, year-month-day, such as 2005-10-01"
LONGEST_LIST = 60
"""Characters of a value up to which it is offered again inside brackets."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that pydantic refused, and where it stands in the file.

    `kind`: pydantic's name for it. `path`: as far as the file goes; `location`: pydantic's own path.
    `branch`: which part of a union refused it. `key`: whether the key is at fault, not its value.
    `top`: the top of the language.
    """

    kind: str
    path: tuple[str | int, ...]
    location: tuple[str | int, ...]
    value: Any
    context: dict[str, Any]
    branch: str = ""
    key: bool = False
    top: type[Part] = Scenario

    @property
    def field(self) -> str:
        """Return the innermost key around it; for what is given per field, the key around the fields."""
        if self.branch:
            return str(self.location[self.location.index(self.branch) - 1])
        inner = self.path[:-1] if self.key else self.path
        return next((each for each in reversed(inner) if isinstance(each, str)), "")

    @property
    def options(self) -> list[str]:
        """Return what this branch of a union would have taken."""
        if self.kind == "literal_error":
            return re.findall(r"'([^']*)'", self.context["expected"]) or [self.context["expected"]]
        return [OTHERWISE.get(self.field, "")]


@dataclass(frozen=True, slots=True)
class Said:
    """A fault in words. `at`: where inside the value; `key`: point at the key."""

    message: str
    allowed: str = ""
    suggestion: str = ""
    at: tuple[str | int, ...] = ()
    key: bool = False


FIELD_NOUNS = {
    "approval": "a state of approval",
    "channel": "a channel",
    "conditions": "a sector",
    "evidence": "an evidence label",
    "format": "a version of this language",
    "group": "a kind of group",
    "holidays": "a set of holidays",
    "kind": "a kind that it can be",
    "link": "a kind of link",
    "phase": "a phase",
    "on_late": "a rule for what is late",
    "queue": "a queue policy",
    "sector": "a sector",
    "source": "a source",
    "state": "a state of a row",
    "stays": "a length of stay",
    "week": "a weekday",
    "weekday": "a weekday",
}
"""Key → what stands there, for values out of a short list."""
OTHERWISE = {
    "evidence": "or one label per field",
    "holidays": "or a list of dates",
    "source": "text, or one text per field",
    "stays": "or a number of tours from 1 to 40",
}
"""Key → what may stand there besides, where it can take two forms."""


def said(fault: Fault) -> Said:
    """Return a fault in words."""
    words = SENTENCES.get(fault.kind, _anything)(fault)
    if fault.kind in {"missing", "extra_forbidden"}:
        return words
    if not fault.key and not words.at:
        words = _looked_at(fault, words)
    return _trapped(_inner(fault.value, words.at), replace(words, key=words.key or fault.key))


def _inner(value: Any, at: tuple[str | int, ...]) -> Any:
    """Return the value inside a distribution that a fault is about."""
    for part in at:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return value
    return value


def _looked_at(fault: Fault, words: Said) -> Said:
    """Return other words where there is no value, or a list or mapping in place of one value."""
    if fault.value is None:
        return replace(words, message="there is no value here")
    if isinstance(fault.value, bool):
        return replace(words, message=words.message.replace(str(fault.value), str(fault.value).lower()))
    if isinstance(fault.value, list | dict) and words.message.startswith(quote(fault.value)):
        return replace(words, message=f"{_shape(fault.value)} stands where one value is expected")
    return words


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else quote(value)


def _own(fault: Fault) -> Said:
    """Return the words that came with our own refusal."""
    context = fault.context
    at, message = tuple(context["at"]), context["message"]
    key = bool(at) and message.startswith(quote(at[-1]))
    return Said(message, context["allowed"], context["suggestion"], at, key=key)


def _missing(fault: Fault) -> Said:
    *above, key = fault.location
    if isinstance(key, int):
        return Said(f"{quote(fault.field)} takes more values than the {len(fault.value)} found")
    part = part_at(above, fault.top)
    allowed = "format: 1, the version of this language" if key == "format" else ""
    return Said(f"{noun_of(part)} needs the key {quote(key)}", allowed, key=True)


def _unknown_key(fault: Fault) -> Said:
    *above, key = fault.location
    part = part_at(above, fault.top)
    keys = keys_of(part)
    owners = owners_of(str(key), fault.top)
    hint = f", but of {owners[0]}" if len(owners) == 1 else ""
    suggestion = "" if hint else nearest(str(key), keys)
    message = f"{quote(key)} is not a key of {noun_of(part)}{hint}"
    return Said(message, ", ".join(keys), suggestion, key=True)


def _not_one_of(fault: Fault) -> Said:
    options = list(dict.fromkeys(each for each in fault.context.get("options", fault.options) if each))
    key = "group" if fault.field == "kind" and "stakeholders" in fault.path else fault.field
    noun = FIELD_NOUNS.get(key, f"a value of {quote(fault.field)}")
    message = f"{quote(fault.value)} is not {noun}"
    near = nearest(str(fault.value), options)
    quoted = " without quotes" if near == fault.value else ""
    return Said(message, ", ".join(options) + quoted, "" if quoted else near)


def _not_mapping(fault: Fault) -> Said:
    part = part_at(fault.location, fault.top)
    keys = "a name and, below it, what it is" if part is None else ", ".join(keys_of(part))
    message = f"{_shape(fault.value)} stands where keys and values are expected"
    return Said(message, keys)


def _not_list(fault: Fault) -> Said:
    shown = str(fault.value)
    single = not isinstance(fault.value, dict | list) and len(shown) <= LONGEST_LIST
    message = f"{_shape(fault.value)} stands where a list is expected"
    return Said(message, "a list in brackets", f"[{shown}]" if single else "")


def _not_text(fault: Fault) -> Said:
    dated = fault.field == "start"
    return Said(f"{quote(fault.value)} is not {'a date' if dated else 'text'}", ISO if dated else "text")


def _not_truth(fault: Fault) -> Said:
    return Said(f"{quote(fault.value)} is neither true nor false", "true, false")


def _not_whole(fault: Fault) -> Said:
    return Said(f"{quote(fault.value)} is not a whole number", "a whole number")


def _not_number(fault: Fault) -> Said:
    return Said(f"{quote(fault.value)} is not a number", "a plain number")


def _too_small(fault: Fault) -> Said:
    return Said(f"{quote(fault.value)} is too small", f"{fault.context['ge']:g} or more")


def _too_large(fault: Fault) -> Said:
    return Said(f"{quote(fault.value)} is too large", f"{fault.context['le']:g} or less")


def _too_short(fault: Fault) -> Said:
    least, found = fault.context["min_length"], fault.context["actual_length"]
    return Said(f"{quote(fault.field)} takes at least {least}, found {found}")


def _too_long(fault: Fault) -> Said:
    most = fault.context["max_length"]
    return Said(f"{quote(fault.field)} takes at most {most}, found {len(fault.value)}")


def _anything(fault: Fault) -> Said:
    return Said(f"{_shape(fault.value)} cannot stand here")


SENTENCES: dict[str, Callable[[Fault], Said]] = {
    "scrs": _own,
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "literal_error": _not_one_of,
    "one_of": _not_one_of,
    "model_type": _not_mapping,
    "dict_type": _not_mapping,
    "tuple_type": _not_list,
    "string_type": _not_text,
    "bool_type": _not_truth,
    "int_type": _not_whole,
    "int_from_float": _not_whole,
    "float_type": _not_number,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
    "too_short": _too_short,
    "too_long": _too_long,
}

TRUTHS = {"on": "true", "yes": "true", "y": "true", "off": "false", "no": "false", "n": "false"}
"""What YAML of old took for true and false, and what to write."""
CLOCK = re.compile(r"([0-9]{1,2}):[0-9]{2}(:[0-9]{2})?")
_PERCENT = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,6})?)\s*%")
_COMMA = re.compile(r"(-?[0-9]{1,9}),([0-9]{1,9})(\s*[A-Za-z].*)?")
_SLASHED = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
_QUOTED = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def _trapped(value: Any, words: Said) -> Said:
    """Return the words with advice on the trap that a value fell into, if it did."""
    if not isinstance(value, str) or words.suggestion:
        return words
    if words.allowed == "true, false":
        return replace(words, suggestion=TRUTHS.get(value.casefold(), ""))
    if found := CLOCK.fullmatch(value):
        return replace(words, allowed=f"{words.allowed}; no time of day: a length is '{int(found[1])} h'")
    if found := _PERCENT.fullmatch(value):
        return replace(words, suggestion=f"{float(found[1]) / 100:g}")
    if "number" in words.allowed and _QUOTED.fullmatch(value):
        return replace(words, allowed=f"{words.allowed} without quotes")
    return replace(words, suggestion=right_spelling(value))


def right_spelling(value: str) -> str:
    """Return a number with a decimal comma, or a date with slashes, as it should be written, or ''.

    >>> right_spelling("2,5 d"), right_spelling("2006/1/15"), right_spelling("soon")
    ('2.5 d', '2006-01-15', '')
    """
    if found := _COMMA.fullmatch(value):
        return f"{found[1]}.{found[2]}{found[3] or ''}"
    if found := _SLASHED.fullmatch(value):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    return ""
