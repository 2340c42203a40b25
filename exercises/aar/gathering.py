"""What a review is made of: the exercise as the journal holds it, and everything that is computed from it.

Whatever it holds follows from the journal alone, so the same journal gives the same paper.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from exercises.aar.paper import MISSING
from exercises.aar.simulation import Headline, headline
from exercises.evaluation import Evaluation, evaluate
from exercises.evaluation.record import (
    Adopted,
    Assessed,
    Correction,
    Pressed,
    adoptions,
    assessments,
    corrections,
    pressed,
)
from exercises.journal.entries import digest
from exercises.play.facts import LATEST
from exercises.play.state import fold
from exercises.times import say_length, say_offset

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from exercises.counterfactual import Counterfactual
    from exercises.journal.entries import Entry
    from exercises.journal.store import Journal
    from exercises.living import Living
    from exercises.play.setting import Setting
    from exercises.play.state import State
    from exercises.script.schema import Script


@dataclass(frozen=True)
class Gathered:
    """Everything that a review says, before it is laid out.

    `headline`: what the simulation measured, None where no simulation was given; `counterfactual`: what each
    decision changed, None where that was not worked out; `adopted`: lessons for the doctrine.
    """

    exercise: str
    header: Mapping[str, Any]
    setting: Setting
    state: State
    entries: tuple[Entry, ...]
    evaluation: Evaluation
    corrections: tuple[Correction, ...]
    assessed: tuple[Assessed, ...]
    pressed: tuple[Pressed, ...]
    headline: Headline | None
    counterfactual: Counterfactual | None = None
    adopted: tuple[Adopted, ...] = ()

    @property
    def script(self) -> Script:
        """Return the script."""
        return self.setting.script

    @property
    def zone(self) -> tzinfo:
        """Return the time zone of the exercise; UTC where this machine does not know it."""
        try:
            return ZoneInfo(self.script.clock.zone)
        except ZoneInfoNotFoundError:
            return UTC

    @property
    def last_wall(self) -> float:
        """Return seconds since 1970 UTC of the last entry: the moment that the paper itself shows."""
        created = self.header.get("created")
        made = created if isinstance(created, int | float) and 0 <= created <= LATEST["wall"] else 0.0
        return self.entries[-1].wall if self.entries else float(made)

    @property
    def fingerprint(self) -> str:
        """Return the digest of all entries: another one if any of them were changed."""
        return digest(self.entries)

    def cell(self, name: str) -> str:
        """Return a cell's title; 'control' for nobody."""
        return self.script.cells[name].title if name else "control"

    def cells(self, names: tuple[str, ...]) -> str:
        """Return the titles of some cells, or that there are none."""
        return ", ".join(self.cell(each) for each in names) or MISSING

    def said(self, wall: float) -> str:
        """Return a moment on the wall in the zone of the exercise: `2026-05-11 09:00 CEST`."""
        return f"{datetime.fromtimestamp(wall, self.zone):%Y-%m-%d %H:%M %Z}"


def gather(journal: Journal, exercise: str, setting: Setting, *, living: Living | None = None) -> Gathered:
    """Return all that a review of an exercise says, as the journal has it now.

    Parameters: `setting`: of the exercise; `living`: the simulation under it, for its measures.
    Raises: `JournalChanged` if an entry is not what was written; `NoSuchExercise`; `JournalGone`.
    """
    journal.audit(exercise)
    header, entries = journal.header(exercise), journal.read(exercise)
    state = fold(setting.opening(), entries)
    return Gathered(
        exercise=exercise,
        header=header,
        setting=setting,
        state=state,
        entries=entries,
        evaluation=evaluate(setting, state),
        corrections=corrections(state, entries),
        assessed=assessments(entries),
        pressed=pressed(entries),
        adopted=adoptions(entries),
        headline=None if living is None else headline(living, state, setting),
    )


def at(seconds: float | None) -> str:
    """Return a point on the exercise clock, `+00:45` since STARTEX, or that there is none."""
    return MISSING if seconds is None else say_offset(seconds).removeprefix("STARTEX")


def lasting(seconds: float | None) -> str:
    """Return a length on the exercise clock, or that there is none."""
    return MISSING if seconds is None or math.isnan(seconds) else say_length(seconds)
