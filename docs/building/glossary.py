"""The words of exercises as a page. What they are is `exercises.words`."""

from __future__ import annotations

from exercises.words import WORDS

OPENING = """# Words of exercises

What this platform calls things, and what others call them. Where no equivalent is known, none is claimed.
The panel speaks them: *Words*, in the head of each page.

| Here | HSEEP / US | NATO | UK | Means |
|---|---|---|---|---|
"""
CLOSING = """
Sources: HSEEP 2020 for the US column; the other columns are the authors' knowledge (memory) and public
excerpts, not checked against the current directives.
"""


def page() -> str:
    """Return the page."""
    rows = (
        f"| {' | '.join(each or '–' for each in (word.own, word.hseep, word.nato, word.uk, word.means))} |\n"
        for word in WORDS
    )
    return OPENING + "".join(rows) + CLOSING
