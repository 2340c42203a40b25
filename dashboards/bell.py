"""The bell: tells an open page when it would be drawn otherwise, so that none need ask all the time.

A page says by a mark what it has drawn; it is rung at while it would have another. Desks have marks of their
own (`views.desk`), all else changes with every entry of the journal. The page's end of the line is
`widgets.listening`.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.websockets import WebSocketDisconnect

from dashboards.views.desk import desk_mark
from exercises.errors import Refused
from exercises.roles import Role
from sim.errors import ScrsError

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

    from dashboards.access import Claims, Gate
    from exercises.director import Director

LOG = logging.getLogger(__name__)
LOOK = 0.1
"""Seconds between two looks whether anything happened."""
STALE = 1.0
"""Seconds after which marks are made anew though nothing happened: time passes for what is overdue."""
AT_ONCE = 4
"""Pages that draw at the same time: more would only make each of them slower, and all others with them."""
AGAIN = 4.0
"""Seconds after which a page is rung at again that has not said what it drew."""
REST = 2.0
"""Seconds that a page that is no desk has between two rings: entries come in faster than anybody reads."""
LONGEST_MARK = 64
NEVER = float("-inf")
NO_SEAT, NONSENSE = 4403, 4400
"""Codes with which a line is closed: who asks has no such seat; what was said is no mark."""
REFUSED = "refused"
"""The mark of a page whose holder may not be there any more: its page is to say so."""


@dataclass(eq=False)
class Listener:
    """A page that listens. `drawn`: the mark that it has.

    `rung`: when it was rung at, if not drawn since; `ready`: from when on it may be rung at again.
    """

    socket: WebSocket
    token: str
    desk: bool
    drawn: str = ""
    rung: float = NEVER
    ready: float = NEVER

    def say(self, mark: str) -> None:
        """Note what the page has drawn."""
        self.drawn, self.rung = mark, NEVER
        self.ready = NEVER if self.desk else time.monotonic() + REST


class Bell:
    """Rings at pages for which something is new, a few at a time, until each has said that it drew it."""

    def __init__(self, director: Director, gate: Gate) -> None:
        self._director, self._gate = director, gate
        self._listeners: list[Listener] = []
        self._called = asyncio.Event()

    async def answer(self, socket: WebSocket) -> None:
        """Hold one line: take it, note what its page has drawn, until it hangs up."""
        await socket.accept()
        listener = self._listener(socket)
        if listener is None:
            await socket.close(NO_SEAT)
            return
        try:
            listener.drawn = await _mark_said(socket)
            self._listeners.append(listener)
            while True:
                self._called.set()
                listener.say(await _mark_said(socket))
        except WebSocketDisconnect:
            return
        finally:
            if listener in self._listeners:
                self._listeners.remove(listener)

    def _listener(self, socket: WebSocket) -> Listener | None:
        """Return who calls, None where the seat is not theirs."""
        token = socket.cookies.get(self._gate.cookie(socket.query_params.get("seat", "")), "")
        try:
            return Listener(socket, token, self._gate.admit(token).role is Role.CELL)
        except ScrsError:
            return None

    async def watch(self) -> None:
        """Look for news as long as the server runs."""
        marks: dict[str, str] = {}
        seen, made = -1, 0.0
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._called.wait(), LOOK)
            self._called.clear()
            head, now = self._director.state.head, time.monotonic()
            tokens = {each.token for each in self._listeners}
            try:
                if head != seen or now - made > STALE or not tokens <= marks.keys():
                    marks, seen, made = await asyncio.to_thread(self._marks, tokens), head, now
                await self._ring(marks, now)
            except Exception:
                LOG.exception("the bell's look failed; it goes on")

    def _marks(self, tokens: set[str]) -> dict[str, str]:
        """Return by token how the page of its holder would be drawn now."""
        found = {}
        for token in tokens:
            try:
                found[token] = page_mark(self._director, self._gate.admit(token))
            except Refused:
                found[token] = REFUSED
            except ScrsError as error:
                LOG.debug("the bell cannot look: %s", error)
        return found

    async def _ring(self, marks: dict[str, str], now: float) -> None:
        """Ring at pages that have drawn something else: at desks first, then at whoever waits longest."""
        drawing = sum(now - each.rung < AGAIN for each in self._listeners)
        for each in sorted(self._listeners, key=lambda each: (not each.desk, each.rung, each.ready)):
            old = marks.get(each.token, each.drawn) != each.drawn
            if drawing < AT_ONCE and old and now >= max(each.rung + AGAIN, each.ready):
                each.rung, drawing = now, drawing + 1
                with suppress(WebSocketDisconnect, RuntimeError):  # it hung up meanwhile
                    await each.socket.send_text("news")


def page_mark(director: Director, claims: Claims) -> str:
    """Return what a page of somebody says that it shows, if it shows all there is now."""
    if claims.role is Role.CELL:
        return desk_mark(director, claims.actor).text
    return str(director.state.head)


async def _mark_said(socket: WebSocket) -> str:
    """Return the next mark that a page says. Raises: `WebSocketDisconnect` when it hangs up."""
    said = await socket.receive_text()
    if len(said) > LONGEST_MARK:
        await socket.close(NONSENSE)
        raise WebSocketDisconnect(NONSENSE)
    return said
