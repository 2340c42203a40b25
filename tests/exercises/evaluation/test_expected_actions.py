"""Expected actions: met in time, late or not, by the clock; evaluators change the rating and no time."""

from __future__ import annotations

import pytest
from playing import CONTROLLER, DIRECTOR, EMBASSY, EVALUATOR
from reviewed import MINUTE, Played, reviewed

from exercises.evaluation import Action
from exercises.play import commands

ASKS = {"uid": "a", "trigger": "STARTEX+1 min", "expected": [{"text": "Answers", "within": "10 min"}]}


def one(
    *given: tuple[float, commands.Command], row: dict[str, object] | None = None, end: float = 60.0
) -> Action:
    """Play one row to an end in minutes; commands are the embassy's, at their minute."""
    play = Played(row or ASKS)
    play.at(0.0, DIRECTOR, commands.Start())
    for minute, command in given:
        play.at(minute * MINUTE, EMBASSY, command)
    play.at(end * MINUTE, DIRECTOR, commands.End())
    (found,) = play.evaluated().actions
    return found


ANSWER = commands.Answer(row="a", cell="embassy", text="yes")


@pytest.mark.parametrize(
    ("minute", "verdict"),
    [(2.0, "met in time"), (11.0, "met in time"), (11.02, "met late"), (50.0, "met late")],
)
def test_an_answer_is_in_time_up_to_its_limit(minute: float, verdict: str) -> None:
    """Sent at minute 1 with ten minutes: minute 11 is the last."""
    found = one((minute, ANSWER))
    assert found.verdict == verdict
    assert found.took_s == pytest.approx((minute - 1.0) * MINUTE)


def test_no_answer_within_the_limit_is_not_met_and_one_that_endex_cut_short_is_not_rated() -> None:
    """ENDEX at minute 60 and at minute 5."""
    assert one().verdict == "not met"
    short = one(end=5.0)
    assert (short.verdict, short.because) == ("not rated", "ENDEX came before the limit")


def test_without_a_limit_any_answer_is_in_time() -> None:
    """And none by ENDEX is not met."""
    row = {**ASKS, "expected": ["Answers"]}
    assert one((50.0, ANSWER), row=row).verdict == "met in time"
    assert one(row=row).verdict == "not met"


def test_a_rating_stands_beside_the_time_and_changes_neither_it_nor_the_verdict() -> None:
    """The answer was in time and bad: U, met in time, after one minute."""
    play = Played(ASKS)
    play.at(0.0, DIRECTOR, commands.Start())
    play.at(2 * MINUTE, EMBASSY, ANSWER)
    before = play.evaluated().actions[0]
    play.at(30 * MINUTE, EVALUATOR, commands.Assess(row="a", cell="embassy", rating="U"))
    after = play.evaluated().actions[0]
    assert (before.verdict, before.took_s, before.rating) == ("met in time", 60.0, "")
    assert (after.verdict, after.took_s, after.rating) == ("met in time", 60.0, "U")


def test_what_is_open_recalled_or_not_theirs_to_answer_is_not_rated() -> None:
    """Each with its reason."""
    play = Played(
        ASKS,
        {**ASKS, "uid": "b"},
        {**ASKS, "uid": "c", "cc": ["military"], "expected": [{"text": "Acts", "by": "military"}]},
        {**ASKS, "uid": "d", "expected": [{"text": "Acts", "by": "military"}]},
        {**ASKS, "uid": "never", "trigger": "STARTEX+3 h"},
    )
    play.at(0.0, DIRECTOR, commands.Start())
    play.at(2 * MINUTE, CONTROLLER, commands.Recall(row="b"))
    found = {each.row: each for each in play.evaluated().actions}
    assert {name: each.verdict for name, each in found.items()} == dict.fromkeys("abcd", "not rated")
    assert [found[each].because.partition(" ")[0] for each in "abcd"] == [
        "still",
        "recalled",
        "military",
        "military",
    ]


def test_an_action_that_nobody_answers_rests_on_the_evaluator() -> None:
    """It came due after an hour and was rated S five minutes later."""
    found = {each.row: each for each in reviewed().evaluated().actions}
    act = found["act"]
    assert (act.verdict, act.rating, act.took_s) == ("met in time", "S", 5 * MINUTE)
    assert (found["ask"].verdict, found["clearance"].verdict) == ("met in time", "not met")


@pytest.mark.parametrize(("rating", "verdict"), [("P", "met late"), ("U", "not met"), ("", "not rated")])
def test_an_observed_action_has_a_limit_too(rating: str, verdict: str) -> None:
    """Rated after 20 minutes of ten: done and late; rated U: not done."""
    row = {**ASKS, "kind": "expected_action"}
    play = Played(row)
    play.at(0.0, DIRECTOR, commands.Start())
    play.at(MINUTE, EVALUATOR)
    play.at(21 * MINUTE, EVALUATOR, commands.Assess(row="a", cell="embassy", rating=rating))
    assert [each.verdict for each in play.evaluated().actions] == [verdict]
