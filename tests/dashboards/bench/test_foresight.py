"""The foresight of the panel: asked again and again, it lets nobody wait, and works in its own process."""

import pickle
import subprocess
import time

from scripts import HEAD, small

from dashboards.bench.crew import Crew
from dashboards.bench.foresight import COMMAND, Foresight
from exercises.console.session import EXCON
from exercises.director import Director
from exercises.forecasting import given
from exercises.journal.memory import MemoryJournal
from exercises.opening import create, restage
from exercises.play.commands import End, Note, Release, Start
from exercises.script.loading import load_text

ROWS = """\
rows:
  - {uid: hand, title: By hand, to: embassy, trigger: manual}
  - {uid: poor, title: Poor, to: embassy, trigger: {when: {measure: fund.purse.free, below: 99 M USD}}}
"""


def waited(ask, *, seconds=120.0):
    """Return the first answer that is there."""
    end = time.monotonic() + seconds
    while (found := ask()) is None:
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


def test_a_forecast_comes_by_itself_and_again_when_something_happened():
    journal, clock = MemoryJournal(), [1_000.0]
    create(journal, "t", load_text(HEAD + ROWS, "t.yaml", scenario=small()), wall=0.0)
    stage = restage(journal, "t")
    director = Director(journal, "t", stage.setting, clock=lambda: clock[0])
    director.do(EXCON, Start())
    crew = Crew(1, command=COMMAND)
    sight = Foresight(crew, director, journal.header("t"), futures=120)
    try:
        first = sight.look()
        assert (first.forecast, first.working) == (None, True), "nobody waits"
        found = waited(lambda: sight.look().forecast)
        assert found.n == 100, "something soon"
        whole = waited(lambda: found if (found := sight.look().forecast).n == 120 else None)
        assert whole.head == director.state.head
        assert not sight.look().working, "nothing happened: no new one"
        director.do(EXCON, Note(text="something"))
        assert not sight.look().working, "a note changes nothing that may come"
        director.do(EXCON, Release(row="hand"))
        waited(lambda: sight.look().forecast.head == director.state.head or None)
        tried = given("apply {withdraw: {purse: 1 M USD}} why=lost", stage.setting.script, EXCON)
        assert sight.fork((tried,)).result(timeout=120).with_.n == 120
        director.do(EXCON, End(reason="enough"))
        assert not sight.look().working
    finally:
        crew.close()


def test_a_worker_whose_panel_is_gone_ends_without_a_word():
    """A loss of power is no fault of its own: nothing of it stands in the log."""
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as worker:
        worker.stdout.close()
        worker.stdin.write(pickle.dumps("a question to which there is no answer"))
        worker.stdin.close()
        told = worker.stderr.read()
    assert (worker.returncode, told) == (0, b"")
