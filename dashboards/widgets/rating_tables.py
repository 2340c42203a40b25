"""Draws tasks with their ratings, observations, and how fast the cells answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboards.theme import RATING_COLOURS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.views.evaluating import Pace, Seen, Task

NONE = "–"
"""Stands where no rating was given, no cell and no row was named."""


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
    st.dataframe(table, hide_index=True, placeholder="", key="tasks", height=300, column_config=_columns())


def _columns() -> dict[str, Any]:
    return {
        "Rating": st.column_config.MultiselectColumn(
            options=list(RATING_COLOURS), color=list(RATING_COLOURS.values()), width=70
        ),
        "Seen": st.column_config.NumberColumn(width=60, help="Observations of this task"),
    }


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
    st.dataframe(table, hide_index=True, key="observations", height=230, column_config=_columns())


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
