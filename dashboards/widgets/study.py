"""Draws a study: how far it is with what stops and resumes it, and its results, beside another one's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboards.bench import studies
from dashboards.views import batch_lab as view
from dashboards.widgets import served
from dashboards.widgets.drawing import draw
from dashboards.widgets.escaping import plain
from dashboards.widgets.style import card
from sim.errors import ScrsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.bench.studies import Standing
    from dashboards.widgets.opening import Admit


def controls(standing: Standing, admit: Admit) -> None:
    """Draw how far a study is, and what stops or resumes it. `admit`: asked again by both."""
    words, bar, stop, resume = st.columns([0.34, 0.36, 0.15, 0.15], vertical_alignment="center")
    words.markdown(f"**{plain(standing.folder.name)}** · {view.SIGNS[standing.word]}")
    bar.progress(min(1.0, standing.done / standing.total) if standing.total else 0.0)

    def stopped() -> None:
        admit()
        studies.stop(standing.folder)

    def resumed() -> None:
        admit()
        studies.resume(standing.folder, workers=studies.processors())

    name = standing.folder.name
    stop.button("Stop", on_click=stopped, disabled=not standing.running, key=f"stop:{name}", width="stretch")
    ended = standing.running or standing.complete
    resume.button("Resume", on_click=resumed, disabled=ended, key=f"resume:{name}", width="stretch")
    if standing.said:
        st.code(standing.said, language=None, wrap_lines=True, height=110)


def results(picked: Sequence[Standing]) -> None:
    """Draw what studies found; two of them are held against each other, the first one as the base."""
    try:
        found = [each for each in (served.study(one.folder, one.done) for one in picked) if each is not None]
    except (ScrsError, OSError) as error:
        st.error("A study cannot be read.")
        st.code(str(error), language=None, wrap_lines=True)
        return
    if not found:
        st.caption("No part of it is finished yet: parts of up to 1,000 runs are kept as they are done.")
        return
    measures = view.common(found)
    pick, words = st.columns([0.3, 0.7], vertical_alignment="bottom")
    measure = (
        pick.selectbox("Look at", measures, format_func=view.words_of, key="batch_measure") or measures[0]
    )
    if len(found) > 1:
        words.markdown(plain(view.held_against(found[0], found[1], measure)))
    with card("batch_curve", height=view.CURVE_HEIGHT + 30):
        draw(view.curve(found, measure), key="batch_curves", empty="No run has been played to its end.")
    for each in found:
        broken = f", {each.failed} broke off" if each.failed else ""
        st.caption(plain(f"{each.name}: {each.title}, {each.n:,} runs, seed {each.seed}{broken}"))
        st.dataframe(
            pd.DataFrame(view.results_table(each)), hide_index=True, key=f"batch_results:{each.name}"
        )
