"""The forecast: rows that wait for the simulation, load, money, people and exits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.views.forecast import forecast_view
from dashboards.widgets.escaping import plain
from dashboards.widgets.forecast_strip import fan_chart, forecast_strip, load_chart
from dashboards.widgets.foreseen import foresight
from dashboards.widgets.giving import give
from dashboards.widgets.header import header
from dashboards.widgets.style import card
from exercises.forecasting.telling import summary
from exercises.play.commands import Foresee
from exercises.roles import Role

if TYPE_CHECKING:
    from dashboards.views.forecast import ForecastView
    from exercises.forecasting import Forecast

CONTROL = (Role.DIRECTOR, Role.CONTROLLER)
ALL = 40
TALL, HEAD, LINE = 330, 38, 35
WIDTHS = {
    "Row": 225,
    "By ENDEX": 72,
    "95 %": 108,
    "10 / 50 / 90 %": 130,
    "What keeps it back, or brings it": 420,
    "Controller": 150,
}
"""Columns of the table of rows, and their pixels."""


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
        st.warning(f"There is no newer forecast: {plain(seen.trouble)}")
    if seen.forecast is None:
        ended = here.director.state.phase == "ended"
        st.caption("The exercise has ended." if ended else "The first forecast is on its way.")
        return
    view = forecast_view(seen.forecast, startex)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(view.head)}**" + ("  ·  a newer one is on its way" if seen.working else ""))
        st.space("stretch")
        st.button(
            "Keep in the record",
            key="forecast_keep",
            icon=":material/bookmark_add:",
            help="A replay then shows what was foreseen at this moment",
            on_click=_keep,
            args=(seen.forecast,),
        )
    left, right = st.columns([1.5, 1], gap="small")
    with left, card("rows"):
        st.markdown("**Rows that wait for the simulation**")
        forecast_strip(view, startex, key="rows_strip", most=ALL)
        _rows(view)
    with right, card("load"):
        st.markdown("**Rows that come due, by controller and quarter of an hour**")
        load_chart(view.load, startex, key="load")
    with right, card("assumed"):
        st.markdown("**Assumed**")
        st.text("\n".join(f"· {each}" for each in view.assumed))
    _fans(view)


def _keep(found: Forecast) -> None:
    """Keep a forecast as it was seen; the same one twice is kept once."""
    name = f"forecast:{found.head}:{found.second:.0f}:{found.n}"
    give(Foresee(summary=summary(found), operation=name), "kept: it stands in the record")


def _rows(view: ForecastView) -> None:
    lines = [
        (each.title, each.chance, each.interval, each.times, each.rests, each.controller)
        for each in view.rows
    ]
    st.dataframe(
        pd.DataFrame(lines, columns=list(WIDTHS)),
        hide_index=True,
        key="forecast_rows",
        height=min(TALL, HEAD + LINE * len(lines)),
        column_config={each: st.column_config.TextColumn(width=width) for each, width in WIDTHS.items()},
    )


def _fans(view: ForecastView) -> None:
    one, two, three = st.columns(3, gap="small")
    with one, card("money", stretch=True):
        st.markdown("**Money free to claim**")
        fan_chart(view.money, now=view.day, key="money", title="US dollars", form="$.3~s")
    with two, card("people", stretch=True):
        st.markdown("**On the ground**")
        kinds = st.tabs([each.capitalize() for each in view.people])
        for tab, (kind, points) in zip(kinds, view.people.items(), strict=True):
            with tab:
                fan_chart(points, now=view.day, key=kind, title=kind, height=165)
    with three, card("exits", stretch=True):
        st.markdown("**Share of futures in which the military has left**")
        fan_chart(view.exits, now=view.day, key="exits", title="share", form=".0%")
    with card("dates"):
        st.markdown("**Milestones of the scenario**")
        lines = [(each.name, each.chance, each.days) for each in view.dates]
        names = ["Milestone", "By the horizon", "Days, 10 / 50 / 90 %"]
        st.dataframe(pd.DataFrame(lines, columns=names), hide_index=True, key="forecast_dates", height=300)


def show() -> None:
    """Draw the page."""
    header(seat.require(CONTROL))
    forecast()


if __name__ == "__main__":
    show()
