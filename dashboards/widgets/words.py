"""Whose words the panel speaks: a choice in the head of each page, and the list of them all."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from exercises.words import WORDS, Usage, named

KEY = "words"
"""In the session: whose words are spoken."""


def spoken(own: str) -> str:
    """Return what a thing of ours is called in the words that this page speaks."""
    return named(own, Usage(st.session_state.get(KEY, Usage.OWN)))


def words() -> None:
    """Draw the choice and the list."""
    with st.popover("Words", icon=":material/translate:", help="HSEEP, NATO or UK words in titles and roles"):
        # Kept under a key of our own: what has a widget's key is lost where the widget is not drawn.
        chosen = st.segmented_control(
            "Speak the words of",
            [each.value for each in Usage],
            default=st.session_state.get(KEY, Usage.OWN.value),
            key="words_choice",
        )
        if chosen and chosen != st.session_state.get(KEY, Usage.OWN.value):
            st.session_state[KEY] = chosen
            st.rerun()
        rows = [(each.own, each.hseep, each.nato, each.uk, each.means) for each in WORDS]
        columns = ["here", *(each.value for each in Usage if each is not Usage.OWN), "means"]
        st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True, height=360, width=760)
