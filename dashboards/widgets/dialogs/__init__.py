"""The dialogs of control, a file each; which one was asked for is remembered until a page opens it.

A part of a page asks, and the page opens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.widgets.dialogs.acting import act_dialog
from dashboards.widgets.dialogs.assessing import assess_dialog
from dashboards.widgets.dialogs.correcting import correct_dialog
from dashboards.widgets.dialogs.editing import edit_dialog
from dashboards.widgets.dialogs.jumping import jump_dialog
from dashboards.widgets.dialogs.retiming import retime_dialog

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ASKED = "dialog_asked"
DIALOGS: Mapping[str, Callable[..., None]] = {
    "act": act_dialog,
    "assess": assess_dialog,
    "correct": correct_dialog,
    "edit": edit_dialog,
    "jump": jump_dialog,
    "retime": retime_dialog,
}
"""Word → dialog; those about a row take its uid."""


def ask(name: str, *about: str) -> None:
    """Note that a dialog is asked for."""
    st.session_state[ASKED] = (name, about)


def hand_up() -> None:
    """Have the page drawn anew if a part of it asked for a dialog: the page opens it, first of all.

    A dialog that a part opens which draws itself every second may stay empty where its next look follows at
    once, with all of the page locked behind it.
    """
    if ASKED in st.session_state:
        st.rerun()


def open_asked() -> None:
    """Open the dialog that was asked for, once. To be called by a page, before it draws its parts."""
    name, about = st.session_state.pop(ASKED, ("", ()))
    if name:
        DIALOGS[name](*about)
