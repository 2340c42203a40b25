"""Draws the lines of play that belong to this exercise: a table, and two of them beside each other."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboards.house import FOLDER, JOURNAL, house
from dashboards.views import whatif as view
from dashboards.widgets.escaping import plain
from dashboards.widgets.style import card
from exercises.forecasting.lines import lines_of, parted
from sim.errors import ScrsError

HEIGHT = 320
OTHER = "lines_other"
"""Key in the session of the line that is read beside this one."""
BESIDE = "8502"
"""A port that another panel beside this one may have."""


def lines() -> None:
    """Draw the card."""
    here = house()
    with card("lines"):
        st.markdown("**Lines of play**")
        found = lines_of(here.journal, here.director.exercise)
        if len(found) == 1:
            st.caption(
                "Nothing was played again yet. A line that is made stays readable here beside this one, "
                "which stays as it is."
            )
            return
        startex, mine = here.director.setting.startex, here.director.exercise
        heads = {each.name: here.journal.head(each.name) for each in found}
        table = view.lines_view(found, heads, here=mine, startex=startex)
        st.dataframe(
            pd.DataFrame(
                [(each.name, each.origin, each.entries, "this one" if each.here else "") for each in table],
                columns=["Line", "Comes from", "Entries", ""],
            ),
            hide_index=True,
            key="lines_table",
        )
        others = [each.name for each in found if each.name != mine]
        if st.session_state.get(OTHER) not in others:
            st.session_state[OTHER] = others[-1]
        other = st.selectbox("Read beside this one", others, key=OTHER)
        if other:
            _beside(other)


def _beside(other: str) -> None:
    here = house()
    try:
        found = parted(here.director.setting, here.director.since(0), here.journal.read(other))
    except ScrsError as error:
        st.error(plain(str(error), 600))
        return
    shown = view.parted_view(found, here.director.setting.startex)
    st.caption(plain(shown.head))
    for column, name, rows in zip(
        st.columns(2, gap="small"), (here.director.exercise, other), (shown.one, shown.other), strict=True
    ):
        with column:
            st.markdown(f"**{plain(name)}**")
            frame = pd.DataFrame(rows, columns=["At", "What happened"])
            st.dataframe(
                frame,
                hide_index=True,
                key=f"line_{name}",
                height=min(HEIGHT, 38 + 35 * max(1, len(frame))),
                column_config={"At": st.column_config.TextColumn(width=64)},
            )
    st.caption("Play it on, in a panel beside this one or at the console:")
    st.code(how_to_open(other), language=None, wrap_lines=True)


def how_to_open(name: str) -> str:
    """Return the commands that open a line of this journal."""
    journal, folder = house().journal.name, os.environ.get(FOLDER)
    console = shlex.join(["scrs", "exercise", "play", name, "--journal", journal])
    if folder is None:
        return console
    panel = ["scrs", "panel", "--name", name, "--folder", folder, "--port", BESIDE]
    if os.environ.get(JOURNAL) != str(Path(folder) / "exercises.sqlite"):
        panel += ["--database-url", journal]
    return f"{shlex.join(panel)}\n{console}"
