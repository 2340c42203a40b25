"""What is open on a page, remembered in the session and in the address: it survives reloads and restarts."""

from __future__ import annotations

import streamlit as st

ROW, LETTER = "row", "inject"
"""Words in the address: the row open at control, the inject open on a cell's desk."""


def remember(what: str, uid: str) -> None:
    """Note what was opened."""
    st.session_state[f"open_{what}"] = uid
    st.query_params[what] = uid


def remembered(what: str) -> str:
    """Return what is open, '' if nothing is."""
    return str(st.session_state.get(f"open_{what}") or st.query_params.get(what) or "")
