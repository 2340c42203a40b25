"""What was played, on the schematic map: the exercise's own simulation with a slider and a play button."""

from __future__ import annotations

import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.views.playback import playback_view
from dashboards.widgets.escaping import plain
from dashboards.widgets.header import header
from dashboards.widgets.replay_map import replay_map
from exercises.roles import Role
from sim.report.replay import render

READERS = (Role.DIRECTOR, Role.CONTROLLER, Role.EVALUATOR)


def show() -> None:
    """Draw the page; it stands at the moment at which it was opened."""
    header(seat.require(READERS))
    here = house()
    if here.living is None:
        st.caption("There is no simulation under this exercise.")
        return
    found = playback_view(here.director, here.living)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(plain(found.said))
        st.space("stretch")
        st.button("Up to this moment", key="playback_again", icon=":material/refresh:")
        st.download_button(
            "As a file",
            lambda: render(found.outcome, until=found.day),
            "playback.html",
            "text/html",
            key="playback_file",
        )
    replay_map(found.outcome, until=found.day)


if __name__ == "__main__":
    show()
