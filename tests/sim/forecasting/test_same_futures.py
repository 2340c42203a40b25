"""Both engines play the same futures, and leave the same curves of every measure."""

from dataclasses import replace

import numpy as np
import pytest

import sim
from sim.distributions import Chance, Lognormal, Uniform
from sim.forecasting import Curve, Futures, known_at
from sim.forecasting.reading import FAMILIES
from sim.measures.catalogue import READERS, catalogue
from sim.plan import NONE, Correlation, Draw, Risk

DAYS = np.linspace(0.0, 2000.0, 401)


def differing(one: Curve, other: Curve) -> float:
    """Return the first of DAYS on which two curves differ, NaN if they do not."""
    apart = ~np.isclose(one.at(DAYS), other.at(DAYS), rtol=1e-9, atol=1e-9, equal_nan=True)
    return float(DAYS[apart][0]) if apart.any() else float("nan")


@pytest.mark.parametrize(
    ("name", "day", "every"),
    [("quick-start", 60.0, 1), ("three-operations", 250.0, 23), ("watch-list", 400.0, 61)],
)
def test_every_measure_is_the_same_curve_on_both_engines(name, day, every):
    plan = sim.load(name).plan
    names = tuple(list(catalogue(plan))[::every])
    known = known_at(plan, seed=4, replication=0, day=day)
    futures = Futures(plan, known, seed=4, names=names)
    for one, other in zip(futures.play([1, 2]), futures.on_simpy([1, 2]), strict=True):
        np.testing.assert_allclose(one.days, other.days, atol=1e-9)
        found = {
            each: day
            for each, a, b in zip(names, one.curves, other.curves, strict=True)
            if not np.isnan(day := differing(a, b))
        }
        assert found == {}


def test_every_family_of_measures_can_be_read_on_the_compiled_engine():
    assert set(FAMILIES) == set(READERS)


@pytest.mark.parametrize(
    "name", ["fund.nobody.free", "fund.reserve", "weather.alpha", "step.nothing", "strength.x.y"]
)
def test_a_measure_that_is_not_there_is_refused_by_name(name):
    plan = sim.load("quick-start").plan
    known = known_at(plan, seed=4, replication=0, day=1.0)
    with pytest.raises(KeyError, match=name):
        next(Futures(plan, known, seed=4, names=(name,)).play([1]))
    with pytest.raises(KeyError, match=name):
        next(Futures(plan, known, seed=4, names=(name,)).on_simpy([1]))


def test_more_futures_than_are_drawn_at_once_are_the_same_one_by_one():
    """What the first ones asked for is drawn for the others; who asks for more is drawn again."""
    plan = sim.load("quick-start").plan
    known = known_at(plan, seed=4, replication=0, day=30.0)
    futures = Futures(plan, known, seed=4)
    many = np.array([each.days for each in futures.play(range(1, 131))])
    assert np.array_equal(many[-1:], [each.days for each in futures.play([130])], equal_nan=True)
    assert np.array_equal(many[40:43], [each.days for each in futures.on_simpy([41, 42, 43])], equal_nan=True)


def test_what_is_tied_scaled_and_of_a_regime_is_the_same_on_both_engines():
    """A law that the loop cannot invert, draws that move together, a risk that is open, one that is known."""
    plan = sim.load("quick-start").plan
    steps = {each.id: each.duration for each in plan.steps}
    works = [draw for each, draw in steps.items() if each.startswith("alpha.") and draw != NONE]
    late, early = works[-3:], works[:3]
    draws = list(plan.draws)
    draws[late[0]] = replace(draws[late[0]], law=Lognormal(5.0, 60.0))
    count = len(draws)
    for name in ("open", "known"):
        draws += [Draw(f"{name}/happens", Chance(0.5)), Draw(f"{name}/factor", Uniform(1.0, 3.0))]
    risks = (
        Risk("open", count, ((count + 1, tuple(late)),)),
        Risk("known", count + 2, ((count + 3, tuple(early)),)),
    )
    tied = (Correlation((late[1], late[2], early[0]), 0.6),)
    first = replace(plan, draws=tuple(draws), risks=risks, correlations=tied, regimes=())
    draws[late[1]] = replace(draws[late[1]], law=Uniform(30.0, 90.0))
    whole = replace(first, regimes=((80.0, replace(first, draws=tuple(draws))),))
    known = known_at(whole, seed=5, replication=0, day=40.0)
    futures = Futures(whole, known, seed=5)
    both = (futures.play, futures.on_simpy)
    one, other = (np.array([each.days for each in play(range(1, 9))]) for play in both)
    assert np.array_equal(one, other, equal_nan=True)
    assert len(np.unique(one[:, -1])) > 1
