"""Document → Scenario, with every fault and doubt of the file at once: errors first, in the order of lines.

First its shape, then, where that is right, its meaning. The rules are in `sim.scenario.checking`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sim.scenario.checking import check
from sim.scenario.checking.shape import shape_of

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.reading import Document
    from sim.scenario.schema import Scenario


def understand(document: Document) -> tuple[Scenario | None, tuple[Finding, ...]]:
    """Return what a document declares (None where its shape is wrong) and all that was found.

    A scenario that comes with a finding of severity 'error' must not be run.
    """
    scenario, findings = shape_of(document)
    if scenario is not None:
        findings = list(check(scenario, document))
    return scenario, in_order(findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return each finding once, errors first, then by where they stand."""
    return tuple(sorted(dict.fromkeys(findings), key=_where))


def _where(finding: Finding) -> tuple[bool, int, int, str]:
    """Errors come first: what must be mended is not to be looked for among doubts."""
    return finding.severity != "error", finding.place.line, finding.place.column, finding.place.path
