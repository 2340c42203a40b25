"""Coming in: what a link and, where one is asked, a password are worth, and how often one may try.

Links themselves are `dashboards.access`; how a browser is answered is `door.joining`.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from typing import TYPE_CHECKING

from exercises.errors import Refused

if TYPE_CHECKING:
    from dashboards.access import Gate

MOST_TRIES = 5
"""Wrong passwords a minute for a seat from one address."""
MOST_AT_SEAT = 20
"""The same from all addresses: who can choose addresses gains nothing."""
WINDOW = 60.0
NONCE_BYTES = 12


class Entering:
    """Turns links into cookies, one try at a time."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._turn = threading.Lock()

    def enter(self, token: str, *, address: str, password: str = "") -> str:
        """Return the cookie of whoever has the link and, where the seat asks for one, the password.

        Parameters: `address`: from where it is tried.
        Raises: `Refused`: no good link, a wrong password, too many of them, a link that is somebody's.
        """
        claims = self._gate.known(token)
        if self._gate.passwords.asks(claims.role):
            with self._turn:  # so that nobody tries many at once, nor keeps the machine busy with them
                self._prove(token, address=address, password=password)
        return self.vouched(token, address=address)

    def vouched(self, token: str, *, address: str) -> str:
        """Return the cookie of somebody for whom an organisation vouches: that is worth a password.

        Raises: `Refused`: no good link.
        """
        nonce = secrets.token_urlsafe(NONCE_BYTES)
        claims = self._gate.known(token)
        return self._gate.open(claims, nonce=nonce if self._gate.sealed(claims) else "", address=address)

    def _prove(self, token: str, *, address: str, password: str) -> None:
        claims = self._gate.known(token)
        tried = self._gate.wrong_tries(claims.seat, WINDOW)
        if len(tried) >= MOST_AT_SEAT or tried.count(address) >= MOST_TRIES:
            message = "too many wrong passwords for this seat"
            self._gate.refused(message, claims)
            raise Refused(message, advice="wait a minute, then try again")
        if not self._gate.passwords.fits(claims.role, password):
            self._gate.note_wrong(claims, address)
            left = MOST_TRIES - 1 - tried.count(address)
            message = "that is not the password of this seat"
            raise Refused(message, advice=f"{left} more tries in this minute" if left else "wait a minute")


def shortened(address: str) -> str:
    """Return an address as the journal keeps it: long ones, which no network gives, by their hash."""
    longest = 45  # characters of an IPv6 address with an IPv4 address in it
    return address if len(address) <= longest else hashlib.sha256(address.encode()).hexdigest()[:16]
