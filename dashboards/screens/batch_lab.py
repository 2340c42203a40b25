"""The batch lab: start a batch in a process of its own, watch, stop and resume it, read it and compare.

Nothing of a study is kept in the session: a page that is loaded again finds it in its folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboards.bench import studies
from dashboards.bench.scenarios import sources, stamp_of
from dashboards.views import batch_lab as view
from dashboards.widgets import served
from dashboards.widgets.drawing import draw
from dashboards.widgets.escaping import plain
from dashboards.widgets.opening import anyone, pick_scenario
from dashboards.widgets.style import card
from sim.errors import BadInput, ScrsError

if TYPE_CHECKING:
    from dashboards.bench.studies import Standing
    from dashboards.widgets.opening import Admit

ROOT = Path("scrs-runs")
"""Where `scrs batch` leaves its studies too."""
EVERY = "1s"
MOST_RUNS = 1_000_000
TABLE_HEIGHT, HEAD_HEIGHT, ROW_HEIGHT = 215, 42, 34
COLUMNS = {
    "progress": st.column_config.ProgressColumn(format="percent", min_value=0.0, max_value=1.0),
}


def show(admit: Admit = anyone) -> None:
    """Draw the page. `admit`: stops whoever may not be here; asked again in every fragment and callback."""
    admit()
    st.subheader("Batch lab", anchor=False)
    left, right = st.columns([0.27, 0.73], gap="medium")
    with left, card("batch_new"):
        _new(admit)
    with right:
        busy = any(studies.is_running(each) for each in studies.folders(ROOT))
        st.fragment(_standing, run_every=EVERY if busy else None)(admit, busy=busy)


def _new(admit: Admit) -> None:
    st.markdown("**A new batch**")
    choice = pick_scenario(st.container(), st.container(), sources(Path.cwd()), key="batch")
    try:
        levers = served.model(choice, stamp_of(choice.source)).scenario.levers
    except BadInput as error:
        st.error("This scenario cannot be played.")
        st.code(str(error), language=None, wrap_lines=True)
        return
    titles = {name: each.title or name for name, each in levers.items()}
    off = st.multiselect("Tools switched off", list(titles), format_func=lambda each: titles.get(each, each))
    sets = st.text_area(
        "Changes, one a line", placeholder="pools.active_corps.size=250", height=70, key="batch_sets"
    )
    until = st.text_input(
        "Until, instead of a number of runs", placeholder="P80(military_exit) ± 10 d", key="batch_until"
    )
    one, two = st.columns(2)
    runs = one.number_input("Runs", 1, MOST_RUNS, 1_000, key="batch_runs", disabled=bool(until.strip()))
    seed = two.number_input("Seed", min_value=0, value=1, key="batch_seed")
    workers = one.number_input(
        "Processes", 1, studies.processors(), studies.processors(), key="batch_workers"
    )
    named = "-".join(part for part in (Path(choice.source).stem, choice.variant, f"seed{seed}") if part)
    name = two.text_input("Name", value=named, key=f"batch_name:{named}")
    order = studies.Order(
        source=choice.source,
        variant=choice.variant,
        without=tuple(off),
        sets=tuple(line.strip() for line in sets.splitlines() if line.strip()),
        runs=int(runs),
        until=until.strip(),
        seed=int(seed),
        workers=int(workers),
    )
    if st.button("Start", type="primary", width="stretch", key="batch_start"):
        admit()
        _start(name.strip(), order)


def _start(name: str, order: studies.Order) -> None:
    fault = view.fault_of_name(name, ROOT) or view.fault_of(order)
    if fault:
        st.error("This cannot be started.")
        st.code(fault, language=None, wrap_lines=True)
    elif studies.start(ROOT / name, order):
        st.rerun()
    else:
        st.warning("It is running already.")


def _standing(admit: Admit, *, busy: bool) -> None:
    admit()
    standings = [studies.standing_of(each) for each in studies.folders(ROOT)]
    if not standings:
        st.info(
            f"No studies in {ROOT}/ yet. Start one on the left, or with `scrs batch quick-start -n 1000`."
        )
        return
    chosen = st.dataframe(
        pd.DataFrame(view.rows_of(standings)),
        column_config=COLUMNS,
        hide_index=True,
        height=min(TABLE_HEIGHT, HEAD_HEIGHT + ROW_HEIGHT * len(standings)),
        row_height=ROW_HEIGHT,
        on_select="rerun",
        selection_mode="multi-row",
        key="batch_table",
    )
    places = [place for place in chosen["selection"]["rows"] if place < len(standings)][:2] or [0]
    picked = [standings[place] for place in reversed(places)]  # the older one is the base
    for each in picked:
        _controls(each, admit)
    if busy and not any(each.running for each in standings):
        st.rerun()  # nobody plays any more: nothing to poll for
    _results(picked)


def _controls(standing: Standing, admit: Admit) -> None:
    words, bar, stop, resume = st.columns([0.34, 0.36, 0.15, 0.15], vertical_alignment="center")
    words.markdown(f"**{plain(standing.folder.name)}** · {view.SIGNS[standing.word]}")
    bar.progress(min(1.0, standing.done / standing.total) if standing.total else 0.0)

    def stopped() -> None:
        admit()
        studies.stop(standing.folder)

    def resumed() -> None:
        admit()
        studies.resume(standing.folder, workers=studies.processors())

    name = standing.folder.name
    stop.button("Stop", on_click=stopped, disabled=not standing.running, key=f"stop:{name}", width="stretch")
    ended = standing.running or standing.complete
    resume.button("Resume", on_click=resumed, disabled=ended, key=f"resume:{name}", width="stretch")
    if standing.said:
        st.code(standing.said, language=None, wrap_lines=True, height=110)


def _results(picked: list[Standing]) -> None:
    try:
        found = [each for each in (served.study(one.folder, one.done) for one in picked) if each is not None]
    except (ScrsError, OSError) as error:
        st.error("A study cannot be read.")
        st.code(str(error), language=None, wrap_lines=True)
        return
    if not found:
        st.caption("No part of it is finished yet: parts of up to 1,000 runs are kept as they are done.")
        return
    measures = view.common(found)
    pick, words = st.columns([0.3, 0.7], vertical_alignment="bottom")
    measure = (
        pick.selectbox("Look at", measures, format_func=view.words_of, key="batch_measure") or measures[0]
    )
    if len(found) > 1:
        words.markdown(plain(view.held_against(found[0], found[1], measure)))
    with card("batch_curve", height=view.CURVE_HEIGHT + 30):
        draw(view.curve(found, measure), key="batch_curves", empty="No run has been played to its end.")
    for each in found:
        broken = f", {each.failed} broke off" if each.failed else ""
        st.caption(plain(f"{each.name}: {each.title}, {each.n:,} runs, seed {each.seed}{broken}"))
        st.dataframe(
            pd.DataFrame(view.results_table(each)), hide_index=True, key=f"batch_results:{each.name}"
        )
