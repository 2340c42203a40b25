"""The simulation as it stands: money, people, provinces, milestones, and what play has done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.views.situation import situation_view
from dashboards.widgets.country_map import ALL, country_map
from dashboards.widgets.header import header
from dashboards.widgets.situation_charts import ground_chart, lines_chart
from dashboards.widgets.style import card
from exercises.roles import Role
from exercises.times import say_scenario

if TYPE_CHECKING:
    from dashboards.views.situation import Situation

READERS = (Role.DIRECTOR, Role.CONTROLLER, Role.EVALUATOR, Role.OBSERVER)
MAP_HEIGHT, TABLE_HEIGHT = 232, 312


@st.fragment(run_every="4s", key="situation")
def situation() -> None:
    """Draw the simulation up to this moment; later days are nobody's to see."""
    seat.require(READERS)
    here = house()
    if here.living is None:
        st.caption("There is no simulation under this exercise.")
        return
    found = situation_view(here.director, here.living)
    left, right = st.columns(2, gap="small")
    with left, card("provinces", stretch=True):
        _provinces(found)
    with right, card("reached", stretch=True):
        _reached(found)
    left, right = st.columns(2, gap="small")
    with left, card("strengths", stretch=True):
        st.markdown("**On the ground**")
        lines_chart(found.strengths, key="strengths", title="people")
    with right, card("funds", stretch=True):
        st.markdown("**Money free to claim**")
        lines_chart(found.funds, key="funds", title="US dollars", dollars=True)


def _provinces(found: Situation) -> None:
    """Draw the provinces as a map, and every sector of each as a table."""
    st.markdown(f"**Provinces at {say_scenario(found.day)}**")
    sectors = list(dict.fromkeys(each.sector for each in found.ground))
    drawn, table = st.tabs(["Map", "By sector"])
    with drawn:
        sector = st.segmented_control(
            "Sector", [ALL, *sectors], default=ALL, key="sector", label_visibility="collapsed"
        )
        country_map(found.shapes, found.ground, sector=sector or ALL, height=MAP_HEIGHT)
    with table:
        ground_chart(found.ground, key="ground")


def _reached(found: Situation) -> None:
    """Draw what was reached, and what play has done."""
    milestones, effects = st.tabs(["Milestones", "What play has done"])
    with milestones:
        table = pd.DataFrame(found.milestones, columns=["Milestone", "Reached"])
        st.dataframe(table, hide_index=True, key="milestones", height=TABLE_HEIGHT)
    with effects:
        if found.effects:
            done = pd.DataFrame(found.effects, columns=["By", "Effect"])
            st.dataframe(done, hide_index=True, key="effects", height=TABLE_HEIGHT)
        else:
            st.caption("Nothing yet: injects, options and decisions act on the simulation as they happen.")


def show() -> None:
    """Draw the page."""
    header(seat.require(READERS))
    situation()


if __name__ == "__main__":
    show()
