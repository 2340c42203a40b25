"""Which of many sheets is the list, in which row its headings stand, and what is no list at all."""

from __future__ import annotations

import pytest

from exercises.msel import Asked, read_msel
from sim.errors import BadInput
from tests.making_lists import FILES, HEADINGS, line, plain_list, workbook


def sheets(found) -> list[str]:
    return [each.sheet for each in found.sheets]


def test_the_sheet_of_a_hurricane_list_is_found_among_its_print_and_backup_sheets():
    found = read_msel(FILES / "shape_army_hurricane_18col.xlsx")
    assert sheets(found) == ["Sheet1"]
    assert found.questions == ()


def test_of_a_list_that_stands_there_twice_the_first_is_read_and_the_other_named():
    found = read_msel(FILES / "shape_hseep_fse_two_iterations.xlsx")
    assert sheets(found) == ["Iteration #1"]
    assert "'Iteration #2' (80 rows)" in found.findings[0].message
    assert found.questions == ()


def test_sheets_named_after_days_are_one_list():
    found = read_msel(FILES / "shape_joint_daily_sheets_mixed_times.xlsx")
    assert sheets(found) == ["4MAR-A", "05MAR-A", "06MAR-A", "07MAR-A"]
    assert len(found.rows) == 302
    assert found.questions == ()


def test_a_mission_log_is_refused_with_the_reason_for_every_sheet():
    with pytest.raises(BadInput) as error:
        read_msel(FILES / "shape_mission_log_not_a_msel.xlsx")
    assert [each.place.path for each in error.value.findings] == ["MAIN LOG", "Sheet2"]
    assert "0 of its headings are known, and a list needs 4" in str(error.value)


def test_a_log_with_known_headings_is_refused_because_only_logs_have_no_more(tmp_path):
    rows = [["#", "Date", "Time", "From", "To", "Subject", "Notes"], [1, "", "0900", "a", "b", "c", "d"]]
    with pytest.raises(BadInput, match="may be a log"):
        read_msel(workbook(tmp_path / "log.xlsx", Log=rows))


def test_a_sheet_that_somebody_names_is_read_though_it_looks_like_a_log(tmp_path):
    rows = [["#", "Date", "Time", "From", "To", "Subject", "Notes"], [1, "", "0900", "a", "b", "c", "d"]]
    found = read_msel(workbook(tmp_path / "log.xlsx", Log=rows), Asked(sheets=("log",)))
    assert found.rows[0].title == "c"


@pytest.mark.parametrize(
    ("headings", "reason"),
    [
        (["Number", "Time", "Send To", "Inject Mode"], "no column says what happens"),
        (["Subject", "Send To", "Inject Mode", "Controller"], "no column says which or when"),
        (["MSEL #", "Subject", "Room", "Phone"], "2 of its headings are known"),
    ],
)
def test_each_thing_that_a_list_lacks_is_named(tmp_path, headings, reason):
    with pytest.raises(BadInput, match=reason):
        read_msel(workbook(tmp_path / "no.xlsx", Sheet=[headings, ["1", "0900", "c", "d"]]))


def test_headings_without_rows_are_no_list(tmp_path):
    with pytest.raises(BadInput, match="nothing stands below the headings"):
        read_msel(workbook(tmp_path / "no.xlsx", Sheet=[list(HEADINGS)]))


def test_headings_in_the_third_row_under_titles_are_found(tmp_path):
    rows = [["Exercise STEADY HAND"], ["Master Scenario Events List", None, "Version 4"], *plain_list()]
    found = read_msel(workbook(tmp_path / "titled.xlsx", MSEL=rows))
    assert found.sheets[0].layout.header_row == 3
    assert [row.number for row in found.rows] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("name", ["Deleted", "old", "Examples", "MSEL print", "Backup 3"])
def test_a_sheet_set_aside_by_its_name_loses_though_it_is_longer(tmp_path, name):
    longer = plain_list(*(line(number) for number in range(30)))
    file = workbook(tmp_path / "aside.xlsx", **{name: longer, "Main": plain_list()})
    assert sheets(read_msel(file)) == ["Main"]


def test_a_hidden_sheet_is_not_the_list(tmp_path):
    import openpyxl

    file = workbook(tmp_path / "hidden.xlsx", Secret=plain_list(), Main=plain_list())
    book = openpyxl.load_workbook(file)
    book["Secret"].sheet_state = "hidden"
    book.save(file)
    assert sheets(read_msel(file)) == ["Main"]


def test_two_lists_of_different_rows_are_a_question_that_names_both(tmp_path):
    blue = plain_list(*(line(number) for number in range(10, 16)))
    file = workbook(tmp_path / "two.xlsx", Red=plain_list(), Blue=blue)
    (question,) = read_msel(file).questions
    assert set(question.choices) == {"Red", "Blue"}
    assert "--sheet 'Red'" in question.render()


def test_several_sheets_can_be_named_and_are_read_as_one(tmp_path):
    blue = plain_list(*(line(number) for number in range(10, 16)))
    file = workbook(tmp_path / "two.xlsx", Red=plain_list(), Blue=blue)
    found = read_msel(file, Asked(sheets=("Blue", "Red")))
    assert sheets(found) == ["Red", "Blue"]
    assert found.questions == ()
    assert len(found.rows) == 11


def test_a_sheet_that_is_not_there_is_told_with_the_nearest_that_is(tmp_path):
    with pytest.raises(BadInput) as error:
        read_msel(workbook(tmp_path / "one.xlsx", Main=plain_list()), Asked(sheets=("Mian",)))
    assert error.value.findings[0].suggestion == "Main"
