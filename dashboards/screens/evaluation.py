"""The evaluator's page: objectives and tasks, observations with ratings, and how fast the cells answered."""

from __future__ import annotations

import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.views.evaluating import RATINGS, evaluation_view, observations_view
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import give
from dashboards.widgets.header import header
from dashboards.widgets.letters import text_kept
from dashboards.widgets.rating_tables import NONE, observations_table, paces_table, tasks_table
from exercises.play.commands import Observe
from exercises.play.deciding.rating import RATINGS as MEANINGS
from exercises.roles import Role

RATERS = (Role.EVALUATOR, Role.DIRECTOR, Role.CONTROLLER)


@st.fragment(run_every="3s", key="evaluation")
def seen() -> None:
    """Draw tasks, observations and response times."""
    seat.require(RATERS)
    director = house().director
    tasks, paces = evaluation_view(director)
    rated = sum(bool(each.rating) for each in tasks)
    with st.container(border=True):
        st.markdown(f"**Objectives and tasks** · {rated} of {len(tasks)} rated")
        tasks_table(tasks)
    observed, times = st.tabs(["Observations", "Response times"])
    with observed:
        observations_table(observations_view(director))
    with times:
        paces_table(paces)


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
        st.selectbox(
            "Task",
            [*tasks, ""],
            format_func=lambda each: tasks.get(each, "the whole objective"),
            key=f"seen_task_{objective}",
        )
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
        st.button(
            "Keep the observation",
            key="seen_send",
            type="primary",
            icon=":material/check:",
            on_click=_observe,
            args=(objective, number),
        )
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
