"""The server around the pages: the collector's switches, the ticking thread, routes without a browser."""

import asyncio
import gc
import time

from playing import DIRECTOR, director_of
from starlette.requests import Request

from dashboards import exporting, house, serve, theme
from dashboards.ticking import Ticking
from exercises.play.commands import Start


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
    ticking = Ticking(director, every=0.01)
    ticking.start()
    end = time.monotonic() + 5
    while len(looks) < 5 and time.monotonic() < end:
        time.sleep(0.01)
    ticking.stop()
    assert len(looks) >= 5
    assert [each.levelname for each in caplog.records].count("ERROR") >= 2
    assert sum("what came due could not" in each.getMessage() for each in caplog.records) == 1


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
    from exercises.errors import JournalGone

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
