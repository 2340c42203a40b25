"""Chance is keyed, not consumed: what is declared elsewhere moves no draw, in any order or block."""

from collections.abc import Mapping

import numpy as np
import pytest
from building import Chart
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.distributions import Constant, Discrete, Pert, Triangular, Uniform
from sim.draws import Sampler, correlated, key_of, least_eigenvalue, philox, uniforms
from sim.plan import Correlation, Plan, Risk

WORDS = 2**32 - 1

RANDOM123 = [
    ((0, 0, 0, 0), 0, (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    (
        (WORDS, WORDS, WORDS, WORDS),
        2**64 - 1,
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        0x299F31D0_A4093822,
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
"""Counter, key, answer: philox4x32-10 in kat_vectors of the Random123 library."""


@pytest.mark.parametrize(("counter", "key", "answer"), RANDOM123)
def test_philox_gives_the_known_answers_of_random123(counter, key, answer):
    words = tuple(np.array([word], dtype=np.uint64) for word in counter)
    assert tuple(int(word[0]) for word in philox(words, key)) == answer


def drawn(plan: Plan, seed: int = 7, replications: tuple[int, ...] = (0, 1, 2)) -> Mapping[str, object]:
    """Return each quantity's values in some futures, as bytes, by the name that chance knows."""
    sampler = Sampler(plan)
    values = sampler.sample(seed, replications)
    return {
        each.key: values[:, sampler.offsets[i] : sampler.offsets[i + 1]].tobytes()
        for i, each in enumerate(plan.draws)
    }


names = st.lists(
    st.sampled_from(["decide", "design", "notify", "award", "travel", "set_up"]), unique=True, min_size=2
)


def chart(*steps: str, renamed: Mapping[str, str] | None = None) -> Chart:
    """Draw steps with the same law each; `renamed`: step → the alias that keeps its luck."""
    drawing = Chart()
    for name in steps:
        drawing.step(name, Pert(9.0, 19.0, 44.0), key=(renamed or {}).get(name, ""))
    return drawing


@given(names, st.integers(0, 2**64 - 1))
def test_adding_an_idle_step_moves_no_other_draw(steps, seed):
    with_idle = drawn(chart("idle", *steps).plan(), seed)
    assert {key: with_idle[key] for key in drawn(chart(*steps).plan())} == drawn(chart(*steps).plan(), seed)


@given(names, st.randoms(use_true_random=False))
def test_reordering_steps_moves_no_draw(steps, order):
    other = list(steps)
    order.shuffle(other)
    assert drawn(chart(*steps).plan()) == drawn(chart(*other).plan())


@given(names)
def test_adding_a_pool_moves_no_other_draw(steps):
    bigger = chart(*steps)
    bigger.pool("corps", 100, yields=Uniform(0.1, 0.25), rest=Pert(20.0, 30.0, 60.0))
    before = drawn(chart(*steps).plan())
    assert {key: drawn(bigger.plan())[key] for key in before} == before


@given(names)
def test_a_renamed_step_keeps_its_luck_through_its_alias(steps):
    before = drawn(chart(*steps).plan())
    after = drawn(chart("new_name", *steps[1:], renamed={"new_name": steps[0]}).plan())
    assert after == before


@given(st.sets(st.integers(0, 2**32 - 1), min_size=1, max_size=8), st.integers(0, 2**64 - 1))
def test_a_future_is_the_same_in_every_block(replications, seed):
    sampler = Sampler(chart("decide", "design").plan())
    together = sampler.sample(seed, sorted(replications))
    alone = [sampler.sample(seed, [each])[0].tolist() for each in sorted(replications)]
    assert together.tolist() == alone


def test_more_rounds_of_a_quantity_leave_its_first_rounds_as_they_were():
    few, many = Chart(), Chart()
    few.draw("recall", Uniform(0.0, 1.0), rounds=2)
    many.draw("recall", Uniform(0.0, 1.0), rounds=9)
    short, long = (Sampler(each.plan()).sample(3, [5])[0].tolist() for each in (few, many))
    assert short == long[:2]


def test_seed_name_round_and_future_each_matter():
    def first(name="decide", turn=0, seed=1, replication=0):
        keys, turns = np.array([key_of(name)], np.uint64), np.array([turn], np.uint64)
        return float(uniforms(keys, turns, seed=seed, replications=np.array([replication], np.uint64))[0, 0])

    found = {first(), first(name="design"), first(turn=1), first(seed=2), first(replication=1)}
    assert len(found) == 5


def test_uniforms_lie_strictly_inside_0_and_1():
    names, futures = np.arange(500, dtype=np.uint64), np.arange(200, dtype=np.uint64)
    u = uniforms(names, np.zeros(500, np.uint64), seed=1, replications=futures)
    assert (u.min() > 0.0, u.max() < 1.0) == (True, True)


@pytest.fixture(scope="module")
def many() -> np.ndarray:
    """Uniforms of 40 neighbouring names in 20,000 neighbouring futures of one seed."""
    keys = np.array([key_of(f"step-{i}") for i in range(40)], np.uint64)
    futures = np.arange(20_000, dtype=np.uint64)
    return uniforms(keys, np.zeros(40, np.uint64), seed=20_261_105, replications=futures)


def test_uniforms_are_uniform(many):
    """Kolmogorov-Smirnov per name; smallest of 40 p-values, false alarm below 1 in 1,000 (fixed seed)."""
    smallest = min(stats.kstest(column, "uniform").pvalue for column in many.T)
    assert smallest > 0.001 / 40


def test_neighbouring_futures_are_not_correlated(many):
    """Standard error of each is 1/sqrt(20,000) = 0.0071; 40 of them within 4.5 standard errors."""
    lagged = [np.corrcoef(column[:-1], column[1:])[0, 1] for column in many.T]
    assert max(map(abs, lagged)) < 4.5 * 0.00708


def test_neighbouring_names_and_rounds_are_not_correlated(many):
    matrix = np.corrcoef(many.T) - np.eye(40)
    turns = np.arange(40, dtype=np.uint64)
    futures = np.arange(20_000, dtype=np.uint64)
    rounds = uniforms(np.full(40, 9, np.uint64), turns, seed=5, replications=futures)
    worst = max(np.abs(matrix).max(), np.abs(np.corrcoef(rounds.T) - np.eye(40)).max())
    assert worst < 5.0 * 0.00708


def equally(size, rho):
    """Return the matrix of correlations where all are alike."""
    return np.full((size, size), rho) + (1.0 - rho) * np.eye(size)


@pytest.mark.parametrize("rho", [-0.9, -0.3, 0.0, 0.4, 0.8, 1.0])
def test_two_correlated_steps_keep_their_marginals_and_get_their_correlation(many, rho):
    tied = correlated(many, (0, 1), equally(2, rho))
    scores = np.corrcoef(stats.norm.ppf(tied).T)[0, 1]
    assert min(stats.kstest(column, "uniform").pvalue for column in tied.T) > 0.001 / 2
    assert scores == pytest.approx(rho, abs=0.03)


@pytest.mark.parametrize("rho", [-0.5, 0.4])
def test_three_correlated_steps_keep_their_marginals(many, rho):
    """Three cannot be at less than -0.5 with each other; a scenario that asks for it is refused."""
    tied = correlated(many, (0, 1, 2), equally(3, rho))
    assert min(stats.kstest(column, "uniform").pvalue for column in tied.T) > 0.001 / 3


def test_groups_that_share_a_step_each_keep_their_own_correlation():
    """Standard error of a correlation over 20,000 futures: 0.0071 or less; within 5 of them."""
    drawing = Chart()
    for name in ("decide", "design", "notify"):
        drawing.draw(name, Uniform(0.0, 1.0))
    drawing.correlations += [Correlation((0, 1), 0.6), Correlation((1, 2), -0.4)]
    scores = stats.norm.ppf(Sampler(drawing.plan()).sample(5, range(20_000)))
    wanted = np.array([[1.0, 0.6, 0.0], [0.6, 1.0, -0.4], [0.0, -0.4, 1.0]])
    assert np.abs(np.corrcoef(scores.T) - wanted).max() < 5.0 * 0.0071


def test_the_least_eigenvalue_tells_which_correlations_cannot_hold_together():
    impossible = np.array([[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]])
    assert least_eigenvalue(impossible) == pytest.approx(-0.8)
    assert least_eigenvalue(equally(3, -0.5)) == pytest.approx(0.0, abs=1e-12)


def test_a_correlation_leaves_every_other_draw_alone():
    loose, tied = chart("decide", "design", "notify"), chart("decide", "design", "notify")
    tied.correlations.append(Correlation((0, 1), 0.7))
    assert drawn(loose.plan())["notify/duration"] == drawn(tied.plan())["notify/duration"]


def test_a_risk_stretches_what_it_names_where_it_happens_and_nothing_else():
    drawing = chart("travel", "notify")
    happens = drawing.draw("risk", Constant(1.0))
    factor = drawing.draw("risk/travel", Triangular(1.0, 1.3, 2.0))
    before = Sampler(drawing.plan()).sample(1, range(50))
    drawing.risks.append(Risk("airport_closed", happens, ((factor, (0,)),)))
    after = Sampler(drawing.plan()).sample(1, range(50))
    assert np.array_equal(after[:, 0], before[:, 0] * before[:, factor])
    assert np.array_equal(after[:, 1:], before[:, 1:])


def test_a_risk_that_does_not_happen_changes_nothing():
    drawing = chart("travel")
    happens, factor = drawing.draw("risk", Constant(0.0)), drawing.draw("factor", Constant(2.0))
    before = Sampler(drawing.plan()).sample(1, range(5)).tolist()
    drawing.risks.append(Risk("airport_closed", happens, ((factor, (0,)),)))
    assert Sampler(drawing.plan()).sample(1, range(5)).tolist() == before


def test_discrete_laws_of_different_length_are_drawn_side_by_side():
    drawing = Chart()
    drawing.draw("two", Discrete((1.0, 2.0), (1.0, 1.0)), rounds=3)
    drawing.draw("three", Discrete((5.0, 6.0, 7.0), (1.0, 1.0, 1.0)))
    values = Sampler(drawing.plan()).sample(1, range(200))
    assert set(values[:, :3].ravel()) == {1.0, 2.0}
    assert set(values[:, 3]) == {5.0, 6.0, 7.0}
