"""The panel's server: pages, the join and export routes, headers, and the life around them.

Started by `scrs panel`; nothing is drawn here.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboards import exporting
from dashboards.house import house
from dashboards.seat import COOKIE, SEAT
from dashboards.ticking import Ticking
from exercises.errors import Refused
from exercises.lasting import settle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What every answer carries: nothing from elsewhere is loaded, and nobody frames a page."""


class Guarded:
    """Puts the headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and the answer back with the headers."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
                message = {**message, "headers": [*message.get("headers", []), *extra]}
            await send(message)

        await self._app(scope, receive, guarded if scope["type"] == "http" else send)


async def join(request: Request) -> Response:
    """Let the holder of a link in: it goes into a cookie that no script can read, and out of the address."""
    token = request.query_params.get("t", "")
    try:
        claims = house().gate.admit(token)
    except Refused as refused:
        house().gate.refused(refused.reason)
        return HTMLResponse(_turned_away(refused), status_code=403)
    answer = RedirectResponse(f"/?{SEAT}={claims.seat}", status_code=303)
    answer.set_cookie(
        f"{COOKIE}{claims.seat}",
        token,
        httponly=True,
        samesite="lax",
        expires=int(max(0.0, claims.expires - exporting.now())),
        secure=request.url.scheme == "https",
    )
    return answer


def _turned_away(refused: Refused) -> str:
    return (
        "<!doctype html><html lang='en'><title>scrs</title><body style='font-family:sans-serif;margin:4em'>"
        f"<h1>No entry</h1><p>{refused.reason}.</p><p>{refused.advice}.</p></body></html>"
    )


@contextlib.asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Open the house, let what came due happen, and keep the collector off what never goes away."""
    import pandas  # noqa: F401, PLC0415  pages import it; frozen below with the rest

    ticking = Ticking(house().director)
    settle()
    ticking.start()
    try:
        yield {}
    finally:
        ticking.stop()
        house().journal.close()


def make_app() -> st.App:
    """Return the server's application."""
    return st.App(
        Path(__file__).with_name("app.py"),
        lifespan=lifespan,
        routes=[Route("/join", join), Route("/export/{what}", exporting.export)],
        middleware=[Middleware(Guarded)],
    )
