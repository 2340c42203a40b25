"""What all pages of one server share: the bench and its crew, and the models that were opened lately.

Kept by Streamlit as a resource of the server, so that a page that is loaded again finds it there.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboards.bench.crew import Crew
from dashboards.bench.foresight import COMMAND
from dashboards.bench.refining import Bench
from dashboards.bench.scenarios import Choice, command_of, model_of
from dashboards.views.batch_lab import Found, read
from sim.batch.executors import available_processors
from sim.errors import AllBroke
from sim.scenario.loading import Model
from sim.simulating import simulate
from sim.trace import Outcome

MOST_WORKERS = 4
MOST_MODELS, MOST_OUTCOMES = 40, 20


@st.cache_resource(show_spinner=False, on_release=lambda bench: bench.close())
def bench() -> Bench:
    """Return the bench of this server, its workers getting ready."""
    crew = Crew(min(MOST_WORKERS, available_processors()))
    crew.warm()
    return Bench(crew)


@st.cache_resource(show_spinner=False, on_release=lambda crew: crew.close())
def clerk() -> Crew:
    """Return who works out lessons and fits behind the pages; started by the first question."""
    return Crew(1, command=COMMAND)


@st.cache_resource(show_spinner=False, max_entries=MOST_MODELS)
def model(choice: Choice, stamp: float) -> Model:
    """Return the model of a choice. `stamp`: when its file was changed last: a changed file is another one.

    Raises: `BadInput`, as `model_of` does.
    """
    del stamp
    return model_of(choice)


@st.cache_resource(show_spinner=False, max_entries=MOST_OUTCOMES)
def outcome(choice: Choice, stamp: float, *, seed: int, replication: int) -> Outcome:
    """Return one run of a choice.

    Raises: `AllBroke` if it breaks off.
    """
    found = model(choice, stamp)
    try:
        return simulate(found, seed=seed, replication=replication)
    except Exception as error:
        message = f"replication {replication}: {type(error).__name__}: {error}"
        raise AllBroke(0, message) from error


@st.cache_data(show_spinner=False, max_entries=MOST_MODELS)
def command(choice: Choice, stamp: float) -> str:
    """Return the command line that plays a choice."""
    del stamp
    return command_of(choice)


@st.cache_resource(show_spinner=False, max_entries=MOST_OUTCOMES)
def study(folder: Path, done: int) -> Found | None:
    """Return what a study folder holds. `done`: how many runs it has: with more it is read again."""
    del done
    return read(folder)
