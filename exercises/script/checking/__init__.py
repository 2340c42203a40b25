"""What a script must mean to be played: rule by rule, every fault of a file at once.

    clock           STARTEX, ENDEX, moves and their pace
    references      names that nothing has, names that stand for two things
    recipients      rows that reach nobody, answers that nobody may give
    waiting         rows that wait for what another row cannot come to
    moments         moments that play never reaches
    circles         rows that wait for, or stand under, themselves
    contradictions  parts of an `all` that cannot be so together
    conditions      measures that are not there, comparisons that mean nothing or never hold
    effects         paths, funds, pools and ground that are not there; `trying`: patches tried out
    asking          values that a decision asks for
    files           attachments
    learning        durations that play is to measure
    rehearsing      what the rehearsal names
    doubts          warnings only: objectives, load, what comes too late

Each rule yields findings about one case (`case`); none of them raises. What can be measured of the
simulation is `sim.measures.catalogue`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.script.checking import (
    asking,
    circles,
    clock,
    conditions,
    contradictions,
    doubts,
    effects,
    files,
    learning,
    moments,
    recipients,
    references,
    rehearsing,
    waiting,
)
from exercises.script.checking.case import Check, ScriptCase
from sim.scenario.checking.labels import check_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.errors import Finding

__all__ = ["ScriptCase", "check"]

CHECKS: tuple[Check, ...] = (
    references.check_uids,
    references.check_rows,
    references.check_decisions,
    references.check_objectives,
    references.check_moves,
    recipients.check_recipients,
    recipients.check_answers,
    waiting.check_after,
    circles.check_circles,
    circles.check_parents,
    conditions.check_conditions,
    contradictions.check_contradictions,
    effects.check_effects,
    asking.check_asks,
    asking.check_asked,
    files.check_attachments,
    learning.check_lessons,
    rehearsing.check_rehearsal,
    check_labels,
    doubts.lint_objectives,
    doubts.lint_cells,
    doubts.lint_drafts,
)
"""The rules that need no clock."""
IN_TIME: tuple[Check, ...] = (
    moments.check_moments,
    moments.check_latest,
    moments.check_lengths,
    doubts.lint_expected,
    doubts.lint_load,
)
"""The rules that need a clock without fault."""


def check(case: ScriptCase) -> Iterator[Finding]:
    """Yield every fault and doubt about what a script of the right shape means."""
    for rule in CHECKS:
        yield from rule(case)
    wrong = list(clock.check_clock(case))
    yield from wrong
    for rule in IN_TIME if not any(each.severity == "error" for each in wrong) else ():
        yield from rule(case)
