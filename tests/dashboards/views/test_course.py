"""How play came to where it stands: the small charts end in the numbers beside them."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from playing import CONTROLLER, DIRECTOR, EMBASSY, director_of

from dashboards.views.clock import clock_view
from dashboards.views.course import course_view
from exercises.play.commands import Answer, Hold, Release, Skip, Start
from sim.errors import ScrsError

ROWS = (
    {"uid": "a", "trigger": "STARTEX+00:10", "release": "controller"},
    {"uid": "b", "trigger": "STARTEX+00:20", "to": ["embassy", "military"], "release": "controller"},
    {"uid": "c", "trigger": "STARTEX+00:30"},
    {"uid": "d", "trigger": "STARTEX+01:15"},
)


def played(steps):
    """Return a director after some commands, minutes apart; those that make no sense are refused."""
    director, wall = director_of(*ROWS)
    director.do(DIRECTOR, Start())
    for minutes, actor, command in steps:
        pass_(director, wall, minutes)
        try:
            director.do(actor, command)
        except ScrsError:
            continue
    return director, wall


def pass_(director, wall, minutes):
    """Let minutes pass with somebody there, who lets happen what comes due."""
    for _ in range(minutes):
        wall.pass_(60)
        director.tick()


COMMANDS = st.one_of(
    st.builds(
        lambda kind, row: (CONTROLLER, kind(row=row)),
        st.sampled_from([Release, Hold, Skip]),
        st.sampled_from("abcd"),
    ),
    st.builds(lambda row: (EMBASSY, Answer(row=row, cell="embassy", text="yes")), st.sampled_from("abcd")),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 25), COMMANDS), max_size=9))
def test_the_last_value_of_each_line_is_the_number_of_its_card(steps):
    """Whatever was sent, held, skipped and answered, in any order."""
    director, wall = played([(minutes, *given) for minutes, given in steps])
    found, shown = course_view(director), clock_view(director, DIRECTOR, wall=wall())
    assert found.due[-1] == shown.due
    assert found.answered[-1] == shown.answered
    assert min((*found.due, *found.load)) >= 0


def test_what_waited_for_a_controller_rises_and_falls():
    """Due at ten past, sent at a quarter past; two more at twenty past."""
    director, wall = played([(15, CONTROLLER, Release(row="a"))])
    pass_(director, wall, 25)
    found = course_view(director).due
    steps = [found[0], *(now for before, now in pairwise(found) if now != before)]
    assert steps == [0, 1, 0, 2]


def test_the_whole_of_play_is_in_the_bars_of_the_clock():
    """What went out, in its part, and what comes by itself: of four hours a bar is ten minutes."""
    director, _ = played([(50, CONTROLLER, Release(row="a"))])
    load = course_view(director).load
    assert {at: many for at, many in enumerate(load) if many} == {3: 1, 5: 1, 7: 1}


def test_nothing_changes_within_a_minute_in_which_nothing_happens():
    """So that a page that looks each second draws nothing anew."""
    director, wall = played([(12, CONTROLLER, Release(row="a"))])
    before = course_view(director)
    wall.pass_(40)
    assert course_view(director) == before
