"""Lists as separated values: encodings, separators and quotes that spreadsheets write."""

from __future__ import annotations

import pytest

from exercises.msel import read_msel
from sim.errors import Unreadable

HEAD = ["MSEL #", "Time", "Subject", "Send To", "Expected Action"]
LINES = [HEAD, ["1", "0900", "Café shut; no news", "JOC", "Ask, then tell"], ["2", "0930", "b", "JOC", "c"]]


def written(path, text: str, encoding: str = "utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def joined(separator: str) -> str:
    return "\r\n".join(separator.join(f'"{cell}"' for cell in each) for each in LINES)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separator_and_encoding_are_found(tmp_path, separator, encoding):
    found = read_msel(written(tmp_path / "list.csv", joined(separator), encoding))
    assert found.rows[0].title == "Café shut; no news"
    assert found.rows[0].expected_actions == ("Ask, then tell",)


def test_an_encoding_that_was_guessed_is_told(tmp_path):
    (finding,) = read_msel(written(tmp_path / "list.csv", joined(","), "cp1252")).all_findings
    assert "read as Windows-1252" in finding.message


def test_a_first_line_that_names_the_separator_is_obeyed(tmp_path):
    text = "sep=;\n" + "\n".join(";".join(each) for each in [HEAD, ["1", "0900", "a, b", "J2, J4", "x"]])
    found = read_msel(written(tmp_path / "list.csv", text))
    assert (found.rows[0].title, found.rows[0].to) == ("a, b", ("J2", "J4"))


def test_line_breaks_and_quotes_inside_quotes_belong_to_the_cell(tmp_path):
    text = ",".join(HEAD) + '\n1,0900,"say ""go""\nnow",JOC,x\n'
    assert read_msel(written(tmp_path / "list.csv", text)).rows[0].title == 'say "go"\nnow'


def test_a_quote_that_never_closes_is_told_with_its_line(tmp_path):
    text = ",".join(HEAD) + '\n1,0900,"never closed,JOC,x\n2,0930,b,JOC,c\n'
    with pytest.raises(Unreadable, match=r"list\.csv:3:1: the quotes of a cell do not fit"):
        read_msel(written(tmp_path / "list.csv", text))


@pytest.mark.parametrize("content", [b"a,b\x00c\n", b"\x81\x8d\x8f\x90 text\n"])
def test_what_is_no_text_is_refused(tmp_path, content):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(Unreadable):
        read_msel(path)


def test_a_row_of_very_many_cells_is_refused(tmp_path):
    text = ",".join(HEAD) + "\n" + "," * 20_000
    with pytest.raises(Unreadable, match="more than 256 columns"):
        read_msel(written(tmp_path / "list.csv", text + "x"))
