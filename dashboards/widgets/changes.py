"""The column of a lab in which a scenario is changed: sliders and switches, or the patch written by hand.

What there is to change is read off the scenario by `dashboards.views.knobs`.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.views.knobs import Knob, knobs, patch_text, switches
from dashboards.widgets.escaping import plain

if TYPE_CHECKING:
    from sim.scenario.loading import Model

EXAMPLE = """\
why: What is this for?
set:
  pools.active_corps.size: 250
scale:
  doctrine.steps.decide.duration: 0.5
"""
EDITOR_HEIGHT = 380
TOOLS = "Tools"


def changes(model: Model, *, scope: str) -> str:
    """Draw the column and return the patch that it says, as YAML; '' for no change.

    Parameters: `scope`: names the scenario and variant: another one has knobs of its own.
    Raises: `BadInput` where two levers that are off exclude each other.
    """
    hand, text = f"{scope}:hand", f"{scope}:text"
    st.toggle("Write the patch by hand", key=hand, on_change=_seed, args=(model, scope))
    if st.session_state[hand]:
        st.text_area("Patch, as YAML", key=text, height=EDITOR_HEIGHT, help="Ctrl+Enter lays it on.")
        return str(st.session_state[text] or "")
    st.button("Back to the scenario as it is", on_click=_reset, args=(model, scope), width="stretch")
    for group, members in groupby(knobs(model), key=lambda each: each.group):
        with st.expander(group, expanded=group != "Durations"):
            for each in members:
                _slider(each, scope)
    _switches(model, scope)
    return _text(model, scope)


def _slider(knob: Knob, scope: str) -> None:
    kind = int if knob.kind == "people" else float
    st.slider(
        plain(knob.label),
        kind(knob.low),
        kind(knob.high),
        kind(knob.value),
        kind(knob.step),
        format=knob.form,
        key=f"{scope}:{knob.path}",
        help=plain(knob.note) or None,
    )


def _switches(model: Model, scope: str) -> None:
    found = switches(model)
    with st.expander(f"{TOOLS}: on or off", expanded=bool(found)):
        for each in found:
            st.toggle(plain(each.label), value=True, key=f"{scope}:on:{each.name}")
        if not found:
            st.caption("This scenario declares no levers.")


def _text(model: Model, scope: str) -> str:
    state = st.session_state
    moved = {each.path: state.get(f"{scope}:{each.path}", each.value) for each in knobs(model)}
    off = [each.name for each in switches(model) if not state.get(f"{scope}:on:{each.name}", True)]
    return patch_text(model, moved, off)


def _seed(model: Model, scope: str) -> None:
    """Begin writing by hand with what the knobs say, or with an example."""
    if not st.session_state.get(f"{scope}:text"):
        st.session_state[f"{scope}:text"] = _text(model, scope) or EXAMPLE


def _reset(model: Model, scope: str) -> None:
    for knob in knobs(model):
        st.session_state[f"{scope}:{knob.path}"] = (
            int(knob.value) if knob.kind == "people" else float(knob.value)
        )
    for each in switches(model):
        st.session_state[f"{scope}:on:{each.name}"] = True
