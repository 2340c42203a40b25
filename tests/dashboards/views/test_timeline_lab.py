"""The timeline lab's numbers: paired, with their interval, and never more certain than they are."""

import numpy as np
import pytest
import vl_convert

import sim
from dashboards.bench.playing import Played
from dashboards.views import lanes
from dashboards.views import timeline_lab as view
from sim.comparing import Measure
from sim.report.theme import themed
from sim.trace import Cause

PLANS = (sim.load("quick-start").plan, sim.load("quick-start", variant="higher_gate").plan)
EXIT = Measure("military_exit")
NAMES = [each.id for each in PLANS[0].milestones]


def played(days: np.ndarray) -> Played:
    every = np.tile(days, (len(NAMES), 1))
    return Played(every, np.full(len(days), 1e9), np.ones((len(Cause), len(days))))


def pair(base: np.ndarray, mine: np.ndarray) -> view.Pair:
    return view.Pair(PLANS, (played(base), played(mine)), seed=1)


BASE = np.linspace(500.0, 900.0, 60)


@pytest.mark.parametrize(
    ("moved", "verdict"),
    [
        (np.full(60, -30.0), "better"),
        (np.full(60, 30.0), "worse"),
        (np.tile([-30.0, 31.0], 30), "open"),
        (np.tile([-31.0, 30.0], 30), "open"),
        (np.zeros(60), "none"),
    ],
)
def test_a_verdict_is_given_only_where_the_interval_allows_it(moved, verdict):
    """Earlier in all futures is better; now earlier, now later is not certain."""
    assert view.verdict(pair(BASE, BASE + moved), EXIT) == verdict


def test_the_sentence_gives_difference_interval_and_futures():
    """Thirty days in each of sixty futures."""
    text = view.sentence(pair(BASE, BASE - 30.0), EXIT)
    assert text.startswith("Military exit: −30.0 d (−30.0 d to −30.0 d) on average (95 %)")
    assert "earlier in > 99 %" in text
    assert "60 futures that both share" in text


def test_only_futures_that_both_have_are_compared():
    """The base is ahead: its surplus waits."""
    found = pair(BASE, BASE[:20] - 30.0)
    assert found.n == 20
    assert view.cards(found, EXIT)[-1].value == "20"


def test_with_too_few_futures_nothing_is_estimated():
    """Dots instead of numbers, and no chart."""
    found = pair(BASE[:5], BASE[:5])
    assert {each.value for each in view.cards(found, EXIT)} == {"…"}
    assert view.curves_chart(found, EXIT) is None
    assert view.waits_chart(found) is None


def test_a_date_that_is_not_reached_is_beyond_the_horizon_and_no_number():
    """P80 says so, and the share that reached it is told."""
    late = np.where(BASE > 700.0, np.inf, BASE)
    shown = {each.label: each for each in view.cards(pair(BASE, late), EXIT)}
    assert shown["P80"].value == "> D+1461"
    assert shown["reached by the horizon"].value == "50 %"


def test_futures_to_look_at_are_early_typical_and_late():
    """Of days that rise with the number of the future."""
    assert view.futures(played(BASE), PLANS[0], EXIT, first=41) == {"typical": 20, "early": 4, "late": 36}


def test_the_last_headline_is_looked_at_first():
    """And cost can be looked at, last."""
    found = view.measures_in(PLANS)
    assert found[0].name.endswith("military_exit")
    assert found[-1].name == "cost"


def test_charts_can_be_drawn():
    """S-curves, waits and lanes become pictures; the changed side is told by dash and shape too."""
    found = pair(BASE, BASE - 30.0)
    runs = {"as it stands": sim.simulate(sim.load("quick-start"))}
    runs["changed"] = sim.simulate(sim.load("quick-start", variant="higher_gate"))
    drawn = lanes.lanes_chart(runs, "alpha")
    assert drawn is not None
    for chart in (view.curves_chart(found, EXIT), view.waits_chart(found), drawn[0]):
        specification = {**themed(chart), "width": 600}
        assert "<svg" in vl_convert.vegalite_to_svg(specification)
    curve = view.curves_chart(found, EXIT).to_dict()
    assert any("strokeDash" in layer["encoding"] for layer in curve["layer"])


def test_a_curve_never_leaves_its_plot():
    """A date that comes early ends the axis early; what is drawn beyond would take the plot's own width."""
    early = np.linspace(100.0, 200.0, 60)
    layers = view.curves_chart(pair(early, early - 5.0), EXIT).to_dict()["layer"]
    assert all(layer["mark"].get("clip") for layer in layers)
