"""A process that is to run for days: the collector, handles and threads, exercise after exercise."""

import gc
import time
from contextlib import closing

from benchmarks import soak
from exercises.journal import open_journal
from exercises.lasting import settle
from exercises.script.loading import load_text


def test_what_is_alive_when_a_process_settles_is_not_looked_through_again():
    try:
        settle()
        assert gc.get_freeze_count() > 1_000
        assert gc.isenabled()
    finally:
        gc.unfreeze()


def test_exercises_one_after_the_other_leave_nothing_behind_and_fold_to_what_was(tmp_path, monkeypatch):
    """The short form of `make soak`: ten minutes of play of 30 cells in about a second, two times."""
    for name, value in (("ROWS", 20), ("FASTER", 600), ("LOOK", 0.1), ("TICK", 0.05)):
        monkeypatch.setattr(soak, name, value)
    monkeypatch.setattr(soak, "HEAD", soak.HEAD.replace("STARTEX+04:00", "STARTEX+00:12"))
    watch, rests = soak.Watch(time.monotonic()), []
    with closing(open_journal(tmp_path / "soak.sqlite")) as journal:
        loaded = load_text(soak.written(), "long-day")
        for number in (1, 2):
            assert list(soak.one_day(journal, loaded, f"day-{number}", watch=watch)) == []
            rests.append(soak.sample(watch.begun, number, watch.entries))
    assert (rests[0].handles, rests[0].threads) == (rests[1].handles, rests[1].threads)
    assert watch.entries > 2 * 2 * 20
