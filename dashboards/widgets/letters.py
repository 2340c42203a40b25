"""Draws what came to a cell, and the form in which it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards import seat
from dashboards.house import house
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import give
from dashboards.widgets.opened import LETTER, remember
from exercises.play.commands import Answer, See

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.views.desk import Letter

MARKS = {
    "sent": ("new", ":material/mark_email_unread:"),
    "seen": ("read", ":material/drafts:"),
    "answered": ("answered", ":material/reply:"),
    "assessed": ("answered", ":material/reply:"),
}


def letter_list(letters: Sequence[Letter], chosen: str) -> None:
    """Draw the inbox: a line an inject, the newest first; opening one marks it as seen."""
    if not letters:
        st.caption("Nothing has come in yet. Injects appear here by themselves.")
    for each in letters:
        word, icon = MARKS[each.state]
        late = f" · {each.left}" if each.late else f" · answer within {each.left}" if each.left else ""
        mark = "**" if each.state == "sent" else ""
        st.button(
            f"{mark}{plain(each.title, 70)}{mark}  \n{each.hour} · {plain(each.sender, 34)} · {word}{late}",
            key=f"letter_{each.uid}",
            icon=icon,
            type="primary" if each.uid == chosen else "secondary",
            on_click=open_letter,
            args=(each.uid,),
            width="stretch",
        )


def open_letter(uid: str) -> None:
    """Put an inject before the cell, and mark it as seen the first time."""
    claims = seat.claims()
    remember(LETTER, uid)
    if house().director.state.run(uid, claims.cell).state == "sent":
        give(See(row=uid, cell=claims.cell))


def letter(view: Letter) -> None:
    """Draw an inject and, where an answer is open, its form."""
    st.markdown(f"#### {plain(view.title)}")
    copy = " · for information" if view.copy else ""
    st.caption(f"{plain(view.number)} · {view.hour} · from {plain(view.sender)}, {plain(view.channel)}{copy}")
    if view.left:
        say = st.warning if view.late else st.info
        say(
            f"The answer is {view.left}" if view.late else f"An answer is expected within {view.left}",
            icon=":material/timer:",
        )
    st.text(view.body)
    if view.answer or view.option:
        with st.container(border=True):
            st.caption("Your answer")
            if view.option:
                st.text(f"{view.option}: {dict(view.options).get(view.option, '')}")
            st.text(view.answer)
    elif view.why_not:
        st.caption(plain(view.why_not))
    else:
        _form(view)


def _form(view: Letter) -> None:
    """Draw the answer's form. What is typed is kept as it is typed: a reload or a restart loses nothing."""
    options = dict(view.options)
    if options:
        st.radio(
            "Choose",
            list(options),
            format_func=lambda each: plain(options[each], 300),
            index=_kept_option(view, list(options)),
            key=f"option_{view.uid}",
            on_change=keep,
            args=(f"option_{view.uid}",),
        )
    text_kept(
        "Answer", f"answer_{view.uid}", height=140, placeholder="What you decide, who does what by when"
    )
    st.button(
        "Send the answer",
        key=f"send_{view.uid}",
        type="primary",
        icon=":material/send:",
        shortcut="Alt+Enter",
        on_click=_send,
        args=(view.uid,),
    )


def _kept_option(view: Letter, names: list[str]) -> int | None:
    kept = house().drafts.read(seat.claims().jti, f"option_{view.uid}")
    return names.index(kept) if kept in names else None


def _send(uid: str) -> None:
    claims = seat.claims()
    command = Answer(
        row=uid,
        cell=claims.cell,
        text=st.session_state.get(f"answer_{uid}") or "",
        option=st.session_state.get(f"option_{uid}") or "",
        operation=f"answer:{uid}:{claims.cell}",
    )
    if give(command, "the answer is sent"):
        for name in (f"answer_{uid}", f"option_{uid}"):
            house().drafts.keep(claims.jti, name, "")


def text_kept(label: str, key: str, *, height: int, placeholder: str = "") -> None:
    """Draw a field of text whose content is kept beside the exercise until it is sent."""
    if key not in st.session_state:
        st.session_state[key] = house().drafts.read(seat.claims().jti, key)
    st.text_area(label, key=key, height=height, placeholder=placeholder, on_change=keep, args=(key,))


def keep(key: str) -> None:
    """Keep what stands in a field."""
    house().drafts.keep(seat.claims().jti, key, str(st.session_state.get(key) or ""))
