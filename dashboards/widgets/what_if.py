"""The what-if form: choose or write a command, see both futures, discard it or give it for real."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboards.house import house
from dashboards.views.forecast import fork_view, wishes
from dashboards.widgets.foreseen import foresight
from dashboards.widgets.style import card
from exercises.forecasting import given
from exercises.forecasting.forking import adopt
from exercises.forecasting.moments import second_at
from sim.errors import ScrsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exercises.forecasting import Fork
    from exercises.roles import Actor

TRIED = "what_if_tried"
"""Key in the session of what is tried: its fork to come, the command, the head then, whether it is of now."""


def what_if(who: Actor) -> None:
    """Draw the form, and the fork that was asked for."""
    here = house()
    with card("what_if"):
        st.markdown("**What if**")
        with st.form("what_if", border=False):
            words, moment, button = st.columns([3, 1, 0.6], vertical_alignment="bottom")
            line = words.selectbox(
                "Command, as at the console",
                here.director.look(lambda state: wishes(here.director.setting.script, state)),
                index=None,
                accept_new_options=True,
                placeholder="release ROW, skip ROW, CELL: answer ROW option=…, CELL: decide …",
                key="what_if_line",
            )
            at = moment.text_input("Moment", placeholder="now, or 14:20", key="what_if_at")
            if button.form_submit_button("Try", type="primary"):
                _try(who, line or "", at.strip())
        _tried()


def _try(who: Actor, line: str, at: str) -> None:
    here = house()
    try:
        tried = given(line, here.director.setting.script, who)
        second = None
        if at:
            second = here.director.look(lambda state: second_at(at, here.director.setting, state))
        head = here.director.state.head
        st.session_state[TRIED] = (foresight().fork((tried,), second=second), tried, head, second is None)
    except ScrsError as refused:
        st.session_state.pop(TRIED, None)
        st.error(str(refused))


@st.fragment(run_every="2s", key="tried")
def _tried() -> None:
    """Draw what came of what is tried; it is forgotten by discarding it."""
    if TRIED not in st.session_state:
        return
    coming, _, _, now = st.session_state[TRIED]
    if not coming.done():
        st.caption("Both futures are being played.")
        return
    try:
        _side_by_side(coming.result())
    except ScrsError as refused:
        st.error(str(refused))
        now = False
    _buttons(now=now)


def _side_by_side(found: Fork) -> None:
    view = fork_view(found, house().director.setting.startex)
    st.text(view.head)
    st.caption(view.note)
    left, right = st.columns(2, gap="small")
    with left:
        _table(view.rows, ("Row by ENDEX", "Difference, points (95 %)"), empty="No row comes otherwise.")
    with right:
        _table(view.dates, ("Milestone at P50", "Difference (95 %)"), empty="No milestone moves.")


def _table(lines: Sequence[tuple[str, ...]], names: tuple[str, str], *, empty: str) -> None:
    what, less = names
    if not lines:
        st.caption(empty)
        return
    frame = pd.DataFrame(lines, columns=[what, "Without", "With", less])
    st.dataframe(frame, hide_index=True, key=f"fork_{what}")


def _buttons(*, now: bool) -> None:
    reason, take, leave = st.columns([3, 0.7, 0.7], vertical_alignment="bottom")
    why = reason.text_input("Reason for doing it", key="what_if_reason", disabled=not now)
    if take.button(
        "Adopt", key="adopt", disabled=not now, help=None if now else "Only what is tried now can be."
    ):
        _, tried, head, _ = st.session_state[TRIED]
        try:
            adopt(house().director, [tried], reason=why, head=head)
        except ScrsError as refused:
            st.error(str(refused))
        else:
            st.session_state.pop(TRIED)
            st.rerun()
    if leave.button("Discard", key="discard"):
        st.session_state.pop(TRIED)
        st.rerun()
