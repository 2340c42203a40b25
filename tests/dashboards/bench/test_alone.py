"""Commands in processes of their own: one at a time in a folder, whoever starts it and however."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboards.bench import alone

WAITING = "from dashboards.bench.alone import hold; hold(); import time; time.sleep(60)"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder in which commands only wait; whatever is at work there is stopped in the end."""
    monkeypatch.setattr(alone, "START", WAITING)
    yield tmp_path / "lab"
    alone.stop(tmp_path / "lab")


def gone(folder):
    """Return whether whoever was at work ended within some seconds."""
    end = time.monotonic() + 20.0
    while alone.is_held(folder):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_of_several_that_are_started_at_once_one_is_at_work(folder):
    """The others are told so, and leave what it says as it is."""
    with ThreadPoolExecutor(3) as pool:
        started = list(pool.map(lambda _: alone.launch(folder, []), range(3)))
    assert sorted(started) == [False, False, True]
    assert alone.is_held(folder)
    assert alone.stop(folder)
    assert gone(folder)
    assert "KeyboardInterrupt" in (folder / alone.PROGRESS).read_text()
    assert alone.launch(folder, [])


def test_it_hears_ctrl_c_also_where_the_server_does_not(folder):
    """A server in the background of a shell was started with Ctrl-C switched off, and so are its children."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assert alone.launch(folder, [])
    finally:
        signal.signal(signal.SIGINT, before)
    assert alone.stop(folder)
    assert gone(folder)


def test_nobody_is_at_work_where_nothing_was_started(tmp_path):
    """Neither in an empty folder nor where there is none."""
    assert not alone.is_held(tmp_path)
    assert not alone.stop(tmp_path / "nothing")
