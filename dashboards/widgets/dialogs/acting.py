"""The dialog in which control changes the simulation by hand, with a preview and a reason."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.views import acting as view
from dashboards.views.rows import preview_of
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import give
from exercises.errors import Refused
from sim.errors import ScrsError

PATH = "doctrine.steps.decide.duration"


@st.dialog("Change the simulation", width="large")
def act_dialog() -> None:
    """Ask for one effect, as rows and options have them."""
    director, living = house().director, house().living
    kind = st.selectbox("What", list(view.KINDS), format_func=lambda each: view.KINDS[each], key="act_kind")
    one, two, three = st.columns([2, 1, 1], gap="small")
    names = view.targets(living.measures if living else (), kind)
    if names:
        target = one.selectbox("Which", names, key=f"act_target_{kind}", accept_new_options=kind == "shift")
    else:
        target = one.text_input("Path of the scenario", key=f"act_path_{kind}", placeholder=PATH)
    amount = two.text_input("How much", key=f"act_amount_{kind}", placeholder=view.EXAMPLES[kind])
    lasting = ""
    if kind in view.LASTING:
        lasting = three.text_input("For how long", key="act_lasting", placeholder="for good, or 45 d")
    reason = st.text_input("Reason", key="act_why", placeholder="needed, for the feed and the review")
    effect, fault = _read(kind, target or "", amount, lasting=lasting)
    ready = effect is not None and bool(reason.strip())
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        pressed = st.button("Do it", type="primary", key="act_keep", disabled=not ready)
        ahead = st.button("Preview", key="act_ahead", disabled=effect is None or living is None)
        if fault and amount:
            st.caption(plain(fault))
    if ahead and effect is not None:
        _preview(effect)
    if pressed and effect is not None:
        mark = f"{seat.claims().jti}:{len(director.state.effects)}"
        if give(view.command_of(effect, reason, mark=mark), "the simulation is changed"):
            st.rerun()


def _read(kind: str, target: str, amount: str, *, lasting: str) -> tuple[dict[str, Any] | None, str]:
    try:
        effect = view.effect_written(kind, target, amount, lasting=lasting)
        view.understood(effect)
    except Refused as refused:
        return None, str(refused)
    return effect, ""


def _preview(effect: dict[str, Any]) -> None:
    """Say what it would change in this future; it plays the simulation, once, when asked."""
    living = house().living
    if living is None:
        return
    try:
        lines = preview_of(house().director, living, [view.understood(effect)], values={})
    except ScrsError as error:
        lines = [str(error)]
    with st.container(border=True):
        st.caption("What it would change in this future of the simulation, if it happened now")
        for each in lines[:10] or ["no headline measure"]:
            st.text(each)
