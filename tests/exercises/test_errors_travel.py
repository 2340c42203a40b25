"""Errors that a worker raises come to whoever asked as they were, whatever their class asks for."""

import pickle

import pytest

from exercises.errors import ExerciseExists, HeadMoved, NoSuchExercise, NotAllowed, Refused, UnknownName
from sim.errors import AllBroke, BadInput, Place, ScrsError, WorkerLost

ERRORS: tuple[ScrsError, ...] = (
    BadInput([Place("a.yaml", 4, 2).finding("wrong", allowed="right")]),
    Refused("no", advice="later"),
    UnknownName("releese", ("release", "skip"), what="command"),
    NotAllowed("Emil", "cell", "adopt"),
    HeadMoved("harbour", expected=3, found=4),
    NoSuchExercise("harbur", ("harbour",)),
    ExerciseExists("harbour"),
    AllBroke(3, "out of paper"),
    WorkerLost(2),
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda each: type(each).__name__)
def test_an_error_is_the_same_on_the_other_side_of_a_pipe(error):
    """Its class, its words, and all that it knows."""
    found = pickle.loads(pickle.dumps(error))  # noqa: S301  our own
    assert type(found) is type(error)
    assert str(found) == str(error)
    assert vars(found) == vars(error)
