"""A list goes back into the workbook it came from: its columns, its styles, only what changed."""

from __future__ import annotations

import dataclasses
import zipfile
from datetime import date, time
from functools import cache

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from exercises.msel import Asked, MselRow, Status, WrittenTime, read_msel, write_back
from exercises.msel.reading.times import Almanac, read_time
from sim.errors import BadInput, Unreadable
from tests.making_lists import FILES, line, moment, plain_list, workbook

TEN = WrittenTime("1000", date(2011, 8, 21), time(10), kind="hhmm_text")
MAIN = {
    "shape_army_hurricane_18col.xlsx": "Sheet1",
    "shape_hseep_fse_two_iterations.xlsx": "Iteration #1",
    "shape_joint_daily_sheets_mixed_times.xlsx": "4MAR-A",
    "shape_hseep_day_column.xlsx": "Sheet1",
}
ARMY, STADIUM, JOINT, WINTER = MAIN
KEPT_ROWS = 50


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """Return a function: name of a real list → a copy of its main sheet, cut off after some rows."""

    @cache
    def cut(name: str):
        book = openpyxl.load_workbook(FILES / name)
        for sheet in book.worksheets:
            if sheet.title != MAIN[name]:
                book.remove(sheet)
        book[MAIN[name]].delete_rows(KEPT_ROWS, 500)
        path = tmp_path_factory.mktemp("short") / name
        book.save(path)
        return path

    return cut


