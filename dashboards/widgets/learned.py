"""Draws lessons that were adopted, and the form in which the director adopts one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboards.house import house
from dashboards.views import lessons as view
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import give
from dashboards.widgets.style import card
from exercises.errors import NotAllowed
from exercises.evaluation.record import adoptions
from exercises.play.commands import Adopt
from exercises.roles import may
from sim.errors import ScrsError

if TYPE_CHECKING:
    from exercises.roles import Actor

FIELDS = ("name", "text", "path", "value")


def adopting(who: Actor) -> None:
    """Draw the card."""
    here = house()
    with card("adopted"):
        st.markdown("**Adopted for the doctrine**")
        adopted = adoptions(here.director.since(0))
        if adopted:
            table = pd.DataFrame(view.adopted_table(adopted))
            st.dataframe(table, hide_index=True, key="adopted_table")
        else:
            st.caption("Nothing was adopted yet.")
        allowed = may(who, Adopt.name)
        st.text_input("Name of the lesson", key="adopt_name", placeholder="one_plan", disabled=not allowed)
        st.text_area("In words", key="adopt_text", height=80, disabled=not allowed)
        kind = st.segmented_control(
            "What it changes", view.KINDS, default=view.WORDS, key="adopt_kind", disabled=not allowed
        )
        if kind not in {None, view.WORDS}:
            paths = [] if here.living is None else view.paths_of(here.living.model.document.data)
            st.selectbox("Path of the doctrine", paths, index=None, accept_new_options=True, key="adopt_path")
            hint = "0.8" if kind == view.FACTOR else "{pert: [4 d, 10 d, 28 d]}"
            st.text_input("Factor" if kind == view.FACTOR else "Value", key="adopt_value", placeholder=hint)
        st.button(
            "Adopt the lesson",
            key="adopt_lesson",
            type="primary",
            icon=":material/school:",
            disabled=not allowed,
            help=None if allowed else plain(str(NotAllowed(who.name, who.role.value, Adopt.name))),
            on_click=_adopt,
            args=(here.director.state.head,),
        )


def _adopt(head: int) -> None:
    said = {each: str(st.session_state.get(f"adopt_{each}") or "") for each in FIELDS}
    kind = st.session_state.get("adopt_kind") or view.WORDS
    try:
        change = view.change_of(kind, said["path"], said["value"])
    except ScrsError as error:
        st.toast(plain(str(error), 300), icon=":material/block:")
        return
    command = Adopt(
        lesson=said["name"], text=said["text"], change=change, operation=f"lesson:{said['name']}:{head}"
    )
    if give(command, "adopted: it changes nothing in play"):
        for each in FIELDS:
            st.session_state[f"adopt_{each}"] = None if each == "path" else ""
