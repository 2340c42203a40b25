"""A list goes out in our columns and comes back without loss, whatever stands in it."""

from __future__ import annotations

import dataclasses
import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from exercises.msel import MselRow, WrittenTime, diff, read_msel, with_uids, write_csv, write_xlsx
from exercises.msel.files.cells import ACTIVE, inert, revived
from exercises.msel.reading.times import Almanac, read_time
from exercises.msel.rows import SAID_FIELDS
from tests.making_lists import ROW_FIELDS, ROWS

# A row has thirty fields: shrinking a failure takes minutes, and its first form shows enough.
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
SLOW = settings(
    phases=NO_SHRINKING,
    deadline=None,
    max_examples=int(os.environ.get("RUNS", "20")),
    suppress_health_check=[HealthCheck.too_slow],
)


def back(rows: list[MselRow], name: str) -> tuple[MselRow, ...]:
    """Write rows to a file of this name and return what is read from it, refused rows too."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        (write_csv if name.endswith(".csv") else write_xlsx)(rows, path)
        return tuple(row for sheet in read_msel(path).sheets for row in sheet.rows)


def untyped(row: MselRow) -> MselRow:
    """Take the whole hours out of a row: a file without types of cells cannot tell 600 from '600'."""
    whole = {
        name: WrittenTime() for name in ("delivery", "scenario_time") if getattr(row, name).kind == "int_hhmm"
    }
    return dataclasses.replace(row, **whole)


def filled(rows: list[MselRow]) -> list[MselRow]:
    """Give every row a number, so that none is an empty line."""
    return [dataclasses.replace(row, number=row.number or f"N{index}") for index, row in enumerate(rows)]


@SLOW
@given(st.lists(ROWS, min_size=1, max_size=4).map(filled))
def test_a_workbook_of_ours_gives_back_every_field_of_every_row(rows):
    assert list(back(rows, "list.xlsx")) == rows


@SLOW
@given(st.lists(ROWS, min_size=1, max_size=4).map(filled))
def test_a_text_file_of_ours_gives_back_every_field_of_every_row(rows):
    rows = [untyped(row) for row in rows]
    assert list(back(rows, "list.csv")) == rows


def test_a_text_file_keeps_what_a_whole_hour_means():
    row = MselRow(number="1", title="Report", delivery=read_time(600, Almanac()))
    (found,) = back([row], "list.csv")
    assert found.delivery.meaning == row.delivery.meaning
    assert (row.delivery.kind, found.delivery.kind) == ("int_hhmm", "hhmm_text")


def test_a_workbook_keeps_hours_just_after_midnight_as_whole_numbers():
    """0, 5 and 59 are times only as numbers: as text they are none."""
    rows = [MselRow(number="1", delivery=read_time(hour, Almanac())) for hour in (0, 5, 59)]
    assert list(back(rows, "list.xlsx")) == rows


def test_every_field_is_drawn():
    """Without this a new field could be lost on the way out and no property would notice."""
    assert set(ROW_FIELDS) == set(SAID_FIELDS)


@given(st.text())
def test_what_is_made_inert_is_never_run_and_comes_back(text):
    assert inert(text)[:1] not in set("=+-@\t\r\n")
    assert revived(inert(text)) == text


@given(st.text())
def test_what_is_harmless_is_written_as_it_is(text):
    if not ACTIVE.match(text):
        assert inert(text) == text


@settings(deadline=None, max_examples=25, phases=NO_SHRINKING)
@given(st.lists(ROWS, max_size=6))
def test_uids_are_given_once_and_never_twice(rows):
    named = with_uids(dataclasses.replace(row, uid="") for row in rows)
    assert len({row.uid for row in named}) == len(rows)
    assert with_uids(named) == named


@settings(deadline=None, max_examples=25, phases=NO_SHRINKING)
@given(st.lists(ROWS, max_size=5), st.permutations(range(5)))
def test_rows_in_another_order_are_no_change(rows, order):
    named = with_uids(dataclasses.replace(row, uid="") for row in rows)
    moved = [named[index] for index in order if index < len(named)]
    assert diff(named, moved).empty


@settings(deadline=None, max_examples=25, phases=NO_SHRINKING)
@given(st.lists(ROWS, max_size=4), st.lists(ROWS, max_size=4))
def test_every_row_of_either_reading_is_accounted_for_once(old, new):
    found = diff(old, new)
    assert len(found.added) + len(found.changed) + found.unchanged == len(new)
    assert len(found.removed) + len(found.changed) + found.unchanged == len(old)
