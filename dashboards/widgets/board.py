"""Draws the board: swim lanes by cell, no higher than they need, and what chooses what is shown of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.views.board import CONTROL_LANE, STATUSES, bars_of, window_of
from dashboards.widgets.board_chart import board_chart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.views.board import Board
    from exercises.director import Director

WINDOWS = {"2 h": 2.0, "4 h": 4.0, "all": 0.0}
SHOWN = {
    "open": (*STATUSES[:5], "planned", "waiting"),
    "waits": STATUSES[:3],
    "out": STATUSES[3:7],
    "all": (),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What is shown: hours around now (0: all), statuses, cells (none: all), words."""

    hours: float
    statuses: tuple[str, ...]
    cells: tuple[str, ...]
    words: str


def lanes_of(director: Director) -> list[str]:
    """Return all lanes, in order."""
    return [*director.setting.script.cells, CONTROL_LANE]


def choosing(every: Sequence[str]) -> Choice:
    """Draw what chooses the stretch of time and the rows that are shown."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        hours = st.segmented_control(
            "Stretch", list(WINDOWS), default="2 h", key="stretch", label_visibility="collapsed"
        )
        statuses = st.segmented_control(
            "Rows", list(SHOWN), default="open", key="rows_shown", label_visibility="collapsed"
        )
        cells = st.multiselect(
            "Cells", every, key="cells_shown", placeholder="All cells", label_visibility="collapsed"
        )
        words = st.text_input("Find", key="find", placeholder="Find", label_visibility="collapsed", width=150)
    return Choice(WINDOWS[hours or "2 h"], SHOWN[statuses or "open"], tuple(cells), words)


def lanes(found: Board, director: Director, choice: Choice, *, box: str) -> None:
    """Draw the swim lanes. `box`: names their room, which the style sheet keeps within the screen."""
    window = window_of(director, choice.hours)
    every = lanes_of(director)
    bars = bars_of(found.only(cells=choice.cells), director, window)
    shown = [each for each in every if each in choice.cells] or every
    dark = st.context.theme.type == "dark"
    chart = board_chart(bars, director, window, lanes=shown, dark=dark)
    with st.container(key=box):
        st.vega_lite_chart(chart, key="lanes", alt="Rows by cell along the exercise clock")
