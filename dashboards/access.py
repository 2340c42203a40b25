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
from collections import deque
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from dashboards.door.passwords import Passwords
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
WRONG_KEPT = 1_000
"""Wrong passwords that are remembered; far more than a minute lets through."""
SHORTEST_KEY = 16
"""Bytes of a key that is given: a shorter one could be guessed from one link."""
COOKIE, COOKIE_MARK = "scrs_seat_", 8
"""Beginning of the names of our cookies, and characters of the mark of an exercise in them."""
NOTED_EACH = 60
"""Seconds within which the same refusal is noted once: nobody fills the journal by knocking."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a link says of whoever holds it. `expires`: seconds since 1970 UTC; `jti`: the link's own name.

    `once`: good for the first browser that takes the seat, and for no other.
    """

    exercise: str
    role: Role
    cell: str
    name: str
    jti: str
    expires: float
    once: bool = False

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
    opened: int
    """From how many addresses its seat was taken."""


def sign(claims: Claims, key: bytes) -> str:
    """Return the token of a link: its name, and an HMAC-SHA256 over all that the link says.

    What it says stands in the journal, so a link is short enough to be written on a card.
    """
    said = asdict(claims)
    if not claims.once:
        del said["once"]  # as links were marked before there were such
    return f"{claims.jti}.{_mark(key, said)}"


