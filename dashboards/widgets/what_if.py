"""The what-if form: choose a moment and a command, see both futures; adopt it, or play again with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboards import seat
from dashboards.house import house, now
from dashboards.views import whatif as view
from dashboards.widgets.escaping import plain
from dashboards.widgets.foreseen import foresight
from dashboards.widgets.fork_charts import both_futures, shifts
from dashboards.widgets.lines import OTHER
from dashboards.widgets.style import card
from exercises.forecasting import given, play_otherwise
from exercises.forecasting.forking import adopt
from exercises.roles import Role
from sim.errors import ScrsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from dashboards.views.whatif import Moment
    from exercises.forecasting import Fork, Given

CONTROL = (Role.DIRECTOR, Role.CONTROLLER)
TRIED, SAID, MADE, PRESSED = "what_if_tried", "what_if_said", "what_if_made", "what_if_pressed"
"""Keys in the session: what is tried, what was refused, the exercise that was made of it, a button below."""
NOT_NOW = "Only what is tried now can be: play again from that moment instead"


@dataclass(frozen=True)
class Tried:
    """What is tried: the fork to come, its command and moment, and the journal's head when it was asked."""

    coming: Future[Fork]
    given: Given
    moment: Moment
    head: int


def what_if() -> None:
    """Draw the form, and the fork that was asked for."""
    with card("what_if"):
        st.markdown("**What if**")
        at, words, button = st.columns([1.7, 2.4, 0.5], vertical_alignment="bottom")
        with at:
            moment = _moment()
        with words:
            _command(moment)
        button.button(
            "Try",
            type="primary",
            width="stretch",
            key="what_if_try",
            disabled=moment is None,
            on_click=_try,
            args=(moment,),
        )
        if SAID in st.session_state:
            st.error(plain(st.session_state[SAID], 600))
        busy = _pending()
        st.fragment(_tried, run_every="1s" if busy else None)(busy=busy)


def _pending() -> bool:
    return TRIED in st.session_state and not st.session_state[TRIED].coming.done()


def _moment() -> Moment | None:
    """Draw the choice of a moment; None where what is written is none."""
    director = house().director
    entries = director.since(0)
    chosen = director.look(lambda state: view.moments(director.setting, state, entries))
    written = st.selectbox(
        "Moment",
        list(chosen),
        accept_new_options=True,
        key="what_if_at",
        help=plain("now, instead of something that was done, or a time: 14:20, day 2 09:30, D+12 08:00"),
    )
    try:
        return director.look(
            lambda state: view.moment_named(written or "", chosen, setting=director.setting, state=state)
        )
    except ScrsError as refused:
        st.error(plain(str(refused), 600))
        return None


def _command(moment: Moment | None) -> None:
    director, offered = house().director, list[str]()
    if moment is not None:
        try:
            offered = view.offers(director.setting, director.since(0), moment)
        except ScrsError as refused:
            st.caption(plain(str(refused), 600))
    st.selectbox(
        "Command, as at the console",
        offered,
        index=None,
        accept_new_options=True,
        placeholder="release ROW, skip ROW, CELL: answer ROW option=…, CELL: decide …",
        key="what_if_line",
    )


def _try(moment: Moment) -> None:
    who, director = seat.require(CONTROL).actor, house().director
    for key in (TRIED, SAID, MADE):
        st.session_state.pop(key, None)
    try:
        tried = given(st.session_state["what_if_line"] or "", director.setting.script, who)
        head = director.state.head
        coming = foresight().fork((tried,), second=moment.second, instead=moment.instead)
    except ScrsError as refused:
        st.session_state[SAID] = str(refused)
        return
    st.session_state[TRIED] = Tried(coming, tried, moment, head)


def _tried(*, busy: bool) -> None:
    """Draw what came of what is tried; it is forgotten by discarding it."""
    seat.require(CONTROL)
    pressed = st.session_state.pop(PRESSED, False)
    if pressed or (busy and not _pending()):
        st.rerun()  # the whole page: what is above and below, and whether it looks again by itself
    if TRIED not in st.session_state:
        _made()
        return
    tried: Tried = st.session_state[TRIED]
    if not tried.coming.done():
        st.caption(":material/hourglass_top: Both futures are being played.")
        return
    try:
        found = tried.coming.result()
    except ScrsError as refused:
        st.error(plain(str(refused), 900))
        st.button("Discard", key="discard", on_click=_discard)
        return
    _side_by_side(found)
    _buttons(tried)


