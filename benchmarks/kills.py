"""A panel that loses its power again and again under load: what was shown is kept, once, and replays.

`python -m benchmarks.kills [KILLS] [ADDRESS] [--writers 60]`: on a file, or on one in PostgreSQL before which
two stand. People write through the panel's own pages; what their page then shows counts as acknowledged.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import itertools
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from benchmarks.panel import CONTROL, fill, script_of, sit
from benchmarks.served import Served
from benchmarks.tabs import Tab
from exercises.director import Director
from exercises.journal.entries import canonical
from exercises.opening import direct
from exercises.play.commands import Release
from exercises.play.plain import plain_state

KILLS = 200
ROWS = 20
WRITERS = 12
PATIENCE = 90.0
"""Seconds that somebody waits for what was written to be shown before writing it again."""


@dataclass
class Writer:
    """Somebody who writes messages through a page, one after the other, and notes which were shown."""

    tab: Tab
    name: str
    shown: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)

    async def write(self, over: asyncio.Event) -> None:
        """Write until it is over; what is not shown is looked for, and written again if not there."""
        for number in itertools.count():
            text = f"{self.name} says {number}"
            while text not in self.tab.texts:
                if over.is_set():
                    self.given_up.append(text)
                    return
                await self._once(text)
            self.shown.append(text)
            await asyncio.sleep(0.2)

    async def _once(self, text: str) -> None:
        runs, breaks = self.tab.runs, self.tab.lost
        if not await self.tab.press("message_send", message_text=text):
            await asyncio.sleep(0.1)
            return
        for _ in range(int(PATIENCE / 0.05)):
            await asyncio.sleep(0.05)
            if text in self.tab.texts:
                return
            if self.tab.lost > breaks:
                await self._back()
                return
        if self.tab.runs == runs:
            message = f"{self.name}: the page does not answer"
            raise RuntimeError(message)

    async def _back(self) -> None:
        """Wait until the page has come back and shown all there is; only then can one know."""
        drawn = self.tab.drawn
        while self.tab.drawn == drawn:
            await asyncio.sleep(0.05)


@dataclass(frozen=True)
class Told:
    """What came of it. `doubled`: texts that stand twice; `missing`: shown and not in the journal."""

    kills: int
    shown: int
    doubled: tuple[str, ...]
    missing: tuple[str, ...]
    replays: bool
    audit: str


def chance(*parts: object) -> float:
    """Return a number in [0, 1) that is the same for the same words."""
    return int(hashlib.sha256(repr(parts).encode()).hexdigest()[:12], 16) / 16**12


async def suffer(servers: list[Served], director: Director, tabs: list[Tab], *, kills: int) -> list[Writer]:
    """Let people write while servers are killed one after the other and started again.

    A server is killed once a random number of messages more are shown, one from everybody at most: now and
    then while pages still come back from the kill before.
    """
    over = asyncio.Event()
    staying = [asyncio.create_task(each.stay(over)) for each in tabs]
    writers = [Writer(tab, f"{tab.seat} at {number}") for number, tab in enumerate(tabs)]
    stop = asyncio.Event()
    writing = [asyncio.create_task(each.write(stop)) for each in writers]
    for kill in range(kills):
        before = sum(len(each.shown) for each in writers)
        more = 1 + int(chance("messages", kill) * len(writers))
        while sum(len(each.shown) for each in writers) < before + more:
            _raise_what_broke(writing)
            await asyncio.sleep(0.05)
        await asyncio.sleep(chance("kill", kill))
        row = f"row-{kill % ROWS + 1:03}"
        releasing = asyncio.to_thread(director.do, CONTROL, Release(row=row, operation=f"kill:{kill}"))
        server = servers[kill % len(servers)]
        await asyncio.gather(releasing, asyncio.to_thread(_kill, server), return_exceptions=True)
    stop.set()
    await asyncio.gather(*writing)
    over.set()
    await asyncio.wait(staying, timeout=10)
    return writers


def _raise_what_broke(writing: list[asyncio.Task[None]]) -> None:
    """Raise what ended a writer before it was over: nobody would wait for its messages in vain."""
    for each in writing:
        if each.done():
            each.result()


def _kill(server: Served) -> None:
    server.kill()
    server.start()


def told_of(kills: int, address: str = "", *, writers: int = WRITERS) -> Told:
    """Play, kill, and look at what is left. Every writer before a server has a cell of their own."""
    count = 2 if address else 1
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "script.yaml").write_text(script_of(writers // count, full=0, rows=ROWS))
        servers = [Served(folder, address).start() for _ in range(count)]
        journal = servers[0].journal()
        try:
            director = fill(journal, 0)
            tabs = [tab for each in servers for tab in sit(each, writers // count)[2:]]
            found = asyncio.run(suffer(servers, director, tabs, kills=kills))
            director.catch_up()
            said = Counter(each.text for each in director.state.messages)
            shown = [text for each in found for text in each.shown]
            again = direct(journal, "script", clock=lambda: 0.0)
            return Told(
                kills=kills,
                shown=len(shown),
                doubled=tuple(text for text, count in said.items() if count > 1),
                missing=tuple(text for text in shown if text not in said),
                replays=canonical(plain_state(again.state)) == canonical(plain_state(director.state)),
                audit=journal.audit("script"),
            )
        finally:
            journal.close()
            for each in servers:
                each.kill()


def main() -> None:
    """Play and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills")
    parser.add_argument("kills", type=int, nargs="?", default=KILLS)
    parser.add_argument("address", nargs="?", default="")
    parser.add_argument("--writers", type=int, default=WRITERS)
    asked = parser.parse_args()
    begun = time.monotonic()
    found = told_of(asked.kills, asked.address, writers=asked.writers)
    panels = "two panels" if asked.address else "a panel"
    Console(width=200).print(
        f"{found.kills} kills of {panels}, {asked.writers} writing: {found.shown} messages acknowledged, "
        f"{len(found.missing)} lost, {len(found.doubled)} doubled; the state is "
        f"{'' if found.replays else 'NOT '}that of a replay; digest {found.audit[:12]}; "
        f"{time.monotonic() - begun:.0f} s"
    )


if __name__ == "__main__":
    main()
