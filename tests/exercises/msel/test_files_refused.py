"""Files that are damaged, locked, enormous or something else: a plain error, soon, and little memory."""

from __future__ import annotations

import contextlib
import time
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercises.msel import read_msel
from exercises.msel.files import archive, workbooks
from exercises.msel.files.archive import COMPOUND, ENCRYPTED, LARGEST_FILE, MEBIBYTE
from exercises.msel.files.workbooks import MOST_COLUMNS
from sim.errors import BadInput, Unreadable
from tests.making_lists import FILES, HEADINGS, line, plain_list, workbook

WORKBOOK = FILES / "shape_hseep_day_column.xlsx"
SHEET = "xl/worksheets/sheet1.xml"


def changed(path: Path, **parts: bytes) -> Path:
    """Write a copy of a real workbook with some parts replaced; `sheet` is its first sheet."""
    names = {SHEET: parts.pop("sheet")} if "sheet" in parts else {}
    with zipfile.ZipFile(WORKBOOK) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            content = names.get(each.filename)
            new.writestr(each.filename, old.read(each) if content is None else content)
        for name, content in parts.items():
            new.writestr(name, content)
    return path


def sparse(path: Path, size: int, head: bytes = b"") -> Path:
    with path.open("wb") as stream:
        stream.write(head)
        stream.truncate(size)
    return path


def given_bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


