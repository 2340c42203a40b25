r"""Texts of players and scripts made harmless for the place they go to: nothing in them is ever interpreted.

Markdown reads them as letters, a spreadsheet as text; characters that a paper cannot hold are left out.
"""

from __future__ import annotations

import re

from exercises.msel.files.cells import cleaned, inert

UNSEEN = re.compile("[\x80-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters beyond ASCII, and those that turn the direction of reading around."""
SPECIAL = re.compile(r"([\\`*_\[\]{}|~$#])")
"""Characters that mean something to Markdown wherever they stand."""
AT_START = re.compile(r"[+=:-]|\d{1,9}(?=[.)])")
"""What means something to Markdown at the start of a line."""
LINKING = re.compile(r"(?i)(https?|ftp)(:)|(www)(\.)|(mailto|xmpp)(:)")
"""Words that some readers make links of."""


def shown(text: str) -> str:
    """Return a text as a paper can hold it: no control characters, nothing around it."""
    return cleaned(UNSEEN.sub("", text))


def markdown(text: str) -> str:
    r"""Return a text that Markdown shows as it is, in a cell or behind other text, on one line.

    >>> markdown("*not bold* <b> | 1")
    '\\*not bold\\* &lt;b&gt; \\| 1'
    """
    letters = shown(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    letters = SPECIAL.sub(r"\\\1", letters)
    return LINKING.sub(_unlinked, letters).replace("\n", "<br>")


def markdown_line(text: str) -> str:
    r"""Return a text that Markdown shows as it is where a line begins: no list, heading or rule comes of it.

    >>> markdown_line("# 1"), markdown_line("1. one")
    ('\\# 1', '1\\. one')
    """
    letters = markdown(text)
    found = AT_START.match(letters)
    if found is None:
        return letters
    mark, rest = found[0], letters[found.end() :]
    return f"{mark}\\{rest}" if mark.isdigit() else f"\\{mark}{rest}"


def _unlinked(found: re.Match[str]) -> str:
    word, sign = (each for each in found.groups() if each)
    return f"{word}\\{sign}"


def spreadsheet(text: str) -> str:
    """Return a text that no spreadsheet runs.

    >>> spreadsheet("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    return inert(shown(text))
