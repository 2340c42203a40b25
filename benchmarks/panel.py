"""The panel under load: how soon many open pages see what is sent, and what that costs the server.

`python -m benchmarks.panel [TABS ...]`: one server and its journal on this machine, cells' pages that look as
often as a browser's do, two controllers' pages, inboxes that are full. The tabs are `benchmarks.tabs`.
"""

from __future__ import annotations

import asyncio
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
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
"""Injects that are sent while one looks, each to a few cells, as scripts do; and one more to all."""
FEW = 3
BETWEEN = 1.3
BETWEEN_PAGES = 0.05
OPENING = 300.0
"""Seconds after which a page that is not open is given up."""
LAST_LOOK = 60.0
"""Seconds after the last inject after which what has not come is lost."""
SIZES = (30, 60, 150, 400)
CONTROL = Actor("Load", Role.DIRECTOR)


@dataclass(frozen=True)
class Found:
    """What one measurement found. Seconds, shares of one core, MB.

    `waits`: from the command to the text at a page, of injects to a few cells; `to_all`: of the one to all;
    `lost`: of all of these; `refused`: pages for which there was no room; `broken`: connections; `silent`:
    lines of the bell that broke;
    `looks`: of all pages in a second; `of_control`: of the director's page; `look_ms`: CPU time of one.
    """

    tabs: int
    waits: tuple[float, ...]
    to_all: tuple[float, ...]
    lost: int
    refused: int
    broken: int
    silent: int
    looks: float
    look_ms: float
    core: float
    own_core: float
    memory: float
    of_control: float


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that a share of all do not exceed; infinite without any."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else float("inf")


def script_of(cells: int = CELLS, *, full: int = FULL, rows: int = SENT) -> str:
    """Return a script: so many rows to every cell, so many to a few, and one to all; all by hand."""
    names = [f"cell-{number:02}" for number in range(1, cells + 1)]
    few = [[names[(FEW * row + each) % cells] for each in range(FEW)] for row in range(rows)]
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
        "rows": [_row(at, to) for at, to in enumerate([*([names] * full), *few, names], 1)],
    }
    return str(yaml.safe_dump(written, sort_keys=False))


def _row(number: int, to: list[str]) -> dict[str, Any]:
    return {
        "uid": f"row-{number:03}",
        "number": str(number),
        "title": title_of(f"row-{number:03}"),
        "to": list(to),
        "trigger": "manual",
        "body": "The bridge is closed, and nobody knows for how long. " * 4,
        "objectives": ["money"],
        "expected": [{"text": "A sum", "within": "20 min"}],
    }


def title_of(row: str) -> str:
    """Return the title of a row: a text that stands nowhere else."""
    return f"Load mark {row.removeprefix('row-')} here"


def sit(served: Served, tabs: int) -> list[Tab]:
    """Return two tabs of control, then tabs of cells, in turn."""
    password = PASSWORDS["SCRS_PANEL_DIRECTOR_PASSWORD"]
    seats = [each for each in served.links if each.startswith("cell-")]
    cookies = {each: take_seat(served.links[each]) for each in seats}
    cookies["director"] = take_seat(served.links["director"], password)
    cookies["controller"] = take_seat(served.links["controller"])
    chosen = [seats[number % len(seats)] for number in range(tabs)]
    return [Tab(served.origin, cookies[seat], seat) for seat in ["director", "controller", *chosen]]


@dataclass
class Watch:
    """What a server has used while people looked, once all their pages were open."""

    served: Served
    tabs: list[Tab]

    def begin(self) -> None:
        """Note how things stand."""
        self.wall, self.cpu, self.own = time.monotonic(), self.served.cpu_seconds(), time.process_time()
        self.runs = sum(each.runs for each in self.tabs)
        self.of_control = self.tabs[0].runs

    def end(self) -> None:
        """Turn it into what was used since."""
        self.wall = time.monotonic() - self.wall
        self.cpu = self.served.cpu_seconds() - self.cpu
        self.own = time.process_time() - self.own
        self.runs = sum(each.runs for each in self.tabs) - self.runs
        self.of_control = self.tabs[0].runs - self.of_control


