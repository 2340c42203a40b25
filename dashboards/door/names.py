"""Names by which browsers reach this machine's panel. Who uses another one is told so by `door.guarding`."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LOOPBACK = ("127.0.0.1", "localhost", "::1")
ANYWHERE = ("0.0.0.0", "::")  # noqa: S104  named so that links can say how to reach this machine
NOWHERE = ("192.0.2.1", 9)
"""An address that no network has (RFC 5737): nothing is sent, but the system says how it would go there."""


def names_of(host: str, given: Iterable[str] = ()) -> frozenset[str]:
    """Return all names under which a panel that listens at a host answers.

    Parameters: `given`: names that this machine cannot know, such as that of a proxy before it.
    """
    found = {*LOOPBACK, *(each.lower() for each in given)}
    if host not in ANYWHERE:
        return frozenset({*found, host.lower()})
    return frozenset({*found, socket.gethostname().lower(), socket.getfqdn().lower(), *_addresses()})


def _addresses() -> set[str]:
    """Return the addresses of this machine, as far as it knows them."""
    found: set[str] = set()
    with suppress(OSError):
        found |= {str(each[4][0]) for each in socket.getaddrinfo(socket.gethostname(), None)}
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(NOWHERE)
        found.add(str(probe.getsockname()[0]))
    return found
