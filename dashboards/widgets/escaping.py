"""Text of scripts and players, made safe for labels and headings that read Markdown.

Long text goes through `st.text`, which reads none.
"""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$^&=\"'/])")


def plain(text: str, longest: int = 200) -> str:
    r"""Return text on one line that Markdown shows as it stands.

    >>> plain("**bold** :red[x]")
    '\\*\\*bold\\*\\* \\:red\\[x\\]'
    """
    short = " ".join(text.split())
    short = short if len(short) <= longest else f"{short[: longest - 1]}…"
    return _MARKS.sub(r"\\\1", short)
