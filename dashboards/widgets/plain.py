"""Text of scenarios and people on a page, where Streamlit would read Markdown: shown as it is written.

Nothing else of a page lives here.
"""

from __future__ import annotations

import re

SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")


def plain(text: str) -> str:
    r"""Return a text that Markdown shows as it is.

    >>> print(plain("a *b* [c](d) :red[e]"))
    a \*b\* \[c\]\(d\) \:red\[e\]
    """
    return SPECIAL.sub(r"\\\1", text)
