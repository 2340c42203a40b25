"""The simulation as it stands: money, people, provinces, milestones, and what play has done to it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.views.situation import situation_view
from dashboards.widgets.header import header
from dashboards.widgets.situation_charts import ground_chart, lines_chart
from exercises.roles import Role
from exercises.times import say_scenario

READERS = (Role.DIRECTOR, Role.CONTROLLER, Role.EVALUATOR, Role.OBSERVER)


@st.fragment(run_every="4s", key="situation")
def situation() -> None:
    """Draw the simulation up to this moment; later days are nobody's to see."""
    seat.require(READERS)
    here = house()
    if here.living is None:
        st.caption("There is no simulation under this exercise.")
        return
    found = situation_view(here.director, here.living)
    st.markdown(f"#### The simulation at {say_scenario(found.day)}")
    one, two = st.columns(2, gap="small")
    with one, st.container(border=True, height="stretch"):
        st.markdown("**Money free to claim**")
        lines_chart(found.funds, key="funds", title="US dollars", dollars=True)
    with two, st.container(border=True, height="stretch"):
        st.markdown("**On the ground**")
        lines_chart(found.strengths, key="strengths", title="people")
    with one, st.container(border=True, height="stretch"):
        st.markdown("**Provinces by sector**")
        ground_chart(found.ground, key="ground")
    with two, st.container(border=True, height="stretch"):
        milestones, effects = st.tabs(["Milestones", "What play has done"])
        with milestones:
            st.dataframe(
                pd.DataFrame(found.milestones, columns=["Milestone", "Reached"]),
                hide_index=True,
                key="milestones",
                height=230,
            )
        with effects:
            if found.effects:
                st.dataframe(
                    pd.DataFrame(found.effects, columns=["By", "Effect"]),
                    hide_index=True,
                    key="effects",
                    height=230,
                )
            else:
                st.caption(
                    "Nothing yet: injects, options and decisions act on the simulation as they happen."
                )


def show() -> None:
    """Draw the page."""
    header(seat.require(READERS))
    situation()


if __name__ == "__main__":
    show()
