"""Draws the form of a new batch. What is wrong with one says `dashboards.views.batch_lab`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import streamlit as st

from dashboards.bench import studies
from dashboards.bench.scenarios import sources, stamp_of
from dashboards.widgets import served
from dashboards.widgets.opening import pick_scenario
from sim.errors import BadInput

MOST_RUNS = 1_000_000


class Ordered(NamedTuple):
    """What a form asks for, and the name of its folder."""

    name: str
    order: studies.Order


def batch_form() -> Ordered | None:
    """Draw the form and return what it asks for; None where its scenario cannot be played."""
    choice = pick_scenario(st.container(), st.container(), sources(Path.cwd()), key="batch")
    try:
        levers = served.model(choice, stamp_of(choice.source)).scenario.levers
    except BadInput as error:
        st.error("This scenario cannot be played.")
        st.code(str(error), language=None, wrap_lines=True)
        return None
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
    return Ordered(name.strip(), order)
