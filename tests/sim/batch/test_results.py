"""What a batch keeps of each run, and the columns that it becomes."""

import numpy as np
import pytest

import sim
from sim.batch.measuring import PARTS, Measuring
from sim.batch.results import gathered
from sim.critical import critical_steps
from sim.measures import milestones, total_cost


@pytest.fixture(scope="module")
def outcomes():
    return list(sim.replicate(sim.load("quick-start"), seed=3, replications=12))


@pytest.fixture(scope="module")
def results(outcomes):
    measuring = Measuring(outcomes[0].plan)
    return gathered(measuring, seed=3, rows=[measuring.row(each) for each in reversed(outcomes)])


def test_runs_stand_in_order_of_replication_however_they_came(results):
    assert results.replications.tolist() == list(range(12))


def test_a_column_holds_what_each_run_measured(results, outcomes):
    for name in ("first_team_in_country", "alpha.military_exit"):
        expected = [milestones(each).get(name) for each in outcomes]
        assert np.array_equal(results.column(name), expected, equal_nan=True)
    assert results.cost().tolist() == pytest.approx(
        [sum(sum(kinds.values()) for kinds in total_cost(each).values()) for each in outcomes]
    )


def test_a_milestone_beyond_the_horizon_is_later_than_any_day(results):
    never = np.isnan(results.column("military_exit"))
    assert np.array_equal(np.isinf(results.days("military_exit")), never)


def test_the_parts_of_a_date_add_up_to_it(results):
    """Days of work, lag, ground and waits by cause tile the chain from D+0 to the milestone."""
    parts = results.parts("first_dollar_obligated")
    assert parts.shape == (12, len(PARTS))
    assert parts.sum(axis=1) == pytest.approx(results.column("first_dollar_obligated"))


def test_the_critical_steps_are_those_of_each_run(results, outcomes):
    names = [each.id for each in outcomes[0].plan.milestones]
    looked_into = results.measuring.looked_into
    place = [names[index] for index in looked_into].index("full_strength")
    for run, outcome in enumerate(outcomes):
        expected = set(critical_steps(outcome, looked_into[place]))
        assert set(np.flatnonzero(results.critical[place][run])) == expected


def test_a_run_that_broke_off_is_counted_and_in_no_column(outcomes):
    measuring = Measuring(outcomes[0].plan)
    rows = [measuring.row(outcomes[0]), measuring.broken(1, "no memory"), measuring.row(outcomes[2])]
    found = gathered(measuring, seed=3, rows=rows)
    assert (len(found), found.failures) == (2, ((1, "no memory"),))
    assert found.replications.tolist() == [0, 2]


def test_an_unknown_name_gets_the_nearest_one(results):
    with pytest.raises(sim.BadInput, match="Did you mean 'military_exit'"):
        results.days("militry_exit")
    with pytest.raises(sim.BadInput, match="there is no number"):
        results.column("cost.farce")
