"""What if: try a command at a moment, both futures beside each other; adopt it, or play again with it."""

from __future__ import annotations

import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.widgets.header import header
from dashboards.widgets.lines import lines
from dashboards.widgets.what_if import CONTROL, what_if


def show() -> None:
    """Draw the page."""
    header(seat.require(CONTROL))
    here = house()
    if here.living is None:
        st.caption("There is no simulation under this exercise.")
        return
    if here.director.state.phase == "ready":
        st.caption("The exercise has not begun: there is nothing to try yet.")
    else:
        what_if()
    lines()


if __name__ == "__main__":
    show()
