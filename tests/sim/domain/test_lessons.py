"""Lessons: what one operation teaches, whether it is adopted, and what it eases in the others."""

import math

import numpy as np
import pytest
from watching import small, step

import sim
from sim.measures import lesson_summary
from sim.trace import State

TWO = {
    "alpha": {"country": "Alpha", "onset": "D+0"},
    "beta": {"country": "Beta", "onset": "D+300"},
}


def taught(**lesson) -> sim.Model:
    """Return a model of two crises of 60 days each, the second after the first, and one lesson."""
    rules = {"from": "strategy", "lag": "100 d", "adopted": 1.0, "eases": {"doctrine.steps.analysis": 0.5}}
    return small({"crises": TWO, "lessons": {"planning": rules | lesson}, "horizon": "400 d"}, arrivals={})


def days(outcome: sim.Outcome, name: str) -> float:
    row = step(outcome, name)
    return row.finish - row.start


def test_a_lesson_of_one_operation_eases_the_next():
    outcome = sim.simulate(taught(), seed=1)
    assert step(outcome, "alpha.lesson.planning").finish == 160.0
    assert (days(outcome, "alpha.analysis"), days(outcome, "beta.analysis")) == (20.0, 10.0)


def test_what_has_begun_before_the_adoption_is_not_eased():
    outcome = sim.simulate(taught(lag="241 d"), seed=1)
    assert days(outcome, "beta.analysis") == 20.0


def test_an_operation_does_not_learn_from_itself():
    """Its own lesson is there before its second step begins, and eases it only in the other operation."""
    rules = {"from": "onset", "lag": "1 d", "adopted": 1.0, "eases": {"doctrine.steps.strategy": 0.5}}
    changes = {"crises": TWO, "lessons": {"planning": rules}, "horizon": "400 d"}
    outcome = sim.simulate(small(changes, arrivals={}), seed=1)
    assert (days(outcome, "alpha.strategy"), days(outcome, "beta.strategy")) == (40.0, 20.0)


def test_a_lesson_that_nobody_adopts_is_identified_all_the_same():
    outcome = sim.simulate(taught(adopted=0.0), seed=1)
    assert step(outcome, "alpha.lesson.planning").state is State.SKIPPED
    assert days(outcome, "beta.analysis") == 20.0
    found = lesson_summary(outcome)
    assert found is not None
    assert (found.identified, found.adopted, found.eased) == (2, 0, 0)


def test_lessons_identified_adopted_and_the_days_they_saved_are_counted():
    found = lesson_summary(sim.simulate(taught(), seed=1))
    assert found is not None
    assert found == (2, 1, 1, pytest.approx(10.0))


def test_lessons_are_adopted_as_often_as_declared():
    states = [
        step(each, "alpha.lesson.planning").state
        for each in sim.replicate(taught(adopted=0.35), seed=1, replications=400)
    ]
    share = np.mean([each is State.FINISHED for each in states])
    assert share == pytest.approx(0.35, abs=4 * math.sqrt(0.35 * 0.65 / 400))


def test_without_lessons_there_is_nothing_to_tell():
    assert lesson_summary(sim.simulate(small(), seed=1)) is None
