"""A list that is read again: what is new, what says something else, what is gone."""

from __future__ import annotations

import dataclasses

from exercises.msel import MselRow, Where, WrittenTime, diff, read_msel, with_uids
from exercises.msel.reading.times import Almanac, read_time
from tests.making_lists import FILES

OLD = (
    MselRow(uid="a", number="1", title="Bridge out", to=("JOC",)),
    MselRow(uid="b", number="2", title="Fuel runs low", notes="check stocks"),
    MselRow(uid="c", number="3", title="Governor asks for water at the three camps"),
)


def changed(row: MselRow, **fields) -> MselRow:
    return dataclasses.replace(row, **fields)


def test_a_list_read_twice_is_the_same_list():
    rows = read_msel(FILES / "shape_joint_daily_sheets_mixed_times.xlsx").rows
    assert diff(rows, rows).empty
    assert diff(rows, rows).unchanged == 302


def test_changes_are_told_field_by_field():
    found = diff(OLD, [changed(OLD[0], uid="", to=("JOC", "J4"), title="Bridge gone"), *OLD[1:]])
    (change,) = found.changed
    assert [(each.field, each.old, each.new) for each in change.fields] == [
        ("title", "Bridge out", "Bridge gone"),
        ("to", ("JOC",), ("JOC", "J4")),
    ]


def test_rows_that_are_gone_are_told_and_nothing_is_deleted():
    found = diff(OLD, OLD[:2])
    assert found.removed == (OLD[2],)
    assert found.unchanged == 2


def test_the_uid_counts_before_number_and_words():
    found = diff(OLD, [changed(OLD[0], number="9", title="All new")])
    assert [each.field for each in found.changed[0].fields] == ["number", "title"]


def test_a_new_row_between_others_that_are_renumbered_is_one_new_row():
    """Keyed by number alone, every row below it would seem to say something else."""
    new = [
        changed(OLD[0], uid=""),
        MselRow(number="2", title="Press calls"),
        changed(OLD[1], uid="", number="3"),
        changed(OLD[2], uid="", number="4"),
    ]
    found = diff(OLD, new)
    assert [row.title for row in found.added] == ["Press calls"]
    assert [[each.field for each in change.fields] for change in found.changed] == [["number"], ["number"]]
    assert found.removed == ()


def test_a_reworded_row_without_a_number_is_still_that_row():
    new = [*OLD[:2], MselRow(number="77", title="Governor asks for water at the four camps")]
    found = diff(OLD, new)
    assert [each.field for each in found.changed[0].fields] == ["number", "title"]
    assert (found.added, found.removed) == ((), ())


def test_rows_of_one_number_are_told_apart_by_their_words():
    places = Where("Monday", 2), Where("Monday", 3)
    old = [MselRow(number="6003", title=title, where=at) for title, at in zip("ab", places, strict=True)]
    found = diff(old, [MselRow(number="6003", title="b"), MselRow(number="6003", title="a", notes="new")])
    (change,) = found.changed
    assert (change.old.title, [each.field for each in change.fields]) == ("a", ["notes"])


def test_a_row_read_again_takes_over_its_uid():
    found = diff(OLD, [changed(row, uid="") for row in OLD])
    assert [after.uid for _, after in found.pairs] == ["a", "b", "c"]
    assert found.empty


def test_rows_with_two_uids_are_never_one_row():
    found = diff(OLD[:1], [changed(OLD[0], uid="z")])
    assert (len(found.added), len(found.removed)) == (1, 1)


def test_a_time_written_otherwise_is_no_change():
    old, new = (MselRow(number="1", delivery=read_time(raw, Almanac())) for raw in (600, "0600"))
    assert diff([old], [new]).empty
    assert not diff([old], [changed(new, delivery=WrittenTime("0601", kind="words"))]).empty


def test_changes_of_extra_columns_name_their_heading():
    old = MselRow(number="1", title="a", extra={"HRF": "x", "Gone": "y"})
    (change,) = diff([old], [changed(old, extra={"HRF": "z"})]).changed
    assert [(each.field, each.old, each.new) for each in change.fields] == [
        ("extra.HRF", "x", "z"),
        ("extra.Gone", "y", ""),
    ]


def test_uids_are_made_of_numbers_and_each_is_free():
    rows = [MselRow(number=number) for number in ("IAA 2001", "6003", "6003", "", "6003-2")]
    assert [row.uid for row in with_uids(rows, ["row-1"])] == [
        "iaa-2001",
        "6003",
        "6003-2",
        "row-2",
        "6003-2-2",
    ]
