"""The dialogs in which control adds something: an ad hoc inject, a message to cells."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.widgets.giving import give
from exercises.play.commands import Add, Release, Write
from exercises.script.schema.rows import Channel

NOW, LATER = "send now", "keep on the list"


@st.dialog("Ad hoc inject", width="large")
def adhoc_dialog() -> None:
    """Ask for a row that the script does not have."""
    director = house().director
    cells = list(director.setting.script.cells)
    to = st.multiselect("To", cells, key="adhoc_to")
    title = st.text_input("Title", key="adhoc_title")
    body = st.text_area("Text", key="adhoc_body", height=160)
    one, two, three = st.columns(3)
    sender = one.text_input("Seems to come from", key="adhoc_from")
    channel = two.selectbox("Channel", get_args(Channel), key="adhoc_channel")
    when = three.segmented_control("When", [NOW, LATER], default=NOW, key="adhoc_when")
    if st.button("Add", type="primary", key="adhoc_add", disabled=not (to and title.strip())):
        uid = _free_uid()
        row = {"uid": uid, "title": title, "to": to, "channel": channel}
        row |= {key: value for key, value in (("body", body), ("from", sender)) if value.strip()}
        done = give(
            Add(row=row, reason=f"ad hoc by {seat.claims().name}", operation=f"add:{uid}"),
            f"{uid} is on the list",
        )
        if done and when == NOW:
            give(Release(row=uid, reason="ad hoc", operation=f"release:{uid}:0:"), f"{uid} is sent")
        if done:
            for each in ("adhoc_to", "adhoc_title", "adhoc_body", "adhoc_from"):
                st.session_state.pop(each, None)
            st.rerun()


def _free_uid() -> str:
    rows = house().director.state.rows
    return next(uid for number in range(1, 10_000) if (uid := f"adhoc-{number}") not in rows)


@st.dialog("Message from control", width="medium")
def message_dialog() -> None:
    """Ask for a message outside the list."""
    director = house().director
    to = st.multiselect("To", list(director.setting.script.cells), key="message_to")
    text = st.text_area("Text", key="message_text", height=160)
    if st.button("Send", type="primary", key="message_send", disabled=not (to and text.strip())):
        number = len(director.state.messages)
        command = Write(
            cell="", to=tuple(to), text=text, operation=f"message:control:{seat.claims().jti}:{number}"
        )
        if give(command, "sent"):
            for each in ("message_to", "message_text"):
                st.session_state.pop(each, None)
            st.rerun()
