"""Partners of an operation as declared: who pledges what, and how it arrives.

What a partner's strength does on the ground is `sim.domain.partners`.
"""

from __future__ import annotations

from typing import Literal

from sim.distributions import Constant, Pert
from sim.scenario.schema.resources import Part, Sector
from sim.scenario.values import DaysLaw, Factor, Moment, Pledged, ShareLaw


class PartnerArrival(Part):
    """Recruitment curve of a partner: Weibull in time with a ceiling below 1."""

    shape: Factor = 1.88
    """How late the bulk comes: 1 is a steady rate; Kosovo 1999–2002, fitted (D)."""
    scale: DaysLaw = Constant(322.6)
    """Days after the lag at which 63 % of the ceiling are there: 10.6 months in Kosovo (D)."""
    ceiling: ShareLaw = Constant(0.96)
    """Share of the pledge ever there, below 1: 0.96 in Kosovo (D); think of 0.7 to 0.98 (J)."""


class PartnerDeclared(Part):
    """The UN, a regional body, a donor or an allied force: a pledge that comes late and not whole."""

    kind: Literal["police", "troops", "civilians", "programmes"]
    """What is pledged: heads, or for programmes dollars under delivery per year."""
    pledge: Pledged | None = None
    """Heads, or dollars for programmes, authorised from the onset on."""
    targets: tuple[tuple[Moment, Pledged], ...] = ()
    """[[day, heads or dollars], …] in place of a pledge: what is authorised, rising in time."""
    lag: DaysLaw = Pert(0.0, 14.0, 45.0)
    """Days from the onset until the first can come: about 20 in Kosovo (M; the range is J)."""
    arrival: PartnerArrival = PartnerArrival()
    """How it arrives after the lag."""
    place: str = "each_province"
    """`each_province` (spread by population), `capital` (civilians only) or a province."""
    sector: Sector | None = None
    """Sector of its programmes."""
    replaces: Literal["own_troops", "nothing"] | None = None
    """Whether troops that have come cover a part of those required; own_troops unless said."""
