"""How much of a pool was in use, when most, and over the whole run."""

from building import Chart

from sim import measures
from sim.trace import LevelRow


def test_use_is_counted_over_the_whole_run():
    """Of four, three work for ten days of a hundred, one for the next ten."""
    chart = Chart(horizon=100.0)
    chart.pool("crew", 4)
    chart.step("a", 10.0, needs={"crew": 3})
    chart.step("b", 10.0, needs={"crew": 1}, after=["a"])
    (use,) = measures.pool_use(chart.run())
    assert (use.size, use.peak, use.peak_day, use.lost) == (4, 3, 0.0, 0)
    assert use.mean_held == 0.4
    assert use.utilisation == 0.1


def test_who_rests_is_there_and_who_is_lost_is_not(tell):
    chart = Chart(horizon=10.0)
    chart.pool("crew", 4)
    rows = (LevelRow(0.0, 0, 0, 4, 0, 0), LevelRow(5.0, 0, 0, 1, 1, 2))
    (use,) = measures.pool_use(tell(chart.plan(), levels=rows))
    assert use.utilisation == (4 * 5 + 1 * 5) / (4 * 5 + 2 * 5)
    assert use.lost == 2


def test_levels_are_told_by_name(tell):
    chart = Chart()
    chart.pool("crew", 4)
    outcome = tell(chart.plan(), levels=(LevelRow(2.0, 0, 1, 3, 0, 0),))
    assert measures.pool_levels(outcome) == [(2.0, "crew", 1, 3, 0, 0)]
