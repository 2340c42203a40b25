"""Draws the form of a new join link, and issues it. What a link is worth is `dashboards.access`."""

from __future__ import annotations

import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.widgets.escaping import plain
from dashboards.widgets.style import card
from exercises.roles import Role
from sim.errors import ScrsError

LONGEST_DAYS = 60


def link_form() -> None:
    """Draw the form; whoever draws it has asked who sits there, and issuing asks again."""
    cells = list(house().director.setting.script.cells)
    with card("issuing"):
        st.markdown("**New link**")
        role = st.selectbox("Role", [each.value for each in Role], key="link_role")
        if role == Role.CELL:
            st.selectbox("Cell", cells, key="link_cell")
        st.text_input("Name of the person", key="link_name", placeholder="as it shall stand in the record")
        st.number_input("Good for days", 1, LONGEST_DAYS, 14, key="link_days")
        st.toggle(
            "For one browser only",
            key="link_once",
            help="Good for the first browser that takes the seat, and for no other",
        )
        st.button("Issue", key="link_issue", type="primary", icon=":material/add_link:", on_click=_issue)


def _issue() -> None:
    role = Role(st.session_state["link_role"])
    cell = st.session_state.get("link_cell", "") if role is Role.CELL else ""
    try:
        house().gate.issue(
            role,
            cell=cell,
            name=st.session_state["link_name"].strip(),
            by=seat.claims().actor,
            days=st.session_state["link_days"],
            once=st.session_state["link_once"],
        )
        st.toast("the link is issued: it stands first in the list", icon=":material/check:")
    except ScrsError as error:
        st.toast(plain(str(error)), icon=":material/block:")
