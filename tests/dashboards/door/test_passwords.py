"""Passwords: kept as hashes by their owner alone, made where none are given, changed on purpose."""

import json
import stat

import pytest
from knocking import quick

from dashboards.door.passwords import ASKED, FILE, Kept, make, read_passwords, set_passwords
from exercises.errors import Refused
from exercises.roles import Role

KEY = b"a key for tests, long enough"


@pytest.fixture
def quickly(monkeypatch):
    """Keep passwords at the least cost; what they cost in earnest is a test of its own."""
    monkeypatch.setattr(Kept, "of", staticmethod(quick))


def test_what_is_not_given_is_made_and_told_once(tmp_path, quickly):
    """The second start finds it there and tells nothing."""
    made = set_passwords(tmp_path, KEY, {Role.DIRECTOR: "given by the director"})
    assert list(made) == [Role.ADMINISTRATOR]
    assert set_passwords(tmp_path, KEY, {}) == {}
    kept = read_passwords(tmp_path)
    assert kept.fits(Role.ADMINISTRATOR, made[Role.ADMINISTRATOR])
    assert kept.fits(Role.DIRECTOR, "given by the director")
    assert not kept.fits(Role.DIRECTOR, made[Role.ADMINISTRATOR])


def test_the_file_holds_no_password_and_is_its_owners_alone(tmp_path):
    """A hash by scrypt, at a cost that slows guessing."""
    set_passwords(tmp_path, KEY, dict.fromkeys(ASKED, "one password for two"))
    file = tmp_path / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "one password" not in file.read_text()
    told = json.loads(file.read_text())
    assert all((each["n"], each["r"], each["p"]) == (2**15, 8, 3) for each in told.values())
    assert told["director"]["salt"] != told["administrator"]["salt"]
    assert [each.name for each in tmp_path.iterdir()] == [FILE]


def test_two_servers_with_one_key_and_one_password_take_each_others_cookies(tmp_path, quickly):
    """The stamp that goes into a cookie is the same; with another password it is another."""
    stamps = []
    for name, password in (
        ("one", "a password of both"),
        ("two", "a password of both"),
        ("three", "of another"),
    ):
        folder = tmp_path / name
        folder.mkdir()
        set_passwords(folder, KEY, dict.fromkeys(ASKED, password))
        stamps.append(read_passwords(folder).stamp(Role.DIRECTOR))
    assert stamps[0] == stamps[1] != stamps[2]


@pytest.mark.parametrize("password", ["", "short", "x" * 201])
def test_a_password_that_is_too_short_or_too_long_is_refused(tmp_path, password):
    """Nothing is written."""
    with pytest.raises(Refused, match="10 to 200"):
        set_passwords(tmp_path, KEY, {Role.DIRECTOR: password})
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_changed_is_refused_by_name(tmp_path):
    """With what to do."""
    (tmp_path / FILE).write_text("{broken")
    with pytest.raises(Refused, match=r"panel\.passwords is not as it was written"):
        read_passwords(tmp_path)


def test_passwords_that_are_made_are_long_and_never_the_same():
    """Four groups of five letters that nobody misreads."""
    found = {make() for _ in range(50)}
    assert len(found) == 50
    assert all(len(each) == 23 and not set(each) & set("01ilo") for each in found)


def test_a_password_beyond_ascii_fits_itself():
    """And nothing near it."""
    kept = Kept(
        b"salt".hex(), Kept(b"salt".hex(), "", n=2, r=1, p=1).reckon("größer als zehn"), n=2, r=1, p=1
    )
    assert kept.fits("größer als zehn")
    assert not kept.fits("grosser als zehn")
