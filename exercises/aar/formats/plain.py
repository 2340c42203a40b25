r"""Texts of players and scripts made harmless for the place they go to: nothing in them is ever interpreted.

Markdown reads them as letters, a spreadsheet as text; characters that a paper cannot hold are left out.
"""

from __future__ import annotations

import re

from exercises.msel.files.cells import cleaned, inert

UNSEEN = re.compile("[\x80-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters beyond ASCII, and those that turn the direction of reading around."""
SPECIAL = re.compile(r"([\\`*_\[\]{}|~$])")
"""Characters that mean something to Markdown wherever they stand."""
AT_START = re.compile(r"^(\s*)([#+=:>-]|\d{1,9}(?=[.)]))")
"""What means something to Markdown at the start of a line."""
LINKING = re.compile(r"(?i)(https?|ftp)(:)|(www)(\.)|(mailto|xmpp)(:)")
"""Words that some readers make links of."""


def shown(text: str) -> str:
    """Return a text as a paper can hold it: no control characters, nothing around it."""
    return cleaned(UNSEEN.sub("", text))


def markdown(text: str) -> str:
    r"""Return a text that Markdown shows as it is, on one line.

    >>> markdown("*not bold* <b> | 1")
    '\\*not bold\\* &lt;b&gt; \\| 1'
    """
    letters = shown(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    letters = SPECIAL.sub(r"\\\1", letters)
    letters = LINKING.sub(_unlinked, letters)
    return "<br>".join(_begun(line) for line in letters.split("\n"))


def _unlinked(found: re.Match[str]) -> str:
    word, sign = (each for each in found.groups() if each)
    return f"{word}\\{sign}"


def _begun(line: str) -> str:
    """Return a line whose first character means nothing."""
    found = AT_START.match(line)
    if found is None:
        return line.strip()
    mark = found[2]
    rest = line[found.end() :]
    return f"{mark}\\{rest}" if mark[0].isdigit() else f"\\{mark}{rest}"


def spreadsheet(text: str) -> str:
    """Return a text that no spreadsheet runs.

    >>> spreadsheet("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    return inert(shown(text))
