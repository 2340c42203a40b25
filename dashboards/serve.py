"""The panel's server: its pages and routes put together, and the life around them.

Started by `scrs panel`; nothing is drawn here. What comes in passes `dashboards.door` first.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route, WebSocketRoute

from dashboards import exporting, outage
from dashboards.door import joining, oidc, pages
from dashboards.door.guarding import HEADERS, Guarded, Rules
from dashboards.house import house
from dashboards.ticking import Ticking
from exercises.errors import JournalGone
from exercises.lasting import settle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.websockets import WebSocket

    from dashboards.door.oidc import Provider

LOG = logging.getLogger(__name__)
AT_THE_ROOT = "<script>window.__streamlit = {BACKEND_BASE_URL: location.origin + '/'}</script>"
"""Tells Streamlit's page where its server is; below an address it would try there first, in vain."""


@contextlib.asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Open the house, let what came due happen, and keep the collector off what never goes away."""
    import pandas  # noqa: F401, PLC0415  pages import it; frozen below with the rest

    ticking = Ticking(house().director, house().outage)
    outage.keep_log_short()
    settle()
    ticking.start()
    watching = asyncio.create_task(house().bell.watch(), name="bell")
    try:
        yield {}
    finally:
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching
        ticking.stop()
        house().journal.close()


@cache
def _index() -> str:
    """Return Streamlit's page with the place of its server in it."""
    folder = Path(st.__file__).with_name("static")
    return (folder / "index.html").read_text("utf-8").replace("<script", f"{AT_THE_ROOT}<script", 1)


def addresses() -> list[str]:
    """Return the addresses that pages have, without importing them: that needs a server."""
    screens = Path(__file__).with_name("screens").glob("[a-z]*.py")
    return sorted(each.stem.replace("_", "-") for each in screens)


async def deep(_request: Request) -> Response:
    """Answer the address of a page of its own, as the root is answered."""
    return HTMLResponse(_index(), headers={"Cache-Control": "no-cache"})


async def bell(socket: WebSocket) -> None:
    """Hold the line of a page that listens."""
    await house().bell.answer(socket)


async def failed(_request: Request, error: Exception) -> Response:
    """Answer where something of ours failed: no trace of it leaves the server."""
    if isinstance(error, JournalGone):
        LOG.error("a request failed: %s", error)
        answer = pages.waiting()
    else:
        LOG.error("a request failed", exc_info=error)
        answer = pages.broken()
    answer.headers.update({name: value for name, value in HEADERS.items() if name not in answer.headers})
    return answer


def make_app(rules: Rules, provider: Provider | None = None) -> st.App:
    """Return the server's application. `provider`: who vouches for people, where an organisation does."""
    return st.App(
        Path(__file__).with_name("app.py"),
        lifespan=lifespan,
        routes=[
            Route("/join", joining.join),
            Route("/sign-in", joining.sign_in, methods=["POST"]),
            Route("/leave", joining.leave, methods=["GET", "POST"]),
            Route("/export/{what}", exporting.export),
            WebSocketRoute("/bell", bell),
            *(oidc.routes(provider) if provider else ()),
            *(Route(f"/{each}", deep) for each in addresses()),
        ],
        middleware=[Middleware(Guarded, gate=lambda: house().gate, crowd=lambda: house().crowd, rules=rules)],
        on_script_error=outage.seen_instead,
        exception_handlers={Exception: failed},
    )
