"""The observer's page: clocks, board and feed, to read only."""

from __future__ import annotations

import streamlit as st

from dashboards import seat
from dashboards.bell import page_mark
from dashboards.house import house, now
from dashboards.views.board import board_view
from dashboards.views.clock import clock_view
from dashboards.views.course import course_view
from dashboards.views.feed import feed_view
from dashboards.widgets import clock_bar
from dashboards.widgets.board import Choice, lanes
from dashboards.widgets.feed import feed_lines
from dashboards.widgets.header import banners, header
from dashboards.widgets.listening import listen
from dashboards.widgets.style import card
from exercises.roles import Role

READERS = (Role.OBSERVER, Role.EVALUATOR, Role.DIRECTOR, Role.CONTROLLER)
WHOLE = Choice(hours=0.0, statuses=(), cells=(), words="")
FEED = 11
"""Lines of the feed that stand open."""


@st.fragment(run_every="5s", key="overview")
def overview() -> None:
    """Draw everything: when the bell rings, and now and then because time passes."""
    claims = seat.require(READERS)
    here = house()
    mark = page_mark(here.director, claims)  # before all that it stands for
    view = clock_view(here.director, claims.actor, wall=now())
    banners(view.emergency)
    clock_bar.metrics(view, course_view(here.director))
    found = board_view(here.director, here.planned)
    left, right = st.columns([2.3, 1], gap="small")
    with left, card("board"):
        st.markdown("**Board**")
        lanes(found, here.director, WHOLE, box="lanes_whole")
    with right, card("feed"):
        st.markdown("**Live feed**")
        feed_lines(feed_view(here.director, most=60), first=FEED)
    listen(mark)


def show() -> None:
    """Draw the page."""
    header(seat.require(READERS))
    overview()


if __name__ == "__main__":
    show()
