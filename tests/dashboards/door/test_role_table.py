"""The table of people and groups: who sits where, and what is wrong in it at its place."""

import pytest

from dashboards.door.role_table import Seat, read_table
from exercises.errors import Refused
from exercises.roles import Role
from sim.errors import BadInput

CELLS = ("embassy", "military")


def table_of(folder, text):
    file = folder / "roles.yaml"
    file.write_text(text)
    return read_table(file, CELLS)


def test_what_is_said_of_a_person_goes_before_what_is_said_of_groups(tmp_path):
    """Groups count in the order of the file; addresses whatever their capitals."""
    found = table_of(
        tmp_path,
        "people: {Ann@Example.org: director}\ngroups: {players: {cell: embassy}, staff: controller}\n",
    )
    assert found.seat_of("ann@example.ORG", ["staff"]) == Seat(Role.DIRECTOR)
    assert found.seat_of("ben@example.org", ["staff", "players"]) == Seat(Role.CELL, "embassy")
    assert found.seat_of("", ["staff"]) == Seat(Role.CONTROLLER)


@pytest.mark.parametrize("email", ["", "nobody@example.org"])
def test_whoever_is_not_in_it_has_no_seat(tmp_path, email):
    """And is told whom to ask."""
    found = table_of(tmp_path, "people: {ann@example.org: director}\n")
    with pytest.raises(Refused, match="no seat"):
        found.seat_of(email, ["strangers"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("people: {a@b.c: directer}\n", "roles.yaml:1:17: people.a@b.c: 'directer' is no seat"),
        ("people: {a@b.c: cell}\n", "'cell' is no seat"),
        ("groups: {g: {cell: embasy}}\n", "Did you mean 'embassy'?"),
        ("groups: {g: {cell: embassy, role: cell}}\n", "is no seat"),
        ("peple: {a@b.c: director}\n", "Did you mean 'people'?"),
        ("people: [a@b.c]\n", "is no mapping"),
        ("", "the file is empty"),
    ],
)
def test_what_is_wrong_in_it_is_said_at_its_place(tmp_path, text, said):
    """With what is allowed and what was probably meant."""
    with pytest.raises(BadInput) as found:
        table_of(tmp_path, text)
    assert said in str(found.value)
