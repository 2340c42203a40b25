"""Who may come in: signed join links, what they say, and the gate that knows which are still good.

What a role may do in play is `exercises.roles`; how a browser carries its link is `dashboards.seat`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import threading
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from exercises.errors import NotAllowed, Refused
from exercises.journal.entries import Draft, canonical
from exercises.roles import Actor, Role, may

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from exercises.director import Director
    from exercises.journal.entries import Entry
    from exercises.journal.store import Journal

KEY_BYTES = 32
KEY_VARIABLE = "SCRS_PANEL_KEY"
"""Environment variable with the signing key, where no file may hold it."""
GOOD_FOR_DAYS = 14
SECONDS_IN_DAY = 86_400
NOTED_EACH = 60
"""Seconds within which the same refusal is noted once: nobody fills the journal by knocking."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a link says of whoever holds it. `expires`: seconds since 1970 UTC; `jti`: the link's own name."""

    exercise: str
    role: Role
    cell: str
    name: str
    jti: str
    expires: float

    @property
    def actor(self) -> Actor:
        """Who acts in play."""
        return Actor(self.name, self.role, self.cell)

    @property
    def seat(self) -> str:
        """What names the place at the table in an address; no secret."""
        return self.cell or self.role.value


@dataclass(frozen=True, slots=True)
class Link:
    """A link that was issued, and what became of it. `issued`: seconds since 1970 UTC."""

    claims: Claims
    token: str
    issued: float
    by: str
    revoked: bool


def sign(claims: Claims, key: bytes) -> str:
    """Return the token of a link: its name, and an HMAC-SHA256 over all that the link says.

    What it says stands in the journal, so a link is short enough to be written on a card.
    """
    mark = hmac.digest(key, canonical(asdict(claims)).encode(), hashlib.sha256)
    return f"{claims.jti}.{base64.urlsafe_b64encode(mark).rstrip(b'=').decode()}"


def key_in(folder: Path) -> bytes:
    """Return the signing key: from the environment, else a file that is made once, for its owner only."""
    given = os.environ.get(KEY_VARIABLE)
    if given:
        return given.encode()
    file = folder / "panel.key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_bytes()
    with os.fdopen(handle, "wb") as out:
        out.write(secrets.token_hex(KEY_BYTES).encode())
    return file.read_bytes()


class Gate:
    """Issues links, lets their holders in, and takes links back; each is an entry of the journal.

    Parameters: `clock`: returns seconds since 1970 UTC.
    """

    def __init__(
        self, journal: Journal, director: Director, key: bytes, *, clock: Callable[[], float]
    ) -> None:
        self._journal, self._director, self._key, self._clock = journal, director, key, clock
        self._lock = threading.Lock()
        self._seen = 0
        self._issued: dict[str, tuple[Claims, Entry]] = {}
        self._revoked: set[str] = set()

    def admit(self, token: str) -> Claims:
        """Return the claims of a link that is good now. Raises: `Refused` with the reason, for the holder."""
        self._catch_up()
        claims, _ = self._issued.get(token.partition(".")[0], (None, None))
        if claims is None or not hmac.compare_digest(sign(claims, self._key).encode(), token.encode()):
            message = "this is no link to this exercise"
            raise Refused(message, advice="ask the administrator of the exercise for yours")
        if claims.jti in self._revoked:
            message = "this link was taken back"
            raise Refused(message, advice="ask the administrator of the exercise for another")
        if self._clock() >= claims.expires:
            message = "this link has expired"
            raise Refused(message, advice="ask the administrator of the exercise for another")
        return claims

    def issue(
        self, role: Role, *, cell: str = "", name: str = "", by: Actor, days: float = GOOD_FOR_DAYS
    ) -> Link:
        """Issue a link. Raises: `NotAllowed`; `Refused` for a cell that is not there."""
        self._may(by)
        cells = self._director.setting.script.cells
        if (role is Role.CELL) != (cell in cells):
            message = f"a link for {role} and the cell {cell!r} makes no sense"
            raise Refused(message, advice=f"cells are {', '.join(cells)}; other roles have none")
        jti = secrets.token_urlsafe(9)
        expires = float(int(self._clock() + days * SECONDS_IN_DAY))
        said = {"jti": jti, "role": role.value, "cell": cell, "name": name or cell or role.value}
        self._note("link.issued", f"link.issued:{jti}", by=by, said={**said, "expires": expires})
        self._catch_up()
        return next(each for each in self.links() if each.claims.jti == jti)

    def revoke(self, jti: str, *, by: Actor) -> None:
        """Take a link back: pages of its holder stop within a second. Raises: `NotAllowed`, `Refused`."""
        self._may(by)
        self._catch_up()
        if jti not in self._issued:
            message = "there is no such link"
            raise Refused(message)
        self._note("link.revoked", f"link.revoked:{jti}", by=by, said={"jti": jti})

    def refused(self, reason: str, claims: Claims | None = None) -> None:
        """Note that somebody was turned away, once a minute for the same reason."""
        who = Actor(claims.name, claims.role) if claims else Actor("unknown", Role.OBSERVER)
        minute = int(self._clock() // NOTED_EACH)
        said = {"reason": reason[:200], "jti": claims.jti if claims else ""}
        mark = hashlib.sha256(canonical(said).encode()).hexdigest()[:16]
        self._note("access.refused", f"access.refused:{mark}:{minute}", by=who, said=said)

    def links(self) -> list[Link]:
        """Return all links, in the order in which they were issued."""
        self._catch_up()
        with self._lock:
            return [
                Link(claims, sign(claims, self._key), entry.wall, entry.actor, claims.jti in self._revoked)
                for claims, entry in self._issued.values()
            ]

    def good(self) -> list[Link]:
        """Return the links that let somebody in now."""
        return [each for each in self.links() if not each.revoked and each.claims.expires > self._clock()]

    def _may(self, by: Actor) -> None:
        if not may(by, "admit"):
            raise NotAllowed(by.name, by.role.value, "admit")

    def _note(self, kind: str, operation: str, *, by: Actor, said: dict[str, Any]) -> None:
        draft = Draft(kind=kind, actor=by.name, role=by.role.value, wall=self._clock(), payload=said)
        self._journal.append(self._director.exercise, operation, [draft])
        self._director.catch_up()

    def _catch_up(self) -> None:
        """Read what was issued and taken back since we last looked; no look-up where nothing is new."""
        with self._lock:
            if self._director.state.head <= self._seen:
                return
            for entry in self._director.since(self._seen):
                self._seen = entry.seq
                said = entry.payload
                if entry.kind == "link.issued":
                    claims = Claims(
                        self._director.exercise,
                        Role(said["role"]),
                        said["cell"],
                        said["name"],
                        said["jti"],
                        said["expires"],
                    )
                    self._issued[claims.jti] = claims, entry
                elif entry.kind == "link.revoked":
                    self._revoked.add(said["jti"])


def open_doors(gate: Gate, cells: list[str], *, by: Actor) -> list[Link]:
    """Return one good link for each role and cell, issuing those that are missing."""
    wanted: list[tuple[Role, str]] = [(each, "") for each in Role if each is not Role.CELL]
    wanted[2:2] = [(Role.CELL, each) for each in cells]
    found = {(each.claims.role, each.claims.cell): each for each in reversed(gate.good())}
    return [found.get(each) or gate.issue(each[0], cell=each[1], by=by) for each in wanted]
