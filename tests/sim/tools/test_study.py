"""What tools are worth where the answer is known; the same for any number of workers and pieces."""

import math

import numpy as np
import pytest

from sim.batch import Processes, Serial
from sim.scenario.reading import read_text
from sim.scenario.switching import board_of
from sim.tools import study
from sim.tools.design import fixed_groups, groups_played, orders, pieces_of
from sim.tools.gauges import Gauge, settled
from sim.tools.study import Setting, play_piece

PLAN = """\
format: 1
title: A road and a bridge
start: 2026-01-05
horizon: 100 d
evidence: judgement
steps:
  road: {duration: {uniform: [10 d, 20 d]}}
  bridge: {duration: {uniform: [10 d, 20 d]}}
  open: {after: [road, bridge], duration: 1 d}
milestones: {opened: {all: [open]}}
levers:
  graders: {title: Graders, without: {scale: {steps.road.duration: 3}}}
  pontoons: {title: Pontoons, without: {scale: {steps.bridge.duration: 3}}}
  flags: {title: Flags, without: {set: {steps.open.duration: 2 d}}}
"""


@pytest.fixture(scope="module")
def board():
    return board_of(read_text(PLAN, "road.yaml"))


@pytest.fixture(scope="module")
def ranking(board):
    return study(board, seed=3, replications=60)


def opened(ranking, lever):
    return next(each for each in ranking.of(lever) if each.gauge.name == "opened")


def test_a_day_is_a_day_in_all_three_ways(ranking):
    flags = opened(ranking, "flags")
    assert [each.value for each in (flags.off, flags.alone, flags.share)] == pytest.approx([1.0] * 3)
    assert flags.helps.value == 1.0
    assert flags.harms.value == 0.0


def test_two_tools_that_only_help_together_are_worth_little_alone(ranking):
    """The opening waits for both: one quick crew alone leaves the other to be waited for."""
    graders = opened(ranking, "graders")
    assert graders.off.value > 20.0
    assert 0.0 < graders.alone.value < 8.0
    assert graders.alone.value < graders.share.value < graders.off.value


def test_shares_add_up_to_what_all_tools_are_worth_together(ranking):
    for place, gauge in enumerate(ranking.gauges):
        total = sum(each.share.value for each in ranking.worths if each.gauge == gauge)
        assert total == pytest.approx(ranking.together[place].value, abs=1e-9)


def test_the_most_valuable_comes_first_by_the_last_date_that_any_tool_moves(ranking):
    assert ranking.ordered_by.name == "opened"
    assert ranking.order[2] == "flags"


@pytest.mark.parametrize("executor", [Processes(2), Processes(3)])
def test_any_number_of_workers_gives_the_same_bytes(board, executor):
    assert repr(study(board, seed=5, replications=6, executor=executor)) == repr(
        study(board, seed=5, replications=6, executor=Serial())
    )


def test_any_size_of_pieces_gives_the_same_numbers(board):
    setting = Setting(board, (Gauge("opened", "opened", ("opened",), (0.0,)),), seed=4)
    played = groups_played(orders(board.levers, seed=4, replications=7))

    def found(size):
        rows = {}
        for piece in pieces_of(played, size=size):
            numbers = [each[0] for each in play_piece(setting, piece)]
            rows.update({(piece.group, future): n for future, n in zip(piece.futures, numbers, strict=True)})
        return rows

    assert found(1) == found(3) == found(100)


def test_every_future_plays_the_groups_along_its_order_and_back():
    played = groups_played([(0, 1, 2, 3), (3, 1, 0, 2)])
    assert played[frozenset({0, 1})] == [0]
    assert played[frozenset({2, 3})] == [0]
    assert played[frozenset({1, 3})] == [1]
    assert all(played[each] == [0, 1] for each in fixed_groups(4))


def test_orders_are_even_and_another_lever_leaves_the_others_in_their_order():
    names = ["a", "b", "c"]
    found = orders(names, seed=1, replications=6_000)
    counts = np.array([found.count(each) for each in set(found)])
    assert len(counts) == 6
    assert abs(counts - 1_000).max() < 5.0 * math.sqrt(1_000 * 5 / 6)
    more = [tuple(i for i in each if i < 3) for each in orders([*names, "d"], seed=1, replications=6_000)]
    assert more == found


def test_what_is_not_reached_counts_as_the_horizon_and_is_told():
    gauge = Gauge("exit", "Exit", ("a.exit", "b.exit"), (10.0, 20.0))
    values, never = settled((gauge,), np.array([[50.0, math.nan], [50.0, 60.0]]), 100.0)
    assert values.tolist() == [[60.0], [40.0]]
    assert never.tolist() == [[True], [False]]


def test_a_difference_cut_by_the_horizon_is_told_and_percentiles_stay_honest():
    late = PLAN.replace("horizon: 100 d", "horizon: 40 d")
    ranking = study(board_of(read_text(late, "late.yaml")), seed=3, replications=20)
    assert opened(ranking, "graders").bounded > 0.5
    none = next(each for each in ranking.levels if each.tools == "no tool")
    assert none.percentiles[0].value == math.inf
    assert none.reached.value < 0.5
