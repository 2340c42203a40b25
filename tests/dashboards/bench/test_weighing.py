"""What each decision changed is worked out by a process of its own; its folder says how far it is."""

import time

from dashboards.bench.weighing import SHEET, Weighing


def test_a_process_that_fails_says_why(tmp_path):
    """There is no such journal: the words of the command are kept for the page."""
    folder, weighing = tmp_path / "x-3", Weighing()
    assert weighing.standing(folder) == "none"
    weighing.start(folder, journal=str(tmp_path / "no.sqlite"), exercise="x", futures=2)
    assert weighing.standing(folder) == "running"
    until = time.monotonic() + 60.0
    while weighing.standing(folder) == "running" and time.monotonic() < until:
        time.sleep(0.1)
    assert weighing.standing(folder) == "failed"
    assert "there is no journal" in weighing.said(folder)


def test_what_is_done_is_not_done_again(tmp_path):
    """Also where another process of the panel did it: the papers are there."""
    folder, weighing = tmp_path / "x-4", Weighing()
    folder.mkdir()
    (folder / SHEET).write_text("cause\n", "utf-8")
    assert weighing.standing(folder) == "done"
    weighing.start(folder, journal="no.sqlite", exercise="x", futures=2)
    assert weighing.standing(folder) == "done"
    assert weighing.said(folder) == ""
