"""Draws tables: the list of rows with pills for where they stand, and the feed."""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboards.theme import STATUS_COLOURS
from dashboards.widgets.opened import ROW, remember

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.views.board import Line
    from dashboards.views.feed import Told


def rows_table(lines: Sequence[Line], *, chosen: str, height: int) -> None:
    """Draw the list of rows; choosing one opens it, whatever the list does later."""
    table = pd.DataFrame(
        [
            {
                "Status": [each.status],
                "No": each.number,
                "Time": each.when,
                "Cell": each.cell,
                "Title": each.title,
                "Waits": None if math.isnan(each.waiting) else max(0, round(each.waiting / 60)),
            }
            for each in lines
        ],
        columns=["Status", "No", "Time", "Cell", "Title", "Waits"],
    )
    uids = [each.uid for each in lines]
    mark = hashlib.sha256("|".join([*uids, *(each.cell for each in lines)]).encode()).hexdigest()[:12]
    at = [index for index, uid in enumerate(uids) if uid == chosen][:1]
    st.dataframe(
        table,
        key=f"rows_{mark}",
        on_select=lambda: _choose(f"rows_{mark}", uids),
        selection_mode="single-row",
        selection_default={"selection": {"rows": at}},
        hide_index=True,
        height=height,
        placeholder="",
        column_config={
            "Status": st.column_config.MultiselectColumn(
                "Status", options=list(STATUS_COLOURS), color=list(STATUS_COLOURS.values()), width=92
            ),
            "No": st.column_config.TextColumn(width=70),
            "Time": st.column_config.TextColumn(width=66),
            "Cell": st.column_config.TextColumn(width=96),
            "Waits": st.column_config.NumberColumn(
                "Waits (min)", width=82, help="Since it went out or came due"
            ),
        },
    )


def _choose(key: str, uids: Sequence[str]) -> None:
    picked = st.session_state[key].selection.rows
    if picked and picked[0] < len(uids):
        remember(ROW, uids[picked[0]])


def feed_table(lines: Sequence[Told], *, key: str, height: int) -> None:
    """Draw the record: when, on both clocks, who, and what happened."""
    if not lines:
        st.caption("Nothing has happened yet.")
        return
    columns = {"hour": "At", "scenario": "Scenario", "who": "Who", "text": "What happened"}
    table = pd.DataFrame([{each: getattr(line, each) for each in columns} for line in lines])
    st.dataframe(
        table.rename(columns=columns),
        key=key,
        hide_index=True,
        height=height,
        column_config={
            "At": st.column_config.TextColumn(width=76),
            "Scenario": st.column_config.TextColumn(width=100),
            "Who": st.column_config.TextColumn(width=110),
            "What happened": st.column_config.TextColumn(width=980),
        },
    )
