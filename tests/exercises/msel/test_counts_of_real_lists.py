"""What stands in lists that were really used, counted on them before there was any code."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest

from exercises.msel import Asked, MselSheet, read_msel
from tests.making_lists import FILES

EXPECTED = {
    (each["file"], each["sheet"]): each for each in json.loads((FILES / "expected.json").read_text("utf-8"))
}
WHOLE = [
    key
    for key, each in EXPECTED.items()
    if each["original_data_rows"] + 1 == each["non_empty_rows_in_this_copy"]
]
ARMY = ("shape_army_hurricane_18col.xlsx", "Sheet1")
SIXTH = ("shape_joint_daily_sheets_mixed_times.xlsx", "06MAR-A")


def sheet_of(key: tuple[str, str]) -> MselSheet:
    return read_msel(FILES / key[0], Asked(sheets=(key[1],))).sheets[0]


@pytest.mark.parametrize("key", EXPECTED)
def test_every_row_is_found(key):
    assert len(sheet_of(key).rows) == EXPECTED[key]["non_empty_rows_in_this_copy"] - 1


@pytest.mark.parametrize("key", WHOLE)
def test_numbers_are_found_and_those_that_are_missing(key):
    numbers = [row.number for row in sheet_of(key).rows]
    assert sum(map(bool, numbers)) == EXPECTED[key]["rows_with_number"]
    assert numbers.count("") == EXPECTED[key]["blank_number"]


@pytest.mark.parametrize("key", WHOLE)
def test_forms_of_time_are_told_apart(key):
    """`00900` was counted among the words; here it is read as 0900, with a warning."""
    expected = Counter(EXPECTED[key]["time_kinds"])
    if key == SIXTH:
        expected = Counter({"hhmm_text": expected["hhmm_text"] + 1, "int_hhmm": expected["int_hhmm"]})
    assert Counter(row.delivery.kind for row in sheet_of(key).rows) == expected


def test_the_longest_cell_of_a_sheet_comes_through_whole():
    rows = sheet_of(("shape_hseep_day_column.xlsx", "Sheet1")).rows
    assert max(len(row.description) for row in rows) == 195


def test_the_days_of_the_hurricane_list_are_those_of_its_copy():
    days = {row.delivery.day for row in sheet_of(ARMY).rows}
    assert min(days) == date.fromisoformat(EXPECTED[ARMY]["first_day"])
    assert sorted(days) == [date(2010, 4, 30), *(date(2010, 5, day) for day in range(1, 6))]


def test_the_statuses_of_the_hurricane_list_are_known_under_the_names_of_hseep():
    written = Counter(row.status.written for row in sheet_of(ARMY).rows)
    assert written == {"Injected": 126, "Omitted": 15, "Ready to Inject": 5, "Deferred": 2, "local a": 1}
    canonical = Counter(row.status.canonical for row in sheet_of(ARMY).rows)
    assert canonical == {"released": 126, "obsolete": 15, "synchronized": 5, "deferred": 2, "": 1}


def test_three_spellings_of_e_mail_are_one_channel():
    channels = Counter(row.channel for row in sheet_of(ARMY).rows)
    assert channels["email"] == 55
    assert not [each for each in channels if each.casefold() in {"e-mail", "email"} and each != "email"]


def test_most_rows_of_the_stadium_list_are_expected_actions_not_injects():
    """An importer that makes each row an inject would send six times too many."""
    kinds = Counter(
        row.category for row in sheet_of(("shape_hseep_fse_two_iterations.xlsx", "Iteration #1")).rows
    )
    assert kinds == {"expected_action": 65, "admin": 6, "inject": 6, "key_event": 2}


def test_the_kinds_of_the_winter_list_and_its_startex_are_known():
    rows = sheet_of(("shape_hseep_day_column.xlsx", "Sheet1")).rows
    kinds = Counter(row.category for row in rows)
    assert (kinds["expected_action"], kinds["context"], kinds["admin"], kinds["key_event"]) == (66, 8, 2, 1)
    (startex,) = [row for row in rows if row.category == "key_event"]
    assert (startex.title, startex.where.row) == ("STARTEX", 4)


def test_rows_that_are_only_the_rest_of_a_cell_are_refused_with_the_reason():
    sheet = sheet_of(("shape_hseep_day_column.xlsx", "Sheet1"))
    refused = [each for each in sheet.verdicts if each.level == "refused"]
    assert [each.where.row for each in refused] == [80, 81, 82, 83, 84]
    assert {each.reasons for each in refused} == {
        ("a separator, or more of the row above: it has neither number nor time",)
    }


def test_key_event_stands_in_place_of_a_number():
    rows = sheet_of(("shape_joint_daily_sheets_mixed_times.xlsx", "4MAR-A")).rows
    assert sum(row.category == "key_event" for row in rows) == 5
    assert {row.number for row in rows if row.category == "key_event"} == {"KEY EVENT"}


def test_prefixed_and_repeated_numbers_stay_as_they_are():
    sheet = sheet_of(("shape_joint_daily_sheets_mixed_times.xlsx", "4MAR-A"))
    assert {"AVN 1001", "IAA 2001", "FSRT 9010", "6003"} <= {row.number for row in sheet.rows}
    told = [each for each in sheet.verdicts if "the number 6003 stands in 3 rows" in each.reasons]
    assert len(told) == 3


def test_units_and_objectives_of_several_columns_come_together():
    rows = sheet_of(("shape_joint_daily_sheets_mixed_times.xlsx", "4MAR-A")).rows
    assert max(len(row.units) for row in rows) > 1
    assert max(len(row.objectives) for row in rows) > 1


def test_cells_without_a_heading_are_kept():
    rows = sheet_of(("shape_joint_daily_sheets_mixed_times.xlsx", "4MAR-A")).rows
    (stray,) = [row for row in rows if row.extra]
    assert stray.where.row == 43
    assert stray.extra["column 19"] == "1200"
    assert list(stray.extra)[-1] == "column 30"


def test_the_year_of_days_written_without_one_comes_from_the_dates_of_the_file():
    found = read_msel(FILES / "shape_joint_daily_sheets_mixed_times.xlsx")
    days = [sorted({row.delivery.day for row in sheet.rows}) for sheet in found.sheets]
    assert [each[0] for each in days] == [date(2019, 3, day) for day in (4, 5, 6, 7)]


def test_a_wrong_year_in_a_real_list_is_a_warning():
    sheet = sheet_of(("shape_joint_daily_sheets_mixed_times.xlsx", "Sheet1"))
    far = [each.where.row for each in sheet.verdicts if any("2018" in reason for reason in each.reasons)]
    assert len(far) == 2