def _side_by_side(found: Fork) -> None:
    startex = house().director.setting.startex
    shown = view.fork_view(found, startex)
    st.markdown(f"**{plain(shown.head)}**")
    st.caption(plain(shown.note, 600))
    left, right = st.columns([1.15, 1], gap="medium")
    with left:
        st.markdown("Rows that wait for the simulation, in both futures")
        both_futures(shown, startex, key="fork_bars")
        _table(
            shown.rows,
            "Row by ENDEX",
            shown.lines,
            less="Difference, points (95 %)",
            empty="No row comes otherwise.",
        )
    with right:
        st.markdown("Milestones of the scenario: days later or earlier")
        shifts(shown.shifts, key="fork_shifts")
        _table(
            shown.dates,
            "Milestone at P50",
            shown.lines,
            less="Difference (95 %)",
            empty="No milestone moves.",
        )
    with st.expander("Assumed in both"):
        st.text("\n".join(f"· {each}" for each in shown.assumed))


def _table(
    lines: Sequence[tuple[str, ...]], what: str, names: tuple[str, str], *, less: str, empty: str
) -> None:
    if not lines:
        st.caption(empty)
        return
    heads = [each[:1].upper() + each[1:] for each in names]
    frame = pd.DataFrame(lines, columns=[what, *heads, less])
    st.dataframe(frame, hide_index=True, key=f"fork_{what}")


def _buttons(tried: Tried) -> None:
    current = tried.moment.is_now
    reason, take, again, leave = st.columns([2.4, 0.6, 0.9, 0.6], vertical_alignment="bottom")
    reason.text_input(
        "Reason, for the record", key="what_if_reason", placeholder="what the comparison showed"
    )
    take.button(
        "Adopt",
        key="adopt",
        type="primary" if current else "secondary",
        disabled=not current,
        help=None if current else NOT_NOW,
        on_click=_adopt,
        args=(tried,),
        width="stretch",
    )
    again.button(
        "Play again with it",
        key="play_again",
        help="Makes another exercise that stands at that moment, and does it there; this one stays as it is",
        on_click=_play_again,
        args=(tried,),
        width="stretch",
    )
    leave.button("Discard", key="discard", on_click=_discard, width="stretch")


def _discard() -> None:
    for key in (TRIED, SAID, MADE):
        st.session_state.pop(key, None)
    st.session_state[PRESSED] = True


def _adopt(tried: Tried) -> None:
    """Give what was tried for real; who asks is looked up anew."""
    seat.require(CONTROL)
    st.session_state[PRESSED] = True
    try:
        adopt(house().director, [tried.given], reason=st.session_state["what_if_reason"], head=tried.head)
    except ScrsError as refused:
        st.session_state[SAID] = str(refused)
        return
    _discard()
    st.toast("adopted: it stands in the record with its reason", icon=":material/check:")


def _play_again(tried: Tried) -> None:
    who, here = seat.require(CONTROL).actor, house()
    st.session_state[PRESSED] = True
    second = here.director.now() if tried.moment.second is None else tried.moment.second
    try:
        made = play_otherwise(
            here.journal,
            here.director.exercise,
            [tried.given],
            by=who,
            clock=now,
            second=second,
            instead=tried.moment.instead,
            reason=st.session_state["what_if_reason"],
        )
    except ScrsError as refused:
        st.session_state[SAID] = str(refused)
        return
    _discard()
    st.session_state[MADE] = st.session_state[OTHER] = made


def _made() -> None:
    """Say where the exercise lies that was made."""
    if made := st.session_state.get(MADE):
        st.success(plain(f"{made} stands paused at that moment, with it done. It is among the lines below."))
    else:
        st.caption("Both futures are shown beside each other; nothing happens until one is adopted.")
