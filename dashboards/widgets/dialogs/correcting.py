"""The dialog in which control corrects a time; the one that stood there is kept beside it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards.house import house
from dashboards.views.correcting import Stood, command_of, times_view
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import give
from sim.errors import ScrsError


@st.dialog("Correct a time", width="large")
def correct_dialog(uid: str) -> None:
    """Ask which state of a row's life happened when."""
    director = house().director
    found = times_view(director, uid)
    row = director.state.rows[uid]
    st.markdown(f"**{plain(row.number or uid)}** · {plain(row.title)}")
    if not found:
        st.caption("It has come to no state yet: there is no time to correct.")
        return
    _table(found)
    at = st.selectbox(
        "Which",
        range(len(found)),
        index=len(found) - 1,
        format_func=lambda each: f"{found[each].cell or 'control'}: {found[each].state} {found[each].hour}",
        key=f"correct_which_{uid}",
    )
    stood = found[at]
    written = st.text_input(
        "It happened at",
        stood.written,
        key=f"correct_to_{uid}_{stood.cell}_{stood.state}",
        help=plain("STARTEX+01:13, day 1 10:13 or D+12 14:00"),
    )
    reason = st.text_input("Reason", placeholder="needed, for the record", key=f"correct_why_{uid}")
    if st.button("Correct it", type="primary", key="correct_keep", disabled=not reason.strip()):
        try:
            command = command_of(director, stood, written, reason=reason)
        except ScrsError as error:
            st.error(plain(str(error)))
            return
        if give(command, "corrected; the first time is kept"):
            st.rerun()


def _table(found: list[Stood]) -> None:
    rows = [[each.cell or "control", each.state, each.hour, each.by, each.was] for each in found]
    table = pd.DataFrame(rows, columns=["Cell", "State", "At", "By", "First noted"])
    st.dataframe(table, hide_index=True, key="correct_times", height="content")
