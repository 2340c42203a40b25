"""The evaluator's page: objectives and tasks, replies, observations, and how fast the cells answered."""

from __future__ import annotations

import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.views.evaluating import evaluation_view, observations_view, replies_view
from dashboards.widgets import dialogs
from dashboards.widgets.header import header
from dashboards.widgets.observing import observing
from dashboards.widgets.rating_tables import observations_table, paces_table, replies_table, tasks_table
from dashboards.widgets.style import card
from exercises.roles import Role

RATERS = (Role.EVALUATOR, Role.DIRECTOR, Role.CONTROLLER)


@st.fragment(run_every="3s", key="evaluation")
def seen() -> None:
    """Draw tasks, replies, observations and response times."""
    seat.require(RATERS)
    director = house().director
    tasks, paces = evaluation_view(director)
    rated = sum(bool(each.rating) for each in tasks)
    with card("tasks"):
        st.markdown(f"**Objectives and tasks** · {rated} of {len(tasks)} rated")
        tasks_table(tasks)
    with card("rated"):
        replied, observed, times = st.tabs(["Replies", "Observations", "Response times"])
        with replied:
            replies_table(replies_view(director))
        with observed:
            observations_table(observations_view(director))
        with times:
            paces_table(paces)
    dialogs.hand_up()


def show() -> None:
    """Draw the page."""
    claims = seat.require(RATERS)
    header(claims)
    dialogs.open_asked()
    left, right = st.columns([1, 2.3], gap="small")
    with left:
        observing(claims)
    with right:
        seen()


if __name__ == "__main__":
    show()
