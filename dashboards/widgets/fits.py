"""Draws a fit: what is doubtful, the durations with all laws, the families beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboards.views.fits import families_table, goodness_of, law_of
from dashboards.widgets.drawing import draw
from dashboards.widgets.escaping import plain
from sim.report.calibrating.words import facts
from sim.report.charts.calibrating import curves_chart, histogram_chart

if TYPE_CHECKING:
    from sim.calibrating import Fit


def fit_drawn(fit: Fit, *, key: str) -> None:
    """Draw a fit. `key`: keeps its charts in their places."""
    seen, law, good = st.columns([1, 2.2, 1], gap="small")
    ended = f"{fit.observed.cut} had not ended" if fit.observed.cut else "all had ended"
    seen.metric("Durations", str(fit.observed.n), ended, delta_color="off", delta_arrow="off", border=True)
    law.metric("Law", _short(fit), plain(law_of(fit), 90), delta_color="off", delta_arrow="off", border=True)
    word, rests = goodness_of(fit)
    good.metric("Goodness of fit", word, rests, delta_color="off", delta_arrow="off", border=True)
    if fit.doubts:
        st.warning("  \n".join(plain(each) for each in fit.doubts), icon=":material/warning:")
    histogram = histogram_chart(fit)
    left, right = st.columns(2, gap="small")
    with left:
        st.markdown("How long they lasted" if histogram else "Share that had ended by each day")
        draw(histogram or curves_chart(fit), key=f"{key}_left", empty="")
    with right:
        st.markdown("Share that had ended by each day" if histogram else "Families beside each other")
        if histogram:
            draw(curves_chart(fit), key=f"{key}_right", empty="")
        else:
            _families(fit, key=key)
    if histogram:
        _families(fit, key=key)
    st.caption(plain(", ".join(facts(fit)), 300))


def _short(fit: Fit) -> str:
    return "empirical" if fit.chosen is None else fit.chosen.name


def _families(fit: Fit, *, key: str) -> None:
    rows = families_table(fit)
    if not rows:
        st.caption("No family was fitted.")
        return
    st.dataframe(pd.DataFrame(rows), hide_index=True, key=f"{key}_families")
