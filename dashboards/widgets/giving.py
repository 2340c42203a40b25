"""Gives a command to the director for whoever sits here, and says what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards import outage, seat
from dashboards.house import house
from dashboards.views.moments import say_hour
from dashboards.widgets.escaping import plain
from exercises.errors import JournalGone
from sim.errors import ScrsError

if TYPE_CHECKING:
    from dashboards.views.clock import Press
    from exercises.play.commands import Command


def give(command: Command, said: str = "") -> bool:
    """Carry out a command; return whether it is done now, by this call or an earlier one.

    Who asks is looked up anew: a page may have been open when its link was taken back.
    Parameters: `said`: what to say when it is done.
    """
    if house().outage.away:  # to try would keep all pages waiting, where a server does not answer at all
        st.toast(outage.NOT_WRITTEN, icon=outage.ICON)
        return False
    try:
        done = house().director.do(seat.claims().actor, command)
    except JournalGone as gone:  # why it is away stands in the log: nobody at a page can mend it
        st.toast(outage.refused(gone), icon=outage.ICON)
        return False
    except ScrsError as error:
        st.toast(plain(str(error), 300), icon=":material/block:")
        return False
    if not done.new and done.entries:
        first = done.entries[0]
        at = say_hour(house().director.setting.startex, first.exercise or 0.0)
        st.toast(plain(f"done already, at {at} by {first.actor}"), icon=":material/info:")
    elif said:
        st.toast(plain(said), icon=":material/check:")
    return True


def pressed(command: Command, said: str = "") -> None:
    """Carry out the command of a button."""
    give(command, said)


def button(
    press: Press,
    *,
    key: str,
    icon: str = "",
    shortcut: str | None = None,
    primary: bool = False,
    said: str = "",
) -> None:
    """Draw a button that gives its command; where it is not allowed it says why."""
    st.button(
        press.label,
        key=key,
        icon=icon or None,
        shortcut=shortcut,
        type="primary" if primary else "secondary",
        disabled=not press.allowed,
        help=plain(press.why_not) if press.why_not else None,
        on_click=pressed,
        args=(press.command, said),
        width="stretch",
    )