CASES = {
    "is a workbook of Excel 97-2003": lambda p: given_bytes(p / "a.xls", COMPOUND + b"\0" * 600),
    "is encrypted with a password": lambda p: given_bytes(p / "a.xlsx", COMPOUND + b"\0" * 600 + ENCRYPTED),
    "is damaged and cannot be unpacked": lambda p: given_bytes(p / "a.xlsx", WORKBOOK.read_bytes()[:5000]),
    "is neither a workbook nor text": lambda p: given_bytes(p / "a.xlsx", b"<html>"),
    "is empty": lambda p: given_bytes(p / "a.csv", b""),
    "cannot be read: no such file": lambda p: p / "absent.xlsx",
    "is a folder": lambda p: p,
    "has 65 MiB, more than 64 MiB": lambda p: sparse(p / "a.xlsx", 65 * MEBIBYTE, b"PK\x03\x04"),
    "is a binary workbook": lambda p: changed(p / "a.xlsb", **{"xl/workbook.bin": b"x"}),
    "is damaged: a part of the workbook makes no sense": lambda p: changed(p / "a.xlsx", sheet=b"<a><row"),
    "declares entities": lambda p: changed(p / "a.xlsx", sheet=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    "has no sheet with anything in it": lambda p: workbook(p / "a.xlsx", Empty=[]),
}  # fmt: skip


@pytest.mark.parametrize("reason", CASES)
def test_a_file_that_is_no_readable_list_is_refused_with_the_reason(tmp_path, reason):
    with pytest.raises(Unreadable) as error:
        read_msel(CASES[reason](tmp_path))
    assert reason in str(error.value)
    assert error.value.findings[0].allowed


def test_an_archive_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as new:
        new.writestr("readme.txt", "no workbook")
    with pytest.raises(Unreadable, match="is an archive, but no workbook of Excel"):
        read_msel(path)


def test_a_workbook_of_very_many_parts_is_refused(tmp_path):
    parts = {f"xl/nothing{index}.xml": b"" for index in range(archive.MOST_PARTS)}
    with pytest.raises(Unreadable, match="parts, more than 5,000"):
        read_msel(changed(tmp_path / "a.xlsx", **parts))


def quickly(path: Path, reason: str, *, seconds: float, mebibytes: float) -> None:
    """Assert that a file is refused for this reason, within this time and this much memory."""
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(BadInput, match=reason):
        read_msel(path)
    took, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < seconds
    assert peak < mebibytes * MEBIBYTE


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    bomb = changed(tmp_path / "bomb.xlsx", sheet=b"<a>" + b" " * (archive.LARGEST_PART + 1))
    assert bomb.stat().st_size < MEBIBYTE
    quickly(bomb, "unpacks to", seconds=5, mebibytes=20)


def test_a_zip_bomb_that_lies_about_its_size_is_refused(tmp_path, monkeypatch):
    """The sizes that an archive declares are changed to a few bytes; unpacking shows the truth."""
    monkeypatch.setattr(archive, "LARGEST_PART", MEBIBYTE)
    bomb = changed(tmp_path / "bomb.xlsx", sheet=b"<a>" + b" " * (archive.LARGEST_PART + 1))
    content = bytearray(bomb.read_bytes())
    true = (archive.LARGEST_PART + 4).to_bytes(4, "little")
    assert content.count(true) == 2
    bomb.write_bytes(content.replace(true, (100).to_bytes(4, "little")))
    quickly(bomb, "is damaged and cannot be unpacked", seconds=5, mebibytes=20)


def test_many_parts_that_are_large_together_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_PART", MEBIBYTE)
    monkeypatch.setattr(archive, "LARGEST_UNPACKED", 2 * MEBIBYTE)
    parts = {f"xl/worksheets/sheet{n}.xml": b" " * (archive.LARGEST_PART - 9) for n in range(7, 10)}
    quickly(changed(tmp_path / "bomb.xlsx", **parts), "in all", seconds=10, mebibytes=20)


def test_a_large_file_of_pictures_is_read(tmp_path):
    """50 MB of what is not cells is neither unpacked nor in the way."""
    path = changed(tmp_path / "big.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive_file:
        archive_file.writestr("xl/media/image1.png", b"\x89PNG" + b"\0" * (50 * MEBIBYTE))
    assert 50 * MEBIBYTE < path.stat().st_size < LARGEST_FILE
    tracemalloc.start()
    assert len(read_msel(path).rows) == 78
    assert tracemalloc.get_traced_memory()[1] < 30 * MEBIBYTE
    tracemalloc.stop()


def wide(path: Path, rows: int = 20) -> Path:
    """Write a list whose rows are formatted up to the last of 16,384 columns, and whose size is a lie."""
    plain = workbook(path, MSEL=plain_list(*(line(n) for n in range(rows))))
    with zipfile.ZipFile(plain) as old:
        parts = {each.filename: old.read(each) for each in old.infolist()}
    from openpyxl.utils import get_column_letter as letter

    text = parts[SHEET].decode()
    for row in range(1, rows + 2):
        empty = "".join(f'<c r="{letter(column)}{row}" s="0"/>' for column in range(20, 16_385))
        head, mark, rest = text.partition(f'<row r="{row}"')
        cells, end, after = rest.partition("</row>")
        text = f"{head}{mark}{cells}{empty}{end}{after}"
    start, _, rest = text.partition('<dimension ref="')
    parts[SHEET] = f'{start}<dimension ref="A1:XFD1048576{rest[rest.index(chr(34)) :]}'.encode()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return plain


def test_a_sheet_formatted_to_its_last_column_is_read_as_the_list_it_is(tmp_path):
    path = wide(tmp_path / "wide.xlsx")
    began = time.perf_counter()
    found = read_msel(path)
    assert len(found.rows) == 20
    assert len(found.sheets[0].layout.columns) == len(HEADINGS)
    assert time.perf_counter() - began < 5


def test_what_stands_right_of_the_columns_that_are_read_is_told(tmp_path):
    rows = plain_list()
    rows[2] += [None] * (MOST_COLUMNS + 10 - len(rows[2])) + ["far away"]
    found = read_msel(workbook(tmp_path / "far.xlsx", MSEL=rows))
    (finding,) = found.all_findings
    assert finding.render().startswith(
        "far.xlsx:3:257: warning: MSEL!IW3: something stands right of column 256"
    )


def test_a_sheet_of_too_many_rows_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 20)
    path = workbook(tmp_path / "long.xlsx", MSEL=plain_list(*(line(n) for n in range(30))))
    (finding,) = read_msel(path).all_findings
    assert finding.message == "the sheet goes on after 20 rows; they are not read"
    assert str(finding.place) == "long.xlsx:21:1"


def test_errors_of_formulas_are_text_and_stop_nothing(tmp_path):
    rows = plain_list(line(1, title="#REF!"), line(2))
    assert read_msel(workbook(tmp_path / "ref.xlsx", MSEL=rows)).rows[0].title == "#REF!"


def test_a_workbook_with_macros_is_read_and_none_is_run(tmp_path):
    path = changed(tmp_path / "macros.xlsm", **{"xl/vbaProject.bin": b"\xcc\x61"})
    assert len(read_msel(path).rows) == 78


def test_a_date_that_no_calendar_has_stops_nothing(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in plain_list():
        sheet.append(row)
    sheet["B2"].value = 99_999_999
    sheet["B2"].number_format = "yyyy-mm-dd"
    sheet["B3"].value = -4
    sheet["B3"].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "dates.xlsx")
    assert len(read_msel(tmp_path / "dates.xlsx").rows) == 5


ORIGINAL = WORKBOOK.read_bytes()


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(4, len(ORIGINAL) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_workbook_with_broken_bytes_is_read_or_refused_and_nothing_else(tmp_path, broken):
    content = bytearray(ORIGINAL)
    for at, byte in broken:
        content[at] = byte
    path = given_bytes(tmp_path / "broken.xlsx", bytes(content))
    with contextlib.suppress(BadInput):
        assert read_msel(path).sheets


def test_the_size_that_is_allowed_is_that_of_the_issue():
    assert LARGEST_FILE >= 50_000_000
