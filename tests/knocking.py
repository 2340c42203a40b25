"""Asks the panel's server as browsers do, in this process: what comes in passes the door and the routes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode, urlsplit

import seating
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from dashboards import exporting
from dashboards.door import joining
from dashboards.door.crowd import Crowd
from dashboards.door.guarding import Guarded, Rules
from dashboards.door.passwords import Kept

HOST = "127.0.0.1:8501"
ORIGIN = f"http://{HOST}"


def quick(password: str, salt: bytes = b"0123456789abcdef") -> Kept:
    """Return what is kept of a password, at the least cost that scrypt has."""
    empty = Kept(salt.hex(), "", n=2, r=1, p=1)
    return replace(empty, mark=empty.reckon(password))


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def cookie(self) -> str:
        """The cookie that was set, as a browser sends it back."""
        return self.headers.get("set-cookie", "").partition(";")[0]


@dataclass
class Door:
    """A server around an exercise: its own routes, and a stand-in for Streamlit's."""

    table: seating.Table
    rules: Rules = field(default_factory=lambda: Rules(frozenset({"127.0.0.1", "localhost"}), most=2))

    crowd: Crowd = field(default_factory=Crowd)

    def __post_init__(self) -> None:
        """Put it together as the server does."""
        self.guard = Guarded(
            self._inner(), gate=lambda: self.table.gate, crowd=lambda: self.crowd, rules=self.rules
        )

    def _inner(self) -> Starlette:
        async def inside(request: Any) -> PlainTextResponse:
            return PlainTextResponse("inside")

        async def stream(socket: WebSocket) -> None:
            await socket.accept()
            await socket.receive()

        return Starlette(
            routes=[
                Route("/join", joining.join),
                Route("/sign-in", joining.sign_in, methods=["POST"]),
                Route("/leave", joining.leave, methods=["GET", "POST"]),
                Route("/export/{what}", exporting.export),
                WebSocketRoute("/_stcore/stream", stream),
                WebSocketRoute("/bell", stream),
                Route("/{path:path}", inside, methods=["GET", "POST"]),
            ],
        )

    def get(self, path: str, cookie: str = "", **headers: str) -> Answer:
        """Ask for an address."""
        return self._ask("GET", path, cookie, headers=headers)

    def post(self, path: str, form: dict[str, str], cookie: str = "", **headers: str) -> Answer:
        """Send a form, from our own page unless another origin is told."""
        return self._ask("POST", path, cookie, headers={"origin": ORIGIN, **headers}, form=form)

    def join(self, token: str, cookie: str = "", **headers: str) -> Answer:
        """Open a join link."""
        return self.get(f"/join?{urlencode({'t': token})}", cookie, **headers)

    def sign_in(self, token: str, password: str = "", **more: str) -> Answer:
        """Send the form of a seat."""
        return self.post("/sign-in", {"t": token, "password": password}, **more)

    def _ask(
        self,
        method: str,
        path: str,
        cookie: str,
        *,
        headers: dict[str, str],
        form: dict[str, str] | None = None,
    ) -> Answer:
        scope = scope_of(path, cookie, headers)
        scope |= {"type": "http", "method": method, "http_version": "1.1"}
        status, found, body = asyncio.run(passed(self.guard, scope, urlencode(form or {}).encode()))
        return Answer(status, found, body)


def scope_of(path: str, cookie: str, headers: dict[str, str]) -> dict[str, Any]:
    """Return what a server says of a request; `peer`: from where it comes."""
    peer = headers.pop("peer", "127.0.0.1")
    parts = urlsplit(path)
    told = {"host": HOST, **({"cookie": cookie} if cookie else {}), **headers}
    return {
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in told.items()],
        "client": (peer, 50_000),
        "server": ("127.0.0.1", 8501),
        "scheme": "http",
        "root_path": "",
        "extensions": {"websocket.http.response": {}},
    }


async def passed(app: Any, scope: dict[str, Any], body: bytes = b"") -> tuple[int, dict[str, str], str]:
    """Return status, headers and text of what an application answers."""
    told: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    await app(scope, receive, send)
    headers: dict[str, str] = {}
    for name, value in told[0]["headers"]:  # several cookies are several lines
        headers[name.decode()] = "\n".join(filter(None, [headers.get(name.decode()), value.decode()]))
    return told[0]["status"], headers, b"".join(each.get("body", b"") for each in told[1:]).decode()


async def connected(
    app: Any, cookie: str, *, path: str = "/_stcore/stream", **headers: str
) -> tuple[asyncio.Task[None], list[dict[str, Any]]]:
    """Open a page's websocket; return the task that keeps it and what it was told so far."""
    told: list[dict[str, Any]] = []
    first = [{"type": "websocket.connect"}]

    async def receive() -> dict[str, Any]:
        if first:
            return first.pop()
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    scope = scope_of(path, cookie, {"origin": ORIGIN, **headers})
    scope |= {"type": "websocket", "scheme": "ws", "subprotocols": [], "http_version": "1.1"}
    task = asyncio.create_task(app(scope, receive, send))
    await asyncio.sleep(0.02)
    return task, told
