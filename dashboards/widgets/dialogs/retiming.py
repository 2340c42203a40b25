"""The dialog in which control gives a row that has gone to nobody another moment."""

from __future__ import annotations

import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.views.jumping import seconds_of
from dashboards.views.moments import say_hour, say_wait
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import give
from exercises.play.commands import Retime
from exercises.times import say_offset
from sim.errors import ScrsError

SOON = 600.0
"""Seconds after now that are offered."""


@st.dialog("Another moment")
def retime_dialog(uid: str) -> None:
    """Ask for the moment: recipients with whom the row was due or held wait for it anew."""
    director = house().director
    row = director.state.rows[uid]
    st.markdown(f"**{plain(row.number or uid)}** · {plain(row.title)}")
    offered = say_offset(round((director.now() + SOON) / 60.0) * 60.0)
    written = st.text_input(
        "Moment", offered, key=f"retime_to_{uid}", help=plain("STARTEX+00:45, day 1 10:30 or D+12 14:00")
    )
    try:
        second = seconds_of(director, written)
    except ScrsError as error:
        st.caption(plain(str(error)))
        return
    gap = second - director.now()
    hour = say_hour(director.setting.startex, second)
    st.caption(plain(f"{hour}, in {say_wait(gap)}" if gap > 0 else f"{hour} is past: it goes out at once"))
    reason = st.text_input("Reason", placeholder="for the record", key=f"retime_why_{uid}")
    if st.button("Let it wait for this", type="primary", key="retime_keep"):
        seat.claims()
        mark = f"{uid}:{len(director.state.remarks)}"
        command = Retime(row=uid, trigger={"at": written}, reason=reason, operation=f"retime:{mark}")
        if give(command, f"{uid} waits for {hour}"):
            st.rerun()
