"""What a screen asks of the director: a state that stands still, and why a command would be refused."""

import threading

from playing import CONTROLLER, DIRECTOR, EMBASSY, director_of

from exercises.play.commands import Answer, Pause, Release, Start


def test_a_refusal_says_what_doing_it_would_say_and_writes_nothing():
    """By role, by the state of the row, by the clock; '' where it would be taken."""
    director, _ = director_of({"uid": "a"})
    assert "CONTROLLER" not in director.refusal(CONTROLLER, Start())
    assert "may not start as controller" in director.refusal(CONTROLLER, Start())
    assert "has not begun" in director.refusal(DIRECTOR, Pause())
    assert "has not begun" in director.refusal(EMBASSY, Answer(row="a", cell="embassy", text="yes"))
    assert director.refusal(DIRECTOR, Start()) == ""
    assert director.state.head == 0
    director.do(DIRECTOR, Start())
    assert director.refusal(CONTROLLER, Release(row="a")) == ""
    assert "no row 'b'" in director.refusal(CONTROLLER, Release(row="b"))


def test_nothing_moves_in_the_state_while_somebody_looks():
    """A command of another thread waits until the look is over."""
    director, _ = director_of({"uid": "a"})
    looking, done = threading.Event(), []

    def look(state):
        looking.set()
        other.join(timeout=0.2)
        return state.phase, tuple(done)

    def start():
        looking.wait()
        director.do(DIRECTOR, Start())
        done.append(True)

    other = threading.Thread(target=start)
    other.start()
    assert director.look(look) == ("ready", ())
    other.join(timeout=5)
    assert director.state.phase == "running"
