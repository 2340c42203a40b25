"""The verbs that take lists in and hand them out, as their user meets them."""

from __future__ import annotations

import json
import re

import pytest
from typer.testing import CliRunner

from dashboards.cli import app
from exercises.msel import read_msel
from tests.making_lists import FILES, line, plain_list, workbook

WINTER = str(FILES / "shape_hseep_day_column.xlsx")
WIDTH = 80


def scrs(*arguments: str, code: int = 0):
    result = CliRunner(env={"COLUMNS": str(WIDTH)}).invoke(app, ["exercise", *arguments])
    assert result.exit_code == code, result.output
    return result


def test_a_list_is_read_without_being_told_anything():
    shown = scrs("import", WINTER).stdout
    assert "Sheet1: 11 columns known, 0 kept as they are; 77 rows ok, 1 with warnings, 5 refused." in shown
    assert "STARTEX" not in shown


def test_a_preview_shows_every_column_and_row_in_eighty_characters():
    shown = scrs("import", WINTER, "--preview").stdout
    assert re.search(r"J\s+EXPECTED ACTION\s+expected actions\s+its name", shown)
    assert re.search(r"4\s+3\s+key\s+STARTEX", shown)
    tables = [each for each in shown.splitlines() if "columns known" not in each]
    assert max(map(len, tables)) <= WIDTH


@pytest.mark.parametrize("name", ["shape_army_hurricane_18col", "shape_joint_daily_sheets_mixed_times"])
def test_wide_lists_fit_too(name):
    shown = scrs("import", str(FILES / f"{name}.xlsx"), "--preview").stdout
    assert max(len(each) for each in shown.splitlines() if "columns known" not in each) <= WIDTH


def test_all_of_it_can_be_had_as_data():
    found = json.loads(scrs("import", WINTER, "--json", "--against", WINTER).stdout)
    (sheet,) = found["sheets"]
    assert (len(sheet["rows"]), sheet["columns"][0]["field"]) == (83, "number")
    assert sheet["rows"][-1]["verdict"] == "refused"
    assert found["difference"] == {"added": [], "changed": [], "removed": [], "unchanged": 78}


def test_what_is_no_list_is_refused_with_exit_code_one():
    result = scrs("import", str(FILES / "shape_mission_log_not_a_msel.xlsx"), code=1)
    assert "MAIN LOG: is no list of events" in result.stderr
    assert "Traceback" not in result.output


def test_a_question_ends_with_exit_code_one_and_says_how_to_answer(tmp_path):
    file = str(
        workbook(tmp_path / "two.xlsx", Red=plain_list(), Blue=plain_list(*(line(n) for n in range(20, 25))))
    )
    assert "--sheet 'Red' or --sheet 'Blue'" in scrs("import", file, code=1).stderr
    scrs("import", file, "--sheet", "Blue")


def test_columns_are_named_on_the_command_line(tmp_path):
    result = scrs("import", WINTER, "--column", "title", "--column", "=x", code=1)
    assert result.stderr.count("has no '='") == 2
    assert "Did you mean 'title'?" in scrs("import", WINTER, "--column", "titel=TITLE", code=1).stderr
    shown = json.loads(scrs("import", WINTER, "--column", "phase=CONTROLLER", "--json").stdout)
    assert shown["sheets"][0]["columns"][5]["field"] == "phase"


def test_a_changed_list_is_compared_with_the_one_before(tmp_path):
    old = workbook(tmp_path / "old.xlsx", MSEL=plain_list())
    rows = [
        line(1),
        line(2, title="Reworded"),
        line(4),
        line(5),
        line(6, title="Quite another matter", text="x"),
    ]
    new = workbook(tmp_path / "new.xlsx", MSEL=plain_list(*rows))
    shown = scrs("import", str(new), "--against", str(old)).stdout
    assert "+ 6 Quite another matter" in shown
    assert "    title: 'Report 2' → 'Reworded'" in shown
    assert "- 3 Report 3" in shown
    assert "1 to add, 1 to change, 1 no longer there, 3 as before." in shown


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_list_is_written_in_our_columns(tmp_path, suffix):
    out = tmp_path / f"list{suffix}"
    assert "78 rows" in scrs("export", WINTER, str(out)).stdout
    assert len(read_msel(out).rows) == 78


def test_a_list_is_written_back_into_its_workbook(tmp_path):
    scrs("export", WINTER, str(tmp_path / "ours.csv"))
    out = tmp_path / "back.xlsx"
    scrs("export", str(tmp_path / "ours.csv"), str(out), "--layout", WINTER)
    assert [row.text for row in read_msel(out).rows] == [row.text for row in read_msel(FILES / WINTER).rows]


def test_a_kind_of_file_that_cannot_be_written_is_told(tmp_path):
    result = scrs("export", WINTER, str(tmp_path / "list.pdf"), code=1)
    assert "allowed: .xlsx or .csv" in result.stderr


def test_a_new_script_is_never_written_over_one_that_is_there(tmp_path):
    """And a list that was written of a script says that it is not the whole of it."""
    listed, script = str(tmp_path / "listed.xlsx"), str(tmp_path / "mine.yaml")
    scrs("export", "first-72-hours", listed)
    assert "--into SCRIPT changes that one" in scrs("import", listed, "--out", script).stderr
    again = scrs("import", listed, "--out", script, code=2)
    assert f"--into {script}" in again.stderr
