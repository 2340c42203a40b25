"""One mechanism of a table, and the words that its columns may hold.

How it is read is in `sim.mechanisms.checking`; what a run does with it is the scenario's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sim.distributions import Pert
from sim.quantities import moment, say_days, say_dollars
from sim.scenario.schema.resources import SECTORS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.errors import Place

ANY = "any"
REGIONS = (
    "west-africa", "east-africa", "central-africa", "southern-africa", "north-africa", "middle-east",
    "central-asia", "south-asia", "east-asia-pacific", "balkans", "caucasus", "caribbean",
    "central-america", "south-america",
)  # fmt: skip
KINDS = (
    "task order contract", "cooperative agreement", "grant", "grant under contract", "interagency agreement",
    "participating agency agreement", "trust fund", "commodity stockpile",
    "transition initiatives contract", "contract",
)  # fmt: skip
HOLDERS = ("agency", "university", "firm", "NGO", "UN", "IFI")
WORDS: dict[str, tuple[str, ...]] = {
    "sector": (*SECTORS, ANY),
    "region": (*REGIONS, ANY),
    "kind": KINDS,
    "holder": HOLDERS,
    "in_place": ("yes", "no"),
}
"""Column → the words that it may hold."""
FIGURES = ("ceiling", "lead", "keeping_cost")
"""What carries a label of evidence each."""
COMPETITION = Pert(150.0, 300.0, 520.0)
"""Days of full and open competition, where a mechanism is not in place (FACTS 1.3, M-low)."""
EXPIRED = "D+0"
"""When a mechanism expires whose day lies before D+0."""
KEEPING_SHARE = 0.005
"""Dollars a year per dollar of ceiling that keeping a mechanism costs, where nothing is said (J)."""


def usual_keeping_cost(ceiling: int) -> int:
    """Return what keeping a mechanism in place is taken to cost, US dollars a year (J).

    >>> usual_keeping_cost(40_000_000)
    200000
    """
    return max(1, round(ceiling * KEEPING_SHARE))


@dataclass(frozen=True, slots=True)
class MechanismRow:
    """A mechanism: whom it serves, what it holds, how fast it is and what keeping it costs.

    `ceiling`: most that can be ordered, US dollars. `lead`: days from request to award once in place.
    `expires`: a moment or `never`. `keeping_cost`: US dollars a year. `evidence`, `sources`: per figure.
    `places`: column → where its cell stands.
    """

    name: str
    sector: str
    region: str
    kind: str
    ceiling: int
    lead: Pert
    holder: str
    expires: str
    serves: str
    keeping_cost: int
    in_place: bool
    evidence: Mapping[str, str]
    source: str
    places: Mapping[str, Place] = field(default_factory=dict, repr=False, compare=False)

    @property
    def law(self) -> Pert:
        """Return days to an award as things stand: its lead, or a competition if not in place."""
        return self.lead if self.in_place else COMPETITION

    def fits(self, sector: str, region: str) -> bool:
        """Whether a programme of a sector in a region may use it; runs have the same rule."""
        return self.sector in {ANY, sector} and self.region in {ANY, region}

    def days_left(self, start: date | None) -> float:
        """Return days from D+0 until nothing can be ordered; endless where that cannot be said."""
        if self.expires == "never" or (start is None and not self.expires.startswith("D")):
            return math.inf
        return moment(self.expires, start or date.min, allow_negative=True)

    def declared(self, start: date | None) -> dict[str, Any]:
        """Return the mechanism as a scenario would write it; what expired before D+0 does so on it."""
        lead = [say_days(each) for each in self.lead.parameters()]
        evidence = {"award" if each == "lead" else each: label for each, label in self.evidence.items()}
        return {
            "sector": self.sector,
            "region": self.region,
            "kind": self.kind,
            "ceiling": say_dollars(self.ceiling),
            "award": {"pert": lead},
            "prepositioned": self.in_place,
            "expires": EXPIRED if self.days_left(start) < 0.0 else self.expires,
            "keeping_cost": say_dollars(self.keeping_cost),
            "evidence": evidence,
            **({"source": self.source} if self.source else {}),
        }
