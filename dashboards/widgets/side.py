"""Draws what control may do, and what waits for it: an outage's rows, decisions, rows due, late or held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.views.rows import preview_of
from dashboards.widgets import dialogs
from dashboards.widgets.dialogs import adding
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import button, give
from dashboards.widgets.opened import ROW, remember
from exercises.play.commands import Refuse
from sim.errors import ScrsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.views.approvals import Wish
    from dashboards.views.board import Line
    from dashboards.views.missed import Missed

CHECK = ":material/check:"
MOST_MISSED = 6
FEW, DUE_HEIGHT = 4, 190
"""Lines of what is due beyond which they are scrolled, and then the pixels."""


def acts() -> None:
    """Draw what control may do by itself; outside of what draws itself anew.

    A dialog that a polled part of the page opens may be drawn empty where the next look comes at once.
    """
    with st.container(horizontal=True, gap="small"):
        if st.button("Ad hoc", icon=":material/add:", key="adhoc", shortcut="Alt+A", width="stretch"):
            adding.adhoc_dialog()
        if st.button("Message", icon=":material/mail:", key="write", shortcut="Alt+M", width="stretch"):
            adding.message_dialog()
        st.button(
            "Effect",
            icon=":material/bolt:",
            key="act",
            help="Change the simulation by hand",
            on_click=dialogs.ask,
            args=("act",),
            width="stretch",
        )


def missed_list(found: Sequence[Missed]) -> None:
    """Draw what came due while nobody was there to send it: what was held has three choices."""
    with st.container(key="missed"):
        for each in [one for one in found if one.open][:MOST_MISSED]:
            st.markdown(f"**{plain(each.number)}** {plain(each.title, 60)}")
            st.caption(plain(f"due {each.hour}, held for {each.cells}"))
            with st.container(horizontal=True, gap="small"):
                button(each.fire, key=f"missed_fire_{each.uid}", primary=True, said="sent")
                st.button(
                    "Re-time",
                    key=f"missed_retime_{each.uid}",
                    on_click=dialogs.ask,
                    args=("retime", each.uid),
                    width="stretch",
                )
                button(each.skip, key=f"missed_skip_{each.uid}", said="skipped")
        rest = [each for each in found if not each.open]
        for each in rest[:MOST_MISSED]:
            st.caption(plain(f"{each.number} {each.title}, due {each.hour}: {each.fate}"))
        if len(rest) > MOST_MISSED:
            st.caption(f"and {len(rest) - MOST_MISSED} more: see the record")


def wishes(waiting: Sequence[Wish]) -> None:
    """Draw the decisions that wait for approval."""
    if not waiting:
        st.caption("No decision waits for approval.")
    for each in waiting[:5]:
        with st.container(border=True):
            st.markdown(f"**{plain(each.title)}** · {plain(each.cell)}, for {each.waiting}")
            st.text(each.values or "nothing to fill in")
            one, two, three = st.columns(3, gap="small")
            with one:
                button(each.approve, key=f"approve_{each.id}", icon=CHECK, primary=True, said="approved")
            with two, st.popover("Refuse", icon=":material/close:", width="stretch"):
                st.text_input("Reason, for the cell", key=f"refuse_why_{each.id}")
                st.button(
                    "Refuse", key=f"refuse_{each.id}", type="primary", on_click=_refuse, args=(each.id,)
                )
            with three:
                st.button(
                    "Preview",
                    key=f"ahead_{each.id}",
                    on_click=_look_ahead,
                    args=(each,),
                    width="stretch",
                    disabled=house().living is None,
                )
            for line in st.session_state.get(f"ahead_of_{each.id}", ()):
                st.text(line)
    if len(waiting) > 5:  # noqa: PLR2004  as many as are drawn above
        st.caption(f"and {len(waiting) - 5} more")


def _refuse(request: str) -> None:
    reason = st.session_state.get(f"refuse_why_{request}", "")
    give(Refuse(request=request, reason=reason, operation=f"refuse:{request}"), "refused")


def _look_ahead(wish: Wish) -> None:
    seat.claims()
    here = house()
    if here.living is None:
        return
    try:
        lines = preview_of(here.director, here.living, wish.effects, values=wish.read)
    except ScrsError as error:
        lines = [str(error)]
    st.session_state[f"ahead_of_{wish.id}"] = lines[:8] or ["no headline measure changes"]


def due_list(lines: Sequence[Line]) -> None:
    """Draw what came due and waits for a controller, was held, or is answered late; a click opens it."""
    if not lines:
        st.caption("Nothing waits for a controller.")
    with st.container(key="due", height="content" if len(lines) <= FEW else DUE_HEIGHT, border=False):
        for each in lines[:8]:
            st.button(
                f"{plain(each.number)} {each.status} · {plain(each.cell)} · {plain(each.title, 46)}",
                key=f"open_{each.uid}_{each.cell}",
                on_click=remember,
                args=(ROW, each.uid),
                width="stretch",
                help=plain(each.why) or None,
            )
    if len(lines) > 8:  # noqa: PLR2004  as many as are drawn above
        st.caption(f"and {len(lines) - 8} more: see the list")
