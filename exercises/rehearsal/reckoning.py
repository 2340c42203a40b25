"""What many rehearsals add up to: shares with Wilson's interval, medians and percentiles over plays.

How a play was played is not known here, nor how numbers are shown.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from exercises.rehearsal.reading import controllers_of
from sim.errors import AllBroke
from sim.stats.estimates import Estimate, quantile, wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exercises.rehearsal.reading import Duty, Played
    from exercises.rehearsal.run import Rehearsals
    from exercises.script.schema import Row

MOST_IN_AN_HOUR = 15
"""Rows within an hour above which a cell or controller is overloaded: 8 to 15 (FACTS 5, J)."""
HIGH = 0.9
"""The percentile that gates look at: in nine plays of ten it is no more."""


@dataclass(frozen=True, slots=True)
class RowFound:
    """A row over all plays. `fires`: share of plays in which it went out (or came due, if it goes to nobody).

    `at_s`: 10 %, 50 % and 90 % of the seconds at which it did. `ended`: what became of it otherwise → plays.
    `options`: option → share of the plays in which one was chosen. `by_hand`: nobody but a person sends it.
    """

    uid: str
    number: str
    title: str
    kind: str
    by_hand: bool
    fires: Estimate
    at_s: tuple[float, float, float]
    ended: dict[str, int]
    options: dict[str, Estimate]

    @property
    def never(self) -> bool:
        """Whether it went out in no play, and not because only people send it."""
        return self.fires.value == 0.0 and not self.by_hand


@dataclass(frozen=True, slots=True)
class ObjectiveFound:
    """An objective. `asked`: a row of it went out; `exercised`: a cell acted on it."""

    name: str
    title: str
    asked: Estimate
    exercised: Estimate


@dataclass(frozen=True, slots=True)
class DutyFound:
    """The load of a cell or controller over all plays.

    `rows`: mean number of rows. `peak`, `silence_s`: median and P90 over plays of the busiest quarter of an
    hour and of the longest stretch without anything; `worst_peak`: in any play. `overloaded`: share of plays
    with more rows within an hour than `MOST_IN_AN_HOUR`; `idle`: without any. `answered`: share of what was
    owed, None where nothing was. `open`: P90 of the most answers owed at once. `quarters`: mean rows.
    """

    name: str
    rows: float
    peak: tuple[float, float]
    worst_peak: int
    silence_s: tuple[float, float]
    overloaded: Estimate
    idle: Estimate
    answered: float | None
    open: float
    quarters: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class DecisionFound:
    """A decision that cells may take at any time. `taken`: share of plays in which it acted."""

    name: str
    title: str
    taken: Estimate


@dataclass(frozen=True)
class Found:
    """What rehearsals of a script showed. `why_late`: reason → plays; `refused`: what could not be done."""

    title: str
    scenario: str
    seed: int
    asked: int
    n: int
    broken: int
    rows: tuple[RowFound, ...]
    objectives: tuple[ObjectiveFound, ...]
    cells: tuple[DutyFound, ...]
    controllers: tuple[DutyFound, ...]
    decisions: tuple[DecisionFound, ...]
    on_time: Estimate
    late_s: tuple[float, float]
    why_late: dict[str, int]
    refused: dict[str, int]

    @property
    def never(self) -> tuple[RowFound, ...]:
        """Return the rows that fired in no play."""
        return tuple(each for each in self.rows if each.never)


def reckon(rehearsals: Rehearsals) -> Found:
    """Return what all finished plays add up to. Raises: `AllBroke` where there is none."""
    plays, script = rehearsals.plays, rehearsals.loaded.script
    if not plays:
        why = str(rehearsals.broken[0]) if rehearsals.broken else "nothing was played"
        raise AllBroke(0, why)
    late = [each.late_s for each in plays]
    controllers = controllers_of(script.rows)
    return Found(
        title=script.title,
        scenario=script.scenario,
        seed=rehearsals.seed,
        asked=rehearsals.asked,
        n=len(plays),
        broken=len(rehearsals.broken),
        rows=tuple(_row(row, place, plays) for place, row in enumerate(script.rows)),
        objectives=tuple(
            ObjectiveFound(
                name, each.title, _share(p.asked[at] for p in plays), _share(p.exercised[at] for p in plays)
            )
            for at, (name, each) in enumerate(script.objectives.items())
        ),
        cells=tuple(_duty(name, [p.cells[at] for p in plays]) for at, name in enumerate(script.cells)),
        controllers=tuple(
            _duty(name or "no controller named", [p.controllers[at] for p in plays])
            for at, name in enumerate(controllers)
        ),
        decisions=tuple(
            DecisionFound(name, each.title, _share(p.taken[at] for p in plays))
            for at, (name, each) in enumerate(script.decisions.items())
        ),
        on_time=_share(each.on_time for each in plays),
        late_s=(quantile(late, 0.5).value, quantile(late, HIGH).value),
        why_late=dict(Counter(why for each in plays for why in each.late).most_common()),
        refused=dict(Counter(why for each in plays for why in each.refused).most_common(12)),
    )


def _share(truths: Iterable[bool]) -> Estimate:
    found = list(truths)
    return wilson(sum(found), len(found))


def _row(row: Row, place: int, plays: Sequence[Played]) -> RowFound:
    seconds = [each.fired_s[place] for each in plays]
    fired = [each for each in seconds if not math.isnan(each)]
    options = [each.options[place] for each in plays if each.options[place]]
    ended = Counter(
        each.ended[place] or "never came due" for each in plays if math.isnan(each.fired_s[place])
    )
    return RowFound(
        uid=row.uid,
        number=row.number or row.uid,
        title=row.title,
        kind=row.kind,
        by_hand=row.trigger is None or bool(row.trigger.manual),
        fires=wilson(len(fired), len(seconds)),
        at_s=_three(fired),
        ended=dict(ended.most_common()),
        options={name: wilson(options.count(name), len(options)) for name in row.options if options},
    )


def _three(values: Sequence[float]) -> tuple[float, float, float]:
    low, middle, high = (quantile(values, p).value for p in (0.1, 0.5, HIGH))
    return low, middle, high


def _duty(name: str, duties: Sequence[Duty]) -> DutyFound:
    peaks, silences = [each.peak for each in duties], [each.silence_s for each in duties]
    owed = sum(each.owed for each in duties)
    quarters = np.array([each.quarters for each in duties], dtype=np.float64).mean(axis=0)
    return DutyFound(
        name=name,
        rows=sum(each.rows for each in duties) / len(duties),
        peak=(quantile(peaks, 0.5).value, quantile(peaks, HIGH).value),
        worst_peak=max(peaks),
        silence_s=(quantile(silences, 0.5).value, quantile(silences, HIGH).value),
        overloaded=_share(each.hour > MOST_IN_AN_HOUR for each in duties),
        idle=_share(each.rows == 0 for each in duties),
        answered=sum(each.answered for each in duties) / owed if owed else None,
        open=quantile([each.open for each in duties], HIGH).value,
        quarters=tuple(float(each) for each in quarters),
    )


def duties(found: Found) -> Iterator[tuple[str, DutyFound]]:
    """Yield every cell and controller, with what it is."""
    yield from (("cell", each) for each in found.cells)
    yield from (("controller", each) for each in found.controllers)
