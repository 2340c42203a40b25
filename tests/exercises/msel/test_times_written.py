"""Every form of time met in real lists, the days they belong to, and dates that cannot be right."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.msel import Asked, read_msel
from exercises.msel.reading.days import almanac_of, span_of
from exercises.msel.reading.times import Almanac, read_day, read_time
from tests.making_lists import RAW_TIMES, line, moment, plain_list, workbook

AUG_21 = date(2011, 8, 21)
FORMS = [
    (moment(2010, 5, 3, 7, 1), "datetime", date(2010, 5, 3), time(7, 1), ""),
    (time(11, 4), "time", None, time(11, 4), ""),
    (time(11, 3, 59, 999998), "time", None, time(11, 4), ""),
    (timedelta(hours=9, minutes=30), "time", None, time(9, 30), ""),
    ("210900AUG2011", "dtg", AUG_21, time(9), ""),
    ("181000MAY11", "dtg", date(2011, 5, 18), time(10), ""),
    ("211400ZAUG11", "dtg", AUG_21, time(14), "Z"),
    ("21 1400Z AUG 11", "words", None, None, ""),
    ("211400Z AUG 11", "dtg", AUG_21, time(14), "Z"),
    (600, "int_hhmm", None, time(6), ""),
    (1300, "int_hhmm", None, time(13), ""),
    (0, "int_hhmm", None, time(0), ""),
    (0.375, "time", None, time(9), ""),
    (43530.25, "datetime", date(2019, 3, 6), time(6), ""),
    ("0600", "hhmm_text", None, time(6), ""),
    ("600", "hhmm_text", None, time(6), ""),
    ("00900", "hhmm_text", None, time(9), ""),
    ("0700L", "hhmm_text", None, time(7), "L"),
    ("0800L ", "hhmm_text", None, time(8), "L"),
    ("1430 hrs", "hhmm_text", None, time(14, 30), ""),
    ("9:05 pm", "time", None, time(21, 5), ""),
    ("12:10 a.m.", "time", None, time(0, 10), ""),
    ("5/3/10 0715", "datetime", date(2010, 5, 3), time(7, 15), ""),
    ("05/08/2009 16:00:00 CDT", "datetime", date(2009, 5, 8), time(16), "CDT"),
    ("26/06/2024 09h00", "datetime", date(2024, 6, 26), time(9), ""),
    ("12 Mar 2019", "datetime", date(2019, 3, 12), None, ""),
    ("March 4, 2019 0600", "datetime", date(2019, 3, 4), time(6), ""),
    ("2023-03-23T04:00:00.000Z", "datetime", date(2023, 3, 23), time(4), "Z"),
    ("2023-03-23 04:00+03:00", "datetime", date(2023, 3, 23), time(4), "C"),
    ("J", "relative", 0, None, ""),
    ("J-60", "relative", -60, None, ""),
    ("J+1 09h00", "relative", 1, time(9), ""),
    ("Day 3 0900", "relative", 3, time(9), ""),
    ("Post earthquake", "words", None, None, ""),
    ("Include in meeting #1", "words", None, None, ""),
    ("???", "words", None, None, ""),
    ("2561", "words", None, None, ""),
    (2561, "words", None, None, ""),
    ("310900FEB2011", "words", None, None, ""),
    ("---", "blank", None, None, ""),
    (None, "blank", None, None, ""),
]  # fmt: skip
OFFSETS = [("D+2 H+3 M+45", 2, 225), ("T+2", None, 120), ("M-5", None, -5), ("T+05 minutes", None, 5)]


@pytest.mark.parametrize(("value", "kind", "day", "clock", "zone"), FORMS)
def test_a_form_of_time_is_read(value, kind, day, clock, zone):
    found = read_time(value, Almanac())
    assert (found.kind, found.day, found.time_of_day, found.zone) == (kind, day, clock, zone)


@pytest.mark.parametrize(("text", "day", "minutes"), OFFSETS)
def test_a_time_after_the_start_is_read(text, day, minutes):
    found = read_time(text, Almanac())
    assert (found.kind, found.day, found.minutes) == ("relative", day, minutes)


@given(st.one_of(RAW_TIMES, st.text(), st.integers(), st.floats(), st.booleans()))
def test_nothing_that_stands_in_a_cell_stops_the_reading(value):
    found = read_time(value, Almanac())
    assert (found.kind == "blank") <= (found.time_of_day is None)
    read_day(value, Almanac())


@pytest.mark.parametrize("text", ["4Mar", "4- Mar", "4-Mar", "04 March", "Mar 4"])
def test_a_day_without_a_year_takes_that_of_the_file(text):
    assert read_day(text, Almanac(2019)) == date(2019, 3, 4)
    assert read_day(text, Almanac()) is None


def days(file) -> list[str]:
    return [str(row.delivery.day) for row in read_msel(file).rows]


def reasons(file, row: int, asked: Asked = Asked()) -> tuple[str, ...]:  # noqa: B008  frozen
    return next(each.reasons for each in read_msel(file, asked).verdicts if each.where.row == row)


def test_a_date_holds_for_the_rows_below_it(tmp_path):
    rows = [line(1, day="21 Aug 2011"), line(2, day=None), line(3, day="22 Aug 2011"), line(4, day=None)]
    file = workbook(tmp_path / "days.xlsx", MSEL=plain_list(*rows))
    assert days(file) == ["2011-08-21", "2011-08-21", "2011-08-22", "2011-08-22"]


def test_a_separator_that_names_a_day_is_refused_and_its_day_holds_below(tmp_path):
    rows = [["DAY 1"], line(1, day=None), ["DAY 2"], line(2, day=None), line(3, day=None)]
    file = workbook(tmp_path / "days.xlsx", MSEL=plain_list(*rows))
    assert days(file) == ["1", "2", "2"]
    assert reasons(file, 2) == ("a separator: its day holds for the rows below",)


def test_the_name_of_the_sheet_gives_the_day_of_rows_that_have_none(tmp_path):
    rows = plain_list(line(1, day=None), line(2, day=None))
    file = workbook(tmp_path / "days.xlsx", **{"05MAR2019": rows, "Facts": [[moment(2019, 1, 1)]]})
    assert days(file) == ["2019-03-05", "2019-03-05"]


def test_a_date_that_is_not_that_of_the_sheet_is_a_warning(tmp_path):
    rows = plain_list(line(1, day=moment(2019, 3, 6)), line(2, day="5-Mar"))
    file = workbook(tmp_path / "days.xlsx", **{"05MAR": rows})
    assert reasons(file, 2) == ("the date 2019-03-06 is not that of the sheet, 2019-03-05",)
    assert reasons(file, 3) == ()


@pytest.mark.parametrize("year", [2014, 2015])
def test_a_wrong_year_is_a_warning_that_says_what_may_be_meant(tmp_path, year):
    rows = [line(number, day=moment(2011, 8, number)) for number in range(1, 9)]
    file = workbook(tmp_path / "typo.xlsx", MSEL=plain_list(*rows, line(9, day=moment(year, 8, 9))))
    expected = f"the date {year}-08-09 is far from those of the other rows; 2011-08-09 may be meant"
    assert reasons(file, 10) == (expected,)


def test_a_list_that_lasts_years_has_no_date_far_from_the_others():
    yearly = [date(year, 6, 1) for year in range(2005, 2015)]
    span = span_of(yearly)
    assert span
    assert [span.doubt(day) for day in yearly] == [""] * 10


def test_days_without_a_year_are_told_and_the_year_can_be_given(tmp_path):
    file = workbook(tmp_path / "days.xlsx", MSEL=plain_list(*(line(n, day=f"{n}-Mar") for n in range(1, 4))))
    assert reasons(file, 2) == ("'1-Mar' has no year, and no date of the file tells it (--year)",)
    assert reasons(file, 2, Asked(year=2019)) == ()


def test_a_day_over_twelve_settles_which_number_is_the_month(tmp_path):
    rows = [line(1, day="05/06/2024"), line(2, day="26/06/2024")]
    assert days(workbook(tmp_path / "days.xlsx", MSEL=plain_list(*rows))) == ["2024-06-05", "2024-06-26"]


def test_two_columns_that_contradict_each_other_are_a_warning(tmp_path):
    headings = ["MSEL #", "DATE", "Time", "INJECT DTG", "Subject", "Send To", "Expected Action"]
    stated = moment(2010, 5, 4, 10, 45)
    rows = [headings, [1, moment(2010, 5, 5), time(9, 45), stated, "a", "JOC", "x"],
            [2, moment(2010, 5, 4), time(10, 44), stated, "b", "JOC", "y"]]  # fmt: skip
    file = workbook(tmp_path / "two.xlsx", MSEL=rows)
    assert reasons(file, 2) == (
        "one column says 2010-05-05, the other 2010-05-04",
        "one column says 0945, the other 1045: 1045 is taken",
    )
    assert reasons(file, 3) == ()


def test_an_even_number_of_years_tells_no_year():
    assert almanac_of([]).year is None
