"""What people write, as it is kept: no control characters, nothing that turns the line, never too long.

What is taken out would change what others see around a text; letters of any script stay. Markup is kept
as text: whoever shows it must not read it as markup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from exercises.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exercises.journal.entries import Draft

LONGEST_TEXT = 20_000
"""Characters of one text."""
_KEPT = frozenset("\n\t\u200c\u200d")
"""Of what is not printed: ends of lines, tabs, and the joiners without which Persian cannot be written."""
_DROPPED = frozenset({"Cc", "Cf", "Cs"})
_INSTEAD = {"Zs": " ", "Zl": "\n", "Zp": "\n"}


def plainly(text: str) -> str:
    r"""Return a text without what is not to be seen: controls, halves of pairs, turns of direction.

    >>> plainly("a\u202eb\x1b[2Jc\u00a0d")
    'ab[2Jc d'
    """
    return text if text.isprintable() else "".join(_kept(each) for each in text.replace("\r\n", "\n"))


def _kept(character: str) -> str:
    if character in _KEPT or character.isprintable():
        return character
    category = unicodedata.category(character)
    return _INSTEAD.get(category, "" if category in _DROPPED else character)


def plain(value: Any) -> Any:
    """Return plain data with every text in it plainly."""
    if isinstance(value, str):
        return plainly(value)
    if isinstance(value, Mapping):
        return {plain(key): plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


def check_lengths(drafts: Iterable[Draft]) -> None:
    """Refuse what nobody could read. Raises: `Refused`."""
    for draft in drafts:
        for text in _texts(draft.payload):
            if len(text) > LONGEST_TEXT:
                message = f"a text has {len(text):,} characters"
                raise Refused(message, advice=f"up to {LONGEST_TEXT:,}; attach a file instead")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _texts(key)
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
