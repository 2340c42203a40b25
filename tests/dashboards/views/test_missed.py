"""What came due while nobody was there: what its own rule made of it, and the choices that are left."""

from playing import CONTROLLER, DIRECTOR, EMBASSY, director_of

from dashboards.views.missed import missed_view
from exercises.play.commands import Start

ROWS = (
    {"uid": "kept", "trigger": "STARTEX+00:10", "to": ["embassy", "military"], "number": "7"},
    {"uid": "late", "trigger": "STARTEX+00:11", "on_late": "fire"},
    {"uid": "gone", "trigger": "STARTEX+00:12", "on_late": "skip"},
    {"uid": "timely", "trigger": "STARTEX+02:00"},
)


def after_an_hour():
    director, wall = director_of(*ROWS)
    director.do(DIRECTOR, Start())
    wall.pass_(3_600)
    director.tick()
    return director


def test_held_rows_come_first_and_ask_for_a_choice():
    """The others are told as done; what was not missed is not there."""
    found = missed_view(after_an_hour(), CONTROLLER)
    assert [(each.number, each.fate, each.open) for each in found] == [
        ("7", "held", True),
        ("late", "sent late", False),
        ("gone", "skipped", False),
    ]
    assert (found[0].hour, found[0].cells) == ("09:10", "embassy, military")


def test_each_choice_is_made_once_and_then_the_row_is_no_more_open():
    """Sent to all who waited; the second press finds the first one's answer."""
    director = after_an_hour()
    first = missed_view(director, CONTROLLER)[0]
    assert director.do(CONTROLLER, first.fire.command).new
    assert not director.do(CONTROLLER, first.fire.command).new
    assert {director.state.run("kept", each).state for each in ("embassy", "military")} == {"sent"}
    assert not any(each.open for each in missed_view(director, CONTROLLER))
    assert "cannot be skipped" in director.refusal(CONTROLLER, first.skip.command)


def test_a_player_may_choose_nothing():
    """The buttons are dead and say why."""
    found = missed_view(after_an_hour(), EMBASSY)
    assert not found[0].fire.allowed
    assert "may not" in found[0].skip.why_not
