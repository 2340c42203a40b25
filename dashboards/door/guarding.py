"""What every request passes before anything answers it: name, origin, seat, room, and headers on the answer.

Who has which seat is `dashboards.access`; what those who are refused read is `door.pages`.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse

from dashboards.door import pages
from exercises.errors import Refused
from exercises.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from dashboards.access import Claims, Gate
    from dashboards.door.crowd import Crowd

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
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
"""What every answer carries: nothing from elsewhere is loaded, and nobody frames a page."""
OPEN = ("/join", "/sign-in", "/leave", "/_stcore/health", "/_stcore/host-config")
"""Addresses that need no seat: the door itself, and what Streamlit's page asks before it knows anything."""
OPEN_FOLDERS = ("/static/", "/favicon.png", "/manifest.json")
OWN = ("/export/", "/leave", "/sign-in", "/media/", "/_stcore/upload_file")
"""Addresses that a page of somebody else's has no business to ask for."""
STREAM = "/_stcore/stream"
CONTROLLING = frozenset({Role.DIRECTOR, Role.CONTROLLER, Role.ADMINISTRATOR})
MOST_PAGES = 150
"""Pages that one server carries; measured in docs/reliability.md."""
KEPT_FREE = 20
"""Pages that only control may open once the panel is full."""
TRY_LATER = 1013
"""The code of a websocket that is refused for now."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What may come in. `names`: by which browsers reach the panel; `given`: those of them that a proxy has.

    `most`: pages that may be open at once, those of control aside; `back`: the path to which people come back
    who sign in with their organisation, '' where none do.
    """

    names: frozenset[str]
    given: frozenset[str] = frozenset()
    most: int = MOST_PAGES
    back: str = ""


class Guarded:
    """Lets through what may come in, and puts the headers on every answer.

    Parameters: `gate`: returns the gate of the exercise; `crowd`: the pages that are open; `rules`: what may
    come in.
    """

    def __init__(
        self, app: ASGIApp, *, gate: Callable[[], Gate], crowd: Callable[[], Crowd], rules: Rules
    ) -> None:
        self._app, self._gate, self._crowd, self._rules = app, gate, crowd, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        answer = self._refusal(asked)
        if answer is not None:
            await _answered(answer, scope, receive, send=send)
        elif asked.url.path != STREAM:
            await self._app(scope, receive, _with_headers(send))
        else:
            crowd = self._crowd()
            crowd.open += 1
            try:
                await self._app(scope, receive, send)
            finally:
                crowd.open -= 1

    def _refusal(self, asked: HTTPConnection) -> Response | None:
        """Return why a request is not passed on, None if it is."""
        path, headers = asked.url.path, asked.headers
        name = host_of(headers.get("host", ""))
        if name not in self._rules.names:
            return _unknown_name(name)
        if _foreign(asked, path) and host_of(headers.get("origin", "")) not in self._rules.given:
            return PlainTextResponse("another page may not ask this", HTTPStatus.FORBIDDEN)
        if path.startswith((*OPEN_FOLDERS, "/sign-in/")) or path in {*OPEN, self._rules.back}:
            return None
        return self._without_seat(asked, path)

    def _without_seat(self, asked: HTTPConnection, path: str) -> Response | None:
        """Return why who asks has no business here, or finds no room."""
        try:
            gate = self._gate()
            admit = gate.genuine if path == STREAM else gate.admit
            seats = seats_of(asked, admit, cookie=gate.cookie(""))
        except Refused as refused:
            if _is_page(path):
                return pages.no_entry(refused, elsewhere=bool(self._rules.back))
            return PlainTextResponse(str(refused), HTTPStatus.FORBIDDEN)
        opens = path == STREAM or (asked.scope["type"] == "http" and _is_page(path))
        if opens and not self._has_room(seats):
            return pages.full(self._crowd().open)
        return None

    def _has_room(self, seats: list[Claims]) -> bool:
        spare = KEPT_FREE if any(each.role in CONTROLLING for each in seats) else 0
        return self._crowd().open < self._rules.most + spare


def seats_of(asked: HTTPConnection, admit: Callable[[str], Claims], *, cookie: str) -> list[Claims]:
    """Return the seats that a browser has. Raises: `Refused`, with the reason, if it has none.

    Parameters: `cookie`: how names of cookies begin that hold one.
    """
    found = []
    why = Refused("this page needs a join link", advice="open the link that the administrator gave you")
    for name, held in asked.cookies.items():
        if name.startswith(cookie):
            try:
                found.append(admit(held))
            except Refused as refused:
                why = refused
    if not found:
        raise why
    return found


def host_of(text: str) -> str:
    """Return the name in a Host or Origin header without port, '' where there is none.

    >>> host_of("https://Panel.example.org:8501"), host_of("[::1]:8501"), host_of("nonsense:port")
    ('panel.example.org', '::1', '')
    """
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
        _ = parts.port  # refuses what is no number
        return (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""


def _foreign(asked: HTTPConnection, path: str) -> bool:
    """Whether a page of another origin asks for what only our own pages and people ask for."""
    headers = asked.headers
    if asked.scope["type"] == "websocket" or asked.scope["method"] not in {"GET", "HEAD", "OPTIONS"}:
        origin = headers.get("origin")
        return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    return path.startswith(OWN) and headers.get("sec-fetch-site") in {"cross-site", "same-site"}


def _is_page(path: str) -> bool:
    """Whether an address is one of those that people type."""
    return path.count("/") == 1 and "." not in path


def _unknown_name(name: str) -> Response:
    return pages.page(
        HTTPStatus.MISDIRECTED_REQUEST,
        "Not by this name",
        f"This panel is not known as {name[:100] or 'what was asked for'}.",
        f"Whoever started it can let that name in: scrs panel --allow-host {name[:100] or 'NAME'}",
    )


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] in {"http.response.start", "websocket.http.response.start"}:
            there = Headers(raw=message.get("headers", []))
            extra = [(each.lower(), value) for each, value in HEADERS.items() if each.lower() not in there]
            raw = [(name.encode(), value.encode()) for name, value in extra]
            message = {**message, "headers": [*message.get("headers", []), *raw]}
        await send(message)

    return guarded


async def _answered(answer: Response, scope: Scope, receive: Receive, *, send: Send) -> None:
    """Answer here; a websocket with the same page where the server can, else by a code."""
    if scope["type"] == "http" or "websocket.http.response" in scope.get("extensions", {}):
        await answer(scope, receive, _with_headers(send))
    else:
        await send({"type": "websocket.close", "code": TRY_LATER})