async def play(director: Director, rows: list[str], watch: Watch) -> dict[str, float]:
    """Open all tabs, send rows one by one; return when each was sent, by the monotonic clock."""
    over = asyncio.Event()
    tabs, staying = watch.tabs, []
    for each in tabs:
        each.look_for(title_of(row) for row in rows)
        staying.append(asyncio.create_task(each.stay(over)))
        await asyncio.sleep(BETWEEN_PAGES)
    await _until(lambda: all(each.drawn or each.refused for each in tabs), OPENING)
    watch.begin()
    sent = {}
    for row in rows:
        sent[row] = time.monotonic()
        await asyncio.to_thread(director.do, CONTROL, Release(row=row))
        await asyncio.sleep(BETWEEN)
    await _until(lambda: not _waits(director, tabs[2:], sent)[2], LAST_LOOK)
    watch.end()
    over.set()
    await asyncio.wait(staying, timeout=10)
    return sent


async def _until(so: Callable[[], bool], seconds: float) -> None:
    """Wait until something is so, or the seconds are over."""
    end = time.monotonic() + seconds
    while not so() and time.monotonic() < end:
        await asyncio.sleep(0.5)


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


def measure(tabs: int, *, rows: int = SENT, full: int = FULL, most: int = 0) -> Found:
    """Start a server, sit before it, send rows, and say what was found.

    Parameters: `most`: pages that it takes, 0 for as many as usual.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "script.yaml").write_text(script_of(full=full, rows=rows))
        served = Served(folder, options=("--most-pages", str(most)) if most else ()).start()
        try:
            journal = served.journal()
            director = fill(journal, full)
            sitting = sit(served, tabs)
            watch = Watch(served, sitting)
            names = [f"row-{number:03}" for number in range(full + 1, full + rows + 2)]
            sent = asyncio.run(play(director, names, watch))
            waits, to_all, lost = _waits(director, sitting[2:], sent)
            return Found(
                tabs=tabs,
                waits=waits,
                to_all=to_all,
                lost=lost,
                refused=sum(bool(each.refused) for each in sitting),
                broken=sum(each.lost for each in sitting),
                silent=sum(each.silent for each in sitting),
                looks=watch.runs / watch.wall,
                look_ms=1000.0 * watch.cpu / max(1, watch.runs),
                core=watch.cpu / watch.wall,
                own_core=watch.own / watch.wall,
                memory=served.megabytes(),
                of_control=watch.of_control / watch.wall,
            )
        finally:
            served.kill()


def _waits(
    director: Director, tabs: list[Tab], sent: dict[str, float]
) -> tuple[tuple[float, ...], tuple[float, ...], int]:
    """Return the waits of injects to a few, of the one to all, and how many never came, of pages let in."""
    inside = [each for each in tabs if not each.refused]
    last = max(sent)
    few: list[float] = []
    everybody: list[float] = []
    lost = 0
    for row, begun in sent.items():
        for tab in inside:
            if tab.seat in director.state.rows[row].to:
                came = tab.seen.get(title_of(row))
                lost += came is None
                if came is not None:
                    (everybody if row == last else few).append(came - begun)
    return tuple(few), tuple(everybody), lost


def main(sizes: list[int]) -> None:
    """Measure and print."""
    tell = Console(width=160)
    for tabs in sizes:
        tell.print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
        found = measure(tabs)
        tell.print(
            f"{tabs} tabs: to a few p50 {quantile(found.waits, 0.5):.2f} s, "
            f"p95 {quantile(found.waits, 0.95):.2f} s, max {max(found.waits, default=math.inf):.2f} s; "
            f"to all p95 {quantile(found.to_all, 0.95):.2f} s; "
            f"lost {found.lost}, refused {found.refused}, broken {found.broken}, "
            f"lines of the bell broken {found.silent}"
        )
        tell.print(
            f"  {found.looks:.0f} looks/s of {found.look_ms:.1f} ms CPU, server {found.core:.0%} of a core, "
            f"clients {found.own_core:.0%}, {found.memory:.0f} MB; the director's page "
            f"looks {found.of_control:.1f} times a second"
        )


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or list(SIZES))
