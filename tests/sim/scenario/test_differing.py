"""What differs between two documents, and that all changes together give the other one."""

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario.differing import changes_between, mixed
from sim.scenario.reading import document_from, read_text

OLD = """\
format: 1
pools:
  crew: {size: 4, rest: 10 d}
  crane: {size: 1}
steps:
  a: {duration: {pert: [1 d, 2 d, 3 d]}, needs: {crew: 1}}
"""


def changes(new):
    found = changes_between(read_text(OLD, "old.yaml"), read_text(new, "new.yaml"))
    return [(each.name, each.kind, each.old, each.new) for each in found]


def test_each_value_is_named_by_its_path_and_a_distribution_is_one_value():
    new = OLD.replace("size: 4", "size: 5").replace("pert: [1 d", "pert: [0 d").replace(", rest: 10 d", "")
    assert changes(new) == [
        ("pools.crew.size", "changed", 4, 5),
        ("pools.crew.rest", "taken away", "10 d", None),
        ("steps.a.duration", "changed", {"pert": ["1 d", "2 d", "3 d"]}, {"pert": ["0 d", "2 d", "3 d"]}),
    ]


def test_what_is_added_is_one_change_with_all_that_is_in_it():
    assert changes(OLD + "  b: {duration: 2 d}\n") == [("steps.b", "added", None, {"duration": "2 d"})]


def test_another_order_of_names_is_a_change_since_ties_go_by_it():
    new = OLD.replace("  crane: {size: 1}\n", "").replace("pools:\n", "pools:\n  crane: {size: 1}\n")
    assert [each[:2] for each in changes(new)] == [("order", "order")]


def test_places_point_into_the_file_that_says_it():
    old, new = read_text(OLD, "old.yaml"), read_text(OLD.replace("size: 4", "size: 5"), "new.yaml")
    change = changes_between(old, new)[0]
    assert str(change.place) == "new.yaml:3:16"
    assert str(mixed(old, new, [change]).place(("pools", "crew", "size"))) == "new.yaml:3:16"
    assert str(mixed(old, new, [change]).place(("pools", "crane", "size"))) == "old.yaml:4:17"


VALUES = st.recursive(
    st.integers(0, 3) | st.booleans() | st.text("ab", max_size=2) | st.lists(st.integers(0, 2), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from(["a", "b", "c", "pert", "size"]), inner, max_size=4),
    max_leaves=12,
)
TREES = st.dictionaries(st.sampled_from(["a", "b", "c", "pools", "title"]), VALUES, max_size=4)


@settings(deadline=None, max_examples=150)
@given(TREES, TREES)
def test_all_changes_together_give_the_other_document_and_leave_the_first_alone(first, second):
    old, new = document_from(first, "old"), document_from(second, "new")
    before = copy.deepcopy(old.data)
    found = changes_between(old, new)
    assert mixed(old, new, found).digest == new.digest
    assert mixed(old, new, ()).data == before == old.data
    assert (found == ()) == (old.digest == new.digest)
