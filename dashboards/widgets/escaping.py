"""Text of scenarios, scripts and players, made safe for labels and headings that read Markdown.

Long text of several lines goes through `st.text`, which reads none.
"""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$^&=\"'/])")
LONGEST = 400
"""Characters of a line, unless a narrower place says so."""


def plain(text: str, longest: int = LONGEST) -> str:
    r"""Return text on one line that Markdown shows as it stands.

    >>> plain("**bold** :red[x]")
    '\\*\\*bold\\*\\* \\:red\\[x\\]'
    """
    short = " ".join(text.split())
    short = short if len(short) <= longest else f"{short[: longest - 1]}…"
    return _MARKS.sub(r"\\\1", short)
