"""Draws the form of an observation: what somebody saw, against which objective, and how it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.views.evaluating import RATINGS, observations_view
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import give
from dashboards.widgets.letters import text_kept
from dashboards.widgets.rating_tables import NONE
from dashboards.widgets.style import card
from exercises.play.commands import Observe
from exercises.play.deciding.rating import RATINGS as MEANINGS

if TYPE_CHECKING:
    from dashboards.access import Claims

HINT = "Who did what, when; what helped, what hindered"


def observing(claims: Claims) -> None:
    """Draw the form."""
    director = house().director
    if not director.setting.script.objectives:
        st.caption("The script declares no objectives.")
        return
    with card("observing"):
        st.markdown("**New observation**")
        objective = _about()
        st.segmented_control("Rating", list(RATINGS), key="seen_rating", width="stretch", help=_meanings())
        text_kept("What you saw", "seen_text", height=130, placeholder=HINT)
        number = sum(each.who == claims.name for each in observations_view(director))
        st.button(
            "Keep the observation",
            key="seen_send",
            type="primary",
            icon=":material/check:",
            on_click=_observe,
            args=(objective, number),
        )


def _about() -> str:
    """Draw what it is about and return the objective."""
    director = house().director
    objectives = director.setting.script.objectives
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
    cells, rows = ["", *director.setting.script.cells], ["", *director.state.rows]
    one.selectbox("Cell", cells, key="seen_cell", format_func=lambda each: each or NONE)
    two.selectbox("Row", rows, key="seen_row", format_func=lambda each: each or NONE)
    return objective


def _meanings() -> str:
    return "  \n".join(f"**{letter}** {plain(meaning)}" for letter, meaning in MEANINGS.items())


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