def cells(path) -> dict[tuple[str, str], tuple[object, str, str]]:
    """Return every cell of a workbook with its value, its format and its style, as one comparable thing."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): (
            cell.value,
            cell.number_format,
            f"{cell.font.b}{cell.fill.fgColor.rgb}",
        )
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    }


def touched(before, after) -> dict[str, object]:
    """Return coordinate → new value of the cells in which two workbooks differ."""
    old, new = cells(before), cells(after)
    return {where[1]: new[where][0] for where in new if new[where] != old.get(where, (None, "General", ""))}


def edited(rows, number: str, **fields) -> list[MselRow]:
    return [dataclasses.replace(row, **fields) if row.number == number else row for row in rows]


@pytest.mark.parametrize("name", MAIN)
def test_nothing_changes_where_nothing_changed(tmp_path, short, name):
    back = write_back(read_msel(short(name)).rows, short(name), tmp_path / name)
    assert cells(tmp_path / name) == cells(short(name))
    assert back.difference.empty
    assert back.findings == ()


def test_all_sheets_of_a_whole_list_come_back_as_they_were(tmp_path):
    path = FILES / JOINT
    assert write_back(read_msel(path).rows, path, tmp_path / "new.xlsx").findings == ()
    assert cells(tmp_path / "new.xlsx") == cells(path)


@pytest.mark.parametrize("name", [STADIUM, WINTER])
def test_one_changed_title_touches_one_cell(tmp_path, short, name):
    path = short(name)
    rows = read_msel(path).rows
    new = [*rows[:10], dataclasses.replace(rows[10], title="A new text"), *rows[11:]]
    assert write_back(new, path, tmp_path / name).findings == ()
    (value,) = touched(path, tmp_path / name).values()
    assert value == "A new text"


def test_a_moment_goes_into_the_cell_of_its_form(tmp_path, short):
    """The hurricane list has a date-time cell per row; DATE and Time are filled on some rows only."""
    path = short(ARMY)
    later = WrittenTime("x", date(2010, 5, 2), time(6, 30), kind="datetime")
    back = write_back(edited(read_msel(path).rows, "3", delivery=later), path, tmp_path / "new.xlsx")
    assert touched(path, tmp_path / "new.xlsx") == {
        "E4": moment(2010, 5, 2, 6, 30),
        "B4": moment(2010, 5, 2),
    }
    assert back.findings == ()


def test_a_time_of_day_stays_a_time_cell(tmp_path, short):
    path = short(STADIUM)
    noon = read_time(time(12), Almanac())
    assert (
        write_back(edited(read_msel(path).rows, "5", delivery=noon), path, tmp_path / "new.xlsx").findings
        == ()
    )
    assert touched(path, tmp_path / "new.xlsx") == {"B6": time(12)}


def test_a_day_that_changes_leaves_the_time_beside_it_alone(tmp_path):
    path = workbook(tmp_path / "old.xlsx", MSEL=plain_list(line(1, time=900), line(2)))
    rows = read_msel(path).rows
    later = dataclasses.replace(rows[0].delivery, day=date(2011, 8, 20), raw="0900", kind="hhmm_text")
    assert write_back(edited(rows, "1", delivery=later), path, tmp_path / "new.xlsx").findings == ()
    assert touched(path, tmp_path / "new.xlsx") == {"B2": moment(2011, 8, 20)}


def test_units_go_back_into_their_columns_one_each(tmp_path, short):
    path = short(JOINT)
    rows = read_msel(path).rows
    row = next(each for each in rows if len(each.units) > 1)
    new = [
        dataclasses.replace(each, units=("A", "B", "C", "D", "E")) if each is row else each for each in rows
    ]
    assert write_back(new, path, tmp_path / "new.xlsx").findings == ()
    assert list(touched(path, tmp_path / "new.xlsx").values()) == ["A", "B", "C", "D\nE"]


def test_statuses_and_kinds_go_back_as_words(tmp_path, short):
    path = short(ARMY)
    rows = edited(read_msel(path).rows, "8", status=Status("Injected", "complete"))
    assert write_back(rows, path, tmp_path / "new.xlsx").findings[0].message.endswith("cannot say: status")
    assert touched(path, tmp_path / "new.xlsx") == {"D9": "Complete"}


def test_extra_columns_go_back_into_their_own(tmp_path, short):
    path = short(JOINT)
    rows = read_msel(path).rows
    row = next(each for each in rows if each.extra)
    new = [
        dataclasses.replace(each, extra=each.extra | {"column 19": "1300"}) if each is row else each
        for each in rows
    ]
    assert write_back(new, path, tmp_path / "new.xlsx").findings == ()
    assert touched(path, tmp_path / "new.xlsx") == {"S43": "1300"}


def styled(path):
    """Write a list whose last row is bold on yellow."""
    book = openpyxl.load_workbook(workbook(path, MSEL=plain_list()))
    for cell in book["MSEL"][6]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFFF00")
    book.save(path)
    return path


def test_a_new_row_comes_below_the_last_in_its_style(tmp_path):
    path = styled(tmp_path / "old.xlsx")
    new = MselRow(number="6", title="New", to=("JOC",), category="contingency", delivery=TEN)
    assert write_back([*read_msel(path).rows, new], path, tmp_path / "new.xlsx").findings == ()
    row = openpyxl.load_workbook(tmp_path / "new.xlsx")["MSEL"][7]
    assert [cell.value for cell in row] == [
        6,
        moment(2011, 8, 21),
        "1000",
        "Contingency Inject",
        "New",
        "JOC",
        None,
        None,
        None,
    ]
    assert row[4].font.b
    assert row[4].fill.fgColor.rgb == "00FFFF00"


def test_a_row_that_is_gone_stays_in_the_workbook_and_is_told(tmp_path):
    path = styled(tmp_path / "old.xlsx")
    back = write_back(read_msel(path).rows[1:], path, tmp_path / "new.xlsx")
    assert cells(path) == cells(tmp_path / "new.xlsx")
    assert [each.message for each in back.findings] == [
        "row '1' is no longer in the list; it stays in the workbook"
    ]


def test_what_a_layout_has_no_column_for_is_told(tmp_path):
    path = styled(tmp_path / "old.xlsx")
    back = write_back(edited(read_msel(path).rows, "2", storyline="Flood"), path, tmp_path / "new.xlsx")
    assert [each.message for each in back.findings] == ["the columns of this sheet cannot say: storyline"]


def test_a_day_that_would_be_carried_down_to_other_rows_is_told_for_each(tmp_path):
    path = workbook(tmp_path / "old.xlsx", MSEL=plain_list(line(1), line(2, day=None), line(3, day=None)))
    day = dataclasses.replace(TEN, day=date(2011, 8, 22), raw="0900", time_of_day=time(9))
    back = write_back(edited(read_msel(path).rows, "1", delivery=day), path, tmp_path / "new.xlsx")
    assert [each.place.line for each in back.findings] == [3, 4]
    assert {each.message for each in back.findings} == {"the columns of this sheet cannot say: delivery"}


def test_formulas_are_text_when_they_come_back(tmp_path):
    path = styled(tmp_path / "old.xlsx")
    rows = edited(read_msel(path).rows, "2", title="=HYPERLINK(1)")
    assert write_back(rows, path, tmp_path / "new.xlsx").findings == ()
    cell = openpyxl.load_workbook(tmp_path / "new.xlsx")["MSEL"]["E3"]
    assert (cell.value, cell.data_type) == ("'=HYPERLINK(1)", "s")


def test_answers_about_columns_hold_on_the_way_back(tmp_path):
    rows = [
        ["MSEL #", "Time", "Subject", "Subject", "Send To", "Expected Action"],
        [1, "0900", "a", "b", "JOC", "x"],
    ]
    path = workbook(tmp_path / "two.xlsx", MSEL=rows)
    asked = Asked(columns={"title": "D"})
    new = edited(read_msel(path, asked).rows, "1", title="c")
    assert write_back(new, path, tmp_path / "new.xlsx", asked=asked).findings == ()
    assert touched(path, tmp_path / "new.xlsx") == {"D2": "c"}


def test_pictures_that_may_be_lost_are_told(tmp_path):
    path = styled(tmp_path / "old.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG")
    back = write_back(read_msel(path).rows, path, tmp_path / "new.xlsx")
    assert "the workbook holds media" in back.findings[0].message


def test_a_text_that_fits_no_cell_is_an_error(tmp_path):
    path = styled(tmp_path / "old.xlsx")
    with pytest.raises(BadInput, match=r"old\.xlsx:3:5: MSEL!E3: 'Subject' has 40,000 characters"):
        write_back(edited(read_msel(path).rows, "2", title="x" * 40_000), path, tmp_path / "new.xlsx")


def test_a_text_file_has_no_styles_to_go_back_into(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("MSEL #,Time,Subject,Send To\n1,0900,a,b\n")
    with pytest.raises(Unreadable, match="is no workbook"):
        write_back([], path, tmp_path / "new.xlsx")


def test_a_cell_under_a_wider_one_is_told_as_what_cannot_be_said(tmp_path, short):
    path = short(WINTER)
    rows = edited(read_msel(path).rows, "3", controller="Person 1")
    back = write_back(rows, path, tmp_path / "new.xlsx")
    assert [each.message for each in back.findings] == ["the columns of this sheet cannot say: controller"]
    assert line()[4] == "Report 1"
