"""The after-action review: what came of the exercise in sentences, and the papers to take away."""

from __future__ import annotations

import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.widgets.changed import changed
from dashboards.widgets.header import header
from dashboards.widgets.style import card
from exercises.aar import findings, gather
from exercises.roles import Role, may
from sim.errors import ScrsError

READERS = (Role.DIRECTOR, Role.CONTROLLER, Role.EVALUATOR, Role.ADMINISTRATOR)
PAPERS = {
    "aar-docx": ("Report and improvement plan, DOCX", ":material/description:"),
    "aar-html": ("The same as one HTML page", ":material/html:"),
    "aar-md": ("Markdown with its pictures", ":material/article:"),
    "aar-csv": ("Responses, observations, timeline …, CSV", ":material/table:"),
}


def sentences() -> None:
    """Draw what came of the exercise so far; worked out anew when the page is opened."""
    here = house()
    with card("findings"):
        st.markdown("**What came of it**")
        if here.director.state.phase != "ended":
            st.caption("The exercise has not ended: this is how it stands.")
        try:
            found = gather(here.journal, here.director.exercise, here.director.setting, living=here.living)
        except ScrsError as error:
            st.text(str(error))
            return
        for line in findings(found):
            st.text(line)
        st.button("Work it out again", icon=":material/refresh:", key="review_again")


def papers() -> None:
    """Draw the papers; the route asks again who wants them."""
    claims = seat.require(READERS)
    with card("papers"):
        st.markdown("**Papers**")
        if not may(claims.actor, "export"):
            st.caption("The director and the administrator take the papers away.")
            return
        for name, (label, icon) in PAPERS.items():
            st.link_button(label, f"/export/{name}?seat={claims.seat}", icon=icon, width="stretch")
        st.caption("Made from the journal when you ask: some seconds. The same journal gives the same bytes.")


def show() -> None:
    """Draw the page."""
    header(seat.require(READERS))
    left, right = st.columns([1.8, 1], gap="small")
    with left:
        sentences()
        changed()
    with right:
        papers()


if __name__ == "__main__":
    show()
