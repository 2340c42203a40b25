"""Frames the map of a run with its slider and play button, in the page's own tone.

The map is the file that `scrs run --replay` writes: it plays in the browser alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.widgets.drawing import is_dark
from sim.report.replay import render

if TYPE_CHECKING:
    from sim.trace import Outcome

HEIGHT = 550


def replay_map(outcome: Outcome, *, until: float | None = None) -> None:
    """Draw the map of a run. `until`: the last day that is shown."""
    page = render(outcome, tone="dark" if is_dark() else "light", framed=True, until=until)
    st.iframe(page, height=HEIGHT)
