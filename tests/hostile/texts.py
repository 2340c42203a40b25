"""Texts made hostile: bytes turned, lines torn, structures bent; every change follows from a seed.

What becomes of such a text when it is read is looked at in `feeding`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import numpy as np
import yaml

Chance = np.random.Generator
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

USUAL: tuple[Any, ...] = (
    1, 2, 3, 7, 0.1, 0.35, 0.9, 12, 40, 400, "5 d", "12 h", "3 w", "2 mo", "1 M USD", "250 k USD", "D+3",
    "D+40", "2006-03-01", "STARTEX+30 min", True, False, {"pert": ["2 d", "4 d", "9 d"]}, {"fixed": "3 d"},
    "priority", {"beta": [2, 3]}, {"lognormal": {"median": "10 d", "sigma": 0.5}},
    {"triangular": ["1 d", "2 d", "5 d"]},
)  # fmt: skip
"""Values that a scenario or a script may well hold, so that more of them are taken and played."""
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 10**17, -(10**17), 10**400, 1e308, -1e-308, 5e-324, "", " ", "nan", ".inf",
    "1e400", "0x10", "010", "1_000", "٣ d", "１０ d", "Ⅳ", "10 d", "-5 d", "0 d", "1e308 d", "1e-300 d",
    "99999999999999999 y", "0.0000001 h", "10 d d", "10 USD", "1e30 USD", "-5 M USD", "250 k", "1e18 k",
    "3 people", "-0", "D+0", "D-5", "D+1e9", "D+99999", "9999-12-31", "0000-00-00", "2005-02-30", "1-1-1",
    "STARTEX+99:99", "STARTEX-1 h", "STARTEX+1e9 h", "day 0 25:61", "on", "NO", "08:00", "<<", "*", "a.*.b",
    "../../../etc/passwd", "/dev/zero", "{x}", "{{x}}", "{", "a\0b", "a\u202eb", "\u200b", "\ufeff", "é" * 50,
    "e\u0301" * 30, "а", "𝟙𝟘 d", "=cmd|'/c calc'!A1", "<script>alert(1)</script>", "%s%n", "x" * 5000,
    [], {}, [[]], [None], {"": 1}, {"x": {}}, [1, "a", {}], {"low": 1, "mode": 0, "high": -1},
    {"pert": [3, 2, 1]}, {"set": {"*": 1}}, {"scale": {"*.*.*": 2}}, {"fixed": "10 d"}, ["*", "*"],
)  # fmt: skip
"""What is put in the place of a value."""
PIECES = (
    "\0", "\ufeff", "\t", "\r\n", "\r", "\x85", "\u2028", "\x1b[2J", "\u202e", "\u2066", "\x07", "\x7f",
    "\ud7ff", "\U0010ffff", "&a ", "*a", "<<: *a\n", "!!python/object/apply:os.system ['true']", "!!binary ",
    "--- \n",
    "...\n", "%YAML 9.9\n", "? ", ": ", "- ", "{", "}", "[", "]", "'", '"', "#", "|", ">", "|2+\n", "@", "`",
    "[" * 60, "{a: " * 60, "- " * 60, "a: " * 30, "9" * 400, "1e999", "\n" * 50, " " * 300, "è" * 200,
    "\\u0000",
)  # fmt: skip
"""What is put between the characters of a text."""
BOMB = "".join(f"l{at}: &l{at} [{', '.join([f'*l{at - 1}'] * 9) if at else 'x'}]\n" for at in range(10))
"""Ten lines that say a billion things."""
NUMBER = re.compile(r"(?<![\w.+:-])\d+(?:\.\d+)?(?![\w.:-])")
"""A number that stands alone in a text."""
LOOKALIKES = str.maketrans("aeopcxi", "аеорсхі")
"""Latin letters to Cyrillic ones that look the same."""


def any_of(chance: Chance, things: Any) -> Any:
    """Return one of some things."""
    return things[int(chance.integers(len(things)))]


def turned_bytes(content: bytes, chance: Chance) -> bytes:
    """Return bytes of which some are turned, left out, doubled or moved, or only the first of them."""
    whole = bytearray(content)
    for _ in range(1 + int(chance.integers(8))):
        at = int(chance.integers(len(whole) + 1))
        size = int(chance.integers(1, 40))
        act = int(chance.integers(5))
        if act == 0 and at < len(whole):
            whole[at] ^= 1 << int(chance.integers(8))
        elif act == 1:
            del whole[at : at + size]
        elif act == 2:
            whole[at:at] = whole[at : at + size]
        elif act == 3:
            whole[at:at] = bytes(chance.integers(0, 256, size, dtype=np.uint8))
        elif chance.random() < 0.2:
            del whole[at:]
    return bytes(whole)


def torn_lines(text: str, chance: Chance) -> str:
    """Return a text with lines left out, doubled, moved, cut, indented otherwise, or ended otherwise."""
    lines = text.split("\n")
    for _ in range(1 + int(chance.integers(4))):
        at, other = (int(each) for each in chance.integers(len(lines), size=2))
        act = int(chance.integers(7))
        if act == 0 and len(lines) > 1:
            del lines[at]
        elif act == 1:
            lines.insert(at, lines[other])
        elif act == 2:
            lines[at], lines[other] = lines[other], lines[at]
        elif act == 3:
            lines[at] = lines[at][: int(chance.integers(len(lines[at]) + 1))]
        elif act == 4:
            lines[at] = any_of(chance, ("\t", " ", "   ", "        ")) + lines[at].lstrip()
        elif act == 5:
            lines[at] = lines[at].replace(":", any_of(chance, (": ", "::", ":\t", "", ": &a", ": *a")), 1)
        else:
            return any_of(chance, ("\r\n", "\r", "\n\n", "\n\t", "\u2028")).join(lines)
    return "\n".join(lines)


def stuffed(text: str, chance: Chance) -> str:
    """Return a text with pieces put in that parsers trip over, or with letters that look like others."""
    act = int(chance.integers(8))
    if act == 0:
        return BOMB + text
    if act == 1:
        at = int(chance.integers(max(1, len(text) - 30)))
        return text[:at] + text[at : at + 30].translate(LOOKALIKES) + text[at + 30 :]
    if act == 2:
        return "\ufeff" + text
    for _ in range(1 + int(chance.integers(3))):
        at = int(chance.integers(len(text) + 1))
        text = text[:at] + any_of(chance, PIECES) + text[at:]
    return text


def paths_of(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value within another."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield (*path, key)
            yield from paths_of(each, (*path, key))
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield (*path, at)
            yield from paths_of(each, (*path, at))


def _within(value: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        value = value[part]
    return value


def _nested(chance: Chance) -> Any:
    value: Any = 1
    for _ in range(int(chance.integers(20, 120))):
        value = [value] if chance.random() < 0.5 else {"a": value}
    return value


def _renamed(key: Any, chance: Chance) -> str:
    text = str(key)
    return str(
        any_of(chance, (text.translate(LOOKALIKES), text.upper(), text + "s", text[:-1], f"{text} ", "*"))
    )


def _bent_once(data: Any, chance: Chance) -> None:
    paths = list(paths_of(data))
    if not paths:
        return
    path, other = any_of(chance, paths), any_of(chance, paths)
    around, key = _within(data, path[:-1]), path[-1]
    act = int(chance.integers(8))
    if act == 0:
        del around[key]
    elif act == 1:
        around[key] = deepcopy(_within(data, other))
    elif act == 2 and isinstance(around, dict):
        around[_renamed(key, chance)] = around.pop(key)
    elif act == 3:
        around[key] = _nested(chance) if chance.random() < 0.3 else [around[key]]
    elif act == 4 and isinstance(around, list):
        around.extend([around[key]] * int(chance.integers(1, 60)))
    elif act == 5 and isinstance(around[key], int | float) and not isinstance(around[key], bool):
        around[key] = around[key] * any_of(chance, (0, -1, 1e-9, 1e9, 1e300, 0.5, 2))
    else:
        around[key] = deepcopy(any_of(chance, USUAL if chance.random() < 0.5 else VALUES))


def bent(text: str, chance: Chance) -> str:
    """Return a text of another structure: values left out, renamed, of another kind, nested, huge."""
    data = yaml.load(text, Loader=LOADER)  # noqa: S506  safe, as the parser under test has it
    for _ in range(1 + int(chance.integers(3))):
        _bent_once(data, chance)
    try:
        return str(yaml.dump(data, Dumper=_Plainly, sort_keys=False, allow_unicode=True))
    except (yaml.YAMLError, ValueError, OverflowError):
        return repr(data)


class _Plainly(DUMPER):  # type: ignore[misc]  # whichever of the two there is
    """Writes what stands twice out twice: anchors are refused at once, and hide what is behind them."""

    def ignore_aliases(self, data: Any) -> bool:
        """Return that nothing is an alias."""
        return True


def tuned(text: str, chance: Chance) -> str:
    """Return a text in which some numbers are others: most of these are still scenarios, or scripts."""
    whole = list(NUMBER.finditer(text))
    for found in sorted((any_of(chance, whole) for _ in range(3)), key=lambda each: -each.start()):
        factor = any_of(chance, (0, 1e-6, 0.001, 0.5, 0.9, 1.1, 2, 3, 10, 1000, 1e6, 1e12, -1))
        number = float(found[0]) * factor
        text = text[: found.start()] + f"{number:.15g}" + text[found.end() :]
    return text


WAYS: tuple[tuple[float, Callable[[str, Chance], str]], ...] = (
    (0.35, bent),
    (0.25, tuned),
    (0.15, torn_lines),
    (0.15, stuffed),
)
"""How a text is changed, and how often; the rest has its bytes turned."""


UNREAD = ((0.30, torn_lines), (0.50, stuffed))
"""The same for a text that is no YAML."""


def hostile(text: str, chance: Chance, *, ways: Any = WAYS) -> bytes:
    """Return a text, changed in one of some ways."""
    left = chance.random()
    for share, way in ways:
        if left < share:
            return way(text, chance).encode("utf-8", errors="surrogatepass")
        left -= share
    return turned_bytes(text.encode(), chance)
