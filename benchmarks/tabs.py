"""Tabs without browsers: clients that speak Streamlit's own protocol, as many as one asks for.

The protocol is no public interface: for load tests only, and pinned with the version of Streamlit.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

SEE_OTHER, OK = 303, 200


def asked(
    link: str, *, body: dict[str, str] | None = None, cookie: str = "", origin: str = ""
) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of one answer; nothing is followed."""
    parts = urlsplit(link)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    headers = {"Cookie": cookie} if cookie else {}
    headers |= {"Origin": origin} if origin else {}
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    with contextlib.closing(connection):
        if body is None:
            connection.request("GET", path or "/", headers=headers)
        else:
            form = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", path, urlencode(body), form)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def take_seat(link: str, password: str = "") -> str:
    """Return the cookie that a join link gives; with a password for a seat that asks for one."""
    status, headers, page = asked(link)
    if status == OK and password:
        parts = urlsplit(link)
        origin = f"{parts.scheme}://{parts.netloc}"
        token = parts.query.partition("=")[2]
        status, headers, page = asked(
            f"{origin}/sign-in", body={"t": token, "password": password}, origin=origin
        )
    if status != SEE_OTHER:
        raise RuntimeError(page.decode())
    return headers["set-cookie"].partition(";")[0]


@dataclass
class Tab:
    """A page that is open. `seen`: text that was looked for → when it came, by the monotonic clock."""

    origin: str
    cookie: str
    seat: str
    seen: dict[str, float] = field(default_factory=dict)
    runs: int = 0
    drawn: int = 0
    """How often the whole page was drawn, to its end."""
    received: int = 0
    refused: int = 0
    lost: int = 0
    """How often the connection broke."""
    silent: int = 0
    """How often the bell's line broke, or could not be had."""
    bell: str = ""
    """The part of the page that looks when the bell rings; '' where that is the whole page."""
    texts: set[str] = field(default_factory=set)
    """All plain texts that the page has shown."""
    _widgets: dict[str, str] = field(default_factory=dict)
    _chosen: dict[str, list[str]] = field(default_factory=dict)
    """Fields of choices, as they stand: a browser sends them with every wish, as it does what was written."""
    _written: dict[str, str] = field(default_factory=dict)
    _stream: ClientConnection | None = None
    _awaited: set[str] = field(default_factory=set)
    _polls: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _mark: str = ""
    """What the page has drawn, as it is to tell the bell."""
    _telling: asyncio.Task[None] | None = None
    _line: ClientConnection | None = None
    _listening: asyncio.Task[None] | None = None

    def look_for(self, texts: Iterable[str]) -> None:
        """Watch for texts in all that comes."""
        self._awaited |= set(texts)

    async def stay(self, over: asyncio.Event) -> None:
        """Keep the page open until it is over; come back when the connection breaks, as browsers do."""
        while not over.is_set():
            try:
                await self._open(over)
            except InvalidStatus:
                self.refused += 1
                await asyncio.sleep(2.0)
            except (ConnectionClosed, OSError, TimeoutError):
                self.lost += 1
                await asyncio.sleep(0.5)

    async def _open(self, over: asyncio.Event) -> None:
        address = f"{self.origin.replace('http', 'ws', 1)}/_stcore/stream"
        headers = {"Cookie": self.cookie, "Origin": self.origin}
        async with connect(
            address,
            additional_headers=headers,
            subprotocols=["streamlit"],  # type: ignore[list-item]  a plain name is one
            max_size=None,
            compression=None,
            open_timeout=30,
        ) as stream:
            self._stream = stream
            self._widgets.clear()  # nobody presses what is not drawn yet: a new session knows no such button
            await stream.send(self._rerun())
            closing = asyncio.create_task(self._close_when(over, stream))
            try:
                async for message in stream:
                    self._take(message, stream)
            finally:
                self._stream = None
                running = [closing, *self._polls.values(), self._listening, self._telling]
                ending = [each for each in running if each is not None]
                for each in ending:
                    each.cancel()
                await asyncio.gather(*ending, return_exceptions=True)  # the line is closed as it should be
                self._polls.clear()
                self._listening = self._telling = self._line = None
        if not over.is_set():
            raise ConnectionClosed(None, None)

    async def press(self, button: str, **fields: str) -> bool:
        """Fill fields and press a button, all by their keys; return whether the page could be reached."""
        if self._stream is None or not {button, *fields} <= {*self._widgets}:
            return False
        self._written |= {self._widgets[key]: text for key, text in fields.items()}
        wish = BackMsg.FromString(self._rerun())
        wish.rerun_script.widget_states.widgets.add(id=self._widgets[button], trigger_value=True)
        try:
            await self._stream.send(wish.SerializeToString())
        except ConnectionClosed:
            return False
        return True

    async def _close_when(self, over: asyncio.Event, stream: ClientConnection) -> None:
        await over.wait()
        await stream.close()

    def _rerun(self, fragment: str = "", *, timed: bool = True) -> bytes:
        wish = BackMsg()
        wish.rerun_script.query_string = f"seat={self.seat}"
        for name, chosen in self._chosen.items():
            wish.rerun_script.widget_states.widgets.add(id=name).string_array_value.data.extend(chosen)
        for name, text in self._written.items():
            wish.rerun_script.widget_states.widgets.add(id=name, string_value=text)
        if fragment:
            wish.rerun_script.fragment_id = fragment
            wish.rerun_script.is_auto_rerun = timed
        return wish.SerializeToString()

    def _take(self, message: str | bytes, stream: ClientConnection) -> None:
        raw = message if isinstance(message, bytes) else message.encode()
        self.received += len(raw)
        for text in [each for each in self._awaited if each.encode() in raw]:
            self._awaited.discard(text)
            self.seen[text] = time.monotonic()
        told = ForwardMsg.FromString(raw)
        kind = told.WhichOneof("type")
        if kind == "delta":
            self._note(told.delta.new_element)
            if told.delta.new_element.WhichOneof("type") == "bidi_component":
                self.bell = told.delta.fragment_id
                self.call(json.loads(told.delta.new_element.bidi_component.json), stream)
        elif kind == "script_finished":
            self.runs += 1
            self.drawn += told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        elif kind == "auto_rerun":
            name, every = told.auto_rerun.fragment_id, told.auto_rerun.interval
            if name not in self._polls:
                self._polls[name] = asyncio.create_task(self._poll(stream, name, every))

    def _note(self, element: Element) -> None:
        """Note the text of an element, or the widget that it is, by its key."""
        kind = element.WhichOneof("type")
        if kind == "text":
            self.texts.add(element.text.body)
        elif kind == "multiselect":
            given = element.multiselect
            self._chosen[given.id] = [given.options[each] for each in given.default]
        elif kind in {"button", "text_area"}:
            name = getattr(element, kind).id
            self._widgets[name.rsplit("-", 1)[-1]] = name

    def call(self, mark: str, stream: ClientConnection) -> None:
        """Tell the bell what the page has drawn, where that is another mark, as `widgets.listening` does."""
        told, self._mark = self._mark, mark
        if self._listening is None:
            self._listening = asyncio.create_task(self._listen(stream))
        elif self._line is not None and mark != told:
            self._telling = asyncio.create_task(self._tell(self._line))

    async def _tell(self, line: ClientConnection) -> None:
        with contextlib.suppress(ConnectionClosed):  # the next line begins with the mark
            await line.send(self._mark)

    async def _listen(self, stream: ClientConnection) -> None:
        """Hold the bell's line, and dial again where it breaks; have the page look when it rings."""
        address = f"{self.origin.replace('http', 'ws', 1)}/bell?seat={self.seat}"
        headers = {"Cookie": self.cookie, "Origin": self.origin}
        while True:
            try:
                async with connect(
                    address, additional_headers=headers, compression=None, open_timeout=60, close_timeout=1
                ) as line:
                    self._line = line
                    await line.send(self._mark)
                    async for _ in line:
                        await stream.send(self._rerun(self.bell, timed=False))
            except (ConnectionClosed, InvalidStatus, OSError, TimeoutError):
                pass
            self._line = None
            self.silent += 1
            await asyncio.sleep(1.0)

    async def _poll(self, stream: ClientConnection, fragment: str, every: float) -> None:
        with contextlib.suppress(ConnectionClosed):
            while True:
                await asyncio.sleep(every)
                await stream.send(self._rerun(fragment))
