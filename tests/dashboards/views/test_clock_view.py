"""The clock bar as values: what it shows, and why a button cannot be pressed."""

from playing import CONTROLLER, DIRECTOR, OBSERVER, director_of

from dashboards.views.clock import clock_view
from dashboards.views.moments import say_hour
from exercises.play.commands import Emergency, Pause, Start


def presses(director, actor, wall):
    return {each.key: each.why_not for each in clock_view(director, actor, wall=wall()).presses}


def test_before_startex_only_the_start_can_be_pressed():
    """And only by the director."""
    director, wall = director_of({"uid": "a", "trigger": "STARTEX+00:10"})
    found = presses(director, DIRECTOR, wall)
    assert [key for key, why in found.items() if not why] == ["start"]
    assert "may not start" in presses(director, CONTROLLER, wall)["start"]


def test_an_observer_can_press_nothing():
    """Whatever the phase."""
    director, wall = director_of({"uid": "a"})
    assert all(presses(director, OBSERVER, wall).values())
    director.do(DIRECTOR, Start())
    assert all(presses(director, OBSERVER, wall).values())


def test_what_is_next_and_what_waits_is_counted():
    """Rows for a controller's hand are due; the next by itself has its hour."""
    rows = [
        {"uid": "a", "trigger": "STARTEX+00:10", "release": "controller"},
        {"uid": "b", "trigger": "STARTEX+01:15"},
    ]
    director, wall = director_of(*rows)
    director.do(DIRECTOR, Start())
    wall.pass_(660)
    director.tick()
    found = clock_view(director, DIRECTOR, wall=wall())
    assert (found.hour, found.since, found.due, found.sent) == ("09:11", "11 min", 1, 0)
    assert (found.next_due, found.next_title) == ("10:15", "b")
    assert found.scenario == "D+0 04:24"


def test_a_step_waits_until_the_clock_has_settled():
    """A second after the clock was set it may step again."""
    director, wall = director_of({"uid": "a"})
    director.do(DIRECTOR, Start())
    wall.pass_(60)
    director.do(DIRECTOR, Pause())
    assert presses(director, DIRECTOR, wall)["step"] == "the clock was set a moment ago"
    wall.pass_(1.1)
    assert presses(director, DIRECTOR, wall)["step"] == ""


def test_a_server_whose_clock_is_set_back_keeps_nobody_from_stepping_for_an_hour():
    """The last setting of the clock lies an hour ahead then, not a moment ago."""
    director, wall = director_of({"uid": "a"})
    director.do(DIRECTOR, Start())
    wall.pass_(60)
    director.do(DIRECTOR, Pause())
    wall.pass_(-3_600)
    assert presses(director, DIRECTOR, wall)["step"] == ""


def test_a_press_names_the_setting_of_the_clock_on_which_it_rests():
    """Two views of one setting give one operation; after a change it is another one."""
    director, wall = director_of({"uid": "a"})
    director.do(DIRECTOR, Start())

    def pause():
        view = clock_view(director, DIRECTOR, wall=wall())
        return next(each.command.operation for each in view.presses if each.key == "pause")

    first = pause()
    wall.pass_(5)
    assert pause() == first
    director.do(DIRECTOR, Pause())
    assert pause() != first


def test_an_emergency_is_shown_with_its_text():
    """And only the director lifts it."""
    director, wall = director_of({"uid": "a"})
    director.do(OBSERVER, Emergency(text="fire"))
    assert clock_view(director, DIRECTOR, wall=wall()).emergency == "fire"
    assert presses(director, DIRECTOR, wall)["all_clear"] == ""
    assert presses(director, CONTROLLER, wall)["all_clear"]


def test_hours_of_later_days_say_which_day():
    """Midnight belongs to the new day."""
    director, _ = director_of({"uid": "a"})
    assert say_hour(director.setting.startex, 15 * 3600) == "day 2 00:00"
