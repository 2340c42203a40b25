"""The review as a paper: its parts in the order of HSEEP's after-action report and improvement plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.aar.paper import Paper
from exercises.aar.sections import (
    analysis,
    appendix,
    conduct,
    counterfactual,
    deciding,
    improvement,
    overview,
)

if TYPE_CHECKING:
    from exercises.aar.gathering import Gathered

SHORT_HASH = 12
ORDER = (
    overview.overview,
    overview.summary,
    analysis.ratings,
    analysis.analysis,
    analysis.actions,
    conduct.times,
    conduct.timeline,
    deciding.decisions,
    counterfactual.changed,
    conduct.undelivered,
    conduct.corrections,
    improvement.improvement,
    appendix.responses,
    appendix.loads,
    appendix.participants,
    appendix.log,
)


def review(gathered: Gathered) -> Paper:
    """Return the after-action report and improvement plan of an exercise."""
    return Paper(
        title=f"After-action report and improvement plan: {gathered.script.title}",
        banner=gathered.script.classification,
        facts=_facts(gathered),
        sections=tuple(make(gathered) for make in ORDER),
        made=gathered.last_wall,
    )


def _facts(gathered: Gathered) -> tuple[str, ...]:
    named = gathered.header.get("versions")
    versions = named if isinstance(named, dict) else {}
    played = (f"played with scrs {versions['scrs']}",) if "scrs" in versions else ()
    return (
        f"journal up to entry {len(gathered.entries)}, {gathered.said(gathered.last_wall)}",
        "moments are hours and minutes since STARTEX: +00:45",
        f"journal {gathered.fingerprint[:SHORT_HASH]}, state {gathered.state.digest()[:SHORT_HASH]}",
        *played,
    )
