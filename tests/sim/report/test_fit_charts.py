"""The histogram of a fit: all durations are in it, and it is not drawn where some had not ended."""

from sim.calibrating import fit, of_days
from sim.report.charts.calibrating import histogram_chart

DAYS = [9.0, 11.0, 12.0, 14.0, 15.0, 17.0, 21.0, 30.0]


def rows(chart):
    """Return the rows of each layer, by the first name that they have."""
    return {next(iter(each[0])): each for each in chart.to_dict()["datasets"].values()}


def test_every_duration_falls_into_one_bar_and_laws_lie_over_them():
    """The bars hold as many as there are; under the chosen law's curve lies as much as in the bars."""
    found = fit(of_days(DAYS, "here"), "gamma", samples=20)
    drawn = rows(histogram_chart(found))
    bars, curve = drawn["from"], drawn["law"]
    assert sum(each["durations"] for each in bars) == len(DAYS)
    width = bars[0]["to"] - bars[0]["from"]
    step = curve[1]["days"] - curve[0]["days"]
    under = sum(each["durations"] for each in curve) * step / width
    assert abs(under - len(DAYS)) < 0.5


def test_there_is_none_where_some_had_not_ended():
    cut = [False] * 7 + [True]
    assert histogram_chart(fit(of_days(DAYS, "here", cut), "gamma")) is None
