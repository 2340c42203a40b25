"""The Review page while it is being worked out what each decision changed, and afterwards."""

from dataclasses import dataclass, field

import pytest
from seating import shown

from dashboards.bench.weighing import PAGE, PAPER, SHEET
from dashboards.house import EXERCISE, FOLDER, JOURNAL
from dashboards.widgets import changed
from exercises.play.commands import Start
from exercises.roles import Role

HEAD = (
    "cause,kind,title,cell,scenario_day,measure,unit,mean_change,low,high,futures,share_less,share_more,"
    "share_beyond_horizon,change_as_played"
)
LINE = "storm,inject,A storm,,0.2,opened,d,4,2,6,100,0,1,0,4"


@dataclass
class Weighed:
    """Processes that are told how far they are."""

    standing_: str
    stopped: list = field(default_factory=list)

    def standing(self, _folder):
        """Return how far a folder is said to be."""
        return self.standing_

    def progress(self, _folder):
        """Return a third of all, and the seconds that are left."""
        return 40, 120, 90.0

    def stop(self, folder):
        """Note that it was asked to stop."""
        self.stopped.append(folder)


@pytest.fixture
def weighed(harbour, monkeypatch, tmp_path):
    """Return what says how far it is, for a page of an exercise that has begun."""
    for name, value in ((FOLDER, str(tmp_path)), (JOURNAL, "memory:"), (EXERCISE, "harbour")):
        monkeypatch.setenv(name, value)
    harbour.do(Start())

    def say(standing):
        found = Weighed(standing)
        monkeypatch.setattr(changed, "weighing", lambda: found)
        return found

    return say


def test_while_it_is_worked_out_the_page_says_how_far_it_is_and_can_stop_it(harbour, weighed):
    found = weighed("running")
    page = harbour.alone("review", Role.DIRECTOR)
    assert "40 of 120, 1 min left" in page.get("progress")[0].proto.text
    page.button(key="weigh_stop").click().run()
    assert not page.exception
    assert found.stopped == [changed.folder_here()]


@pytest.mark.parametrize(("role", "takes"), [(Role.DIRECTOR, True), (Role.EVALUATOR, False)])
def test_afterwards_it_shows_the_table_and_those_who_may_take_the_papers(harbour, weighed, role, takes):
    weighed("done")
    folder = changed.folder_here()
    folder.mkdir(parents=True)
    (folder / SHEET).write_text(f"{HEAD}\r\n{LINE}\r\n", "utf-8")
    for name in (PAPER, PAGE):
        (folder / name).write_text(name, "utf-8")
    page = harbour.alone("review", role)
    assert 'A storm,inject,"opened, days",+4.0,+2.0 to +6.0' in shown(page)
    assert ("The report and improvement plan with it" in shown(page)) == takes
