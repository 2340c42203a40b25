"""The pages before the pages: sign-in, no entry, full. Plain HTML of our own, without a script.

When which of them is shown is `door.joining` and `door.guarding`.
"""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from importlib import resources

import jinja2
from starlette.responses import HTMLResponse

from exercises.errors import Refused

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",  # with none at all a browser would not say whose form it sends
    "Cache-Control": "no-store",
}
"""Stricter than those of the panel: nothing is loaded, no script runs, nothing is kept."""
TRY_AGAIN = 10
"""Seconds after which the page of a full panel looks again by itself."""


@cache
def _template() -> jinja2.Template:
    text = resources.files("dashboards.door").joinpath("door.html.j2").read_text("utf-8")
    return jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(text)


def page(
    status: int,
    heading: str,
    *lines: str,
    token: str = "",
    seat: str = "",
    wrong: str = "",
    elsewhere: bool = False,
    again: int = 0,
    leave: str = "",
) -> HTMLResponse:
    """Return a page of the door; what is said in it is shown as it stands.

    Parameters: `token`: of a form that takes a seat; `seat`: that asks for a password beside it;
    `elsewhere`: whether people may sign in with their organisation; `again`: seconds until the page asks
    again by itself, 0 for never; `leave`: the seat that its form leaves.
    """
    text = _template().render(
        heading=heading,
        lines=lines,
        token=token,
        seat=seat,
        wrong=wrong,
        elsewhere=elsewhere,
        again=again,
        leave=leave,
    )
    extra = {"Retry-After": str(again)} if again else {}
    return HTMLResponse(text, status_code=status, headers={**HEADERS, **extra})


def no_entry(refused: Refused, *, elsewhere: bool = False) -> HTMLResponse:
    """Return the page of those who are turned away."""
    lines = [sentence(each) for each in (refused.reason, refused.advice) if each]
    return page(HTTPStatus.FORBIDDEN, "No entry", *lines, elsewhere=elsewhere)


def full(open_pages: int) -> HTMLResponse:
    """Return the page of a panel that takes no more."""
    return page(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The panel is full",
        f"{open_pages} pages are open, and more would slow all of them down.",
        "This page tries again by itself. Close tabs that you do not need.",
        again=TRY_AGAIN,
    )


def broken() -> HTMLResponse:
    """Return the page of a fault of ours; what it was stands in the server's log."""
    return page(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something failed here",
        "The server's log says what. What was entered before is kept in the journal.",
    )


def waiting() -> HTMLResponse:
    """Return the page of a panel whose journal cannot be reached."""
    return page(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The journal cannot be reached",
        "Nothing is lost that was entered before. This page tries again by itself.",
        again=TRY_AGAIN,
    )


def sentence(text: str) -> str:
    """Return a clause as a sentence."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
