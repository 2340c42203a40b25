"""A cell's page: what came in, the answer, decisions, messages, and what the cell has done so far."""

from __future__ import annotations

from typing import Literal

import pandas as pd
import streamlit as st

from dashboards import seat
from dashboards.house import house, now
from dashboards.views.clock import PHASES, clock_view
from dashboards.views.desk import Drawn, choices_view, desk_mark, inbox_view, messages_view, timeline_view
from dashboards.widgets.choices import choice_forms
from dashboards.widgets.escaping import plain
from dashboards.widgets.header import banners, header
from dashboards.widgets.letters import letter, letter_list
from dashboards.widgets.notes import notes, writing
from dashboards.widgets.opened import LETTER, remembered
from dashboards.widgets.style import card
from exercises.roles import Role

CELL = (Role.CELL,)
DRAWN = "desk_drawn"
"""In the session: what the desk was like when it was drawn last, whole."""
LETTERS = 560
"""Pixels of the inbox, beyond which it is scrolled."""


def watch() -> None:
    """Look for news again and again: as often as the server bears it for all pages that are open."""
    st.fragment(look, run_every=house().crowd.pace, key="watch")()


def look() -> None:
    """Look whether anything is new for the cell, and only then have the desk drawn anew.

    It draws nothing itself: a hundred desks look so often, and next to always there is nothing to send.
    """
    claims = seat.require(CELL)
    drawn = st.session_state.get(DRAWN)
    if drawn is None or drawn.is_old(desk_mark(house().director, claims.actor), now()):
        st.rerun()


@st.fragment(run_every="5s", key="clock")
def clock() -> None:
    """Draw the clock and how much came in."""
    claims = seat.require(CELL)
    here = house()
    view = clock_view(here.director, claims.actor, wall=now())
    mark = desk_mark(here.director, claims.actor)
    banners(view.emergency)
    one, two, three = st.columns([1, 1.5, 1], gap="small")
    for column, label, value, said in (
        (one, "Clock", view.hour, PHASES[view.phase]),
        (two, "Scenario", view.scenario, plain(view.move, 30)),
        (three, "Inbox", str(mark.letters), f"{mark.new} new"),
    ):
        loud = column is three and mark.new > 0
        colour: Literal["orange", "off"] = "orange" if loud else "off"
        column.metric(label, value, said, delta_color=colour, delta_arrow="off", border=True)


def inbox() -> None:
    """Draw what came in."""
    claims = seat.require(CELL)
    with st.container(height=LETTERS, border=False, key="letters"):
        letter_list(inbox_view(house().director, claims.actor), remembered(LETTER))


def opened() -> None:
    """Draw the inject that is open."""
    claims = seat.require(CELL)
    chosen = remembered(LETTER)
    letters = inbox_view(house().director, claims.actor)
    view = next((each for each in letters if each.uid == chosen), None)
    if view is None:
        st.caption("Open an inject of the inbox to read and answer it.")
    else:
        letter(view)


def record() -> None:
    """Draw what the cell got and did."""
    claims = seat.require(CELL)
    found = timeline_view(house().director, claims.cell)
    if not found:
        st.caption("Nothing yet.")
        return
    table = pd.DataFrame(reversed(found), columns=["At", "What", "Text"])
    st.dataframe(table, hide_index=True, key="own_timeline", height=480)


def messages() -> None:
    """Draw the form of a message, and the messages of the cell."""
    claims = seat.require(CELL)
    director = house().director
    writing(claims.cell, len(director.state.messages))
    notes(messages_view(director, claims.cell))


def show() -> None:
    """Draw the page."""
    claims = seat.require(CELL)
    header(claims)
    mark = desk_mark(house().director, claims.actor)  # before all that it stands for
    left, right = st.columns([1, 1.6], gap="small")
    with right, card("desk"):
        read, decide, write, own = st.tabs(["Inject", "Decisions", "Messages", "Our timeline"])
        with read:
            opened()
        with decide:
            choice_forms(choices_view(house().director, claims.actor))
        with write:
            messages()
        with own:
            record()
    with left:
        clock()
        inbox()
    st.session_state[DRAWN] = Drawn.after(st.session_state.get(DRAWN), mark, now())
    watch()  # once all is drawn


if __name__ == "__main__":
    show()
