"""Re-timing: proposals for play that runs late, with their trade; one of them is adopted with a click."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.views.jumping import seconds_of
from dashboards.views.retiming import changes_table, headline_of, standing_of
from dashboards.widgets.escaping import plain
from dashboards.widgets.header import header
from dashboards.widgets.style import card
from exercises.retiming import Proposal, Retiming, adopt, retime
from exercises.retiming.situation import AT_ONCE
from exercises.roles import Role
from exercises.times import say_offset
from sim.errors import ScrsError

CONTROL = (Role.DIRECTOR, Role.CONTROLLER)
FOUND, SAID = "retiming_found", "retiming_said"
LIST, HEAD, LINE = 330, 40, 35


def ask() -> None:
    """Draw what is asked: by when, and how much a cell can owe at once; look only when it is asked for."""
    director = house().director
    by, at_once, look = st.columns([0.4, 0.3, 0.3], vertical_alignment="bottom")
    offered = say_offset(director.setting.endex)
    written = by.text_input("Everything is answered by", offered, key="retiming_by")
    most = at_once.number_input("Answers owed at once, per cell", 1, 100, AT_ONCE, key="retiming_at_once")
    if look.button("Look for proposals", type="primary", width="stretch", key="retiming_look"):
        seat.require(CONTROL)
        try:
            with st.spinner("Looking for the best timetables"):
                found = retime(director, end_s=seconds_of(director, written), at_once=int(most))
        except ScrsError as error:
            st.error(plain(str(error)))
            return
        st.session_state[FOUND] = found
        st.session_state.pop(SAID, None)


def proposals(found: Retiming) -> None:
    """Draw what was found, a tab for each proposal."""
    for line in standing_of(found):
        st.markdown(plain(line))
    if not found.proposals:
        return
    tabs = st.tabs(
        [f"{place}. {headline_of(each)[0]}" for place, each in enumerate(found.proposals, start=1)]
    )
    for tab, each in zip(tabs, found.proposals, strict=True):
        with tab:
            _proposal(found, each)


def _proposal(found: Retiming, each: Proposal) -> None:
    _, numbers = headline_of(each)
    for column, (label, value, note) in zip(st.columns(len(numbers), gap="small"), numbers, strict=True):
        column.metric(label, value, plain(note, 40) or "–", delta_color="off", delta_arrow="off", border=True)
    st.button(
        "Adopt",
        type="primary",
        icon=":material/check:",
        key=f"retiming_adopt:{each.aim}",
        on_click=_adopted,
        args=(found, each),
    )
    table = pd.DataFrame(changes_table(each, house().director.setting.startex))
    height = min(LIST, HEAD + LINE * len(table))
    st.dataframe(table, hide_index=True, height=height, key=f"retiming_changes:{each.aim}")


def _adopted(found: Retiming, each: Proposal) -> None:
    claims = seat.require(CONTROL)
    try:
        done = adopt(house().director, claims.actor, each, situation=found.situation)
    except ScrsError as error:
        st.session_state[SAID] = str(error)
        return
    refused = "".join(f"\n{line}" for line in done.refused)
    st.session_state[SAID] = f"{done.done} changes made.{refused}"
    st.session_state.pop(FOUND, None)


def show() -> None:
    """Draw the page."""
    header(seat.require(CONTROL))
    with card("retiming"):
        ask()
        if SAID in st.session_state:
            st.info(plain(st.session_state[SAID]))
        found = st.session_state.get(FOUND)
        if found is None:
            st.caption("Proposals change as few rows as possible; nothing changes until one is adopted.")
        else:
            proposals(found)


if __name__ == "__main__":
    show()
