"""Draws a change made in the timeline lab as something to take along: a patch, a command line, a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.bench.scenarios import is_timed, stamp_of, with_variant
from dashboards.widgets import served

if TYPE_CHECKING:
    from dashboards.bench.scenarios import Choice


def taking_along(choice: Choice) -> None:
    """Draw the patch and the ways to take it along."""
    if not choice.patch.strip() and not choice.variant:
        st.caption("Nothing is changed yet. What you change is written here as a patch, to take along.")
        return
    st.code(choice.patch or f"# nothing beyond the variant {choice.variant}", language="yaml")
    name = Path(choice.source).stem
    if is_timed(choice):
        st.caption(
            "It acts between days: put it under `patches:` of the scenario. A command line cannot say when."
        )
        st.download_button("Download the patch", choice.patch, f"{name}-patch.yaml", "text/yaml")
        return
    st.caption("The same on the command line:")
    st.code(served.command(choice, stamp_of(choice.source)), language="bash", wrap_lines=True)
    one, two = st.columns(2)
    one.download_button(
        "Download the patch", choice.patch, f"{name}-patch.yaml", "text/yaml", width="stretch"
    )
    two.download_button(
        "Download the scenario with it as variant `lab`",
        lambda: with_variant(choice),
        f"{name}-lab.yaml",
        "text/yaml",
        width="stretch",
        help="Then: scrs compare FILE base lab",
    )
