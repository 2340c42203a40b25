"""Passwords of the director's and the administrator's seats: kept as scrypt hashes in a file of the owner's.

Who may try how often is `door.entering`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from exercises.errors import Refused
from exercises.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

ASKED = (Role.DIRECTOR, Role.ADMINISTRATOR)
"""Seats whose link alone is not enough."""
VARIABLES: Mapping[Role, str] = {each: f"SCRS_PANEL_{each.name}_PASSWORD" for each in ASKED}
"""Environment variables that give the passwords, where several servers share an exercise."""
SHORTEST = 10
LONGEST = 200
N, R, P = 2**15, 8, 3
"""Cost of scrypt: 32 MiB and about 0.3 s for each try. Source: OWASP Password Storage, 2023 (derived)."""
MEMORY = 2**26
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letter here can be read as another one."""
GROUPS, IN_GROUP = 4, 5
FILE = "panel.passwords"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a password. `salt`, `mark`: hexadecimal."""

    salt: str
    mark: str
    n: int = N
    r: int = R
    p: int = P

    @classmethod
    def of(cls, password: str, salt: bytes) -> Kept:
        """Return what to keep of a password."""
        empty = cls(salt.hex(), "")
        return cls(empty.salt, empty.reckon(password))

    def reckon(self, password: str) -> str:
        """Return the hash of a password, reckoned as this one was."""
        return hashlib.scrypt(
            password.encode(), salt=bytes.fromhex(self.salt), n=self.n, r=self.r, p=self.p, maxmem=MEMORY
        ).hex()

    def fits(self, password: str) -> bool:
        """Whether it is the password; takes as long for a wrong one."""
        return hmac.compare_digest(self.reckon(password[:LONGEST]), self.mark)


class Passwords:
    """The passwords of a panel by role."""

    def __init__(self, kept: Mapping[Role, Kept]) -> None:
        self._kept = kept

    def asks(self, role: Role) -> bool:
        """Whether a seat needs a password beside its link."""
        return role in self._kept

    def fits(self, role: Role, password: str) -> bool:
        """Whether it is the password of a seat."""
        return self._kept[role].fits(password)

    def stamp(self, role: Role) -> str:
        """Return what changes with the password of a seat: whoever came in by the old one is out."""
        return self._kept[role].mark if role in self._kept else ""


def read_passwords(folder: Path) -> Passwords:
    """Return the passwords that a folder keeps; none where none were set."""
    return Passwords(_read(folder / FILE))


def set_passwords(
    folder: Path, key: bytes, given: Mapping[Role, str], *, anew: bool = False
) -> dict[Role, str]:
    """Keep given passwords and make those that are missing; return what was made, to be shown once.

    The salt comes from the signing key: servers that share key and password share the seats' cookies too.
    Parameters: `anew`: make others in place of those that are there. Raises: `Refused`: too short or long.
    """
    check_lengths(given.values())
    kept = {} if anew else _read(folder / FILE)
    made = {role: make() for role in ASKED if role not in kept and role not in given}
    fresh = {
        role: each
        for role, each in {**made, **given}.items()
        if role not in kept or not kept[role].fits(each)
    }
    if fresh:
        kept |= {role: Kept.of(each, _salt(key, role)) for role, each in fresh.items()}
        _write(folder / FILE, kept)
    return made


def check_lengths(passwords: Iterable[str]) -> None:
    """Raises: `Refused` where a password is too short, or longer than is looked at."""
    for each in passwords:
        if not SHORTEST <= len(each) <= LONGEST:
            message = f"a password has {SHORTEST} to {LONGEST} characters, this one {len(each)}"
            raise Refused(message, advice="four words that do not belong together are a good one")


def make() -> str:
    """Return a password that nobody guesses, about 99 bits, and that can be read out."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(IN_GROUP)) for _ in range(GROUPS))


def _salt(key: bytes, role: Role) -> bytes:
    return hmac.digest(key, f"salt of the password of {role}".encode(), hashlib.sha256)


def _read(file: Path) -> dict[Role, Kept]:
    try:
        told = json.loads(file.read_text("utf-8"))
        return {Role(role): Kept(**each) for role, each in told.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError):
        message = f"{file} is not as it was written"
        raise Refused(message, advice="remove it, and new passwords are made at the next start") from None


def _write(file: Path, kept: Mapping[Role, Kept]) -> None:
    """Write the file whole, readable by its owner only."""
    beside = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump({role.value: asdict(each) for role, each in kept.items()}, out)
    beside.replace(file)
