"""Draws one row opened, with what a controller may do with it, and a preview of what it would change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.views.rows import preview_of
from dashboards.widgets import dialogs
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import give
from exercises.play.commands import RowCommand
from sim.errors import ScrsError

if TYPE_CHECKING:
    from dashboards.views.clock import Press
    from dashboards.views.rows import RowView

LOOKS = {
    "release": (":material/send:", "Alt+L"),
    "hold": (":material/pause_circle:", "Alt+H"),
    "skip": (":material/redo:", None),
    "recall": (":material/undo:", None),
}


FORMS = {
    "edit": "Edit …",
    "retime": "Another moment …",
    "assess": "Assess a reply …",
    "correct": "Correct a time …",
}


def row_panel(view: RowView) -> None:
    """Draw a row opened."""
    st.markdown(f"**{plain(view.number)}** · {plain(view.title)}")
    st.caption(f"from {plain(view.sender)}, {plain(view.channel)} · comes: {plain(view.comes, 300)}")
    _acts(view)
    left, right = st.columns([1.25, 1], gap="medium")
    with left:
        st.text(view.body or "No text: this row is for control only.")
        for each in view.options:
            st.text(f"· {each}")
    with right:
        table = pd.DataFrame(view.lives, columns=["Recipient", "State", "Since", "Answer"])
        st.dataframe(table, hide_index=True, key=f"lives_{view.uid}", height="content")
        for each in view.expected:
            st.text(f"Expected: {each}")
        for each in view.notes:
            st.text(f"Control: {each}")
    _preview(view)


def _acts(view: RowView) -> None:
    several = [cell for cell, *_ in view.lives]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for press in view.presses:
            icon, shortcut = LOOKS[press.key]
            st.button(
                press.label,
                key=f"row_{press.key}",
                icon=icon,
                shortcut=shortcut,
                type="primary" if press.key == "release" else "secondary",
                disabled=not press.allowed,
                help=plain(press.why_not) or None,
                on_click=_act,
                args=(press, view.uid),
            )
        picked = st.menu_button(
            "More",
            list(view.forms),
            key="row_more",
            format_func=FORMS.__getitem__,
            disabled=not view.forms,
            help=None if view.forms else "It went nowhere and can go nowhere any more",
        )
        if picked:
            dialogs.ask(picked, view.uid)
        if view.has_effects and house().living is not None:
            st.button(
                "Preview",
                key="row_preview",
                icon=":material/query_stats:",
                on_click=_look_ahead,
                args=(view.uid,),
            )
        st.text_input(
            "Reason",
            key=f"why_{view.uid}",
            placeholder="Reason (for the record)",
            label_visibility="collapsed",
        )
    if len(several) > 1:
        st.pills(
            "Only to",
            several,
            selection_mode="multi",
            key=f"only_{view.uid}",
            label_visibility="collapsed",
            help="Without a choice: all recipients",
        )


def _act(press: Press, uid: str) -> None:
    """Give the command of a button with the reason and the recipients chosen."""
    cells = tuple(st.session_state.get(f"only_{uid}") or ())
    assert isinstance(press.command, RowCommand)  # noqa: S101  the buttons of a row give no others
    operation = f"{press.command.operation}:{','.join(cells)}"
    command = replace(
        press.command, reason=st.session_state.get(f"why_{uid}", ""), cells=cells, operation=operation
    )
    give(command, f"{press.label}: {uid}")


def _look_ahead(uid: str) -> None:
    """Work out what a row would change; once, when asked: it plays the simulation."""
    seat.claims()
    here = house()
    row = here.director.state.rows[uid]
    found: dict[str, list[str]] = {}
    parts = {
        "when it is sent": row.effects,
        **{f"option {name}": each.effects for name, each in row.options.items()},
    }
    for name, effects in parts.items():
        if effects and here.living is not None:
            try:
                found[name] = preview_of(here.director, here.living, effects, values={})
            except ScrsError as error:
                found[name] = [str(error)]
    st.session_state["preview"] = (uid, found)


def _preview(view: RowView) -> None:
    uid, found = st.session_state.get("preview", ("", {}))
    if uid != view.uid:
        return
    with st.container(border=True):
        st.caption("What it would change in this future of the simulation, if it happened when you asked")
        for name, lines in found.items():
            st.text(f"{name}: " + ("; ".join(lines[:8]) or "no headline measure"))
