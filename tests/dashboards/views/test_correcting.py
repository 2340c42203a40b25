"""Times that control may correct: as they stand, with what stood there first."""

import pytest
from playing import CONTROLLER, DIRECTOR, EMBASSY, director_of

from dashboards.views.correcting import command_of, times_view
from exercises.errors import Refused
from exercises.play.commands import Answer, See, Start


@pytest.fixture
def director():
    made, wall = director_of({"uid": "a", "trigger": "STARTEX+00:10"})
    made.do(DIRECTOR, Start())
    for minutes in (10, 5):
        wall.pass_(minutes * 60)
        made.tick()
    made.do(EMBASSY, See(row="a", cell="embassy"))
    wall.pass_(300)
    made.do(EMBASSY, Answer(row="a", cell="embassy", text="Yes"))
    return made


def test_every_time_of_a_row_is_listed_and_the_first_one_stays_beside_a_corrected_one(director):
    """Corrected twice, it is still the first."""
    answered = times_view(director, "a")[-1]
    assert [each.state for each in times_view(director, "a")] == ["sent", "seen", "answered"]
    for moment in ("STARTEX+00:18", "STARTEX+00:17"):
        found = times_view(director, "a")[-1]
        director.do(CONTROLLER, command_of(director, found, moment, reason="by telephone"))
    now = times_view(director, "a")[-1]
    assert (now.hour, now.was, answered.hour) == ("09:17", "09:20", "09:20")


def test_a_double_click_corrects_once(director):
    """Both rest on the time as it stood."""
    found = times_view(director, "a")[-1]
    for _ in range(2):
        director.do(CONTROLLER, command_of(director, found, "STARTEX+00:18", reason="by telephone"))
    assert sum(each.kind == "time.corrected" for each in director.since(0)) == 1


def test_an_answer_before_its_question_is_refused(director):
    """As the engine has it."""
    with pytest.raises(Refused, match="would be answered before"):
        director.do(
            CONTROLLER, command_of(director, times_view(director, "a")[-1], "STARTEX+00:05", reason="wrong")
        )
