"""Draws tasks with their ratings, replies, observations, and how fast the cells answered."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboards.theme import RATING_COLOURS
from dashboards.widgets import dialogs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.views.evaluating import Pace, Replied, Seen, Task

NONE = "–"
"""Stands where no rating was given, no cell and no row was named."""
TABLE_HEIGHT = 238


def tasks_table(tasks: Sequence[Task]) -> None:
    """Draw every task with the rating that it has."""
    table = pd.DataFrame(
        [
            {
                "Rating": [each.rating or NONE],
                "Objective": each.objective,
                "Task": each.title,
                "Seen": each.observations,
                "Expected actions": each.actions,
            }
            for each in tasks
        ],
        columns=["Rating", "Objective", "Task", "Seen", "Expected actions"],
    )
    st.dataframe(table, hide_index=True, placeholder="", key="tasks", height=286, column_config=_columns())


def _columns() -> dict[str, Any]:
    return {
        "Rating": st.column_config.MultiselectColumn(
            options=list(RATING_COLOURS), color=list(RATING_COLOURS.values()), width=70
        ),
        "Seen": st.column_config.NumberColumn(width=60, help="Observations of this task"),
        "Objective": st.column_config.TextColumn(width=230),
        "Task": st.column_config.TextColumn(width=330),
        "Expected actions": st.column_config.TextColumn(width=160),
    }


def replies_table(found: Sequence[Replied]) -> None:
    """Draw what cells did about rows; choosing a line asks for its assessment."""
    if not found:
        st.caption("Nothing has gone out yet that wants an answer.")
        return
    table = pd.DataFrame(
        [
            {
                "Rating": [each.rating or NONE],
                "At": each.hour,
                "Cell": each.cell or "control",
                "State": each.state,
                "No": each.number,
                "Inject": each.title,
                "Answer": each.answer,
            }
            for each in found
        ]
    )
    mark = hashlib.sha256("|".join(f"{each.uid} {each.cell} {each.state}" for each in found).encode())
    key = f"replies_{mark.hexdigest()[:12]}"

    def choose() -> None:
        picked = st.session_state[key].selection.rows
        if picked and picked[0] < len(found):
            dialogs.ask("assess", found[picked[0]].uid, found[picked[0]].cell)

    st.dataframe(
        table,
        hide_index=True,
        key=key,
        height=TABLE_HEIGHT,
        on_select=choose,
        selection_mode="single-row",
        column_config={**_columns(), "At": st.column_config.TextColumn(width=62)},
    )
    st.caption("Choose a line to assess the reply.")


def observations_table(found: Sequence[Seen]) -> None:
    """Draw the observations, newest first."""
    if not found:
        st.caption("No observations yet: write the first at the left.")
        return
    table = pd.DataFrame(
        [
            {
                "At": each.hour,
                "Rating": [each.rating or NONE],
                "Task": f"{each.objective}.{each.task}".rstrip("."),
                "Cell": each.cell,
                "Row": each.row,
                "Observation": each.text,
                "By": each.who,
            }
            for each in found
        ]
    )
    columns = {**_columns(), "Task": st.column_config.TextColumn(width=150)}
    st.dataframe(table, hide_index=True, key="observations", height=TABLE_HEIGHT, column_config=columns)


def paces_table(paces: Sequence[Pace]) -> None:
    """Draw response times."""
    table = pd.DataFrame(
        [
            {
                "Cell": each.cell,
                "Received": each.received,
                "Owed": each.owed,
                "Answered": each.answered,
                "Unanswered": each.unanswered,
                "Median (min)": each.median_minutes,
                "P80 (min)": each.p80_minutes,
                "Longest (min)": each.longest_minutes,
            }
            for each in paces
        ]
    )
    number = st.column_config.NumberColumn(format="%.1f")
    columns = dict.fromkeys(("Median (min)", "P80 (min)", "Longest (min)"), number)
    st.dataframe(table, hide_index=True, placeholder="–", key="paces", column_config=columns)
    st.caption("Exercise time from delivery to answer, as the after-action review computes it.")
