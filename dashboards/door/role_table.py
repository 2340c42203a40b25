"""Which person or group of an organisation has which seat: a small file, checked before anybody signs in.

    people: {ann@example.org: director, ben@example.org: {cell: embassy}}
    groups: {exercise-control: controller, embassy-players: {cell: embassy}}

How somebody proves to be that person is `door.oidc`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exercises.errors import Refused
from exercises.roles import Role
from sim.errors import BadInput, nearest, quote
from sim.scenario.reading import read_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from sim.errors import Finding
    from sim.scenario.reading import Document

PEOPLE, GROUPS = "people", "groups"
ALONE = tuple(each.value for each in Role if each is not Role.CELL)
"""Roles that are a seat by themselves."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A role, and the cell where it has one."""

    role: Role
    cell: str = ""


@dataclass(frozen=True, slots=True)
class RoleTable:
    """Who sits where. People are told by their e-mail address, in small letters."""

    people: Mapping[str, Seat]
    groups: Mapping[str, Seat]

    def seat_of(self, email: str, groups: Iterable[str]) -> Seat:
        """Return somebody's seat: what is said of the person goes before what is said of groups.

        Raises: `Refused` for somebody who has none.
        """
        held = set(groups)
        of_groups = (seat for name, seat in self.groups.items() if name in held)
        found = self.people.get(email.lower()) or next(of_groups, None)
        if found is None:
            message = f"{email or 'whoever signed in'} has no seat in this exercise"
            raise Refused(message, advice="ask the administrator of the exercise for one")
        return found


def read_table(file: Path, cells: Collection[str]) -> RoleTable:
    """Return the table of a file. Raises: `BadInput` with all that is wrong in it, each at its place."""
    document = read_file(file, {}, what="role table")
    findings = list(_faults(document, cells))
    if findings:
        raise BadInput(findings)
    people = {name.lower(): _seat(each) for name, each in document.data.get(PEOPLE, {}).items()}
    return RoleTable(people, {name: _seat(each) for name, each in document.data.get(GROUPS, {}).items()})


def _seat(written: Any) -> Seat:
    return Seat(Role(written)) if isinstance(written, str) else Seat(Role.CELL, written["cell"])


def _faults(document: Document, cells: Collection[str]) -> Iterator[Finding]:
    if not document.data:
        yield document.place(()).finding("the table seats nobody", allowed=f"{PEOPLE}, {GROUPS}")
    for key, part in document.data.items():
        if key not in {PEOPLE, GROUPS}:
            place = document.key_place((key,))
            yield place.finding(
                f"unknown key {quote(key)}",
                allowed=f"{PEOPLE}, {GROUPS}",
                suggestion=nearest(key, (PEOPLE, GROUPS)),
            )
        elif not isinstance(part, Mapping):
            yield document.place((key,)).finding("is no mapping", allowed="a name and its seat on each line")
        else:
            for name, written in part.items():
                yield from _seat_faults(document, (key, name), written, cells=cells)


def _seat_faults(
    document: Document, path: tuple[str, str], written: Any, *, cells: Collection[str]
) -> Iterator[Finding]:
    allowed = f"{', '.join(ALONE)}, {{cell: NAME}}"
    place = document.place(path)
    if isinstance(written, Mapping) and set(written) == {"cell"}:
        cell = str(written["cell"])
        if cell not in cells:
            yield document.place((*path, "cell")).finding(
                f"there is no cell {quote(cell)}", allowed=", ".join(cells), suggestion=nearest(cell, cells)
            )
    elif not isinstance(written, str) or written not in ALONE:
        near = nearest(str(written), ALONE)
        yield place.finding(f"{quote(written)} is no seat", allowed=allowed, suggestion=near)
