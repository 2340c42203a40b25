"""What drives a date on plans whose answer is known."""

import pickle

import numpy as np
import pytest

from sim.batch.measuring import Measuring
from sim.batch.results import gathered
from sim.distributions import Exponential, Uniform
from sim.drivers import Question, find_drivers
from sim.drivers.finding import drivers_of
from sim.drivers.playing import Player
from sim.simulating import replay
from tests.building import Chart


def found(chart, p=0.8, n=400, **more):
    question = Question("done", p)
    return find_drivers(chart.plan(), question, replications=n, seed=5, player=Player(**more))


def merge():
    chart = Chart(horizon=1000.0)
    chart.step("a", Exponential(2.0))
    chart.step("b", Exponential(1.0))
    chart.milestone("done", "a", "b")
    return chart


def test_of_two_parallel_exponentials_the_slower_is_critical_in_two_of_three_futures():
    shares = {each.id: each.share for each in found(merge(), n=1500).steps}
    assert shares["a"].low < 2.0 / 3.0 < shares["a"].high
    assert shares["b"].low < 1.0 / 3.0 < shares["b"].high


def queue():
    """Two jobs, one crew; money on day 12 only; an office that is closed from day 30 to day 39."""
    chart = Chart(horizon=1000.0)
    chart.pool("crew", 1)
    chart.calendar("forum", occasions=[40.0, 400.0])
    chart.step("first", Uniform(10.0, 30.0), needs={"crew": 1})
    chart.step("second", Uniform(2.0, 8.0), needs={"crew": 1})
    chart.step("decide", 3.0, after=["second"], opens=0)
    chart.milestone("done", "decide")
    return chart


def test_the_date_is_made_of_work_and_named_waits_that_add_up_to_it():
    drivers = found(queue())
    assert drivers.date.value == 43.0
    assert sum(each.days.value for each in drivers.causes) == pytest.approx(43.0, abs=1e-9)
    assert sum(each.days.value for each in drivers.names) == pytest.approx(43.0, abs=1e-9)
    names = {(each.cause, each.name) for each in drivers.names}
    assert ("calendar", "forum") in names
    assert ("work", "decide") in names


def test_what_the_chain_waits_for_is_named_with_its_share_of_futures():
    (forum,) = (each for each in found(queue()).waits if each.name == "forum")
    assert forum.cause == "calendar"
    assert forum.share.value == 1.0
    assert forum.share.low < 1.0
    assert 5.0 < forum.days.value < 30.0


def test_the_quantity_with_the_widest_swing_comes_first_and_idle_ones_stay_in_the_noise():
    chart = Chart(horizon=1000.0)
    chart.step("long", Uniform(0.0, 90.0))
    chart.step("short", Uniform(0.0, 9.0), after=["long"])
    chart.step("aside", Uniform(0.0, 9.0))
    chart.milestone("done", "short")
    drivers = found(chart)
    assert drivers.movers[0].quantity.label.startswith("long")
    assert drivers.movers[0].swing.difference.value == pytest.approx(60.0, abs=6.0)
    assert drivers.movers[0].share.value == pytest.approx(0.99, abs=0.02)
    assert drivers.movers[0].swing.size > drivers.noise.swing
    (aside,) = (each for each in drivers.movers if each.quantity.label.startswith("aside"))
    assert aside.share.value < 2.0 * drivers.noise.share


def test_a_label_explains_what_its_quantities_do():
    drivers = found(merge())
    assert [(each.evidence, each.quantities) for each in drivers.labels] == [("judgement", 2)]
    assert drivers.labels[0].share.value == drivers.explained.value
    assert drivers.explained.low < 1.0 < drivers.explained.high + 0.2


def test_a_percentile_beyond_the_horizon_is_told_and_has_no_parts():
    chart = merge()
    chart.horizon = 2.0
    drivers = found(chart)
    assert drivers.attribution is None
    assert drivers.causes == ()
    assert np.isinf(drivers.date.value)
    assert 0.4 < drivers.reached.value < 0.7


def test_a_date_that_is_certain_is_all_work_and_nothing_moves_it():
    chart = Chart()
    chart.step("a", 7.0)
    chart.milestone("done", "a")
    drivers = found(chart, n=60)
    assert [(each.cause, each.days.value) for each in drivers.causes] == [("work", 7.0)]
    assert drivers.movers == ()
    assert drivers.explained is None


class Elsewhere:
    """Works as another process would: all that goes in or out is pickled."""

    def map(self, work, pieces, *, shared):
        work, shared = pickle.loads(pickle.dumps((work, shared)))  # noqa: S301  our own
        for each in pieces:
            yield pickle.loads(pickle.dumps(work(shared, pickle.loads(pickle.dumps(each)))))  # noqa: S301


def test_what_is_played_elsewhere_is_found_alike_and_told_as_it_comes():
    told = []
    far = found(merge(), n=70, executor=Elsewhere(), progress=lambda done, of: told.append((done, of)))
    assert far == found(merge(), n=70)
    assert told == sorted(told)
    assert told[-1] == (70, 70)


def test_runs_that_broke_off_are_counted_and_in_no_number():
    plan = merge().plan()
    measuring = Measuring(plan, by_name=("done",))
    rows = [measuring.row(each) for each in replay(plan, seed=5, replications=range(70))]
    broken = [measuring.broken(70, "no memory"), measuring.broken(71, "no memory")]
    whole = drivers_of(gathered(measuring, seed=5, rows=[*rows, *broken]), Question("done", 0.8))
    assert (len(whole.broken), whole.n) == (2, 70)
    assert whole._replace(broken=()) == drivers_of(
        gathered(measuring, seed=5, rows=rows), Question("done", 0.8)
    )
