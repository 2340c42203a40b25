"""Objectives: the worst rating of a task counts, a rating of the whole stands, and nothing rates itself."""

from __future__ import annotations

from playing import DIRECTOR, EVALUATOR
from reviewed import Played, reviewed

from exercises.evaluation.objectives import worst
from exercises.play import commands
from exercises.play.commands import Observe

OBJECTIVES = {"fund": {"title": "Money moves", "tasks": {"ask": "Asks", "track": "Tracks"}}}


def begun() -> Played:
    play = Played({"uid": "a", "objectives": ["fund"]}, objectives=OBJECTIVES)
    play.at(0.0, DIRECTOR, commands.Start())
    return play


def test_an_objective_has_the_worst_rating_of_its_tasks() -> None:
    """P for asking, M for tracking: M; what was not rated is not rated."""
    fund, hand = reviewed().evaluated().objectives
    assert [each.rating for each in fund.tasks] == ["P", "M"]
    assert (fund.rating, fund.by_whole, fund.rated) == ("M", False, 2)
    assert (fund.rows, fund.rows_sent, fund.decisions) == (3, 2, 1)
    assert (hand.rating, hand.tasks, hand.rated) == ("", (), 0)


def test_of_several_ratings_of_a_task_the_worst_counts_and_a_replaced_one_does_not() -> None:
    """U was replaced by S under the same id; P by another evaluator changes nothing."""
    play = begun()
    play.at(1.0, EVALUATOR, Observe(id="1", objective="fund", task="ask", rating="U"))
    play.at(2.0, EVALUATOR, Observe(id="1", objective="fund", task="ask", rating="S"))
    play.at(3.0, EVALUATOR, Observe(id="2", objective="fund", task="ask", rating="P"))
    (fund,) = play.evaluated().objectives
    assert (fund.tasks[0].rating, fund.rating, fund.rated) == ("S", "S", 1)


def test_the_last_rating_of_the_whole_objective_stands() -> None:
    """Evaluators weigh the tasks themselves: S, then P, in spite of a U."""
    play = begun()
    play.at(1.0, EVALUATOR, Observe(id="1", objective="fund", task="ask", rating="U"))
    play.at(2.0, EVALUATOR, Observe(id="2", objective="fund", rating="S"))
    play.at(3.0, EVALUATOR, Observe(id="3", objective="fund", rating="P"))
    play.at(4.0, EVALUATOR, Observe(id="4", objective="fund", text="a remark"))
    (fund,) = play.evaluated().objectives
    assert (fund.rating, fund.by_whole) == ("P", True)


def test_a_rating_of_a_row_counts_for_the_task_that_its_expected_action_shows() -> None:
    """The row's expected action names the task."""
    play = Played(
        {"uid": "a", "trigger": "STARTEX", "expected": [{"text": "Asks", "task": "fund.ask"}]},
        objectives=OBJECTIVES,
    )
    play.at(0.0, DIRECTOR, commands.Start())
    play.at(1.0, EVALUATOR, commands.Assess(row="a", cell="embassy", rating="M"))
    (fund,) = play.evaluated().objectives
    assert [each.rating for each in fund.tasks] == ["M", ""]


def test_a_met_action_is_no_rating() -> None:
    """Computed times never rate an objective."""
    found = reviewed().evaluated()
    assert any(each.verdict == "not met" and not each.rating for each in found.actions)
    assert worst(each.rating for each in found.actions if each.task == "fund.ask") == ""
