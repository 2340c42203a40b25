"""Who sits before a page: the link that the browser carries, asked anew in every run, fragment and callback.

A browser may hold several seats, one cookie each; the address says which seat a tab is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from dashboards.house import house
from exercises.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Collection

    from dashboards.access import Claims
    from exercises.roles import Role

SEAT = "seat"
"""The word in the address, and in the session, for the seat of a tab."""


def token() -> str:
    """Return the link that this tab carries, '' if none."""
    cookies, named = st.context.cookies, house().gate.cookie
    seat = st.query_params.get(SEAT) or st.session_state.get(SEAT)
    if not seat:
        held = [each for each in cookies if each.startswith(named(""))]
        return cookies[held[0]] if len(held) == 1 else ""
    return cookies.get(named(seat)) or ""


def claims() -> Claims:
    """Return who sits here. Raises: `Refused` with the reason."""
    given = token()
    if not given:
        message = "this page needs a join link"
        raise Refused(message, advice="open the link that the administrator of the exercise gave you")
    return house().gate.admit(given)


def take_seat() -> Claims:
    """Return who sits here and remember the seat, so that it survives a change of page and a reload."""
    found = claims()
    st.session_state[SEAT] = found.seat
    st.query_params[SEAT] = found.seat
    return found


def require(roles: Collection[Role]) -> Claims:
    """Return who sits here if the page is for their role; else say so and stop this run."""
    try:
        found = claims()
    except Refused as refused:
        _stop(str(refused))
    if found.role not in roles:
        house().gate.refused(f"a page for {', '.join(sorted(roles))}", found)
        _stop(f"this page is not for the role {found.role}")
    return found


def still(roles: Collection[Role]) -> Claims:
    """Return who sits here, as `require`; for a part that draws itself anew beside others that do not.

    Where somebody may not be here any more, the whole page is drawn anew and says so: nothing stays on it.
    """
    try:
        claims()
    except Refused:
        st.rerun()
    return require(roles)


def _stop(why: str) -> NoReturn:
    st.error(why, icon=":material/lock:")
    st.stop()
    raise AssertionError  # st.stop never returns
