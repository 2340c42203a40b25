"""The replay: one future of a scenario on a schematic map, with a time slider and a play button.

The map is the file that `scrs run --replay` writes, framed: it plays in the browser alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.bench.scenarios import sources, stamp_of
from dashboards.views import replay as view
from dashboards.widgets import served
from dashboards.widgets.escaping import plain
from dashboards.widgets.opening import anyone, pick_scenario
from dashboards.widgets.replay_map import replay_map
from sim.errors import AllBroke, BadInput
from sim.report.replay import render
from sim.simulating import DEFAULT_SEED

if TYPE_CHECKING:
    from dashboards.widgets.opening import Admit

MOST = 9_999


def show(admit: Admit = anyone) -> None:
    """Draw the page. `admit`: stops whoever may not be here."""
    admit()
    title, *top = st.columns([0.16, 0.24, 0.24, 0.12, 0.12, 0.12], vertical_alignment="bottom")
    title.subheader("Replay", anchor=False)
    choice = pick_scenario(top[0], top[1], sources(Path.cwd()), key="replay")
    seed = top[2].number_input("Seed", min_value=0, value=DEFAULT_SEED, key="replay_seed")
    number = top[3].number_input("Future", 0, MOST, 0, key="replay_future")
    try:
        outcome = served.outcome(choice, stamp_of(choice.source), seed=int(seed), replication=int(number))
    except (BadInput, AllBroke) as error:
        st.error("This cannot be played.")
        st.code(str(error), language=None, wrap_lines=True)
        return
    name = "-".join(
        part for part in (Path(choice.source).stem, choice.variant, f"seed{seed}", f"no{number}") if part
    )
    top[4].download_button(
        "As a file",
        lambda: render(outcome),
        f"replay-{name}.html",
        "text/html",
        width="stretch",
        key="replay_file",
    )
    replay_map(outcome)
    st.caption(plain(view.sentence(outcome)))
