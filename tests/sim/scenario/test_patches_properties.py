"""Patches over any document: order where it matters, none where it does not, and nothing else touched."""

import copy

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.scenario.patches import Patch, apply
from sim.scenario.reading import document_from, read_text

NAMES = st.sampled_from(["a", "b", "c", "d"])
LEAVES = st.one_of(
    st.integers(0, 9), st.floats(0.1, 9), st.sampled_from(["10 d", "5 M USD", "text"]), st.none()
)
NODES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
DATA = st.dictionaries(NAMES, NODES, min_size=1, max_size=4)


def written(path):
    return ".".join(map(str, path))


@st.composite
def documents_and_paths(draw, count=1):
    """Return a document and some of the paths in it."""
    document = document_from(draw(DATA), "a.yaml")
    paths = sorted((path for path in document.places if path), key=str)
    return document, *(draw(st.sampled_from(paths)) for _ in range(count))


def value_at(document, path):
    node = document.data
    for part in path:
        node = node[part]
    return node


@given(documents_and_paths(), NODES)
def test_what_is_set_stands_there_and_the_input_stays(drawn, value):
    document, path = drawn
    before, digest = copy.deepcopy(document.data), document_from(document.data, "a").digest
    changed = apply(document, [Patch({written(path): value})])
    assert value_at(changed, path) == value
    assert document.data == before
    assert document_from(document.data, "a").digest == digest


@given(documents_and_paths(), NODES)
def test_nothing_else_changes_neither_value_nor_place(drawn, value):
    document, path = drawn
    changed = apply(document, [Patch({written(path): value}, name="patch")])
    for other, place in document.places.items():
        if other[: len(path)] != path:
            assert changed.places[other] is place
        if other[: len(path)] != path and path[: len(other)] != other:
            assert value_at(changed, other) is value_at(document, other)


@given(documents_and_paths(), NODES)
def test_whatever_is_set_and_all_in_it_stands_at_the_patch(drawn, value):
    document, path = drawn
    changed = apply(document, [Patch({written(path): value}, name="patch")])
    for below in document_from({"it": value}, "x").places:
        if below:
            assert changed.place((*path, *below[1:])).file == "patch"


@given(documents_and_paths(count=2), LEAVES, LEAVES)
def test_patches_on_paths_apart_commute(drawn, one, two):
    document, left, right = drawn
    length = min(len(left), len(right))
    assume(left[:length] != right[:length])
    first, second = Patch({written(left): one}, name="1"), Patch({written(right): two}, name="2")
    there, back = apply(document, [first, second]), apply(document, [second, first])
    assert there.data == back.data
    assert there.places == back.places


@given(documents_and_paths(), NODES, NODES)
def test_of_two_values_the_last_one_stays(drawn, first, second):
    document, path = drawn
    both = apply(document, [Patch({written(path): first}), Patch({written(path): second})])
    last = apply(document, [Patch({written(path): second})])
    assert both.data == last.data
    assert both.digest == last.digest
    assert both.places == last.places


@given(documents_and_paths(count=2), LEAVES, LEAVES)
def test_laying_patches_one_by_one_is_laying_them_together(drawn, one, two):
    document, left, right = drawn
    patches = [Patch({written(left): one}), Patch({written(right): two})]
    try:
        together = apply(document, patches)
    except Exception as error:  # noqa: BLE001  the second path may be gone with what the first replaced
        with pytest.raises(type(error)):
            apply(apply(document, patches[:1]), patches[1:])
        return
    assert apply(apply(document, patches[:1]), patches[1:]) == together


@given(st.floats(0.01, 100), st.floats(0.1, 10), st.floats(0.1, 10))
def test_scaling_twice_is_scaling_by_the_product(number, first, second):
    document = document_from({"a": {"b": number, "c": {"pert": ["1 d", "2 d", f"{number!r} w"]}}}, "a")
    twice = apply(document, [Patch(scale={"a.b": first}), Patch(scale={"a.b": second})])
    once = apply(document, [Patch(scale={"a.b": first * second})])
    assert twice.data["a"]["b"] == pytest.approx(once.data["a"]["b"], rel=1e-12)
    assert twice.data["a"]["c"] is document.data["a"]["c"]


@given(st.lists(st.sampled_from(["a", "b", "0", "*", "", "x"]), min_size=1, max_size=4), NODES, DATA)
def test_any_path_sets_something_or_is_refused(parts, value, data):
    document = document_from(data, "a")
    path = ".".join(parts)
    try:
        changed = apply(document, [Patch({path: value})])
    except Exception as error:  # noqa: BLE001  the kind is what is tested
        assert type(error).__name__ == "UnknownPath"  # noqa: PT017
        return
    assert changed.data is not document.data


def test_a_document_that_was_patched_reads_back_as_itself():
    document = read_text("a: {b: 1}\n", "a.yaml")
    changed = apply(document, [Patch({"a.b": 2})])
    assert changed.digest == read_text("a: {b: 2}\n", "b.yaml").digest
