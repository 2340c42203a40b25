"""Draws what a change moves in the timeline lab: numbers and curves of many futures, the timeline of one.

What is shown is `dashboards.views.timeline_lab`; who plays is the bench.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.bench.scenarios import stamp_of
from dashboards.views import lanes
from dashboards.views import timeline_lab as view
from dashboards.widgets import served
from dashboards.widgets.cards import Card, row_of_cards
from dashboards.widgets.drawing import draw
from dashboards.widgets.escaping import plain
from dashboards.widgets.style import card

if TYPE_CHECKING:
    from dashboards.bench.scenarios import Choice
    from sim.comparing import Measure
    from sim.trace import Outcome

FIRST, MOST = 40, 200
"""Futures by which the closer look is chosen, and up to which the curves become finer."""
GANTT_HEIGHT = 430
SPANS = ("build-up", "whole run")
SIGNS = {
    "better": ":green-badge[▲ better]",
    "worse": ":red-badge[▼ worse]",
    "open": ":gray-badge[◆ not certain]",
}


@dataclass(frozen=True)
class Sight:
    """What is looked at: the scenario as it stands, the changed one, the date, the stream of chance."""

    base: Choice
    mine: Choice
    measure: Measure
    seed: int

    def pair(self) -> view.Pair:
        """Return both plans with the futures that are there so far, and have more of them played."""
        plans = tuple(served.model(each, stamp_of(each.source)).plan for each in (self.base, self.mine))
        bench = served.bench()
        played = tuple(bench.refine(each, seed=self.seed, upto=MOST) for each in plans)
        return view.Pair((plans[0], plans[1]), (played[0], played[1]), self.seed)


def numbers(pair: view.Pair, measure: Measure) -> None:
    """Draw the sentence, the cards, the curves and the waits."""
    sign = SIGNS.get(view.verdict(pair, measure), "")
    with card("said"):
        st.markdown(f"{plain(view.sentence(pair, measure))} {sign}")
    row_of_cards([Card(each.label, each.value, each.against) for each in view.cards(pair, measure)])
    curve, waits = st.columns([0.58, 0.42])
    with curve, card("curve", height=view.CURVE_HEIGHT + 62):
        st.markdown(f"**Share of futures by each day: {plain(view.words_of(measure))}**")
        draw(view.curves_chart(pair, measure), key="lab_curves", empty="The first futures are being played.")
    with waits, card("waits", height=view.CURVE_HEIGHT + 62):
        st.markdown("**What is waited for**")
        draw(view.waits_chart(pair), key="lab_waits", empty="Nothing is waited for in these futures.")


def timeline(sight: Sight) -> None:
    """Draw the timeline of one future, both runs in every lane."""
    pair = sight.pair()
    looks = view.futures(pair.played[0], pair.plans[0], sight.measure, first=FIRST)
    first, second, third = st.columns([0.4, 0.3, 0.3], vertical_alignment="bottom")
    look = first.segmented_control(
        "Future",
        list(looks),
        default=next(iter(looks)),
        format_func=lambda each: f"{each} (no. {looks[each]})" if each in looks else each,
        required=True,
        key="lab_future",
    )
    runs = _runs(sight, looks.get(look or "", 0), alone=pair.same)
    names = lanes.operations(runs)
    if not names:
        st.caption("Nothing happens in this future.")
        return
    operation = second.selectbox("Operation", names, key=f"lab_operation:{sight.base.source}")
    span = third.segmented_control("Show", SPANS, default=SPANS[0], required=True, key="lab_span")
    drawn = lanes.lanes_chart(runs, operation or names[0], whole=span == SPANS[1])
    with st.container(height=GANTT_HEIGHT, border=False):
        draw(drawn and drawn[0], key="lab_gantt", empty="This operation did nothing in this future.")


def _runs(sight: Sight, number: int, *, alone: bool) -> dict[str, Outcome]:
    """Return one future of the scenario as it stands and, unless that is the same, of the changed one."""
    sides = {view.BASE: sight.base} | ({} if alone else {view.MINE: sight.mine})
    return {
        name: served.outcome(each, stamp_of(each.source), seed=sight.seed, replication=number)
        for name, each in sides.items()
    }
