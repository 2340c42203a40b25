"""The dialogs of control, a file each; which one was asked for is remembered until a page opens it.

A button inside a fragment cannot open a dialog from its callback: it asks, and the page opens.
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


def ask(place: str, name: str, *about: str) -> None:
    """Note that a dialog is asked for. `place`: the part of a page that is to open it."""
    st.session_state[f"{ASKED}_{place}"] = (name, about)


def open_asked(place: str) -> None:
    """Open the dialog that was asked for, once."""
    name, about = st.session_state.pop(f"{ASKED}_{place}", ("", ()))
    if name:
        DIALOGS[name](*about)
