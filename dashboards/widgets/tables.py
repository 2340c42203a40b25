"""Draws tables: the list of rows with pills for where they stand, and the feed."""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboards.theme import STATUS_COLOURS
from dashboards.widgets.opened import ROW, remember, remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.views.board import Line
    from dashboards.views.feed import Told


def rows_table(lines: Sequence[Line], *, usual: str, height: int) -> str:
    """Draw the list of rows and return the one that is open: the one that was chosen, whatever the list does.

    Parameters: `usual`: the row that is open as long as nobody has chosen one.
    """
    chosen = remembered(ROW) or usual
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
    parts = [*uids, *(each.cell for each in lines), usual]
    mark = hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]
    at = [index for index, uid in enumerate(uids) if uid == chosen][:1]
    st.dataframe(
        table,
        key=f"rows_{mark}",
        on_select=lambda: _choose(f"rows_{mark}", uids, usual=usual),
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
    return chosen


def _choose(key: str, uids: Sequence[str], *, usual: str) -> None:
    """Keep what was chosen. A browser may tell of the usual row too, which nobody has chosen."""
    picked = st.session_state[key].selection.rows
    uid = uids[picked[0]] if picked and picked[0] < len(uids) else ""
    if uid and (uid != usual or remembered(ROW)):
        remember(ROW, uid)


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
