"""The controller's page: clocks, board, list, the row that is open, what waits, and the feed."""

from __future__ import annotations

import streamlit as st

from dashboards import seat
from dashboards.house import house, now
from dashboards.views.approvals import wishes_view
from dashboards.views.board import board_view
from dashboards.views.clock import clock_view
from dashboards.views.course import course_view
from dashboards.views.feed import feed_view
from dashboards.views.missed import missed_view
from dashboards.views.rows import row_view
from dashboards.widgets import clock_bar, dialogs, side, tables
from dashboards.widgets.board import choosing, lanes, lanes_of
from dashboards.widgets.feed import feed_lines
from dashboards.widgets.foreseen import small_strip
from dashboards.widgets.header import banners, header
from dashboards.widgets.row_panel import row_panel
from dashboards.widgets.style import card
from exercises.roles import Role

CONTROL = (Role.DIRECTOR, Role.CONTROLLER)
LIST = 250
"""Pixels of the list, beyond which it is scrolled."""
FEED = 9
"""Lines of the feed that stand open."""


@st.fragment(run_every="1s", key="clock")
def clocks() -> None:
    """Draw the clocks and their buttons, every second."""
    claims = seat.require(CONTROL)
    view = clock_view(house().director, claims.actor, wall=now())
    banners(view.emergency)
    clock_bar.metrics(view, course_view(house().director))
    clock_bar.buttons(view)


@st.fragment(run_every="2s", key="board")
def board() -> None:
    """Draw the lanes, the list and the row that is open."""
    claims = seat.require(CONTROL)
    here = house()
    found = board_view(here.director, here.planned)
    with card("board"):
        choice = choosing(lanes_of(here.director))
        lanes(found, here.director, choice, box="lanes_box")
        shown = found.only(statuses=choice.statuses, cells=choice.cells, words=choice.words).pressing_first()
        pressing = found.pressing()
        chosen = tables.rows_table(shown.lines, usual=pressing.uid if pressing else "", height=LIST)
    view = row_view(here.director, claims.actor, chosen) if chosen else None
    with card("row"):
        if view is None:
            st.caption("The list is empty: add an ad hoc inject.")
        else:
            row_panel(view)
    dialogs.hand_up()


@st.fragment(run_every="3s", key="foreseen")
def foreseen() -> None:
    """Draw what may still come of the rows that wait for the simulation."""
    seat.require(CONTROL)
    small_strip()


@st.fragment(run_every="2s", key="side")
def waiting() -> None:
    """Draw what waits for control, and the feed."""
    claims = seat.require(CONTROL)
    here = house()
    found = board_view(here.director, here.planned)
    rank = {status: at for at, status in enumerate(("due", "overdue", "held"))}
    pressing = sorted(found.only(statuses=rank).lines, key=lambda each: rank[each.status])
    missed = missed_view(here.director, claims.actor)
    if missed:
        with card("missed"):
            st.markdown("**Came due in an outage**")
            side.missed_list(missed)
    with card("wishes"):
        st.markdown("**Decisions to approve**")
        side.wishes(wishes_view(here.director, claims.actor))
    with card("due"):
        st.markdown("**Due, late and held**")
        side.due_list(pressing)
    with card("feed"):
        st.markdown("**Live feed**")
        feed_lines(feed_view(here.director, most=40), first=FEED)
    dialogs.hand_up()


def show() -> None:
    """Draw the page."""
    header(seat.require(CONTROL))
    dialogs.open_asked()
    clocks()
    left, right = st.columns([2.3, 1], gap="small")
    with left:
        board()
        foreseen()
    with right:
        side.acts()
        waiting()


if __name__ == "__main__":
    show()
