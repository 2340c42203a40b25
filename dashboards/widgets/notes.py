"""Draws the messages of a cell outside the list of events, and the form in which it writes one."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import give
from dashboards.widgets.letters import text_kept
from exercises.play.commands import Write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.views.desk import Note

CONTROL = "control"
FIRST = 5
"""Messages that stand open; earlier ones wait behind a word."""


def notes(found: Sequence[Note]) -> None:
    """Draw messages, the newest first."""
    if not found:
        st.caption("No messages yet. Write to control or to another cell.")
    for each in found[:FIRST]:
        _note(each)
    if found[FIRST:]:
        with st.expander(f"{len(found) - FIRST} earlier"):
            for each in found[FIRST:]:
                _note(each)


def _note(note: Note) -> None:
    with st.container(border=True):
        st.caption(plain(f"{note.hour} · {note.sender} → {note.to}"))
        st.text(note.text)


def writing(cell: str, number: int) -> None:
    """Draw the form of a message. `number`: of messages so far: two presses are one message."""
    cells = [each for each in house().director.setting.script.cells if each != cell]
    st.multiselect("To", [CONTROL, *cells], default=[CONTROL], key="message_to")
    text_kept("Message", "message_text", height=90)
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
