"""The one exercise that a panel's process serves: its journal, director, gate and drafts, opened once.

Pages reach it through `house()`; where it is comes from the environment that `scrs panel` sets.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.access import Gate, key_in
from dashboards.bell import Bell
from dashboards.door.crowd import Crowd
from dashboards.door.entering import Entering
from dashboards.door.passwords import read_passwords
from dashboards.drafts import Drafts
from dashboards.outage import Outage
from exercises.director import Director
from exercises.journal.opening import open_journal
from exercises.opening import restage

if TYPE_CHECKING:
    from exercises.journal.store import Journal
    from exercises.living.living import Living

JOURNAL, EXERCISE, FOLDER = "SCRS_PANEL_JOURNAL", "SCRS_PANEL_EXERCISE", "SCRS_PANEL_FOLDER"
"""Environment variables: where the journal is, which exercise of it, where the key and drafts lie."""


@dataclass(frozen=True)
class House:
    """All that pages need. `living`: None where the world under the exercise is told, as in tests.

    `planned`: uid → seconds since STARTEX at which a row is to come due if all goes as planned.
    """

    journal: Journal
    director: Director
    gate: Gate
    drafts: Drafts
    planned: dict[str, float]
    living: Living | None
    crowd: Crowd = field(default_factory=Crowd)
    outage: Outage = field(default_factory=Outage)

    @cached_property
    def bell(self) -> Bell:
        """Return what rings at open pages; lives in the loop of the server."""
        return Bell(self.director, self.gate)

    @cached_property
    def entering(self) -> Entering:
        """Return who turns links into cookies: one for all, so that tries stand in one line."""
        return Entering(self.gate)


def now() -> float:
    """Return seconds since 1970 UTC: the panel's one look at the clock on the wall."""
    return datetime.now(UTC).timestamp()


def open_house() -> House:
    """Open the exercise that the environment names. Raises: as `open_journal` and `restage`."""
    folder = Path(os.environ[FOLDER])
    journal = open_journal(os.environ[JOURNAL], create=False)
    stage = restage(journal, os.environ[EXERCISE])
    director = Director(journal, os.environ[EXERCISE], stage.setting, clock=now)
    planned = {uid: each.due for uid, each in stage.loaded.times.items() if each.due is not None}
    gate = Gate(journal, director, key_in(folder), clock=now, passwords=read_passwords(folder))
    return House(journal, director, gate, Drafts(folder / "drafts.sqlite"), planned, stage.living)


@st.cache_resource(show_spinner=False)
def house() -> House:
    """Return the one house of this process."""
    return open_house()
