"""What is asked about durations: what exercises taught, and which law goes with a table of them.

Both take seconds of work, so a worker answers them (`foreseer`). What they mean is `exercises.lessons` and
`sim.calibrating`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from dashboards.bench.foreseer import stage_in
from exercises.lessons import learn, taught_by
from sim.calibrating import fit, observed_in
from sim.calibrating.proposing import check_path, path_in, proposal

if TYPE_CHECKING:
    from exercises.journal.entries import Entry
    from exercises.journal.store import Journal
    from exercises.lessons import Lessons
    from exercises.opening import Stage
    from sim.calibrating import Fit
    from sim.recent import Recent

AUTO = "auto"
ASKED = "step"
"""What the place of a step is called in errors."""


@dataclass(frozen=True)
class Played:
    """An exercise as a journal has it."""

    name: str
    header: dict[str, Any]
    entries: tuple[Entry, ...]


def played(journal: Journal, names: tuple[str, ...]) -> tuple[Played, ...]:
    """Return exercises of a journal. Raises: `NoSuchExercise`; `JournalGone`."""
    return tuple(Played(each, journal.header(each), journal.read(each)) for each in names)


@dataclass(frozen=True)
class Learning:
    """What some exercises taught. `family`: as `scrs lessons` takes it."""

    played: tuple[Played, ...]
    family: str = AUTO

    def answer(self, kept: Recent[Stage]) -> Lessons:
        """Return what they taught. Raises: as `learn` and `staged`."""
        stage_of = partial(stage_in, kept)
        taught = [taught_by(each.name, each.header, each.entries, stage_of=stage_of) for each in self.played]
        return learn(taught, family=self.family)


@dataclass(frozen=True)
class Fitted:
    """A law for durations that were seen. `patch`: '' where no path was asked; `doubt`: about the path."""

    fit: Fit
    path: str
    patch: str
    doubt: str


@dataclass(frozen=True)
class Fitting:
    """A table of durations that somebody handed in, and what is asked of it, as `scrs calibrate` takes it."""

    contents: bytes
    name: str
    column: str = "duration"
    unit: str = ""
    step: str = ""
    scenario: str = ""
    family: str = AUTO

    def answer(self, _kept: Recent[Stage]) -> Fitted:
        """Return the fit. Raises: as `observed_in`, `fit` and `proposal`."""
        path = path_in(self.step, self.scenario)
        doubt = check_path(path, self.scenario, asked=ASKED) if path and self.scenario else ""
        step = "" if "." in self.step else self.step
        seen = observed_in(self.contents, self.name, column=self.column, unit=self.unit, step=step)
        found = fit(seen, self.family)
        patch = proposal(found, path, self.scenario, asked=ASKED) if path else ""
        return Fitted(found, path, patch, doubt)
