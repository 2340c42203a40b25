"""The forecast: rows that wait for the simulation, load, money, people and exits; and what if."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.views.forecast import forecast_view
from dashboards.widgets.forecast_strip import fan_chart, forecast_strip, load_chart
from dashboards.widgets.foreseen import foresight
from dashboards.widgets.header import header
from dashboards.widgets.style import card
from dashboards.widgets.what_if import what_if
from exercises.roles import Role

if TYPE_CHECKING:
    from dashboards.views.forecast import ForecastView

CONTROL = (Role.DIRECTOR, Role.CONTROLLER)
ALL = 40


@st.fragment(run_every="3s", key="forecast")
def forecast() -> None:
    """Draw the latest forecast; a newer one comes by itself."""
    seat.require(CONTROL)
    here = house()
    if here.living is None:
        st.caption("There is no simulation under this exercise.")
        return
    seen, startex = foresight().look(), here.director.setting.startex
    if seen.trouble:
        st.warning(f"There is no newer forecast: {seen.trouble}")
    if seen.forecast is None:
        ended = here.director.state.phase == "ended"
        st.caption("The exercise has ended." if ended else "The first forecast is on its way.")
        return
    view = forecast_view(seen.forecast, startex)
    st.markdown(f"#### {view.head}" + ("  ·  a newer one is on its way" if seen.working else ""))
    left, right = st.columns([1.5, 1], gap="small")
    with left, card("foreseen"):
        st.markdown("**Rows that wait for the simulation**")
        forecast_strip(view, startex, key="rows_strip", most=ALL)
        _rows(view)
    with right, card("fans"):
        st.markdown("**Rows that come due, by controller and quarter of an hour**")
        load_chart(view.load, startex, key="load")
    with right, card("ahead"):
        st.markdown("**Assumed**")
        st.text("\n".join(f"· {each}" for each in view.assumed))
    _fans(view)


def _rows(view: ForecastView) -> None:
    lines = [
        (each.title, each.chance, each.interval, each.times, each.controller, each.rests)
        for each in view.rows
    ]
    names = ["Row", "By ENDEX", "95 %", "10 / 50 / 90 %", "Controller", "Now"]
    st.dataframe(pd.DataFrame(lines, columns=names), hide_index=True, key="forecast_rows", height=260)


def _fans(view: ForecastView) -> None:
    one, two, three = st.columns(3, gap="small")
    with one, card("fires", stretch=True):
        st.markdown("**Money free to claim**")
        fan_chart(view.money, now=view.day, key="money", title="US dollars", form="$.3~s")
    with two, card("loads", stretch=True):
        st.markdown("**On the ground**")
        kinds = st.tabs([each.capitalize() for each in view.people])
        for tab, (kind, points) in zip(kinds, view.people.items(), strict=True):
            with tab:
                fan_chart(points, now=view.day, key=kind, title=kind, height=165)
    with three, card("assumed", stretch=True):
        st.markdown("**Share of futures in which the military has left**")
        fan_chart(view.exits, now=view.day, key="exits", title="share", form=".0%")
    with st.expander("Milestones of the scenario"):
        lines = [(each.name, each.chance, each.days) for each in view.dates]
        names = ["Milestone", "By the horizon", "Days, 10 / 50 / 90 %"]
        st.dataframe(pd.DataFrame(lines, columns=names), hide_index=True, key="forecast_dates", height=300)


def show() -> None:
    """Draw the page."""
    claims = seat.require(CONTROL)
    header(claims)
    forecast()
    if house().living is not None:
        what_if(claims.actor)


if __name__ == "__main__":
    show()
