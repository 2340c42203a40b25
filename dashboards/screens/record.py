"""The record: all that happened, to find and to download; control and the administrator add notes."""

from __future__ import annotations

import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.views.feed import feed_view
from dashboards.widgets import tables
from dashboards.widgets.giving import give
from dashboards.widgets.header import header
from dashboards.widgets.style import card
from exercises.play.commands import Note
from exercises.roles import Role, may

READERS = (Role.DIRECTOR, Role.CONTROLLER, Role.EVALUATOR, Role.ADMINISTRATOR)
KINDS = {
    "all": (),
    "injects": ("inject.", "row."),
    "decisions": ("decision.", "effect."),
    "messages": ("message.", "note."),
    "clock": ("exercise.", "clock.", "move.", "emergency."),
    "ratings": ("observation.", "inject.assessed", "time."),
}
MOST = 5_000
HEIGHT = 480


@st.fragment(run_every="4s", key="record")
def record() -> None:
    """Draw the feed of a kind."""
    seat.require(READERS)
    with card("record"):
        kind = st.segmented_control(
            "Kind", list(KINDS), default="all", key="kind", label_visibility="collapsed"
        )
        lines = feed_view(house().director, most=MOST, kinds=KINDS[kind or "all"])
        tables.feed_table(lines, key="feed", height=HEIGHT)


def noting() -> None:
    """Draw the form of a note."""
    if not may(seat.require(READERS).actor, "note"):
        return
    with card("note"), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("A note for the record", key="note_text")
        st.button(
            "Note it",
            key="note_send",
            icon=":material/edit_note:",
            on_click=_note,
            args=(house().director.state.head,),
        )


def _note(head: int) -> None:
    text = st.session_state["note_text"]
    if give(Note(text=text, operation=f"note:{seat.claims().jti}:{head}"), "noted"):
        st.session_state["note_text"] = ""


def show() -> None:
    """Draw the page."""
    header(seat.require(READERS))
    record()
    noting()


if __name__ == "__main__":
    show()
