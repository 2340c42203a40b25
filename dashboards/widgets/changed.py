"""Draws what each decision and inject changed: the button that asks for it, how far it is, the table."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboards import seat
from dashboards.bench.weighing import PAGE, PAPER, SHEET, Weighing, all_papers
from dashboards.house import EXERCISE, FOLDER, JOURNAL, house
from dashboards.views.changed import read_sheet
from dashboards.views.moments import say_wait
from dashboards.widgets.escaping import plain
from dashboards.widgets.style import card
from exercises.journal.entries import canonical
from exercises.roles import Role, may

if TYPE_CHECKING:
    from dashboards.views.changed import Sheet

FUTURES = (50, 100, 300, 1000)
COLUMNS = {"what": "Decision or inject", "who": "Who", "measure": "Measure", "by": "Changed by"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TAKEN = (
    ("DOCX", PAPER, WORD, ":material/description:"),
    ("HTML", PAGE, "text/html", ":material/html:"),
)
"""Label, file, type and icon of the papers that are offered one by one."""
READERS = (Role.DIRECTOR, Role.CONTROLLER, Role.EVALUATOR, Role.ADMINISTRATOR)
READING = (
    "As played less the same play without it, future by future: below 0 it made something earlier, cheaper "
    "or less. Only what is clear is shown: the 95 % interval does not hold 0."
)


@st.cache_resource(show_spinner=False)
def weighing() -> Weighing:
    """Return the one keeper of processes of this panel."""
    return Weighing()


def changed() -> None:
    """Draw the card; while it is being worked out it looks again by itself."""
    if FOLDER not in os.environ:
        return
    folder = folder_here()
    busy = weighing().standing(folder) == "running"
    with card("changed"):
        st.markdown("**What each decision and inject changed**")
        st.fragment(_card, run_every="2s" if busy else None)(folder, busy=busy)


def folder_here() -> Path:
    """Return where the papers of the exercise stand as it is now; who came and went makes no difference."""
    here = house().director
    play = {name: each for name, each in here.state.plain().items() if name != "head"}
    mark = hashlib.sha256(canonical(play).encode()).hexdigest()[:12]
    return Path(os.environ[FOLDER]) / "reviews" / f"{here.exercise.replace(os.sep, '-')}-{mark}"


def _card(folder: Path, *, busy: bool) -> None:
    standing = weighing().standing(folder)
    if busy != (standing == "running"):
        st.rerun()  # the whole page: only there is said whether the card looks again by itself
    if standing == "done":
        _table(read_sheet(folder / SHEET), folder)
        return
    if standing == "running":
        _progress(folder)
        return
    if standing == "failed":
        st.text(weighing().said(folder) or "It ended without a word.")
    st.caption("Plays the exercise again without each of them, over new futures that all share their luck.")
    count = st.segmented_control("Futures", FUTURES, default=100, key="weigh_futures")
    st.button(
        "Work it out",
        key="weigh_start",
        icon=":material/balance:",
        on_click=_start,
        args=(folder, count or FUTURES[0]),
        disabled=not house().director.state.effects,
        help=None if house().director.state.effects else "Play did nothing to the simulation.",
    )


def _progress(folder: Path) -> None:
    done, total, left = weighing().progress(folder)
    words = "Futures are being played with and without each of them"
    if total:
        words += f": {done:,} of {total:,}" + ("" if left is None else f", {say_wait(left)} left")
    bar, stop = st.columns([5, 0.8], vertical_alignment="center")
    bar.progress(min(1.0, done / total) if total else 0.0, words)
    stop.button("Stop", key="weigh_stop", on_click=_stop, args=(folder,), width="stretch")


def _stop(folder: Path) -> None:
    seat.require(READERS)
    weighing().stop(folder)


def _start(folder: Path, futures: int) -> None:
    seat.require(READERS)
    environment = os.environ
    weighing().start(
        folder, journal=environment[JOURNAL], exercise=environment[EXERCISE], futures=int(futures)
    )


def _table(sheet: Sheet, folder: Path) -> None:
    st.caption(f"{READING} {sheet.futures:,} futures.")
    table = pd.DataFrame([vars(each) for each in sheet.lines], columns=[*COLUMNS, "between", "share"])
    st.dataframe(
        table.rename(columns={**COLUMNS, "between": "95 %", "share": "Differs in"}),
        hide_index=True,
        key="changed_table",
        column_config={
            "Differs in": st.column_config.ProgressColumn(min_value=0.0, max_value=100.0, format="%.0f %%")
        },
    )
    if sheet.unclear:
        st.caption(plain(f"Nothing clear: {'; '.join(sheet.unclear)}.", 2_000))
    if may(seat.claims().actor, "export"):
        _papers(folder)


def _papers(folder: Path) -> None:
    """Draw the papers that hold this table too; they are made already."""
    st.markdown("The report and improvement plan with it")
    with st.container(horizontal=True, gap="small"):
        for label, name, kind, icon in TAKEN:
            st.download_button(
                label, (folder / name).read_bytes, file_name=name, mime=kind, icon=icon, key=f"weighed_{name}"
            )
        st.download_button(
            "All, with tables",
            lambda: all_papers(folder),
            file_name="aar.zip",
            mime="application/zip",
            icon=":material/folder_zip:",
            key="weighed_all",
        )
