"""The head of every page: the exercise, who sits here, its classification, the emergency stop."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import streamlit as st

from dashboards import outage
from dashboards.house import house
from dashboards.widgets import style
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import give
from dashboards.widgets.words import spoken, words
from exercises.play.commands import Emergency

if TYPE_CHECKING:
    from dashboards.access import Claims


def header(claims: Claims) -> None:
    """Draw the head of a page."""
    script = house().director.setting.script
    cell = script.cells[claims.cell].title if claims.cell else ""
    with st.container(horizontal=True, vertical_alignment="center", key="header"):
        st.markdown(f"**{plain(script.title)}**", width="content")
        st.badge(plain(cell or spoken(claims.role.value)), color="blue", icon=":material/badge:")
        st.badge(plain(script.classification), color="green")
        st.space("stretch")
        _leaving(claims)
        words()
        with st.popover(
            "NO DUFF", icon=":material/emergency:", help="Something real has happened: stop play"
        ):
            st.text_input(
                "What has happened, where, who needs help",
                key="no_duff_text",
                placeholder="Real injury on the second floor, room 214",
            )
            st.button("Stop play now", key="no_duff", type="primary", on_click=_no_duff)


def _leaving(claims: Claims) -> None:
    """Draw the way out: a button could not take a cookie away, and Streamlit's own links open another tab."""
    style.way_out("Leave", f"/leave?seat={quote(claims.seat)}")


def _no_duff() -> None:
    text = st.session_state.get("no_duff_text", "")
    stop = Emergency(text=text, operation=f"no-duff:{house().director.state.clock.wall:.3f}")
    if not give(stop, "play is stopped") and house().outage.away:
        st.toast(outage.BY_VOICE, icon=":material/emergency:", duration="infinite")


def banners(emergency: str) -> None:
    """Say what everybody must know: that play is stopped for something real, that the journal is away."""
    outage.banner(house().outage)
    if emergency:
        st.error(f"**NO DUFF – play is stopped.** {plain(emergency)}", icon=":material/emergency:")
