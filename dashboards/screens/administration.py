"""The administrator's page: join links, who holds them, taking them back, and exports."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import seat
from dashboards.house import house, now
from dashboards.views.links import links_view
from dashboards.widgets.escaping import plain
from dashboards.widgets.header import header
from dashboards.widgets.link_form import link_form
from dashboards.widgets.style import card
from exercises.roles import Role
from sim.errors import ScrsError

ADMINISTRATORS = (Role.ADMINISTRATOR, Role.DIRECTOR)


@st.fragment(run_every="5s", key="links")
def links() -> None:
    """Draw the links and the button that takes one back."""
    seat.require(ADMINISTRATORS)
    found = links_view(house().gate, wall=now())
    origin = "/".join((st.context.url or "").split("/")[:3])
    with card("links"):
        st.markdown("**Join links**")
        table = pd.DataFrame(
            [
                {
                    "Seat": each.seat,
                    "Role": each.role,
                    "Name": each.name,
                    "State": each.state,
                    "Opened from": each.opened,
                    "Until": each.until,
                    "Link": f"{origin}{each.path}" if each.path else "",
                }
                for each in found
            ]
        )
        event = st.dataframe(
            table,
            hide_index=True,
            key="links_table",
            height=380,
            on_select="rerun",
            selection_mode="single-row",
            column_config={
                "Opened from": st.column_config.NumberColumn(help="Addresses from which the seat was taken"),
                "Link": st.column_config.TextColumn(width="large", help="Double-click to copy"),
            },
        )
        picked = event.selection.rows
        line = found[picked[0]] if picked and picked[0] < len(found) else None
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Take the link back",
                key="revoke",
                icon=":material/link_off:",
                on_click=_revoke,
                args=(line.jti if line else "",),
                disabled=line is None or not line.path,
            )
            st.caption(
                plain(f"{line.name}, {line.state}")
                if line
                else "Choose a link to take it back or to copy it."
            )
        if line and line.path:
            st.code(f"{origin}{line.path}", language=None, wrap_lines=True)


def _revoke(jti: str) -> None:
    try:
        house().gate.revoke(jti, by=seat.claims().actor)
        st.toast("the link is taken back", icon=":material/check:")
    except ScrsError as error:
        st.toast(plain(str(error)), icon=":material/block:")


def exports() -> None:
    """Draw what can be taken away; the route asks again who wants it."""
    claims = seat.require(ADMINISTRATORS)
    with card("exports"):
        st.markdown("**Take away**")
        st.link_button(
            "The whole exercise, one file",
            f"/export/package?seat={claims.seat}",
            icon=":material/archive:",
            width="stretch",
        )
        st.link_button(
            "The feed as CSV", f"/export/feed?seat={claims.seat}", icon=":material/table:", width="stretch"
        )
        st.caption("The file holds script, scenario and journal; any installation replays it.")


def show() -> None:
    """Draw the page."""
    header(seat.require(ADMINISTRATORS))
    left, right = st.columns([2.2, 1], gap="small")
    with left:
        links()
    with right:
        link_form()
        exports()


if __name__ == "__main__":
    show()
