"""A cell's page: what came in, the answer, decisions, messages, and what the cell has done so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboards import seat
from dashboards.house import house, now
from dashboards.views import desk as view_of
from dashboards.views.clock import PHASES, clock_view
from dashboards.views.desk import Mark, desk_mark
from dashboards.widgets.cards import Card, row_of_cards
from dashboards.widgets.choices import choice_forms
from dashboards.widgets.escaping import plain
from dashboards.widgets.header import banners, header
from dashboards.widgets.letters import letter, letter_list
from dashboards.widgets.listening import listen
from dashboards.widgets.notes import notes, writing
from dashboards.widgets.opened import LETTER, remembered
from dashboards.widgets.style import card
from exercises.roles import Role

if TYPE_CHECKING:
    from dashboards.access import Claims

CELL = (Role.CELL,)
DRAWN = "desk_drawn"
"""In the session: the mark of the desk as it was drawn last, whole."""
WHOLE = "desk_whole"
"""In the session: the run that draws the whole desk has come to its end."""
NOTHING = Mark(-1, -1, 0)
"""The mark of a desk that could not be drawn."""


@st.fragment(key="watch")
def watch() -> None:
    """Say what the desk shows; when the bell rings, have it drawn anew.

    Whatever this session believes: now and then Streamlit drops what a run has drawn, as seen with one of 200
    injects to 150 pages, and the bell knows by what the page itself has said.
    """
    seat.still(CELL)
    if not st.session_state.pop(WHOLE, False):
        st.rerun()
    listen(st.session_state[DRAWN].text)


def look(mark: Mark) -> None:
    """Have the desk drawn anew if it is another one than was drawn last."""
    if st.session_state[DRAWN] != mark:
        st.rerun()


@st.fragment(run_every="5s", key="clock")
def clock() -> None:
    """Draw the clock and how much came in; look as well, should no bell be heard."""
    claims = seat.still(CELL)
    here = house()
    mark = desk_mark(here.director, claims.actor)
    look(mark)
    view = clock_view(here.director, claims.actor, wall=now())
    banners(view.emergency)
    cards = [
        Card("Clock", view.hour, PHASES[view.phase]),
        Card("Scenario", view.scenario, plain(view.move, 30)),
        Card("Inbox", str(mark.letters), f"{mark.new} new", alarm=mark.new > 0),
    ]
    row_of_cards(cards, widths=(1, 1.5, 1))


def inbox() -> None:
    """Draw what came in."""
    claims = seat.require(CELL)
    with st.container(key="letters"):
        letter_list(view_of.inbox_view(house().director, claims.actor), remembered(LETTER))


def opened() -> None:
    """Draw the inject that is open."""
    claims = seat.require(CELL)
    chosen = remembered(LETTER)
    letters = view_of.inbox_view(house().director, claims.actor)
    view = next((each for each in letters if each.uid == chosen), None)
    if view is None:
        st.caption("Open an inject of the inbox to read and answer it.")
        if not letters:
            st.text("\n".join(view_of.welcome_of(house().director, claims.cell)))
    else:
        letter(view)


def record() -> None:
    """Draw what the cell got and did."""
    claims = seat.require(CELL)
    found = view_of.timeline_view(house().director, claims.cell)
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
    notes(view_of.messages_view(director, claims.cell))


def show() -> None:
    """Draw the page."""
    claims = seat.require(CELL)
    header(claims)
    mark = desk_mark(house().director, claims.actor)  # before all that it stands for
    st.session_state[DRAWN] = mark
    try:
        _desk(claims)
    except Exception:  # whatever it is: noted here, told where all faults of pages are
        st.session_state[DRAWN] = NOTHING  # the next look tries again
        raise
    st.session_state[WHOLE] = True
    watch()


def _desk(claims: Claims) -> None:
    left, right = st.columns([1, 1.6], gap="small")
    with right, card("desk"):
        read, decide, write, own = st.tabs(["Inject", "Decisions", "Messages", "Our timeline"])
        with read:
            opened()
        with decide:
            choice_forms(view_of.choices_view(house().director, claims.actor))
        with write:
            messages()
        with own:
            record()
    with left:
        clock()
        inbox()


if __name__ == "__main__":
    show()
