"""What each decision and inject changed: as played less the same play without it, over many futures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from exercises.aar.paper import MISSING, Block, Bullets, Heading, Section, Text, columns, grid
from exercises.counterfactual.causes import WHOLE
from sim.report.comparing.words import CUT, difference_text, interval_text
from sim.report.tools.words import share_with_interval
from sim.report.words import counted, milestone_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.aar.gathering import Gathered
    from exercises.counterfactual import Change, Counterfactual, Worth
    from sim.comparing.statistic import Measure

TITLE = "What each decision and inject changed"
MOST = 6
"""Measures of one cause that the paper shows; the sheet has all."""
UNITS = {"d": "days", "USD": "USD", "people": "people"}
KINDS = {"decision": "decision", "choice": "choice", "inject": "inject", "control": "by control"}
NOT_ASKED = (
    "What each decision changed was not worked out for this paper: scrs exercise aar JOURNAL --futures 100."
)


def changed(gathered: Gathered) -> Section:
    """Return what each cause of effects changed, with intervals, and which changed nothing."""
    found = gathered.counterfactual
    if found is None:
        nothing = "Play did nothing to the simulation." if not gathered.state.effects else NOT_ASKED
        return Section(TITLE, (Text(nothing, muted=True),))
    return Section(TITLE, tuple(_blocks(gathered, found)))


def _blocks(gathered: Gathered, found: Counterfactual) -> Iterator[Block]:
    yield Text(
        "As played less the same play without it: below 0 it made something earlier, cheaper or less. Each "
        f"of {found.n:,} futures (seed {found.seed}) is new from D+0 on and is played with and without it, "
        "so luck cancels; brackets hold 95 % intervals of the mean. Rows that would have come due otherwise "
        f"are not played anew. {CUT if _is_cut(found) else ''}".strip(),
        muted=True,
    )
    heads = columns(
        {"what": 3.5, "measure": 2, "changed by": 2, "less in": 1.2, "more in": 1.2, "as it was played": 1.2},
        numeric=("changed by", "less in", "more in", "as it was played"),
    )
    moved = [each for each in found.worths if each.moved]
    rows = [row for each in (found.whole, *moved) for row in _rows(gathered, each)]
    yield grid(heads, rows, empty="Nothing that play did changed anything that was looked at.")
    yield Text(
        "Shown is what is clear: the interval does not hold 0; where nothing is, the first measure that ever "
        "differed. All of it stands in counterfactual.csv.",
        muted=True,
    )
    yield Heading("Without consequence")
    share = 100.0 * found.most_idle
    looked = f"{counted(len(found.measures), 'measure')} were looked at: milestones, dollars, people."
    yield Text(
        f"Changed nothing in any of {found.n:,} futures, so in at most {share:.1f} % of all (95 %). {looked}",
        muted=True,
    )
    yield Bullets(
        tuple(_title(gathered, each) for each in found.idle), "Everything that play did changed something."
    )
    refused = [f"{_title(gathered, each)}: {each.refused}" for each in found.worths if each.refused]
    if refused:
        yield Text("Play cannot be thought of without these, for what came later rests on them.", muted=True)
        yield Bullets(tuple(refused), "")


def _is_cut(found: Counterfactual) -> bool:
    return any(change.cut.either for each in (found.whole, *found.worths) for change in each.changes)


def _rows(gathered: Gathered, worth: Worth) -> Iterator[tuple[str, ...]]:
    """Yield a row for each measure that a cause changed; its name stands before the first."""
    title = _title(gathered, worth)
    clear = [each for each in worth.moved if each.mean.clear]
    shown = clear[:MOST] or worth.moved[:1]
    for place, each in enumerate(shown):
        yield (title if place == 0 else "", *change_words(each))
    if len(worth.moved) > len(shown):
        rest = len(worth.moved) - len(shown)
        unclear = rest - max(0, len(clear) - len(shown))
        said = f"{rest} more" if unclear < rest else f"{rest} more, none of them clear"
        yield "", said, "", "", "", ""


def change_words(change: Change) -> tuple[str, str, str, str, str]:
    """Return a change in words: measure, mean and interval, shares of futures, in the future played."""
    unit = change.measure.unit
    mean = f"{change.cut.sign} {difference_text(change.mean.value, unit)}".strip()
    return (
        measure_words(change.measure),
        f"{mean} {interval_text(change.mean, unit)}",
        _share(change, less=True),
        _share(change, less=False),
        _played(change.played, unit),
    )


def _share(change: Change, *, less: bool) -> str:
    found = change.less if less else change.more
    return "none" if not found.value else share_with_interval(found).partition(" (")[0]


def _played(value: float, unit: str) -> str:
    if math.isnan(value):
        return MISSING
    if math.isinf(value):
        return "not reached" if value > 0 else "reached"
    return difference_text(value, unit)


def measure_words(measure: Measure) -> str:
    """Return a measure with its unit: `full strength, days`."""
    return f"{milestone_words(measure.name)}, {UNITS[measure.unit]}"


def _title(gathered: Gathered, worth: Worth) -> str:
    cause = worth.cause
    if cause.name == WHOLE:
        return f"everything that play did ({counted(len(cause.places), 'effect')})"
    who = f", {gathered.cell(cause.cell)}" if cause.cell else ""
    return f"{cause.title} ({KINDS[cause.kind]}{who}, D+{cause.day:.1f})"


def sentence(gathered: Gathered) -> Iterator[str]:
    """Yield how much of what play did had a consequence."""
    found = gathered.counterfactual
    if found is not None:
        idle, all_ = len(found.idle), len(found.worths)
        yield (
            f"{all_ - idle} of {counted(all_, 'decision or inject', 'decisions and injects')} that acted on "
            f"the simulation changed an outcome in some of {found.n:,} futures; {idle} changed none."
        )
