"""What the timeline lab shows of a change: how much it moves a date, how sure that is, what is waited for.

From plans and what has been played of them to numbers, words and charts; who plays is `dashboards.bench`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import altair as alt
import numpy as np

from dashboards.views.curves import COLOURS, curves
from sim.batch.measuring import Measuring, headline_of
from sim.batch.request import COST
from sim.comparing import Measure
from sim.comparing.pairing import Difference, compared
from sim.comparing.playing import Played as Numbers
from sim.comparing.playing import Setting
from sim.comparing.sides import together
from sim.measures.naming import CAUSE_WORDS
from sim.report.charts.axes import rows_of
from sim.report.dates import HEADLINES
from sim.report.words import chance_text, day_text, dollars_text, milestone_words
from sim.trace import Cause

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dashboards.bench.playing import Played
    from sim.comparing.pairing import Comparison
    from sim.comparing.sides import Sides
    from sim.plan import Plan
    from sim.stats import Estimate

    Floats = NDArray[np.float64]

BASE, MINE = "as it stands", "changed"
FEWEST = 10
"""Futures below which nothing is estimated."""
CURVE_HEIGHT = 240
WAIT_HEIGHT = 240
P50, P80 = 0.5, 0.8


class Card(NamedTuple):
    """A number at a glance: its label, its value as it stands changed, and what that is against the base."""

    label: str
    value: str
    against: str


@dataclass(frozen=True, eq=False)
class Pair:
    """The scenario as it stands and changed, and the futures that both have played.

    `n`: the futures that both have; only these are used, so that they share their luck.
    """

    plans: tuple[Plan, Plan]
    played: tuple[Played, Played]
    seed: int

    @property
    def n(self) -> int:
        """Return how many futures both have."""
        return min(each.n for each in self.played)

    @property
    def same(self) -> bool:
        """Whether nothing is changed at all."""
        return self.plans[0].hash == self.plans[1].hash

    def values(self, side: int, measure: Measure) -> Floats:
        """Return a date (infinite: not reached) or the cost in each future that both have."""
        played = self.played[side]
        if measure.name == COST:
            return played.cost[: self.n]
        names = [each.id for each in self.plans[side].milestones]
        return np.asarray(played.days[names.index(measure.name)][: self.n])


def measures_in(plans: tuple[Plan, Plan]) -> list[Measure]:
    """Return what can be looked at: milestones of both plans, those most asked for first; and cost."""
    both = [each.id for each in plans[0].milestones if each.id in {one.id for one in plans[1].milestones}]
    head = headline_of(Measuring(plans[0]))
    first = [each for name in (head, *reversed(HEADLINES)) for each in both if each.endswith(name) and name]
    return [Measure(each) for each in dict.fromkeys([*first, *both])] + [Measure(COST)]


def words_of(measure: Measure) -> str:
    """Return a measure in words."""
    return "cost, all kinds" if measure.name == COST else milestone_words(measure.name)


def difference_of(pair: Pair, measure: Measure) -> Difference | None:
    """Return the paired difference in a measure; None while too few futures are there."""
    if pair.n < FEWEST:
        return None
    return _comparison(pair, measure).row(MINE, measure.name)


def _comparison(pair: Pair, measure: Measure) -> Comparison:
    sides: Sides = together(pair.plans, (BASE, MINE), scenario=pair.plans[0].title, file="")
    numbers = {side: pair.values(side, measure)[np.newaxis, :] for side in range(2)}
    setting = Setting(pair.plans, (measure,), pair.seed, sides.horizon, sides.names)
    return compared(sides, Numbers(numbers, ()), setting=setting, by=(measure,), at=(P50, P80))


def cards(pair: Pair, measure: Measure) -> list[Card]:
    """Return the numbers at a glance: P50, P80, how often the date is reached, how many futures."""
    if pair.n < FEWEST:
        return [Card(label, "…", "") for label in ("P50", "P80", "reached by the horizon", "futures")]
    found = _comparison(pair, measure)
    base, mine = found.levels
    change = found.row(MINE, measure.name)
    horizon = found.sides.horizon
    held = [
        Card(
            f"P{100 * p:.0f}",
            amount(measure, mine.percentiles[place].value, horizon),
            "" if pair.same else moved_by(measure, change.percentiles[place]),
        )
        for place, p in enumerate((P50, P80))
    ]
    reached = chance_text(mine.reached.value)
    before = "" if pair.same else f"was {chance_text(base.reached.value)}"
    return [*held, Card("reached by the horizon", reached, before), Card("futures", f"{pair.n}", "")]


def amount(measure: Measure, value: float, horizon: float) -> str:
    """Return a day or dollars as it is read."""
    if not measure.dated:
        return dollars_text(value)
    return day_text(value if math.isfinite(value) else math.nan, horizon)


def moved_by(measure: Measure, change: Estimate) -> str:
    """Return a difference with its interval, such as `−34 d (−48 to −20)`; '' where it is not known."""
    numbers = (change.value, change.low, change.high)
    if not all(map(math.isfinite, numbers)):
        return ""
    if not any(numbers):
        return "no change"
    value, low, high = (_signed(measure, each) for each in numbers)
    return f"{value} ({low} to {high})"


def _signed(measure: Measure, value: float) -> str:
    sign = "−" if value < 0 else "+"
    size = f"{abs(value):,.1f} d" if measure.dated else dollars_text(abs(value))
    return f"{sign}{size}"


def sentence(pair: Pair, measure: Measure) -> str:
    """Return what changed, in a sentence with its interval."""
    change = difference_of(pair, measure)
    what = words_of(measure)
    if pair.same:
        return "Nothing is changed yet: move a slider, switch a tool off, or choose a variant."
    if change is None:
        return f"Playing the first futures of both: {pair.n} so far."
    if not change.moved:
        return f"In none of {pair.n} futures does the change move {what}."
    better, worse = ("earlier", "later") if measure.dated else ("cheaper", "dearer")
    return (
        f"{what.capitalize()}: {change.cut.sign}{moved_by(measure, change.mean)} on average (95 %), "
        f"{better} in {chance_text(change.helps.value)}, {worse} in {chance_text(change.harms.value)} "
        f"of {pair.n} futures that both share."
    )


def verdict(pair: Pair, measure: Measure) -> str:
    """Return how the change is to be judged: `better`, `worse`, `open`, or `none` where nothing moved."""
    change = difference_of(pair, measure)
    if pair.same or change is None or not change.moved:
        return "none"
    if change.mean.high < 0.0:
        return "better"
    return "worse" if change.mean.low > 0.0 else "open"


def curves_chart(pair: Pair, measure: Measure) -> alt.LayerChart | None:
    """Return the S-curves of both; of one where nothing is changed; None while too few futures are there."""
    if pair.n < FEWEST:
        return None
    sides = {BASE: pair.values(0, measure)} | ({} if pair.same else {MINE: pair.values(1, measure)})
    end = min(each.horizon for each in pair.plans)
    return curves(sides, end=end, dated=measure.dated, height=CURVE_HEIGHT)


def waits_chart(pair: Pair) -> alt.Chart | None:
    """Return mean days waited per future by cause, both sides; None where nothing was waited for."""
    if pair.n < FEWEST:
        return None
    names = [BASE] if pair.same else [BASE, MINE]
    days = [pair.played[side].waits[:, : pair.n].mean(axis=1) for side in range(len(names))]
    most = {cause: max(float(each[cause]) for each in days) for cause in Cause}
    used = sorted((cause for cause in Cause if most[cause] > 0.0), key=lambda cause: -most[cause])
    if not used:
        return None
    rows = [
        {"cause": CAUSE_WORDS[cause], "side": name, "days": float(days[side][cause])}
        for side, name in enumerate(names)
        for cause in used
    ]
    scale = alt.Scale(domain=names, range=list(COLOURS[: len(names)]))
    order = [CAUSE_WORDS[cause] for cause in used]
    chart: alt.Chart = (
        alt.Chart(rows_of(rows))
        .mark_bar()
        .encode(
            y=alt.Y("cause:N", sort=order, title=None, axis=alt.Axis(labelLimit=150)),
            yOffset=alt.YOffset("side:N", sort=names),
            x=alt.X(
                "days:Q", title="mean days waited in a future, all steps together", axis=alt.Axis(tickCount=6)
            ),
            color=alt.Color("side:N", scale=scale),
            tooltip=["side:N", "cause:N", alt.Tooltip("days:Q", format=",.1f")],
        )
        .properties(width="container", height=WAIT_HEIGHT)
    )
    return chart


def futures(base: Played, plan: Plan, measure: Measure, *, first: int) -> dict[str, int]:
    """Return futures worth a closer look by name: a typical, an early and a late one of the first so many.

    They are such in the scenario as it stands: at half, a tenth and nine tenths of the way.
    """
    names = [each.id for each in plan.milestones]
    values = base.days[names.index(measure.name)] if measure.name in names else base.cost
    order = np.argsort(values[:first], kind="stable")
    low, high = ("early", "late") if measure.dated else ("cheap", "dear")
    places = {"typical": 0.5, low: 0.1, high: 0.9}
    return {label: int(order[int(p * (len(order) - 1))]) if len(order) else 0 for label, p in places.items()}
