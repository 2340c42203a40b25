"""The server around the pages: the collector's switches, the ticking thread, routes without a browser."""

import asyncio
import gc
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from playing import DIRECTOR, director_of
from starlette.requests import Request
from streamlit import error_util

from dashboards import exporting, house, outage, serve, theme
from dashboards.outage import NOT_WRITTEN, Outage
from dashboards.ticking import Ticking
from dashboards.widgets import giving
from exercises.errors import JournalGone
from exercises.play.commands import Start
from exercises.roles import Role


def test_no_full_collection_follows_each_run_of_a_page():
    """The switch is in the options with which the server starts, and the server knows it."""
    from streamlit import config

    options = theme.options(host="127.0.0.1", port=1)
    assert options["runner.postScriptGC"] is False
    assert set(options) <= set(config._config_options_template)


def test_while_the_server_lives_what_was_loaded_is_frozen_and_the_clock_is_looked_at(table, monkeypatch):
    """The thread ticks from the beginning of the lifespan to its end, and the journal is closed then."""
    closed = []
    monkeypatch.setattr(type(table.house.journal), "close", lambda _: closed.append(True))
    table.director.do(DIRECTOR, Start())

    async def live():
        async with serve.lifespan(None):
            assert gc.get_freeze_count() > 10_000
            table.wall.pass_(660)
            end = time.monotonic() + 5
            while table.director.state.run("first", "embassy").state == "waiting" and time.monotonic() < end:
                await asyncio.sleep(0.05)

    try:
        asyncio.run(live())
    finally:
        gc.unfreeze()
    assert table.director.state.run("first", "embassy").state == "sent"
    assert closed == [True]


def test_the_ticking_survives_what_it_cannot_carry_out(caplog):
    """A failure is told once and the next look comes."""
    director, _ = director_of({"uid": "a"})
    looks = []

    def tick():
        looks.append(1)
        message = "gone"
        raise (exporting.Refused(message) if len(looks) < 4 else RuntimeError(message))

    director.tick = tick
    ticking = Ticking(director, Outage(), every=0.01)
    ticking.start()
    end = time.monotonic() + 5
    while len(looks) < 5 and time.monotonic() < end:
        time.sleep(0.01)
    ticking.stop()
    assert len(looks) >= 5
    assert [each.levelname for each in caplog.records].count("ERROR") >= 2
    assert sum("what came due could not" in each.getMessage() for each in caplog.records) == 1


def test_a_database_that_is_silent_keeps_no_page_waiting_and_counts_as_away(monkeypatch):
    """The thread that looks what came due waits for it, and nobody else does."""
    monkeypatch.setattr(outage, "SILENT", 0.1)
    director, _ = director_of({"uid": "a"})
    asked_it, answers, gone = threading.Event(), threading.Event(), JournalGone("kept", "no answer")

    def head(_exercise):
        asked_it.set()
        answers.wait(10)
        raise gone

    director._journal.head = head
    noted = Outage()
    ticking = Ticking(director, noted, every=0.01)
    ticking.start()
    assert asked_it.wait(5)
    with ThreadPoolExecutor(1) as page:
        assert page.submit(director.look, lambda state: state.phase).result(timeout=5) == "ready"
    _wait_until(lambda: noted.away)
    assert not noted.gone, "nothing was told yet"
    answers.set()
    _wait_until(lambda: noted.gone)
    ticking.stop()
    assert noted.away
    assert noted.asked is None


def _wait_until(so):
    end = time.monotonic() + 5
    while not so():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.parametrize("unsure", [False, True])
def test_whoever_presses_while_the_journal_is_away_reads_what_to_do(table, monkeypatch, unsure):
    """Before it is known to be away and after; whether it may be written all the same is said."""
    told, gone = [], JournalGone("postgresql://host/name", "connection to 10.0.0.7 refused", unsure=unsure)
    monkeypatch.setattr(giving.st, "toast", lambda text, **_: told.append(text))
    monkeypatch.setattr(giving.seat, "token", lambda: table.link(Role.DIRECTOR))

    def refuse(*_more):
        raise gone

    monkeypatch.setattr(table.director, "do", refuse)
    assert not giving.give(Start())
    table.house.outage.gone = True
    assert not giving.give(Start())
    assert told == [outage.UNSURE if unsure else NOT_WRITTEN, NOT_WRITTEN]


def test_an_emergency_that_the_journal_cannot_take_is_to_be_told_by_voice(table):
    """The one press that cannot wait; it stays on the page until somebody has read it."""
    table.do(Start())
    page = table.sit(Role.CELL, "embassy")
    table.house.outage.gone = True
    page.text_input(key="no_duff_text").set_value("Real injury")
    page.button(key="no_duff").click().run()
    assert outage.BY_VOICE in [each.value for each in page.toast]
    assert table.director.state.phase == "running"
    table.house.outage.gone = False
    page.button(key="no_duff").click().run()
    assert table.director.state.emergency == "Real injury"


def test_the_log_tells_an_outage_once_and_not_at_every_look_of_every_page():
    """What else a page raises is told as before."""
    logger = logging.getLogger(outage.SCRIPTS)
    before, logger.filters[:] = list(logger.filters), []
    try:
        outage.keep_log_short()
        outage.keep_log_short()
        assert len(logger.filters) == 1
        for error, kept in ((JournalGone("kept", "away"), False), (RuntimeError("ours"), True)):
            said = logger.makeRecord("", 40, "", 0, "", (), (type(error), error, None))
            assert bool(logger.filter(said)) == kept
    finally:
        logger.filters[:] = before
    assert error_util._LOGGER.name == outage.SCRIPTS


def asked(path, query="", cookies=""):
    """Return a request as the server would hand it on."""
    what = path.rsplit("/", 1)[-1]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "scheme": "http",
             "server": ("127.0.0.1", 1), "path_params": {"what": what},
             "headers": [(b"cookie", cookies.encode())] if cookies else []}  # fmt: skip
    return Request(scope)


def test_a_feed_that_leaves_holds_no_formula(table):
    """A text that a spreadsheet would reckon with is text."""
    from playing import EMBASSY

    from exercises.play.commands import Write

    table.do(Start())
    table.do(Write(cell="embassy", to=("",), text="=1+1"), EMBASSY)
    lines = exporting.feed(table.house).decode("utf-8-sig")
    assert "message" in lines
    assert not [cell for line in lines.splitlines() for cell in line.split(",") if cell.startswith("=")]


def test_the_house_is_opened_once(table):
    """All pages of a process share one director."""
    assert house.house() is house.house() is table.house


def test_what_fails_tells_no_secret_and_carries_the_headers(caplog):
    """The log has it; the page has not. A journal that is away is said so."""
    broken = asyncio.run(serve.failed(asked("/"), RuntimeError("the inner works")))
    assert broken.status_code == 500
    assert b"inner works" not in broken.body
    assert "inner works" in caplog.text
    assert broken.headers["x-frame-options"] == "DENY"
    gone = asyncio.run(serve.failed(asked("/"), JournalGone("kept", "locked")))
    assert (gone.status_code, gone.headers["retry-after"]) == (503, "10")


def test_every_page_has_an_address_that_is_answered_without_looking_for_the_server_below_it():
    """A page that is opened by its address makes no request in vain."""
    from dashboards.app import LABS, TITLES

    assert {*TITLES, *LABS} <= {*serve.addresses()}
    page = asyncio.run(serve.deep(asked("/control")))
    assert page.body.index(b"BACKEND_BASE_URL: location.origin") < page.body.index(b"static/js/index.")
