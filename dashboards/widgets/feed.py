"""Draws the live feed: a line an entry, its word coloured by what happened, long lines wrapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.widgets.escaping import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.views.feed import Told

COLOURS = {
    "inject.sent": "blue",
    "inject.answered": "green",
    "inject.assessed": "green",
    "observation": "green",
    "decision": "violet",
    "effect": "violet",
    "row.": "orange",
    "inject.recalled": "orange",
    "time.": "orange",
    "clock": "blue",
    "exercise": "blue",
    "move": "blue",
    "emergency": "red",
}
"""Beginning of a kind of entry → colour of its word; the others are grey."""
LONGEST = 240
"""Characters of a line; the record has the whole."""


def feed_lines(lines: Sequence[Told], *, first: int) -> None:
    """Draw the latest lines, newest first. `first`: so many stand open, the others behind a word."""
    if not lines:
        st.caption("Nothing has happened yet.")
        return
    with st.container(key="feed_lines"):
        st.markdown("\n\n".join(_line(each) for each in lines[:first]))
        if lines[first:]:
            with st.expander("Earlier"):
                st.markdown("\n\n".join(_line(each) for each in lines[first:]))


def _line(told: Told) -> str:
    colour = next((each for kind, each in COLOURS.items() if told.kind.startswith(kind)), "gray")
    rest = told.text.removeprefix(told.word).strip()
    return f":small[:gray[{plain(told.hour)}]] :{colour}-badge[{plain(told.word)}] {plain(rest, LONGEST)}"
