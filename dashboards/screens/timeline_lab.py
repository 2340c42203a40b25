"""The timeline lab: change a scenario by sliders, switches or a patch, and see at once what it moves.

What is shown is `dashboards.views.timeline_lab`; who plays is the bench.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.bench.scenarios import Choice, is_timed, sources, stamp_of, with_variant
from dashboards.views import lanes
from dashboards.views import timeline_lab as view
from dashboards.widgets import served
from dashboards.widgets.changes import changes
from dashboards.widgets.drawing import draw
from dashboards.widgets.escaping import plain
from dashboards.widgets.opening import anyone, pick_scenario
from dashboards.widgets.style import card
from sim.errors import AllBroke, BadInput, WorkerLost
from sim.simulating import DEFAULT_SEED

if TYPE_CHECKING:
    from dashboards.widgets.opening import Admit
    from sim.comparing import Measure

FIRST, MOST = 40, 200
"""Futures by which the closer look is chosen, and up to which the curves become finer."""
EVERY = "500ms"
KNOBS_HEIGHT, GANTT_HEIGHT = 640, 430
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


def show(admit: Admit = anyone) -> None:
    """Draw the page. `admit`: stops whoever may not be here; asked again in every fragment."""
    admit()
    served.bench()  # its workers get ready while the page is made
    title, *top = st.columns([0.19, 0.24, 0.22, 0.24, 0.11], vertical_alignment="bottom")
    title.subheader("Timeline lab", anchor=False)
    choice = pick_scenario(top[0], top[1], sources(Path.cwd()), key="lab")
    left, right = st.columns([0.27, 0.73], gap="medium")
    try:
        model = served.model(choice, stamp_of(choice.source))
        with left, card("knobs", height=KNOBS_HEIGHT):
            mine = replace(choice, patch=changes(model, scope=f"lab:{choice.source}:{choice.variant}"))
        base = Choice(choice.source)
        plans = tuple(served.model(each, stamp_of(each.source)).plan for each in (base, mine))
    except BadInput as error:
        with right:
            st.error("This cannot be played. Mend what is named below, and the charts come back.")
            st.code(str(error), language=None, wrap_lines=True)
        return
    measured = view.measures_in((plans[0], plans[1]))
    measure = top[2].selectbox("Look at", measured, format_func=view.words_of, key="lab_measure")
    seed = top[3].number_input("Seed", min_value=0, value=DEFAULT_SEED, key="lab_seed")
    with right:
        _results(Sight(base, mine, measure or measured[0], int(seed)), admit)


def _results(sight: Sight, admit: Admit) -> None:
    try:
        whole = sight.pair().n >= MOST
        _refined(sight, admit, whole=whole)
        with card("closer"):
            timeline, patch = st.tabs(["Timeline", "Patch"])
            with timeline:
                _timeline(sight)
            with patch:
                _patch(sight.mine)
    except (AllBroke, WorkerLost) as error:
        st.error("This could not be played. Another change, or another seed, may be.")
        st.code(str(error), language=None, wrap_lines=True)


def _refined(sight: Sight, admit: Admit, *, whole: bool) -> None:
    """Draw the numbers, again and again until all futures are there; a run that breaks off ends that."""

    def refined() -> None:
        admit()
        try:
            pair = sight.pair()
        except (AllBroke, WorkerLost):
            st.rerun()
        _numbers(pair, sight.measure)
        if pair.n >= MOST and not whole:
            st.rerun()

    st.fragment(refined, run_every=None if whole else EVERY)()


def _numbers(pair: view.Pair, measure: Measure) -> None:
    sign = SIGNS.get(view.verdict(pair, measure), "")
    with card("said"):
        st.markdown(f"{plain(view.sentence(pair, measure))} {sign}")
    for column, each in zip(st.columns(4), view.cards(pair, measure), strict=True):
        column.metric(
            each.label,
            each.value,
            each.against or None,
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
        )
    curve, waits = st.columns([0.58, 0.42])
    with curve, card("curve", height=view.CURVE_HEIGHT + 62):
        st.markdown(f"**Share of futures by each day: {plain(view.words_of(measure))}**")
        draw(view.curves_chart(pair, measure), key="lab_curves", empty="The first futures are being played.")
    with waits, card("waits", height=view.CURVE_HEIGHT + 62):
        st.markdown("**What is waited for**")
        draw(view.waits_chart(pair), key="lab_waits", empty="Nothing is waited for in these futures.")


def _timeline(sight: Sight) -> None:
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
    number = looks.get(look or "", 0)
    sides = {view.BASE: sight.base} | ({} if pair.same else {view.MINE: sight.mine})
    runs = {
        name: served.outcome(each, stamp_of(each.source), seed=sight.seed, replication=number)
        for name, each in sides.items()
    }
    names = lanes.operations(runs)
    if not names:
        st.caption("Nothing happens in this future.")
        return
    operation = second.selectbox("Operation", names, key=f"lab_operation:{sight.base.source}")
    spans = ["build-up", "whole run"]
    whole = (
        third.segmented_control("Show", spans, default=spans[0], required=True, key="lab_span") == spans[1]
    )
    drawn = lanes.lanes_chart(runs, operation or names[0], whole=whole)
    with st.container(height=GANTT_HEIGHT, border=False):
        draw(drawn and drawn[0], key="lab_gantt", empty="This operation did nothing in this future.")


def _patch(choice: Choice) -> None:
    if not choice.patch.strip() and not choice.variant:
        st.caption("Nothing is changed yet. What you change is written here as a patch, to take along.")
        return
    st.code(choice.patch or f"# nothing beyond the variant {choice.variant}", language="yaml")
    name = Path(choice.source).stem
    if is_timed(choice):
        st.caption(
            "It acts between days: put it under `patches:` of the scenario. A command line cannot say when."
        )
        st.download_button("Download the patch", choice.patch, f"{name}-patch.yaml", "text/yaml")
        return
    st.caption("The same on the command line:")
    st.code(served.command(choice, stamp_of(choice.source)), language="bash", wrap_lines=True)
    one, two = st.columns(2)
    one.download_button(
        "Download the patch", choice.patch, f"{name}-patch.yaml", "text/yaml", width="stretch"
    )
    two.download_button(
        "Download the scenario with it as variant `lab`",
        lambda: with_variant(choice),
        f"{name}-lab.yaml",
        "text/yaml",
        width="stretch",
        help="Then: scrs compare FILE base lab",
    )
