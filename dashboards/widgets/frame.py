"""The frame of a lab's page: how much air it has, and its title in one line with what is picked.

The only place of the labs that names Streamlit's own classes: they are no stable interface.
"""

from __future__ import annotations

import streamlit as st

STYLE = """<style>
.stMainBlockContainer { padding: 3.4rem 1.4rem 1rem 1.4rem; max-width: 1900px; }
[data-testid="stMetric"] { padding: 0.5rem 0.9rem; }
[data-testid="stMetricValue"] { font-size: 1.45rem; }
.stMain [data-testid="stVerticalBlock"] { gap: 0.7rem; }
</style>"""


def frame() -> None:
    """Lay the frame; call it first on a page."""
    st.html(STYLE)
