"""Documents: what is no document, where what is missing would stand, and when two are the same."""

import hashlib

import pytest

from sim.errors import BadInput, Unreadable
from sim.scenario.reading import document_from, read_text

TEXT = "title: Here\npools:\n  crew: {size: 2}\nrisks:\n  - {chance: 0.1}\n"


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "null", "---\n...\n"])
def test_an_empty_file_is_refused(text):
    with pytest.raises(Unreadable, match="the file is empty"):
        read_text(text, "a.yaml")


@pytest.mark.parametrize("text", ["- a\n- b\n", "just text", "5", "[]"])
def test_a_document_is_keys_and_values(text):
    with pytest.raises(Unreadable, match=r"a\.yaml:1:1: the top level is not a mapping"):
        read_text(text, "a.yaml")


def test_a_huge_text_is_refused():
    with pytest.raises(Unreadable, match=r"this one is 5\.1 MB"):
        read_text("#" * 5_000_001, "a.yaml")


def test_what_is_missing_is_shown_where_it_would_stand():
    document = read_text(TEXT, "a.yaml")
    place = document.place(("pools", "crew", "queue", "policy"))
    assert (str(place), place.path) == ("a.yaml:3:9", "pools.crew.queue.policy")
    place = document.place(("start",))
    assert (str(place), place.path) == ("a.yaml:1:1", "start")


def test_a_wrong_key_is_shown_at_the_key():
    document = read_text(TEXT, "a.yaml")
    assert str(document.key_place(("pools", "crew", "size"))) == "a.yaml:3:10"
    assert str(document.key_place(("risks", 0))) == str(document.place(("risks", 0))) == "a.yaml:5:5"


def test_the_digest_is_of_what_is_said_not_of_how():
    same = read_text('{"title": Here, pools: {crew: {size: 2}}, risks: [{chance: 1e-1}]} # other', "b.yaml")
    other = read_text(TEXT.replace("size: 2", "size: 2.0"), "a.yaml")
    assert read_text(TEXT, "a.yaml").digest == same.digest
    assert read_text(TEXT, "a.yaml").digest != other.digest
    said = b'{"title":"Here","pools":{"crew":{"size":2}},"risks":[{"chance":0.1}]}'
    assert same.digest == hashlib.sha256(said).hexdigest()


def test_the_order_of_keys_counts_as_it_does_where_operations_tie():
    first, second = read_text("a: 1\nb: 2\n", "a.yaml"), read_text("b: 2\na: 1\n", "a.yaml")
    assert first.data == second.data
    assert first.digest != second.digest


def test_plain_data_becomes_a_document_without_lines():
    given = {"title": "Here", "pools": {"crew": {"size": 2}}, "risks": ({"chance": 0.1},)}
    document = document_from(given, "from the panel")
    assert document.data == read_text(TEXT, "a.yaml").data
    assert document.digest == read_text(TEXT, "a.yaml").digest
    assert set(document.places) == set(read_text(TEXT, "a.yaml").places)
    place = document.place(("risks", 0, "chance"))
    assert (str(place), place.path) == ("from the panel", "risks.0.chance")


def test_plain_data_is_copied():
    given = {"pools": {"crew": {"size": 2}}}
    document = document_from(given, "a")
    given["pools"]["crew"]["size"] = 3
    assert document.data["pools"]["crew"]["size"] == 2


@pytest.mark.parametrize("data", [{1.5: "a"}, {True: "a"}, {-1: "a"}, {"a": {None: 1}}])
def test_plain_data_has_text_for_keys(data):
    with pytest.raises(BadInput, match="is not text"):
        document_from(data, "a")


def test_plain_data_that_holds_itself_is_refused():
    data = {}
    data["a"] = data
    with pytest.raises(BadInput, match="nested more than 50 levels deep"):
        document_from(data, "a")
