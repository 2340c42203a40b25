"""Lessons: what play measured of the doctrine and what was adopted, as a file that any scenario can take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboards import seat
from dashboards.bench.learning import Learning, played
from dashboards.bench.scenarios import sources
from dashboards.house import house
from dashboards.views import lessons as view
from dashboards.views.fits import FAMILIES
from dashboards.widgets import served
from dashboards.widgets.escaping import plain
from dashboards.widgets.fits import fit_drawn
from dashboards.widgets.header import header
from dashboards.widgets.learned import adopting
from dashboards.widgets.opening import taker
from dashboards.widgets.style import card
from exercises.lessons import FILE
from exercises.roles import Role
from sim.calibrating.proposing import why_not
from sim.errors import ScrsError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from dashboards.views.lessons import LessonsView
    from exercises.lessons import Lesson, Lessons

CONTROL = (Role.DIRECTOR, Role.CONTROLLER)
COMING, TROUBLE = "lessons_coming", "lessons_trouble"


def ask() -> None:
    """Draw what is asked: which exercises teach, and which family."""
    here = house()
    names = list(here.journal.exercises())
    which, family, button = st.columns([2.2, 1, 0.8], vertical_alignment="bottom")
    which.pills(
        "Exercises of one script teach together",
        names,
        selection_mode="multi",
        default=[here.director.exercise],
        key="lessons_of",
    )
    family.selectbox("Family", FAMILIES, key="lessons_family")
    button.button("Work it out", type="primary", key="lessons_ask", width="stretch", on_click=_ask)


def _ask() -> None:
    seat.require(CONTROL)
    names = tuple(st.session_state["lessons_of"])
    for key in (COMING, TROUBLE):
        st.session_state.pop(key, None)
    if not names:
        st.session_state[TROUBLE] = "Name at least one exercise."
        return
    try:
        question = Learning(played(house().journal, names), st.session_state["lessons_family"])
    except ScrsError as error:
        st.session_state[TROUBLE] = str(error)
        return
    st.session_state[COMING] = served.clerk().ask(question)


def _busy() -> bool:
    return COMING in st.session_state and not st.session_state[COMING].done()


def _answer(*, busy: bool) -> None:
    seat.require(CONTROL)
    if busy and not _busy():
        st.rerun()  # the whole page: only there is said whether it looks again by itself
    if TROUBLE in st.session_state:
        st.error(plain(st.session_state[TROUBLE], 900))
    if COMING not in st.session_state:
        st.caption("Times of play are measured and fitted when it is asked for; nothing in play is changed.")
        return
    coming: Future[Lessons] = st.session_state[COMING]
    if not coming.done():
        st.caption(":material/hourglass_top: Laws are being fitted to what play measured.")
        return
    try:
        found = view.lessons_view(coming.result())
    except ScrsError as error:
        st.error("Nothing can be learned from these together.")
        st.code(str(error), language=None, wrap_lines=True)
        return
    _found(found)


def _found(found: LessonsView) -> None:
    st.markdown(f"**{plain(found.head)}**")
    if not found.lessons:
        st.info("The script declares no lessons: no time of play measures a step of the doctrine.")
    for tab, each in zip(
        st.tabs([plain(each.name) for each in found.lessons]) if found.lessons else (),
        found.lessons,
        strict=True,
    ):
        with tab:
            _lesson(each)
    _taken(found)


def _lesson(each: Lesson) -> None:
    st.caption(plain(f"{each.path}: {view.seen_of(each)}"))
    if each.fit is None:
        st.warning(plain(each.refused), icon=":material/block:")
        return
    fit_drawn(each.fit, key=f"lesson_{each.name}")


def _taken(found: LessonsView) -> None:
    """Draw the file to take along, and whether a scenario takes it."""
    if not found.text:
        st.info("Nothing was learned that changes a doctrine: there is no file to take along.")
        return
    scenario, take = st.columns([2, 1], vertical_alignment="bottom")
    source = taker(
        scenario,
        "Would this scenario take it?",
        sources(Path.cwd()),
        nobody="choose a scenario",
        key="lessons_scenario",
    )
    take.download_button(
        f"Download {plain(FILE)}",
        found.text,
        FILE,
        "application/yaml",
        icon=":material/download:",
        width="stretch",
    )
    if source and (refusal := why_not(found.text, source, name=FILE)):
        st.error("It does not take it.")
        st.code(refusal, language=None, wrap_lines=True)
    elif source:
        st.success("It takes it. Hold it against the doctrine as it stands:")
        st.code(f"scrs compare {source} base {FILE} -n 1000", language=None)
    with st.expander("What the file says"):
        st.code(found.text, language="yaml", wrap_lines=True)


def show() -> None:
    """Draw the page."""
    claims = seat.require(CONTROL)
    header(claims)
    left, right = st.columns([2.1, 1], gap="small")
    with left, card("lessons"):
        st.markdown("**What play measured**")
        ask()
        busy = _busy()
        st.fragment(_answer, run_every="1s" if busy else None)(busy=busy)
    with right:
        adopting(claims.actor)


if __name__ == "__main__":
    show()
