"""A cell's page: what came in, the answer, decisions, messages, and what the cell has done so far."""

from __future__ import annotations

import hashlib

import pandas as pd
import streamlit as st

from dashboards import seat
from dashboards.house import house, now
from dashboards.views.clock import PHASES, clock_view
from dashboards.views.desk import choices_view, desk_mark, inbox_view, messages_view, timeline_view
from dashboards.widgets.choices import choice_forms
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import give
from dashboards.widgets.header import emergency_banner, header
from dashboards.widgets.letters import letter, letter_list, text_kept
from dashboards.widgets.opened import LETTER, remembered
from exercises.play.commands import Write
from exercises.roles import Role

CELL = (Role.CELL,)
CONTROL = "control"
DRAWN = "desk_drawn"
"""In the session: what the desk was like when it was drawn."""
NEW = {True: "orange", False: "off"}
"""Whether anything is new → the colour that says so."""


@st.fragment(run_every="500ms", key="watch")
def watch() -> None:
    """Look whether anything is new for the cell, and only then have the desk drawn anew.

    It draws nothing itself: a hundred desks look so often, and next to always there is nothing to send.
    """
    claims = seat.require(CELL)
    if desk_mark(house().director, claims.actor) != st.session_state.get(DRAWN):
        st.rerun()


@st.fragment(run_every="5s", key="clock")
def clock() -> None:
    """Draw the clock and how much came in."""
    claims = seat.require(CELL)
    here = house()
    view = clock_view(here.director, claims.actor, wall=now())
    mark = desk_mark(here.director, claims.actor)
    emergency_banner(view.emergency)
    one, two, three = st.columns(3, gap="small")
    quiet = {"delta_color": "off", "delta_arrow": "off", "border": True}
    one.metric("Clock", view.hour, PHASES[view.phase], **quiet)
    two.metric("Scenario", view.scenario, plain(view.move, 30), **quiet)
    three.metric("Inbox", mark.letters, f"{mark.new} new", **{**quiet, "delta_color": NEW[mark.new > 0]})


def inbox() -> None:
    """Draw what came in."""
    claims = seat.require(CELL)
    with st.container(height=520, border=False, key="letters"):
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
    """Draw the messages of the cell."""
    claims = seat.require(CELL)
    notes = messages_view(house().director, claims.cell)
    with st.container(height=330, border=False):
        if not notes:
            st.caption("No messages yet. Write to control or to another cell below.")
        for each in notes:
            with st.container(border=True):
                st.caption(f"{each.hour} · {plain(each.sender)} → {plain(each.to)}")
                st.text(each.text)


def writing() -> None:
    """Draw the form of a message."""
    claims = seat.require(CELL)
    cells = [each for each in house().director.setting.script.cells if each != claims.cell]
    st.multiselect("To", [CONTROL, *cells], default=[CONTROL], key="message_to")
    text_kept("Message", "message_text", height=90)
    number = len(house().director.state.messages)
    st.button("Send", key="message_send", icon=":material/send:", on_click=_write, args=(number,))


def _write(number: int) -> None:
    claims = seat.claims()
    to = tuple("" if each == CONTROL else each for each in st.session_state["message_to"])
    text = st.session_state["message_text"]
    # Two people of a cell may write at once by one link: the same text twice is one message, another is not.
    mark = hashlib.sha256(text.encode()).hexdigest()[:16]
    operation = f"message:{claims.jti}:{number}:{mark}"
    if give(Write(cell=claims.cell, to=to, text=text, operation=operation), "sent"):
        st.session_state["message_text"] = ""
        house().drafts.keep(claims.jti, "message_text", "")


def show() -> None:
    """Draw the page."""
    claims = seat.require(CELL)
    header(claims)
    st.session_state[DRAWN] = desk_mark(house().director, claims.actor)  # before all that it stands for
    left, right = st.columns([1, 1.6], gap="medium")
    with right:
        read, decide, write, own = st.tabs(["Inject", "Decisions", "Messages", "Our timeline"])
        with read:
            opened()
        with decide:
            choice_forms(choices_view(house().director, claims.actor))
        with write:
            messages()
            writing()
        with own:
            record()
    with left:
        watch()
        clock()
        inbox()


if __name__ == "__main__":
    show()
