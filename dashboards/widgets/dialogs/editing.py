"""The dialog in which control changes a row that has gone to nobody: a form, or the row as YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboards.house import house
from dashboards.views import editing as view
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import give
from exercises.play.commands import Edit
from sim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping

FORM, YAML = "form", "as the script writes it"
EDITOR_HEIGHT = 420


@st.dialog("Change this row", width="large")
def edit_dialog(uid: str) -> None:
    """Ask what to change; what is left as it is stays so."""
    written = house().director.state.written[uid]
    ways = [FORM, YAML]
    way = st.segmented_control("Way", ways, default=FORM, key="edit_way", label_visibility="collapsed")
    filled: dict[str, Any] | str
    filled = _yaml(uid, written) if way == YAML else _Form(uid, written).draw()
    reason = st.text_input("Reason", placeholder="for the record", key=f"edit_why_{uid}")
    if not st.button("Keep the change", type="primary", key="edit_keep"):
        return
    try:
        changes = view.changes_of(written, filled)
    except BadInput as error:
        st.code(str(error), language=None, wrap_lines=True)
        return
    if not changes:
        st.info("Nothing is changed.")
    elif give(Edit(row=uid, changes=changes, reason=reason), f"{uid} is changed"):
        st.rerun()


def _yaml(uid: str, written: Mapping[str, Any]) -> str:
    st.caption("Every key that the script's language has: expected actions, options, effects, conditions.")
    return st.text_area(
        "Row, as YAML",
        view.as_yaml(written),
        height=EDITOR_HEIGHT,
        key=f"edit_yaml_{uid}",
        label_visibility="collapsed",
    )


class _Form:
    """The form of a row: what is filled in, key by key."""

    def __init__(self, uid: str, written: Mapping[str, Any]) -> None:
        self._uid = uid
        self._before = view.form_of(written)
        self._known = view.choices_of(house().director.setting.script)
        self._filled = dict(self._before)

    def draw(self) -> dict[str, Any]:
        """Draw the form and return what is filled in."""
        message, moment, filing = st.tabs(["Message", "When and how", "Filing"])
        with message:
            self._message()
        with moment:
            self._moment()
        with filing:
            self._filing()
        return self._filled

    def _message(self) -> None:
        self._text("title", "Title")
        self._area("body", "Text", height=150)
        one, two = st.columns(2, gap="small")
        with one:
            self._several("to", "To")
            self._text("from", "Seems to come from")
        with two:
            self._several("cc", "Copies to")
            self._pick("channel", "Channel")

    def _moment(self) -> None:
        said = plain("A moment (STARTEX+00:45, D+12 14:00), manual, or YAML in braces")
        self._text("trigger", "Trigger", help=said)
        one, two = st.columns(2, gap="small")
        with one:
            self._pick("release", "When it comes due it is sent by")
            self._text("latest", "Expires after", placeholder="never")
        with two:
            self._pick("on_late", "Came due while nobody was there")
            self._pick("approval", "How far its writing came")

    def _filing(self) -> None:
        self._area("description", "For control only", height=90)
        self._text("background", "What it rests on")
        one, two, three = st.columns(3, gap="small")
        with one:
            self._text("number", "Number")
            self._pick("kind", "Kind")
        with two:
            self._text("controller", "Controller")
            self._pick("storyline", "Storyline")
        with three:
            self._text("phase", "Phase")
            self._count("priority", "Priority, 1 first")
        self._several("objectives", "Objectives")

    def _text(self, key: str, label: str, **more: Any) -> None:
        self._filled[key] = st.text_input(label, self._before[key], key=self._name(key), **more)

    def _area(self, key: str, label: str, *, height: int) -> None:
        self._filled[key] = st.text_area(label, self._before[key], height=height, key=self._name(key))

    def _count(self, key: str, label: str) -> None:
        value = self._before[key]
        self._filled[key] = st.number_input(label, 1, value=value, step=1, key=self._name(key))

    def _pick(self, key: str, label: str) -> None:
        names = list(view.CHOICES.get(key) or self._known[key])
        at = names.index(self._before[key]) if self._before[key] in names else None
        chosen = st.selectbox(label, names, index=at, key=self._name(key), format_func=_words)
        self._filled[key] = chosen or ""

    def _several(self, key: str, label: str) -> None:
        names = list(dict.fromkeys((*self._known[key], *self._before[key])))
        self._filled[key] = st.multiselect(label, names, self._before[key], key=self._name(key))

    def _name(self, key: str) -> str:
        return f"edit_{key}_{self._uid}"


def _words(name: str) -> str:
    return name.replace("_", " ") or "none"
