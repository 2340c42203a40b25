"""The dialog in which a reply is assessed: what was expected, what came, a rating and a remark."""

from __future__ import annotations

import streamlit as st

from dashboards.house import house
from dashboards.views.evaluating import RATINGS
from dashboards.views.rows import reply_of
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import give
from exercises.play.commands import Assess
from exercises.play.deciding.rating import RATINGS as MEANINGS


@st.dialog("Assess a reply", width="large")
def assess_dialog(uid: str, cell: str = "") -> None:
    """Ask for the rating of what a recipient did about a row."""
    director = house().director
    names = [name for name, run in director.state.runs_of(uid) if run.state != "waiting" and not run.over]
    row = director.state.rows[uid]
    st.markdown(f"**{plain(row.number or uid)}** · {plain(row.title)}")
    if not names:
        st.caption("It has gone to nobody: there is nothing to assess yet.")
        return
    chosen = st.selectbox(
        "Cell",
        names,
        index=names.index(cell) if cell in names else 0,
        format_func=lambda each: each or "control",
        key=f"assess_cell_{uid}",
    )
    reply = reply_of(director, uid, chosen)
    for each in reply.expected:
        st.text(f"Expected: {each}")
    with st.container(border=True):
        st.caption(plain(f"{reply.state} {reply.since}"))
        st.text(reply.text or "No answer.")
    rating = st.segmented_control(
        "Rating",
        list(RATINGS),
        default=reply.rating or None,
        key=f"assess_rating_{uid}_{chosen}",
        format_func=lambda each: f"{each} {MEANINGS[each]}",
    )
    note = st.text_area("What shows it", key=f"assess_note_{uid}_{chosen}", height=90)
    if st.button("Keep the assessment", type="primary", key="assess_keep"):
        operation = f"assess:{uid}:{chosen}:{reply.mark}"
        command = Assess(row=uid, cell=chosen, rating=rating or "", note=note, operation=operation)
        if give(command, f"{uid} is assessed"):
            st.rerun()
