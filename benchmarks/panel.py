"""The panel under load: how soon many open pages see what is sent, and what that costs the server.

`python -m benchmarks.panel [TABS ...]`: one server and its journal on this machine, cells' pages that look as
often as a browser's do, two controllers' pages, inboxes that are full. The tabs are `benchmarks.tabs`.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console

from benchmarks.served import PASSWORDS, Served
from benchmarks.tabs import Tab, take_seat
from exercises.director import Director
from exercises.journal.store import Journal
from exercises.opening import direct
from exercises.play.commands import Release, Start
from exercises.roles import Actor, Role

CELLS = 30
FULL = 20
"""Injects that lie in every inbox before the measurement."""
SENT = 14
"""Injects that are sent while one looks."""
BETWEEN = 1.3
SETTLING = 8.0
"""Seconds for pages to open before the first inject."""
LAST_LOOK = 6.0
"""Seconds after the last inject after which what has not come is lost."""
SIZES = (30, 60, 150)
CONTROL = Actor("Load", Role.DIRECTOR)


@dataclass(frozen=True)
class Found:
    """What one measurement found. Seconds, share of one core, MB."""

    tabs: int
    waits: tuple[float, ...]
    lost: int
    refused: int
    broken: int
    runs_per_second: float
    core: float
    own_core: float
    memory: float

    @property
    def p95(self) -> float:
        """Return what 95 of 100 waits stayed under."""
        return quantile(self.waits, 0.95)


def quantile(values: tuple[float, ...], share: float) -> float:
    """Return the smallest value that a share of all do not exceed; infinite without any."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else float("inf")


def script_of(cells: int = CELLS, *, rows: int = FULL + SENT) -> str:
    """Return a script in which every row goes to every cell, by hand."""
    names = [f"cell-{number:02}" for number in range(1, cells + 1)]
    written: dict[str, Any] = {
        "format": 1,
        "title": "An exercise under load",
        "scenario": "quick-start",
        "clock": {
            "startex": "2026-05-11 09:00",
            "endex": "STARTEX+8 h",
            "moves": [{"title": "Day 1", "scenario": "D+0", "pace": 24}],
        },
        "cells": {each: {"title": each} for each in names},
        "objectives": {"money": {"title": "Money moves", "tasks": {"ask": "A sum is named"}}},
        "rows": [
            {
                "uid": f"row-{number:03}",
                "number": str(number),
                "title": f"Load mark {number:03}.",
                "to": list(names),
                "trigger": "manual",
                "body": "The bridge is closed, and nobody knows for how long. " * 4,
                "objectives": ["money"],
                "expected": [{"text": "A sum", "within": "20 min"}],
            }
            for number in range(1, rows + 1)
        ],
    }
    return yaml.safe_dump(written, sort_keys=False)


def sit(served: Served, tabs: int) -> list[Tab]:
    """Return tabs of cells, in turn, and two of control."""
    password = PASSWORDS["SCRS_PANEL_DIRECTOR_PASSWORD"]
    seats = [each for each in served.links if each.startswith("cell-")]
    cookies = {each: take_seat(served.links[each]) for each in seats}
    cookies["director"] = take_seat(served.links["director"], password)
    cookies["controller"] = take_seat(served.links["controller"])
    chosen = [seats[number % len(seats)] for number in range(tabs)]
    return [Tab(served.origin, cookies[seat], seat) for seat in [*chosen, "director", "controller"]]


async def play(director: Director, tabs: list[Tab], rows: list[str], *, settling: float) -> dict[str, float]:
    """Open all tabs, send rows one by one; return when each was sent, by the monotonic clock."""
    over = asyncio.Event()
    for each in tabs:
        each.look_for(_title(row) for row in rows)
    staying = []
    for each in tabs:
        staying.append(asyncio.create_task(each.stay(over)))
        await asyncio.sleep(settling / 2 / len(tabs))
    await asyncio.sleep(settling)
    sent = {}
    for row in rows:
        begun = time.monotonic()
        await asyncio.to_thread(director.do, CONTROL, Release(row=row))
        sent[row] = begun
        await asyncio.sleep(BETWEEN)
    await asyncio.sleep(LAST_LOOK)
    over.set()
    await asyncio.wait(staying, timeout=10)
    return sent


def _title(row: str) -> str:
    return f"Load mark {row.removeprefix('row-')}."


def fill(journal: Journal, rows: int) -> Director:
    """Return a director of the exercise, begun, with some rows sent."""
    director = direct(journal, "script", clock=_wall)
    if director.state.phase == "ready":
        director.do(CONTROL, Start())
        for number in range(1, rows + 1):
            director.do(CONTROL, Release(row=f"row-{number:03}"))
    return director


def _wall() -> float:
    from dashboards.house import now  # noqa: PLC0415  the panel is loaded only where it is asked

    return now()


def measure(tabs: int, *, rows: int = SENT, full: int = FULL, settling: float = SETTLING) -> Found:
    """Start a server, sit before it, send rows, and say what was found."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "script.yaml").write_text(script_of(rows=full + rows))
        served = Served(folder).start()
        try:
            journal = served.journal()
            director = fill(journal, full)
            sitting = sit(served, tabs)
            wall, own, cpu = time.monotonic(), time.process_time(), served.cpu_seconds()
            sent = asyncio.run(
                play(
                    director,
                    sitting,
                    [f"row-{number:03}" for number in range(full + 1, full + rows + 1)],
                    settling=settling,
                )
            )
            spent = time.monotonic() - wall
            found = _found(sitting[:tabs], sent)
            return Found(
                tabs=tabs,
                waits=found,
                lost=tabs * rows - len(found),
                refused=sum(each.refused for each in sitting),
                broken=sum(each.lost for each in sitting),
                runs_per_second=sum(each.runs for each in sitting) / spent,
                core=(served.cpu_seconds() - cpu) / spent,
                own_core=(time.process_time() - own) / spent,
                memory=served.megabytes(),
            )
        finally:
            served.kill()


def _found(tabs: list[Tab], sent: dict[str, float]) -> tuple[float, ...]:
    """Return all waits: from the command to the text at the tab, in seconds."""
    return tuple(
        tab.seen[_title(row)] - begun
        for tab in tabs
        for row, begun in sent.items()
        if _title(row) in tab.seen
    )


def main(sizes: list[int]) -> None:
    """Measure and print."""
    tell = Console()
    tell.print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    for tabs in sizes:
        found = measure(tabs)
        tell.print(
            f"{tabs} tabs: p50 {quantile(found.waits, 0.5):.2f} s, p95 {found.p95:.2f} s, "
            f"max {max(found.waits, default=float('inf')):.2f} s, lost {found.lost} of {tabs * SENT}, "
            f"refused {found.refused}, broken {found.broken}; {found.runs_per_second:.0f} looks/s, "
            f"server {found.core:.0%} of a core, clients {found.own_core:.0%}, {found.memory:.0f} MB"
        )


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or list(SIZES))
