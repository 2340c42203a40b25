"""The batch lab: start a batch in a process of its own, watch, stop and resume it, read it and compare.

Nothing of a study is kept in the session: a page that is loaded again finds it in its folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboards.bench import studies
from dashboards.views import batch_lab as view
from dashboards.widgets.batch_form import batch_form
from dashboards.widgets.opening import anyone
from dashboards.widgets.study import controls, results
from dashboards.widgets.style import card

if TYPE_CHECKING:
    from dashboards.widgets.opening import Admit

ROOT = Path("scrs-runs")
"""Where `scrs batch` leaves its studies too."""
EVERY = "1s"
TABLE_HEIGHT, HEAD_HEIGHT, ROW_HEIGHT = 215, 42, 34
COLUMNS = {
    "progress": st.column_config.ProgressColumn(format="percent", min_value=0.0, max_value=1.0),
}


def show(admit: Admit = anyone) -> None:
    """Draw the page. `admit`: stops whoever may not be here; asked again in every fragment and callback."""
    admit()
    st.subheader("Batch lab", anchor=False)
    left, right = st.columns([0.27, 0.73], gap="medium")
    with left, card("batch_new"):
        _new(admit)
    with right:
        busy = any(studies.is_running(each) for each in studies.folders(ROOT))
        st.fragment(_standing, run_every=EVERY if busy else None)(admit, busy=busy)


def _new(admit: Admit) -> None:
    st.markdown("**A new batch**")
    asked = batch_form()
    if asked and st.button("Start", type="primary", width="stretch", key="batch_start"):
        admit()
        _start(asked.name, asked.order)


def _start(name: str, order: studies.Order) -> None:
    fault = view.fault_of_name(name, ROOT) or view.fault_of(order)
    if fault:
        st.error("This cannot be started.")
        st.code(fault, language=None, wrap_lines=True)
    elif studies.start(ROOT / name, order):
        st.rerun()
    else:
        st.warning("It is running already.")


def _standing(admit: Admit, *, busy: bool) -> None:
    admit()
    standings = [studies.standing_of(each) for each in studies.folders(ROOT)]
    if not standings:
        st.info(
            f"No studies in {ROOT}/ yet. Start one on the left, or with `scrs batch quick-start -n 1000`."
        )
        return
    chosen = st.dataframe(
        pd.DataFrame(view.rows_of(standings)),
        column_config=COLUMNS,
        hide_index=True,
        height=min(TABLE_HEIGHT, HEAD_HEIGHT + ROW_HEIGHT * len(standings)),
        row_height=ROW_HEIGHT,
        on_select="rerun",
        selection_mode="multi-row",
        key="batch_table",
    )
    places = [place for place in chosen["selection"]["rows"] if place < len(standings)][:2] or [0]
    picked = [standings[place] for place in reversed(places)]  # the older one is the base
    for each in picked:
        controls(each, admit)
    if busy and not any(each.running for each in standings):
        st.rerun()  # nobody plays any more: nothing to poll for
    results(picked)
