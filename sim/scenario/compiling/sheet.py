"""The sheet that a scenario is compiled on: what was declared, D+0, and the table it is laid on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sim import quantities
from sim.domain.laying import EvidenceOf, Table

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

BARE = "plan"
"""Name of the one operation of a bare plan."""


@dataclass
class Sheet:
    """One scenario and the table on which its parts lay themselves."""

    scenario: Scenario
    evidence_of: EvidenceOf

    def __post_init__(self) -> None:
        self.start = date.fromisoformat(self.scenario.start)
        self.table = Table(self.evidence_of)

    def day(self, moment: str | None, default: float = 0.0) -> float:
        """Return a moment as days since D+0."""
        return default if moment is None else quantities.moment(moment, self.start)
