"""The foresight of this server's exercise: one worker behind the pages, kept as a resource of the server."""

from __future__ import annotations

import streamlit as st

from dashboards.bench.crew import Crew
from dashboards.bench.foresight import COMMAND, Foresight
from dashboards.house import house
from dashboards.views.forecast import forecast_view
from dashboards.widgets.escaping import plain
from dashboards.widgets.forecast_strip import forecast_strip
from dashboards.widgets.style import card


@st.cache_resource(show_spinner=False, on_release=lambda kept: kept.crew.close())
def foresight() -> Foresight:
    """Return the one foresight of this process; its worker is started by the first question."""
    here = house()
    header = here.journal.header(here.director.exercise)
    return Foresight(Crew(1, command=COMMAND), here.director, header)


def small_strip() -> None:
    """Draw the strip of the Control page: the likeliest rows, and when."""
    here = house()
    if here.living is None:
        return
    seen, startex = foresight().look(), here.director.setting.startex
    view = None if seen.forecast is None else forecast_view(seen.forecast, startex)
    with card("forecast"):
        head = "" if view is None else f" {view.head[:1].lower()}{view.head[1:]}"
        st.markdown(f"**Forecast**{head}" + (" · a newer one is on its way" if seen.working and view else ""))
        if seen.trouble:
            st.caption(f"There is no newer forecast: {plain(seen.trouble)}")
        forecast_strip(view, startex, key="forecast_strip")
