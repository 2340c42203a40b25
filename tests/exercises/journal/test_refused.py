"""What no journal takes: told with its place, all at once, and nothing of the command is kept."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from drafting import HEADER, draft
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercises.errors import BadEntry
from exercises.journal import Journal, Limits, MemoryJournal, open_journal


def nested(levels: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _ in range(levels):
        found = {"in": found}
    return found


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"payload": {"text": "a\0b"}}, r"payload.text: the character U\+0000 at position 2 cannot be kept"),
        ({"payload": {"to": ["ann", "\ud83d"]}}, r"payload.to\[1\]: the character U\+D83D at position 1"),
        ({"payload": {"a\0": 1}}, "payload: the key .* is no text that can be kept"),
        ({"payload": {1: 2}}, "payload: the key '1' is no text"),
        ({"payload": {"n": math.nan}}, "payload.n: 'nan' cannot be kept"),
        ({"payload": {"n": -math.inf}}, "payload.n: '-inf' cannot be kept"),
        ({"payload": {"n": 2**63}}, "payload.n: a whole number of 64 bits cannot be kept"),
        ({"payload": {"n": 10**5000}}, "payload.n: a whole number of 16610 bits cannot be kept"),
        ({"payload": {"n": {1, 2}}}, "payload.n: .* cannot be kept"),
        ({"payload": {"text": b"bytes"}}, "payload.text: .* cannot be kept"),
        ({"payload": ["list"]}, "payload: .* is no JSON object"),
        ({"payload": nested(60)}, "nested more than 40 levels deep"),
        (
            {"payload": {"text": "x" * 10_000_000}},
            "payload: has 10,000,011 bytes\n  allowed: up to 256,000",
        ),
        ({"kind": ""}, "kind: '' cannot be a name"),
        ({"actor": "ann\nbob"}, r"actor: the character U\+000A at position 4 cannot be kept"),
        ({"role": None}, "role: 'None' cannot be a name"),
        ({"kind": "k" * 201}, "kind: 'kkk.* cannot be a name"),
        ({"wall": None}, "wall: 'None' is no moment"),
        ({"wall": math.nan}, "wall: 'nan' is no moment"),
        ({"exercise": math.inf}, "exercise: 'inf' is no moment"),
        ({"scenario": "D[+]3"}, "scenario: 'D.*3' is no moment"),
        ({"scenario": True}, "scenario: 'True' is no moment"),
        ({"exercise": 10**400}, "exercise: a whole number of 1329 bits is no moment"),
    ],
)
def test_what_cannot_be_kept_is_told_with_its_place(journal: Journal, changes: dict[str, Any], said: str):
    with pytest.raises(BadEntry, match=said) as caught:
        journal.append("x", "op", [draft("good"), draft(**changes)])
    assert str(caught.value).startswith("entry 2 of the command: ")
    assert journal.head("x") == 0


def test_everything_that_is_wrong_is_told_at_once():
    journal = MemoryJournal()
    journal.create("x", HEADER)
    bad = [draft(kind="", wall=math.nan), draft("\0", actor="\n", payload={"a": "\0", "b": math.nan})]
    with pytest.raises(BadEntry) as caught:
        journal.append("x", "op", bad)
    paths = [f"{each.place.file[6]} {each.place.path}" for each in caught.value.findings]
    assert paths == ["1 kind", "1 wall", "2 actor", "2 payload.a", "2 payload.b"]


def test_a_payload_with_a_thousand_faults_is_told_by_twenty():
    journal = MemoryJournal()
    journal.create("x", HEADER)
    with pytest.raises(BadEntry) as caught:
        journal.append("x", "op", [draft(payload={"list": [math.nan] * 1000})])
    assert len(caught.value.findings) == 20


@pytest.mark.parametrize("operation", ["", "a\0b", "x" * 201, "two\nlines", "\udfff"])
def test_an_operation_id_is_a_name(journal: Journal, operation: str):
    with pytest.raises(BadEntry, match="operation"):
        journal.append("x", operation, [draft()])
    assert journal.head("x") == 0


def test_a_command_writes_something_and_not_everything(journal: Journal):
    with pytest.raises(BadEntry, match="at least one entry"):
        journal.append("x", "op", [])
    with pytest.raises(BadEntry, match="10,001 entries in one command\n  allowed: up to 10,000"):
        journal.append("x", "op", [draft()] * 10_001)


def test_limits_can_be_set(tmp_path: Path):
    """To the byte: {"text":""} and 89 characters are 100 bytes, whatever the script."""
    journal = open_journal(tmp_path / "play.sqlite", limits=Limits(payload=100))
    journal.create("x", HEADER)
    journal.append("x", "fits", [draft("ñ" * 44 + "x")])
    with pytest.raises(BadEntry, match="has 101 bytes"):
        journal.append("x", "op", [draft("ñ" * 45)])
    journal.close()


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ({"script": "s"}, "scenario: is missing or no text"),
        ({"script": 1, "scenario": "s"}, "script: is missing or no text"),
        ({"script": "a\0", "scenario": "s"}, "script: the character U.0000"),
        ({"script": "s", "scenario": "s", "seed": math.nan}, "seed: 'nan' cannot be kept"),
        ({"script": "s" * 32_000_000, "scenario": "s"}, "has 32,000,028 bytes"),
    ],
)
def test_a_header_holds_both_texts_and_what_can_be_kept(journal: Journal, header: dict[str, Any], said: str):
    with pytest.raises(BadEntry, match=said):
        journal.create("y", header)
    assert journal.exercises() == ("x",)


@pytest.mark.parametrize("name", ["", ".hidden", "../up", "a/b", "ü", "x" * 65, "a b", "x\n"])
def test_an_exercise_has_a_name_that_can_stand_in_an_address(journal: Journal, name: str):
    with pytest.raises(BadEntry, match="cannot be a name"):
        journal.create(name, HEADER)


TEXT = st.text(st.characters())
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.binary(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=PLAIN, name=st.text(st.characters(), max_size=5), moment=st.floats() | st.integers())
def test_whatever_comes_is_kept_as_it_is_or_refused(journal: Journal, value: Any, name: str, moment: float):
    """No third way: no traceback of a database, nothing that comes back as something else."""
    head = journal.head("x")
    wanted = draft(actor=name, exercise=moment, payload={"value": value})
    try:
        journal.append("x", f"op-{head}", [wanted])
    except BadEntry:
        assert journal.head("x") == head
    else:
        found = journal.read("x", after=head)[0]
        assert (found.actor, found.exercise) == (name, moment)
        assert found.payload == {"value": value}