def _mark(key: bytes, said: object) -> str:
    """Return the HMAC-SHA256 over plain data, fit for an address."""
    found = hmac.digest(key, canonical(said).encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(found).rstrip(b"=").decode()


def key_in(folder: Path) -> bytes:
    """Return the signing key: from the environment, else a file that is made once, for its owner only.

    Raises: `Refused` where the environment gives one that could be guessed.
    """
    given = os.environ.get(KEY_VARIABLE, "").encode()
    if given and len(given) < SHORTEST_KEY:
        message = f"the key in {KEY_VARIABLE} has {len(given)} bytes"
        raise Refused(message, advice=f"give at least {SHORTEST_KEY}, such as: openssl rand -hex 32")
    if given:
        return given
    file = folder / "panel.key"
    if not file.exists():
        beside = folder / f"panel.key.{secrets.token_hex(4)}"
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(secrets.token_hex(KEY_BYTES).encode())
        with suppress(FileExistsError):  # another server was first; both read what is there whole
            os.link(beside, file)
        beside.unlink()
    return file.read_bytes()


@dataclass
class Known:
    """What the journal says of links, read on as it grows.

    `wrong`: (wall, seat, address) of each wrong password.
    """

    exercise: str
    seen: int = 0
    issued: dict[str, tuple[Claims, Entry]] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    taken: dict[str, str] = field(default_factory=dict)
    """Link that is good for one browser → that browser's nonce."""
    opened: dict[str, set[str]] = field(default_factory=dict)
    """Link → addresses from which its seat was taken."""
    wrong: deque[tuple[float, str, str]] = field(default_factory=lambda: deque(maxlen=WRONG_KEPT))

    def take(self, entry: Entry) -> None:
        """Take in one more entry."""
        self.seen = entry.seq
        said = entry.payload
        if entry.kind == "link.issued":
            names = ("cell", "name", "jti", "expires")
            claims = Claims(
                exercise=self.exercise,
                role=Role(said["role"]),
                once=said.get("once", False),
                **{each: said[each] for each in names},
            )
            self.issued[claims.jti] = claims, entry
        elif entry.kind == "link.revoked":
            self.revoked.add(said["jti"])
        elif entry.kind == "link.opened":
            self.taken.setdefault(said["jti"], said["nonce"])
            self.opened.setdefault(said["jti"], set()).add(said["address"])
        elif entry.kind == "access.refused" and "address" in said:
            self.wrong.append((entry.wall, said["seat"], said["address"]))


class Gate:
    """Issues links, lets their holders in, and takes links back; each is an entry of the journal.

    Parameters: `clock`: returns seconds since 1970 UTC; `passwords`: of seats whose link is not enough.
    """

    def __init__(
        self,
        journal: Journal,
        director: Director,
        key: bytes,
        *,
        clock: Callable[[], float],
        passwords: Passwords | None = None,
    ) -> None:
        self._journal, self._director, self._key, self._clock = journal, director, key, clock
        self.passwords = passwords or Passwords({})
        self._lock = threading.Lock()
        self._known = Known(director.exercise)

    def cookie(self, seat: str) -> str:
        """Return the name of the cookie in which a browser keeps a seat of ours; '' for how they begin.

        Browsers know cookies by host, not by port: another panel of this machine has names of its own, and
        servers that share exercise and key share their seats.
        """
        return f"{COOKIE}{_mark(self._key, ['cookie', self._director.exercise])[:COOKIE_MARK]}_{seat}"

    # ------------------------------------------------------------------------------------ coming in

    def known(self, token: str) -> Claims:
        """Return the claims of a link that is good now. Raises: `Refused` with the reason, for the holder."""
        claims = self.genuine(token)
        if claims.jti in self._known.revoked:
            message = "this link was taken back"
            raise Refused(message, advice="ask the administrator of the exercise for another")
        if self._clock() >= claims.expires:
            message = "this link has expired"
            raise Refused(message, advice="ask the administrator of the exercise for another")
        return claims

    def genuine(self, token: str) -> Claims:
        """Return the claims of a link of ours, good or not any more. Raises: `Refused`."""
        self._catch_up()
        jti, _, rest = token.partition(".")
        mark = rest.partition(".")[0]
        claims, _ = self._known.issued.get(jti, (None, None))
        if claims is None or not _same(sign(claims, self._key), f"{jti}.{mark}"):
            message = "this is no link to this exercise"
            raise Refused(message, advice="ask the administrator of the exercise for yours")
        return claims

    def admit(self, token: str) -> Claims:
        """Return the claims of a cookie whose holder may be here now. Raises: `Refused` with the reason."""
        claims = self.known(token)
        if not self.sealed(claims):
            return claims
        nonce, _, mark = token.partition(".")[2].partition(".")[2].partition(".")
        if not _same(self._seal(claims, nonce), mark):
            message = "this seat asks for more than its link"
            raise Refused(message, advice="open the link again to sign in")
        if claims.once and self._known.taken.get(claims.jti) != nonce:
            message = "this link is good for one browser, and another one has it"
            raise Refused(message, advice="ask the administrator of the exercise for another")
        return claims

    def sealed(self, claims: Claims) -> bool:
        """Whether a seat's cookie says more than its link: that a password was given, or who was first."""
        return claims.once or self.passwords.asks(claims.role)

    def open(self, claims: Claims, *, nonce: str, address: str) -> str:
        """Note that somebody takes a seat; return the cookie. Raises: `Refused` if somebody else has it.

        Parameters: `nonce`: names this browser where the seat is sealed, else ''.
        """
        mark = claims.jti if claims.once else f"{claims.jti}:{nonce or _short(address)}"
        said = {"jti": claims.jti, "nonce": nonce, "address": address}
        self._note("link.opened", f"link.opened:{mark}", by=claims.actor, said=said)
        token = sign(claims, self._key)
        cookie = f"{token}.{nonce}.{self._seal(claims, nonce)}" if nonce else token
        self.admit(cookie)
        return cookie

    def _seal(self, claims: Claims, nonce: str) -> str:
        return _mark(self._key, ["taken", claims.jti, nonce, self.passwords.stamp(claims.role)])

    def wrong_tries(self, seat: str, seconds: float) -> list[str]:
        """Return the addresses of wrong passwords for a seat within the last seconds, one for each."""
        self._catch_up()
        now = self._clock()  # which may have been set back: what is an hour ahead is not of this minute
        with self._lock:
            return [
                address for wall, at, address in self._known.wrong if at == seat and abs(now - wall) < seconds
            ]

    def note_wrong(self, claims: Claims, address: str) -> None:
        """Note a wrong password; never what it was."""
        said = {"reason": "a wrong password", "jti": claims.jti, "seat": claims.seat, "address": address}
        self._note("access.refused", f"access.refused:{secrets.token_hex(8)}", by=claims.actor, said=said)

    def refused(self, reason: str, claims: Claims | None = None) -> None:
        """Note that somebody was turned away, once a minute for the same reason."""
        who = Actor(claims.name, claims.role) if claims else Actor("unknown", Role.OBSERVER)
        minute = int(self._clock() // NOTED_EACH)
        said = {"reason": reason[:200], "jti": claims.jti if claims else ""}
        self._note("access.refused", f"access.refused:{_short(canonical(said))}:{minute}", by=who, said=said)

    # ---------------------------------------------------------------------------------------- links

    def issue(
        self,
        role: Role,
        *,
        cell: str = "",
        name: str = "",
        by: Actor,
        days: float = GOOD_FOR_DAYS,
        once: bool = False,
    ) -> Link:
        """Issue a link. Raises: `NotAllowed`; `Refused` for a cell that is not there."""
        self._may(by)
        cells = self._director.setting.script.cells
        if (role is Role.CELL) != (cell in cells):
            message = f"a link for {role} and the cell {cell!r} makes no sense"
            raise Refused(message, advice=f"cells are {', '.join(cells)}; other roles have none")
        jti = secrets.token_urlsafe(9)
        expires = float(int(self._clock() + days * SECONDS_IN_DAY))
        who = {"jti": jti, "role": role.value, "cell": cell, "name": name or cell or role.value}
        said: dict[str, Any] = {**who, "expires": expires}
        said |= {"once": True} if once else {}
        self._note("link.issued", f"link.issued:{jti}", by=by, said=said)
        self._catch_up()
        return next(each for each in self.links() if each.claims.jti == jti)

    def revoke(self, jti: str, *, by: Actor) -> None:
        """Take a link back: pages of its holder stop at their next look. Raises: `NotAllowed`, `Refused`."""
        self._may(by)
        self._catch_up()
        if jti not in self._known.issued:
            message = "there is no such link"
            raise Refused(message)
        self._note("link.revoked", f"link.revoked:{jti}", by=by, said={"jti": jti})

    def links(self) -> list[Link]:
        """Return all links, in the order in which they were issued."""
        self._catch_up()
        with self._lock:
            return [
                Link(
                    claims,
                    sign(claims, self._key),
                    entry.wall,
                    entry.actor,
                    claims.jti in self._known.revoked,
                    len(self._known.opened.get(claims.jti, ())),
                )
                for claims, entry in self._known.issued.values()
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
        """Read what is new since we last looked; no look-up where nothing is."""
        with self._lock:
            if self._director.state.head > self._known.seen:
                for entry in self._director.since(self._known.seen):
                    self._known.take(entry)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def open_doors(gate: Gate, cells: list[str], *, by: Actor) -> list[Link]:
    """Return one good link for each role and cell, issuing those that are missing."""
    wanted: list[tuple[Role, str]] = [(each, "") for each in Role if each is not Role.CELL]
    wanted[2:2] = [(Role.CELL, each) for each in cells]
    found = {(each.claims.role, each.claims.cell): each for each in reversed(gate.good())}
    return [found.get(each) or gate.issue(each[0], cell=each[1], by=by) for each in wanted]
