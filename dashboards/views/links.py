"""Join links as an administrator sees them: for whom, until when, and whether they still let anybody in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboards.access import Gate


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link. `path`: the address without the server's part; '' where it lets nobody in any more.

    `opened`: from how many addresses its seat was taken.
    """

    jti: str
    seat: str
    role: str
    name: str
    state: str
    until: str
    opened: int
    path: str


def links_view(gate: Gate, *, wall: float) -> list[LinkLine]:
    """Return all links, the newest first. `wall`: seconds since 1970 UTC."""
    found = []
    for each in reversed(gate.links()):
        claims = each.claims
        state = "taken back" if each.revoked else "expired" if claims.expires <= wall else "good"
        until = f"{datetime.fromtimestamp(claims.expires, UTC):%Y-%m-%d %H:%M} UTC"
        path = f"/join?t={each.token}" if state == "good" else ""
        found.append(
            LinkLine(
                jti=claims.jti,
                seat=claims.seat,
                role=claims.role.value,
                name=claims.name,
                state=f"{state}, one browser" if claims.once and state == "good" else state,
                until=until,
                opened=each.opened,
                path=path,
            )
        )
    return found
