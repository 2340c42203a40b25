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
"""Seconds after which a page is rung at again that has said nothing, as when the ring got lost."""
REST = 2.0
"""Seconds that a page that is no desk has between two rings: entries come in faster than anybody reads."""
TROUBLED = 5.0
"""Seconds until the next look after one that failed."""
LONGEST_MARK = 64
NEVER = float("-inf")
NO_SEAT, NONSENSE = 4403, 4400
"""Codes with which a line is closed: who asks has no such seat; what was said is no mark."""
REFUSED = "refused"
"""The mark of a page whose holder may not be there any more: its page is to say so."""


@dataclass(eq=False)
class Listener:
    """A page that listens. `drawn`: the mark that it has.

    `rung`: when it was rung at, if it said nothing since; `missed`: how often it has let it ring; `served`:
    when it was rung at last; `ready`: from when on it may be rung at. Seconds of the monotonic clock.
    """

    socket: WebSocket
    token: str
    desk: bool
    drawn: str = ""
    rung: float = NEVER
    missed: int = 0
    served: float = NEVER
    ready: float = NEVER

    def say(self, mark: str) -> None:
        """Note what the page has drawn."""
        self.drawn, self.rung, self.missed = mark, NEVER, 0
        self.ready = NEVER if self.desk else time.monotonic() + REST

    async def ring(self, now: float) -> None:
        """Ring at the page."""
        self.missed += self.rung > NEVER
        self.rung = self.served = now
        self.ready = now + AGAIN
        with suppress(WebSocketDisconnect, RuntimeError):  # it hung up meanwhile
            await self.socket.send_text("news")


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
            await _close(socket, NO_SEAT)
            return
        with suppress(WebSocketDisconnect):
            listener.drawn = await _mark_said(socket)
            self._listeners.append(listener)
            try:
                while True:
                    self._called.set()
                    listener.say(await _mark_said(socket))
            finally:
                self._listeners.remove(listener)

    def _listener(self, socket: WebSocket) -> Listener | None:
        """Return who calls, None where the seat is not theirs."""
        token = socket.cookies.get(self._gate.cookie(socket.query_params.get("seat", "")), "")
        try:
            return Listener(socket, token, self._gate.admit(token).role is Role.CELL)
        except Refused:
            return None

    async def watch(self) -> None:
        """Look for news as long as the server runs."""
        marks: dict[str, str] = {}
        asked: set[str] = set()
        seen, made = -1, 0.0
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._called.wait(), LOOK)
            self._called.clear()
            head, now = self._director.state.head, time.monotonic()
            tokens = {each.token for each in self._listeners}
            try:
                if head != seen or now - made > STALE or not tokens <= asked:
                    seen, made, asked = head, now, tokens
                    marks = await asyncio.to_thread(self._marks, tokens)
                await self._ring(marks, now)
            except Exception:  # whatever it is: pages would else stand still, and nobody would know
                LOG.exception("the bell's look failed; it goes on")
                await asyncio.sleep(TROUBLED)

    def _marks(self, tokens: set[str]) -> dict[str, str]:
        """Return by token how the page of its holder would be drawn now, as far as it can be told."""
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
        """Ring at pages that have drawn something else: desks first, then whoever has waited longest.

        Those that let it ring before take no place of those that answer.
        """
        behind = [each for each in self._listeners if marks.get(each.token, each.drawn) != each.drawn]
        due: list[Listener] = []
        for silent in (False, True):
            some = [each for each in behind if (each.missed > 0) is silent]
            free = AT_ONCE - sum(now - each.rung < AGAIN for each in some)
            ready = sorted(
                (each for each in some if now >= each.ready), key=lambda each: (not each.desk, each.served)
            )
            due += ready[: max(0, free)]
        if due:  # once more for these: a page may have drawn what is newer than the marks
            marks |= await asyncio.to_thread(self._marks, {each.token for each in due})
        for each in due:
            if marks.get(each.token, each.drawn) != each.drawn:
                await each.ring(now)
                if marks[each.token] == REFUSED:
                    await _close(each.socket, NO_SEAT)


def page_mark(director: Director, claims: Claims) -> str:
    """Return what a page of somebody says that it shows, if it shows all there is now."""
    if claims.role is Role.CELL:
        return desk_mark(director, claims.actor).text
    return str(director.state.head)


async def _mark_said(socket: WebSocket) -> str:
    """Return the next mark that a page says. Raises: `WebSocketDisconnect` when it hangs up, or says none."""
    message = await socket.receive()
    said = message.get("text")
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message["code"])
    if said is None or len(said) > LONGEST_MARK:
        await _close(socket, NONSENSE)
        raise WebSocketDisconnect(NONSENSE)
    return str(said)


async def _close(socket: WebSocket, code: int) -> None:
    with suppress(RuntimeError):  # it hung up meanwhile
        await socket.close(code)
