"""Draws the decisions that a cell may take, with the form for what each asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards import seat
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import give
from exercises.play.commands import Decide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.views.desk import Choice


def choice_forms(choices: Sequence[Choice]) -> None:
    """Draw one form a decision."""
    if not choices:
        st.caption("Your cell takes its decisions by answering injects; the script gives it no others.")
    for each in choices:
        with st.container(border=True):
            st.markdown(f"**{plain(each.title)}**")
            st.text(each.text)
            for line in each.taken:
                st.text(line)
            columns = st.columns(max(2, len(each.questions)), gap="small")
            for column, question in zip(columns, each.questions, strict=False):
                column.text_input(
                    plain(question.text),
                    question.default,
                    key=f"ask_{each.name}_{question.name}",
                    help=plain(f"from {question.least} to {question.most}"),
                    disabled=bool(each.why_not),
                )
            st.button(
                "Ask for approval" if each.approval else "Decide",
                key=f"decide_{each.name}",
                type="primary",
                icon=":material/gavel:",
                disabled=bool(each.why_not),
                help=plain(each.why_not, 300) or None,
                on_click=_decide,
                args=(each,),
            )
            if each.why_not:
                st.caption(plain(each.why_not, 300))


def _decide(choice: Choice) -> None:
    values = {
        each.name: _value(each.kind, str(st.session_state.get(f"ask_{choice.name}_{each.name}", "")))
        for each in choice.questions
    }
    command = Decide(decision=choice.name, cell=seat.claims().cell, values=values, operation=choice.operation)
    give(command, "control was asked" if choice.approval else "decided")


def _value(kind: str, written: str) -> object:
    """Return what was typed as a script would hold it: a number where it is one, dollars with their unit."""
    text = written.strip()
    if kind == "dollars":
        return text
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return text
