"""The first page of a menu under its own name: Streamlit gives it no address but the root.

Which pages there are is `dashboards.app` and `dashboards.labs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

ROOT = "first"
"""What Streamlit calls the page at the root; nobody sees it."""


def by_its_name(first: StreamlitPage, name: str) -> StreamlitPage:
    """Return a page that no menu shows and that leads to the first one. `name`: what people type."""
    return st.Page(lambda: st.switch_page(first), title=first.title, url_path=name, visibility="hidden")
