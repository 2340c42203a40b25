"""The observer's page: clocks, board and feed, to read only."""

from __future__ import annotations

import streamlit as st

from dashboards import seat
from dashboards.house import house, now
from dashboards.views.board import CONTROL_LANE, bars_of, board_view, window_of
from dashboards.views.clock import clock_view
from dashboards.views.feed import feed_view
from dashboards.widgets import clock_bar
from dashboards.widgets.board_chart import board_chart
from dashboards.widgets.feed import feed_lines
from dashboards.widgets.header import banners, header
from dashboards.widgets.style import card
from exercises.roles import Role

READERS = (Role.OBSERVER, Role.EVALUATOR, Role.DIRECTOR, Role.CONTROLLER)
HEIGHT = 470
"""Pixels of the board, beyond which it is scrolled."""
FEED = 11
"""Lines of the feed that stand open."""


@st.fragment(run_every="2s", key="overview")
def overview() -> None:
    """Draw everything, every other second."""
    claims = seat.require(READERS)
    here = house()
    view = clock_view(here.director, claims.actor, wall=now())
    banners(view.emergency)
    clock_bar.metrics(view)
    found = board_view(here.director, here.planned)
    window = window_of(here.director, 0.0)
    lanes = [*here.director.setting.script.cells, CONTROL_LANE]
    left, right = st.columns([2.3, 1], gap="small")
    with left, card("board"):
        st.markdown("**Board**")
        bars = bars_of(found, here.director, window)
        dark = st.context.theme.type == "dark"
        with st.container(height=HEIGHT, border=False, key="lanes_box"):
            chart = board_chart(bars, here.director, window, lanes=lanes, dark=dark)
            st.vega_lite_chart(chart, key="lanes", alt="Rows by cell along the exercise clock")
    with right, card("feed"):
        st.markdown("**Live feed**")
        feed_lines(feed_view(here.director, most=60), first=FEED)


def show() -> None:
    """Draw the page."""
    header(seat.require(READERS))
    overview()


if __name__ == "__main__":
    show()
