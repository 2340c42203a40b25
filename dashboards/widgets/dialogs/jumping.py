"""The dialog in which the director sets the clock ahead, with a decision for every row that is passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboards.house import house
from dashboards.views import jumping as view
from dashboards.views.clock import setting_of
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import give

if TYPE_CHECKING:
    from collections.abc import Sequence

USUAL = "as each says"
MOST_SHOWN = 8
ROW, HEAD = 35, 38
"""Pixels of a row of the table and of its head."""


@st.dialog("Jump: set the clock ahead", width="large")
def jump_dialog() -> None:
    """Ask where to, and what becomes of each row on the way."""
    director = house().director
    one, two = st.columns([1, 1.4], gap="small", vertical_alignment="bottom")
    written = one.text_input(
        "To", view.suggestion(director), key="jump_to", help=plain("STARTEX+02:00, day 1 11:30 or D+12 14:00")
    )
    found = view.jump_view(director, written)
    if found.fault:
        st.caption(plain(found.fault))
        return
    two.markdown(plain(found.said))
    chosen = _passed(found.passed)
    st.caption(
        "Fire sends a row at its own second, hold leaves it to control. What sent rows set off comes due too."
    )
    reason = st.text_input("Reason", placeholder="for the record", key="jump_why")
    if st.button("Jump", type="primary", icon=":material/fast_forward:", key="jump_keep"):
        setting = director.look(setting_of)
        command = view.command_of(found, chosen, setting=setting, reason=reason)
        if give(command, f"the clock is set to {found.said}"):
            st.rerun()


def _passed(passed: Sequence[view.Passed]) -> dict[str, str]:
    """Draw the rows on the way and return what is chosen for each."""
    if not passed:
        st.text("It passes no row that is known to come due.")
        return {}
    rest = st.segmented_control(
        f"{len(passed)} rows are passed. All of them:",
        [USUAL, *view.DISPOSITIONS],
        default=USUAL,
        key="jump_rest",
    )
    every = rest if rest in view.DISPOSITIONS else ""
    table = pd.DataFrame(
        [[every or each.usual, each.hour, each.number, each.cells, each.title] for each in passed],
        columns=["Do", "Due", "No", "To", "Title"],
    )
    edited = st.data_editor(
        table,
        key=f"jump_rows_{every}_{passed[-1].uid}",
        hide_index=True,
        disabled=["Due", "No", "To", "Title"],
        height=HEAD + ROW * min(MOST_SHOWN, len(passed)),
        column_config={
            "Do": st.column_config.SelectboxColumn(options=list(view.DISPOSITIONS), required=True, width=80),
            "Due": st.column_config.TextColumn(width=64),
            "No": st.column_config.TextColumn(width=64),
        },
    )
    return {each.uid: str(do) for each, do in zip(passed, edited["Do"], strict=True)}
