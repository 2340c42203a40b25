"""Lists in our own columns: the names of HSEEP, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from exercises.msel import MselRow, Status, read_msel, write_csv, write_xlsx
from exercises.msel.writing.exporting import LONGEST_CELL, csv_bytes, xlsx_bytes
from sim.errors import BadInput, BadOutput
from tests.making_lists import FILES

ATTACKS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|'/C calc'!A0", "'=1"]


def cells_of_workbook(rows):
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(rows))).worksheets[0]
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_columns_and_words_are_those_of_hseep():
    row = MselRow(
        number="7", title="a", category="contingency", status=Status("Ready to Inject", "synchronized")
    )
    headings, cells = csv.reader(io.StringIO(csv_bytes([row]).decode("utf-8-sig")))
    found = dict(zip(headings, cells, strict=True))
    assert {
        "Event Number",
        "Designated Scenario Time",
        "Inject Mode",
        "From",
        "To",
        "Message",
    } <= found.keys()
    assert {"Expected Participant Response", "Exercise Objective", "Notes"} <= found.keys()
    assert (found["Event Type"], found["Status"]) == ("Contingency Inject", "Synchronized")


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_of_an_export_is_a_formula(attack):
    row = MselRow(uid=attack, number=attack, title=attack, to=(attack,), extra={attack: attack, "x": attack})
    assert {cell.data_type for cell in cells_of_workbook([row])} == {"s"}
    texts = [cell.value for cell in cells_of_workbook([row])]
    for text in [
        *texts,
        *(each for line in csv.reader(io.StringIO(csv_bytes([row]).decode("utf-8-sig"))) for each in line),
    ]:
        assert not text.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_text_file_says_that_it_is_utf_8_and_quotes_every_cell():
    content = csv_bytes([MselRow(number="1", title="Ünïcode")])
    assert content.startswith(b'\xef\xbb\xbf"UID","Event Number"')
    assert "Ünïcode".encode() in content


def test_a_text_longer_than_a_cell_is_an_error_and_not_cut_off(tmp_path):
    rows = [MselRow(number="1", title="x" * (LONGEST_CELL + 1), body="y" * 40_000)]
    with pytest.raises(BadInput) as error:
        write_xlsx(rows, tmp_path / "list.xlsx")
    assert [each.message for each in error.value.findings] == [
        "'Title' has 32,768 characters", "'Message' has 40,000 characters",
    ]  # fmt: skip
    write_csv(rows, tmp_path / "list.csv")
    assert len(read_msel(tmp_path / "list.csv").rows[0].title) == LONGEST_CELL + 1


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadOutput):
        write_xlsx([MselRow(number="1", title="a")], tmp_path / "file" / "list.xlsx")


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("army_hurricane_18col", ".csv"),
        ("hseep_fse_two_iterations", ".xlsx"),
        ("joint_daily_sheets_mixed_times", ".csv"),
        ("hseep_day_column", ".xlsx"),
    ],
)
def test_a_real_list_comes_back_from_our_columns_as_it_was(tmp_path, name, suffix):
    rows = read_msel(FILES / f"shape_{name}.xlsx").rows
    out = tmp_path / f"list{suffix}"
    (write_csv if suffix == ".csv" else write_xlsx)(rows, out)
    found = read_msel(out).rows
    assert [row.delivery.meaning for row in found] == [row.delivery.meaning for row in rows]
    assert [row.extra for row in found] == [dict(row.extra) for row in rows]
    assert [row.status for row in found] == [row.status for row in rows]
    assert [row.text for row in found] == [row.text for row in rows]
