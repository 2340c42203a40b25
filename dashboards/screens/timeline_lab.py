"""The timeline lab: change a scenario by sliders, switches or a patch, and see at once what it moves.

What a change moves is drawn by `dashboards.widgets.futures`; who plays is the bench.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.bench.scenarios import Choice, sources, stamp_of
from dashboards.views import timeline_lab as view
from dashboards.widgets import served
from dashboards.widgets.changes import changes
from dashboards.widgets.futures import MOST, Sight, numbers, timeline
from dashboards.widgets.opening import anyone, pick_scenario
from dashboards.widgets.style import card
from dashboards.widgets.taking_along import taking_along
from sim.errors import AllBroke, BadInput, WorkerLost
from sim.simulating import DEFAULT_SEED

if TYPE_CHECKING:
    from dashboards.widgets.opening import Admit

EVERY = "500ms"
KNOBS_HEIGHT = 640


def show(admit: Admit = anyone) -> None:
    """Draw the page. `admit`: stops whoever may not be here; asked again in every fragment."""
    admit()
    served.bench()  # its workers get ready while the page is made
    title, *top = st.columns([0.19, 0.24, 0.22, 0.24, 0.11], vertical_alignment="bottom")
    title.subheader("Timeline lab", anchor=False)
    choice = pick_scenario(top[0], top[1], sources(Path.cwd()), key="lab")
    left, right = st.columns([0.27, 0.73], gap="medium")
    try:
        model = served.model(choice, stamp_of(choice.source))
        with left, card("knobs", height=KNOBS_HEIGHT):
            mine = replace(choice, patch=changes(model, scope=f"lab:{choice.source}:{choice.variant}"))
        base = Choice(choice.source)
        plans = tuple(served.model(each, stamp_of(each.source)).plan for each in (base, mine))
    except BadInput as error:
        with right:
            st.error("This cannot be played. Mend what is named below, and the charts come back.")
            st.code(str(error), language=None, wrap_lines=True)
        return
    measured = view.measures_in((plans[0], plans[1]))
    measure = top[2].selectbox("Look at", measured, format_func=view.words_of, key="lab_measure")
    seed = top[3].number_input("Seed", min_value=0, value=DEFAULT_SEED, key="lab_seed")
    with right:
        _results(Sight(base, mine, measure or measured[0], int(seed)), admit)


def _results(sight: Sight, admit: Admit) -> None:
    try:
        whole = sight.pair().n >= MOST
        _refined(sight, admit, whole=whole)
        with card("closer"):
            one, other = st.tabs(["Timeline", "Patch"])
            with one:
                timeline(sight)
            with other:
                taking_along(sight.mine)
    except (AllBroke, WorkerLost) as error:
        st.error("This could not be played. Another change, or another seed, may be.")
        st.code(str(error), language=None, wrap_lines=True)


def _refined(sight: Sight, admit: Admit, *, whole: bool) -> None:
    """Draw the numbers, again and again until all futures are there; a run that breaks off ends that."""

    def refined() -> None:
        admit()
        try:
            pair = sight.pair()
        except (AllBroke, WorkerLost):
            st.rerun()
        numbers(pair, sight.measure)
        if pair.n >= MOST and not whole:
            st.rerun()

    st.fragment(refined, run_every=None if whole else EVERY)()
