"""The calibration lab: observed durations in, how well laws go with them, and a patch to take along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.bench.learning import Fitted, Fitting
from dashboards.bench.scenarios import Choice, sources, stamp_of
from dashboards.views.fits import FAMILIES, UNITS
from dashboards.widgets import served
from dashboards.widgets.escaping import plain
from dashboards.widgets.fits import fit_drawn
from dashboards.widgets.opening import anyone, taker
from dashboards.widgets.style import card
from sim.errors import BadInput, ScrsError
from sim.report.calibrating.exports import render
from sim.scenario.doctrines import steps_of

if TYPE_CHECKING:
    from concurrent.futures import Future

    from dashboards.widgets.opening import Admit

COMING, QUESTION, TROUBLE = "calibration_coming", "calibration_question", "calibration_trouble"
PASTED = "pasted.csv"
EXAMPLE = "duration\n22 d\n19 d\n31 d"


def show(admit: Admit = anyone) -> None:
    """Draw the page. `admit`: stops whoever may not be here; asked again in every fragment and callback."""
    admit()
    left, right = st.columns([0.3, 0.7], gap="small")
    with left, card("calibration_new", stretch=True):
        _form(admit)
    with right, card("calibration"):
        busy = _busy()
        st.fragment(_answer, run_every="1s" if busy else None)(admit, busy=busy)


def _form(admit: Admit) -> None:
    st.markdown("**Observed durations**")
    file = st.file_uploader("Table, CSV or XLSX", type=["csv", "xlsx"], key="calibration_file")
    text = st.text_area("or paste one", placeholder=EXAMPLE, height=110, key="calibration_text")
    one, two = st.columns(2)
    column = one.text_input("Column", "duration", key="calibration_column")
    unit = two.selectbox(
        "Unit of plain numbers", UNITS, format_func=lambda each: each or "as written", key="calibration_unit"
    )
    scenario = taker(
        one, "Scenario that is to take it", sources(Path.cwd()), nobody="any", key="calibration_scenario"
    )
    family = two.selectbox("Family", FAMILIES, key="calibration_family")
    step = st.selectbox(
        "Step, or path of a duration",
        _steps(scenario),
        index=None,
        accept_new_options=True,
        placeholder="decide, or doctrine.teams.advance.travel",
        key="calibration_step",
    )
    contents = text.encode() if file is None else file.getvalue()
    question = Fitting(
        contents,
        PASTED if file is None else file.name,
        column=column.strip(),
        unit=unit or "",
        step=(step or "").strip(),
        scenario=scenario or "",
        family=family or FAMILIES[0],
    )

    def fit() -> None:
        admit()
        _ask(question)

    st.button("Fit", type="primary", width="stretch", key="calibration_fit", on_click=fit)


def _steps(scenario: str | None) -> list[str]:
    """Return the steps of a scenario's doctrine; none where it cannot be opened."""
    if not scenario:
        return []
    try:
        return list(steps_of(served.model(Choice(scenario), stamp_of(scenario)).document.data))
    except BadInput:
        return []


def _ask(question: Fitting) -> None:
    for key in (COMING, TROUBLE):
        st.session_state.pop(key, None)
    if not question.contents.strip():
        st.session_state[TROUBLE] = "There are no durations yet: choose a file, or paste a column."
    elif question.scenario and not question.step:
        st.session_state[TROUBLE] = "Say of which step of that scenario these are the durations."
    else:
        st.session_state[COMING] = served.clerk().ask(question)
        st.session_state[QUESTION] = question


def _busy() -> bool:
    return COMING in st.session_state and not st.session_state[COMING].done()


def _answer(admit: Admit, *, busy: bool) -> None:
    admit()
    if busy and not _busy():
        st.rerun()  # the whole page: only there is said whether it looks again by itself
    if TROUBLE in st.session_state:
        st.error(st.session_state[TROUBLE])
        return
    if COMING not in st.session_state:
        st.info(
            "A column of durations (22 d, 36 h), beside it, if you have them: unit, censored (yes: it had "
            "not ended when it was last seen), step. Five families are fitted and tested."
        )
        return
    coming: Future[Fitted] = st.session_state[COMING]
    if not coming.done():
        st.caption(":material/hourglass_top: Laws are being fitted and tested against samples of their own.")
        return
    try:
        found = coming.result()
    except ScrsError as error:
        st.error("Nothing can be fitted to this.")
        st.code(str(error), language=None, wrap_lines=True)
        return
    _found(found, st.session_state[QUESTION])


def _found(found: Fitted, question: Fitting) -> None:
    st.markdown(f"**{plain(found.path or 'A duration')}**")
    if found.doubt:
        st.warning(plain(found.doubt), icon=":material/calendar_month:")
    fit_drawn(found.fit, key="calibration")
    name = f"{(question.step or 'durations').rpartition('.')[2]}.yaml"
    patch, page = st.columns(2)
    patch.download_button(
        f"Patch, {name}",
        found.patch,
        name,
        "application/yaml",
        icon=":material/download:",
        disabled=not found.patch,
        help=None if found.patch else "Name a step: the patch is for its duration",
        width="stretch",
        key="calibration_patch",
    )
    page.download_button(
        "The fit as a page",
        lambda: render(found.fit, path=found.path),
        "calibrate.html",
        "text/html",
        icon=":material/html:",
        width="stretch",
        key="calibration_page",
    )
    if found.patch:
        st.code(found.patch, language="yaml", wrap_lines=True)
        st.code(f"scrs compare {question.scenario or 'SCENARIO'} base {name} -n 1000", language=None)
