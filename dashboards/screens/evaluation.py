"""The evaluator's page: objectives and tasks, observations with ratings, and how fast the cells answered."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.theme import RATING_COLOURS
from dashboards.views.evaluating import RATINGS, observations_view, paces_view, tasks_view
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import give
from dashboards.widgets.header import header
from dashboards.widgets.letters import text_kept
from exercises.play.commands import Observe
from exercises.play.deciding.rating import RATINGS as MEANINGS
from exercises.roles import Role

RATERS = (Role.EVALUATOR, Role.DIRECTOR, Role.CONTROLLER)
NONE = "–"


@st.fragment(run_every="3s", key="evaluation")
def seen() -> None:
    """Draw tasks, observations and response times."""
    seat.require(RATERS)
    director = house().director
    tasks = tasks_view(director)
    rated = sum(bool(each.rating) for each in tasks)
    with st.container(border=True):
        st.markdown(f"**Objectives and tasks** · {rated} of {len(tasks)} rated")
        table = pd.DataFrame(
            [
                {
                    "Rating": [each.rating or NONE],
                    "Objective": each.objective_title,
                    "Task": each.title,
                    "Seen": each.observations,
                }
                for each in tasks
            ],
            columns=["Rating", "Objective", "Task", "Seen"],
        )
        st.dataframe(table, hide_index=True, key="tasks", height=300, column_config=_columns())
    observed, times = st.tabs(["Observations", "Response times"])
    with observed:
        _observations()
    with times:
        _times()


def _columns() -> dict[str, object]:
    return {
        "Rating": st.column_config.MultiselectColumn(
            options=list(RATING_COLOURS), color=list(RATING_COLOURS.values()), width=70
        ),
        "Seen": st.column_config.NumberColumn(width=60, help="Observations of this task"),
    }


def _observations() -> None:
    found = observations_view(house().director)
    if not found:
        st.caption("No observations yet: write the first at the left.")
        return
    table = pd.DataFrame(
        [
            {"At": each.hour, "Rating": [each.rating or NONE], "Task": f"{each.objective}.{each.task}".rstrip("."), "Cell": each.cell,
             "Row": each.row, "Observation": each.text, "By": each.who}
            for each in found
        ]
    )  # fmt: skip
    st.dataframe(table, hide_index=True, key="observations", height=230, column_config=_columns())


def _times() -> None:
    table = pd.DataFrame(
        [
            {"Cell": each.cell, "Received": each.received, "Answered": each.answered, "Median (min)": each.median_minutes,
             "Longest (min)": each.longest_minutes, "Oldest open": each.oldest_open}
            for each in paces_view(house().director)
        ]
    )  # fmt: skip
    number = st.column_config.NumberColumn(format="%.1f")
    st.dataframe(
        table, hide_index=True, key="paces", column_config={"Median (min)": number, "Longest (min)": number}
    )
    st.caption("Exercise time from delivery to answer; injects for information are left out.")


def observing() -> None:
    """Draw the form of an observation."""
    claims = seat.require(RATERS)
    director = house().director
    objectives = director.setting.script.objectives
    if not objectives:
        st.caption("The script declares no objectives.")
        return
    with st.container(border=True):
        st.markdown("**New observation**")
        objective = st.selectbox(
            "Objective",
            list(objectives),
            format_func=lambda each: objectives[each].title,
            key="seen_objective",
        )
        tasks = objectives[objective].tasks
        st.selectbox("Task", [*tasks, ""], format_func=lambda each: tasks.get(each, "the whole objective"),
                     key=f"seen_task_{objective}")  # fmt: skip
        one, two = st.columns(2, gap="small")
        one.selectbox(
            "Cell",
            ["", *director.setting.script.cells],
            key="seen_cell",
            format_func=lambda each: each or NONE,
        )
        two.selectbox(
            "Row", ["", *director.state.rows], key="seen_row", format_func=lambda each: each or NONE
        )
        st.segmented_control("Rating", list(RATINGS), key="seen_rating", width="stretch")
        text_kept(
            "What you saw",
            "seen_text",
            height=130,
            placeholder="Who did what, when; what helped, what hindered",
        )
        number = sum(each.who == claims.name for each in observations_view(director))
        st.button("Keep the observation", key="seen_send", type="primary", icon=":material/check:", on_click=_observe,
                  args=(objective, number))  # fmt: skip
    with st.expander("What the ratings mean"):
        for letter, meaning in MEANINGS.items():
            st.markdown(f"**{letter}** {plain(meaning)}")


def _observe(objective: str, number: int) -> None:
    claims = seat.claims()
    name = f"{claims.jti}-{number + 1}"
    command = Observe(
        id=name,
        objective=objective,
        task=st.session_state.get(f"seen_task_{objective}") or "",
        cell=st.session_state["seen_cell"],
        row=st.session_state["seen_row"],
        rating=st.session_state.get("seen_rating") or "",
        text=st.session_state["seen_text"],
        operation=f"observe:{name}",
    )
    if give(command, "the observation is kept"):
        st.session_state["seen_text"] = ""
        st.session_state["seen_rating"] = None
        house().drafts.keep(claims.jti, "seen_text", "")


def show() -> None:
    """Draw the page."""
    header(seat.require(RATERS))
    left, right = st.columns([1, 2.1], gap="small")
    with left:
        observing()
    with right:
        seen()


if __name__ == "__main__":
    show()
