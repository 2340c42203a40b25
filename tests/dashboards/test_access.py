"""Join links: who gets in, who does not, and what the journal says of it."""

import stat

import pytest
from playing import CONTROLLER, EMBASSY, director_of
from seating import ADMINISTRATOR, KEY

from dashboards.access import KEY_VARIABLE, Gate, key_in, open_doors, sign
from exercises.errors import NotAllowed, Refused
from exercises.journal.memory import MemoryJournal
from exercises.roles import Role


@pytest.fixture
def journal():
    made = MemoryJournal()
    made.create("test", {"script": "", "scenario": ""})
    return made


@pytest.fixture
def played(journal):
    return director_of({"uid": "a"}, journal=journal)


@pytest.fixture
def gate(journal, played):
    director, wall = played
    return Gate(journal, director, KEY, clock=wall)


def kinds(journal):
    return [each.kind for each in journal.read("test")]


def test_whoever_holds_a_link_has_the_seat_that_it_names(gate):
    """A link says role, cell and name, and the journal knows it."""
    link = gate.issue(Role.CELL, cell="embassy", name="Emil", by=ADMINISTRATOR)
    claims = gate.admit(link.token)
    assert (claims.actor.name, claims.actor.role, claims.actor.cell) == ("Emil", Role.CELL, "embassy")


def test_a_changed_link_lets_nobody_in(gate):
    """Each character of a token counts, and so does the key."""
    token = gate.issue(Role.OBSERVER, by=ADMINISTRATOR).token
    claims = gate.admit(token)
    for wrong in (
        "",
        ".",
        token[:-1],
        token[1:],
        f"{token}A",
        sign(claims, b"another key"),
        "é.ñ",
        "a" * 9_999,
    ):
        with pytest.raises(Refused, match="no link to this exercise"):
            gate.admit(wrong)


def test_a_link_of_a_role_is_not_worth_another_role(gate):
    """The mark covers the role: a player who writes 'director' gets in as nobody."""
    player = gate.issue(Role.CELL, cell="embassy", by=ADMINISTRATOR)
    director = gate.issue(Role.DIRECTOR, by=ADMINISTRATOR)
    mixed = f"{director.token.partition('.')[0]}.{player.token.partition('.')[2]}"
    with pytest.raises(Refused):
        gate.admit(mixed)


def test_a_link_expires(gate, played):
    """After its days it is refused, with the reason."""
    token = gate.issue(Role.OBSERVER, by=ADMINISTRATOR, days=1).token
    played[1].pass_(86_399)
    gate.admit(token)
    played[1].pass_(2)
    with pytest.raises(Refused, match="expired"):
        gate.admit(token)


def test_a_link_that_was_taken_back_is_refused_at_once_and_for_good(gate, journal, played):
    """Also by another gate on the same journal, as after a restart."""
    link = gate.issue(Role.OBSERVER, by=ADMINISTRATOR)
    gate.revoke(link.claims.jti, by=ADMINISTRATOR)
    with pytest.raises(Refused, match="taken back"):
        gate.admit(link.token)
    director, wall = director_of({"uid": "a"}, journal=journal)
    with pytest.raises(Refused, match="taken back"):
        Gate(journal, director, KEY, clock=wall).admit(link.token)
    assert kinds(journal) == ["link.issued", "link.revoked"]


def test_another_process_on_the_journal_knows_the_links(gate, journal):
    """A link issued by one gate opens another one with the same key, and none with another key."""
    token = gate.issue(Role.EVALUATOR, by=ADMINISTRATOR).token
    director, wall = director_of({"uid": "a"}, journal=journal)
    assert Gate(journal, director, KEY, clock=wall).admit(token).role is Role.EVALUATOR
    with pytest.raises(Refused):
        Gate(journal, director, b"another", clock=wall).admit(token)


@pytest.mark.parametrize("who", [CONTROLLER, EMBASSY])
def test_only_directors_and_administrators_issue_and_revoke(gate, journal, who):
    """The matrix of roles says so; nothing is written."""
    with pytest.raises(NotAllowed):
        gate.issue(Role.DIRECTOR, by=who)
    with pytest.raises(NotAllowed):
        gate.revoke("anything", by=who)
    assert kinds(journal) == []


@pytest.mark.parametrize(
    ("role", "cell"), [(Role.CELL, "nowhere"), (Role.CELL, ""), (Role.DIRECTOR, "embassy")]
)
def test_a_link_that_makes_no_sense_is_not_issued(gate, role, cell):
    """A cell's link needs a cell that is there; other roles have none."""
    with pytest.raises(Refused, match="makes no sense"):
        gate.issue(role, cell=cell, by=ADMINISTRATOR)


def test_a_link_that_is_not_there_cannot_be_taken_back(gate):
    """It is said so."""
    with pytest.raises(Refused, match="no such link"):
        gate.revoke("nothing", by=ADMINISTRATOR)


def test_knocking_is_noted_once_a_minute(gate, journal, played):
    """A hundred wrong links in a minute are one entry, not a hundred."""
    for _ in range(100):
        gate.refused("this is no link")
    assert kinds(journal) == ["access.refused"]
    played[1].pass_(61)
    gate.refused("this is no link")
    assert kinds(journal) == ["access.refused"] * 2


def test_doors_are_opened_once_for_each_role_and_cell(gate, journal):
    """A restart shows the same links; one that was taken back is replaced."""
    first = open_doors(gate, ["embassy", "military"], by=ADMINISTRATOR)
    assert [each.claims.seat for each in first] == [
        "director", "controller", "embassy", "military", "evaluator", "observer", "administrator",
    ]  # fmt: skip
    again = open_doors(gate, ["embassy", "military"], by=ADMINISTRATOR)
    assert [each.token for each in again] == [each.token for each in first]
    gate.revoke(first[2].claims.jti, by=ADMINISTRATOR)
    assert open_doors(gate, ["embassy", "military"], by=ADMINISTRATOR)[2].token != first[2].token


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path, monkeypatch):
    """Links survive a restart, and others of the machine cannot read the key."""
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    key = key_in(tmp_path)
    assert len(key) >= 32
    assert key_in(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "panel.key").stat().st_mode) == 0o600
    monkeypatch.setenv(KEY_VARIABLE, "given, and long enough")
    assert key_in(tmp_path) == b"given, and long enough"
