"""Shapley shares of games whose answer is known, and what holds for every game."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.stats import marginals, shapley


def test_in_an_additive_game_everyone_gets_what_they_bring():
    brings = [3.0, 5.0, 11.0]
    orders = [(2, 0, 1)]
    found = shapley(orders, lambda group: sum(brings[each] for each in group))
    assert found.tolist() == [3.0, 5.0, 11.0]


def test_in_the_glove_game_the_rare_glove_gets_two_thirds():
    """Two left gloves, one right one, a pair is worth 1 (Shapley and Shubik)."""
    found = shapley(permutations(range(3)), lambda group: float(2 in group and len(group) >= 2))
    assert found == pytest.approx([1 / 6, 1 / 6, 2 / 3])


def test_who_changes_nothing_gets_nothing():
    found = shapley(permutations(range(3)), lambda group: float(len(group - {1})) ** 2)
    assert found[1] == 0.0


def test_equals_get_the_same():
    found = shapley(permutations(range(4)), lambda group: float(len(group)) ** 3)
    assert found == pytest.approx([16.0] * 4)


def test_an_order_and_its_reverse_are_exact_where_tools_interact_in_pairs():
    worth = {0: 2.0, 1: 3.0, 2: 4.0}
    pair = {frozenset({0, 1}): 6.0, frozenset({1, 2}): -2.0}

    def game(group):
        return sum(worth[each] for each in group) + sum(v for k, v in pair.items() if k <= group)

    assert shapley([(1, 0, 2), (2, 0, 1)], game) == pytest.approx(shapley(permutations(range(3)), game))


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_shares_add_up_to_the_whole_whatever_the_orders(count, seed):
    rng = np.random.default_rng(seed)
    table = {}

    def game(group):
        return table.setdefault(group, rng.integers(-1000, 1000, size=3).astype(float))

    orders = [tuple(rng.permutation(count).tolist()) for _ in range(4)]
    whole = game(frozenset(range(count))) - game(frozenset())
    assert marginals(orders[0], game).sum(axis=0).tolist() == whole.tolist()
    assert shapley(orders, game).sum(axis=0) == pytest.approx(whole)
