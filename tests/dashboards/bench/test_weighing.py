"""What each decision changed is worked out by a process of its own; its folder says how far it is."""

import io
import time
import zipfile

from dashboards.bench.weighing import PAPER, SAID, SHEET, Weighing, all_papers


def test_a_process_that_fails_says_why(tmp_path):
    """There is no such journal: the words of the command are kept for the page."""
    folder, weighing = tmp_path / "x-3", Weighing()
    assert weighing.standing(folder) == "none"
    weighing.start(folder, journal=str(tmp_path / "no.sqlite"), exercise="x", futures=2)
    assert weighing.standing(folder) == "running"
    until = time.monotonic() + 240.0
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


def test_a_folder_tells_how_far_it_is_apart_from_what_else_was_said(tmp_path):
    """Progress is the last whole line of it; half a line is one that is being written."""
    lines = ('{"done": 40, "total": 120, "seconds_left": 8.5}', "a warning", '{"done": 60, "to')
    (tmp_path / SAID).write_text("\n".join(lines), "utf-8")
    assert Weighing.progress(tmp_path) == (40, 120, 8.5)
    assert Weighing.said(tmp_path) == "a warning"
    assert Weighing.progress(tmp_path / "nowhere") == (0, 0, None)


def test_all_papers_are_one_archive_without_what_the_process_said(tmp_path):
    for name in (PAPER, SHEET, SAID):
        (tmp_path / name).write_text(name, "utf-8")
    with zipfile.ZipFile(io.BytesIO(all_papers(tmp_path))) as archive:
        assert archive.namelist() == [PAPER, SHEET]
        assert archive.read(PAPER) == PAPER.encode()
