"""PostgreSQL stopped and started under a panel in play: what people are told, and what becomes of play."""

import asyncio
import signal
import time
from contextlib import closing

import postgres
import pytest

from benchmarks.panel import CONTROL
from benchmarks.served import Served
from benchmarks.tabs import Tab, take_seat
from dashboards import outage
from dashboards.house import now
from exercises.journal.entries import canonical
from exercises.opening import direct
from exercises.play.commands import Start
from exercises.play.plain import plain_state

PATIENCE = 120.0
SCRIPT = """
format: 1
title: A short exercise
scenario: quick-start
clock: {startex: 2026-05-11 09:00, endex: STARTEX+4 h, moves: [{title: Day 1, scenario: D+0, pace: 24}]}
cells: {embassy: {title: Embassy}, command: {title: Command}}
rows:
  - {uid: due, title: It came due while the database was away, to: embassy, trigger: "STARTEX+00:00:03"}
"""
DUE = "It came due while the database was away"
WRITTEN = "written while the database was away"


@pytest.mark.timeout(900)  # seconds of work, on a machine that may have much else to do
def test_players_are_told_and_play_goes_on_when_the_database_is_back(tmp_path):
    """What came due meanwhile goes out, what was not sent is sent once; the log holds no traceback."""
    (tmp_path / "script.yaml").write_text(SCRIPT)
    server = postgres.Server()
    served = Served(tmp_path, server.address())
    try:
        server.start()
        with closing(served.start().journal()) as journal:
            director = direct(journal, "script", clock=now)
            asyncio.run(_gone_and_back(server, served, director))
            director.catch_up()
            state, afresh = director.state, direct(journal, "script", clock=now).state
            assert [each.text for each in state.messages] == [WRITTEN]
            assert state.run("due", "embassy").state == "sent"
            assert canonical(plain_state(afresh)) == canonical(plain_state(state))
    finally:
        served.kill()
        server.remove()
    log = served.log.read_text()
    assert "Traceback" not in log
    assert log.count("the journal is back") == 1
    assert postgres.PASSWORD not in log.partition("Stop with Ctrl+C.")[2]


async def _gone_and_back(server, served, director):
    over = asyncio.Event()
    cell = Tab(served.origin, take_seat(served.links["embassy"]), "embassy")
    observer = Tab(served.origin, take_seat(served.links["observer"]), "observer")
    tabs = [cell, observer]
    for each in tabs:
        each.look_for([outage.AWAY, outage.NOT_WRITTEN, outage.NOT_SEEN, DUE, WRITTEN])
    staying = [asyncio.create_task(each.stay(over)) for each in tabs]
    await _until(lambda: all(each.runs for each in tabs))
    director.do(CONTROL, Start())
    begun = time.monotonic()
    server.stop(signal.SIGQUIT)
    await _until(lambda: all(outage.AWAY in each.seen for each in tabs))
    await _until(lambda: outage.NOT_SEEN in observer.seen)
    assert await cell.press("message_send", message_text=WRITTEN)
    await _until(lambda: outage.NOT_WRITTEN in cell.seen)
    await asyncio.sleep(max(0.0, begun + 4.0 - time.monotonic()))
    server.start()
    await _until(lambda: DUE in cell.seen)
    while WRITTEN not in cell.texts:
        await cell.press("message_send", message_text=WRITTEN)
        await asyncio.sleep(1.0)
    over.set()
    await asyncio.wait(staying, timeout=10)
    assert [each.lost for each in tabs] == [0, 0], "no page lost its server"


async def _until(so):
    end = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < end, "it never came to that"
        await asyncio.sleep(0.05)
