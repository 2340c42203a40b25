"""The rehearsal lab: play a script headless many times before the day, watch, stop, and read what it showed.

Nothing of a rehearsal is kept in the session: a page that is loaded again finds it in its folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboards.bench import rehearsals, studies
from dashboards.views import batch_lab
from dashboards.views import rehearsal_lab as view
from dashboards.widgets.drawing import draw
from dashboards.widgets.escaping import plain
from dashboards.widgets.opening import anyone
from dashboards.widgets.style import card
from exercises.rehearsal.charts import load_chart, objectives_chart

if TYPE_CHECKING:
    from dashboards.bench.studies import Standing
    from dashboards.widgets.opening import Admit

ROOT = Path("scrs-rehearsals")
EVERY = "1s"
MOST_PLAYS, MOST_PAIRS = 100_000, 1_000
SHARE = st.column_config.ProgressColumn(format="percent", min_value=0.0, max_value=1.0)
SHARES = ("fires", "overloaded", "idle", "answered", "share", "changed anything", "other rows", "dates")
TALL = 420


def show(admit: Admit = anyone) -> None:
    """Draw the page. `admit`: stops whoever may not be here; asked again in every fragment and callback."""
    admit()
    left, right = st.columns([0.27, 0.73], gap="small")
    with left, card("rehearsal_new", stretch=True):
        _new(admit)
    with right, card("rehearsals"):
        busy = any(studies.is_running(each) for each in rehearsals.folders(ROOT))
        st.fragment(_standing, run_every=EVERY if busy else None)(admit, busy=busy)


def _new(admit: Admit) -> None:
    st.markdown("**A new rehearsal**")
    source = st.selectbox(
        "Script", view.scripts(Path.cwd()), format_func=lambda each: Path(each).stem, key="rehearsal_script"
    )
    one, two = st.columns(2)
    runs = one.number_input("Plays", 1, MOST_PLAYS, 500, key="rehearsal_runs")
    seed = two.number_input("Seed", min_value=1, value=1, key="rehearsal_seed")
    workers = one.number_input(
        "Processes", 1, studies.processors(), studies.processors(), key="rehearsal_workers"
    )
    value = two.number_input(
        "Pairs for value", 0, MOST_PAIRS, 0, key="rehearsal_value", help="What injects are worth, paired"
    )
    require = st.text_area(
        "Required, one a line",
        placeholder="endex_on_time >= 0.9\nload(embassy) <= 5",
        height=95,
        key="rehearsal_require",
    )
    name = st.text_input(
        "Name", value=f"{Path(source).stem}-seed{seed}", key=f"rehearsal_name:{source}:{seed}"
    )
    order = rehearsals.RehearsalOrder(
        source=source,
        runs=int(runs),
        seed=int(seed),
        workers=int(workers),
        require=tuple(line.strip() for line in require.splitlines() if line.strip()),
        value=int(value),
    )
    if st.button("Rehearse", type="primary", width="stretch", key="rehearsal_start"):
        admit()
        _start(name.strip(), order)


def _start(name: str, order: rehearsals.RehearsalOrder) -> None:
    fault = batch_lab.fault_of_name(name, ROOT) or view.fault_of(order)
    if fault:
        st.error("This cannot be started.")
        st.code(fault, language=None, wrap_lines=True)
    elif rehearsals.start(ROOT / name, order):
        st.rerun()
    else:
        st.warning("It is running already.")


def _standing(admit: Admit, *, busy: bool) -> None:
    admit()
    standings = [rehearsals.standing_of(each) for each in rehearsals.folders(ROOT)]
    if not standings:
        st.info(
            f"No rehearsals in {ROOT}/ yet. Start one on the left, or with `scrs exercise rehearse "
            f"first-72-hours --out {ROOT}/first`."
        )
        return
    names = {each.folder.name: each for each in standings}
    chosen = st.selectbox("Rehearsal", list(names), key="rehearsal_chosen") or standings[0].folder.name
    standing = names[chosen]
    _controls(standing, admit)
    if busy and not any(each.running for each in standings):
        st.rerun()  # nobody plays any more: nothing to poll for
    data = rehearsals.results_of(standing.folder)
    if data is not None:
        _results(standing, data)


def _controls(standing: Standing, admit: Admit) -> None:
    words, bar, stop, page = st.columns([0.3, 0.36, 0.14, 0.2], vertical_alignment="center")
    words.markdown(batch_lab.SIGNS[standing.word])
    bar.progress(min(1.0, standing.done / standing.total) if standing.total else 0.0)

    def stopped() -> None:
        admit()
        studies.stop(standing.folder)

    name = standing.folder.name
    stop.button("Stop", on_click=stopped, disabled=not standing.running, key=f"stop:{name}", width="stretch")
    content = rehearsals.page_of(standing.folder)
    page.download_button(
        "Page",
        content or b"",
        file_name=f"{name}.html",
        mime="text/html",
        disabled=content is None,
        key=f"page:{name}",
        width="stretch",
    )
    if standing.said:
        st.code(standing.said, language=None, wrap_lines=True, height=110)


def _results(standing: Standing, data: dict[str, Any]) -> None:
    st.caption(plain(f"{data['title']}: {data['plays']:,} of {data['asked']:,} plays, seed {data['seed']}"))
    for column, (label, value, note) in zip(st.columns(4, gap="small"), view.headline(data), strict=True):
        column.metric(label, value, plain(note, 40) or "–", delta_color="off", delta_arrow="off", border=True)
    for each in data["required"]:
        sign = ":green[✓ met]" if each["met"] else ":red[✕ missed]"
        st.markdown(f"{sign} {plain(each['required'])}: {plain(each['said'])}")
    name = standing.folder.name
    tabs = st.tabs(["Objectives", "Load", "Rows", "Choices", "Value"])
    with tabs[0]:
        draw(objectives_chart(data), key=f"objectives:{name}", empty="The script has no objectives.")
    with tabs[1]:
        draw(load_chart(data), key=f"load_chart:{name}", empty="Nothing was sent.")
        _table(view.load_table(data), key=f"load:{name}")
    with tabs[2]:
        _table(view.rows_table(data), key=f"rows:{name}", height=TALL)
    with tabs[3]:
        _table(view.choices_table(data), key=f"choices:{name}", height=TALL)
    with tabs[4]:
        values = view.value_table(data)
        if values:
            _table(values, key=f"value:{name}")
        else:
            st.caption("Not asked for: give a number of pairs.")


def _table(rows: list[dict[str, Any]], *, key: str, height: int | None = None) -> None:
    columns = dict.fromkeys(SHARES, SHARE)
    frame = pd.DataFrame(rows)
    if height is None:
        st.dataframe(frame, column_config=columns, hide_index=True, key=key)
    else:
        st.dataframe(frame, column_config=columns, hide_index=True, key=key, height=height)
