"""Files for machines: the JSON object as documented, the trace by name, whole files or none."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from building import Chart

from sim.errors import BadOutput
from sim.report import exports, rows
from sim.trace import EaseRow, EvacuationRow, Fate, RelapseRow, WatchRow


def test_the_json_object_of_a_run_is_as_documented(bare):
    found = exports.to_json(bare)
    assert list(found) == [
        "scenario",
        "seed",
        "milestones",
        "steps",
        "funds",
        "unfinished",
        "deadlock",
        "hash",
    ]
    assert found["milestones"] == {"laid": 42.0, "thanked": None}
    assert found["steps"]["plan.lay"] == {"ready": 0.0, "start": 12.0, "finish": 42.0, "cause": "pool"}
    assert found["steps"]["plan.thank"] == {
        "ready": None,
        "start": None,
        "finish": None,
        "cause": "predecessor",
    }
    assert found["hash"] == bare.plan.hash


def test_funds_say_what_ever_came_that_far_and_what_is_left():
    chart = Chart()
    chart.fund("reserve", 100)
    chart.step("plan.a", 2.0, pays={"reserve": 30})
    (fund,) = exports.to_json(chart.run())["funds"].values()
    assert (fund["appropriated"], fund["obligated"], fund["disbursed"]) == (100, 30, 30)
    assert {name: dollars for name, dollars in fund["closing"].items() if dollars} == {
        "apportioned": 70,
        "disbursed": 30,
    }


def test_later_rounds_are_numbered_from_two():
    chart = Chart()
    chart.step("plan.a", 2.0, rounds=2, again=1.0)
    assert list(exports.to_json(chart.run())["steps"]) == ["plan.a", "plan.a#2"]


def test_the_object_is_json_to_the_letter(operation):
    text = json.dumps(exports.to_json(operation), allow_nan=False)
    assert json.loads(text)["seed"] == 7


def test_the_trace_is_a_file_per_kind_of_row_and_one_of_all(operation, tmp_path):
    exports.write_trace(operation, tmp_path / "run")
    assert sorted(path.name for path in (tmp_path / "run").iterdir()) == [
        "assessments.parquet",
        "authority.parquet",
        "capacity.parquet",
        "conditions.parquet",
        "eases.parquet",
        "evacuations.parquet",
        "exits.parquet",
        "holdings.parquet",
        "levels.parquet",
        "moves.parquet",
        "postings.parquet",
        "relapses.parquet",
        "steps.parquet",
        "strength.parquet",
        "trace.json",
        "waits.parquet",
        "watch.parquet",
    ]


def test_parquet_has_names_instead_of_indices(operation, tmp_path):
    exports.write_trace(operation, tmp_path)
    steps = pd.read_parquet(tmp_path / "steps.parquet")
    postings = pd.read_parquet(tmp_path / "postings.parquet")
    assert len(steps) == len(operation.steps)
    assert set(steps["operation"]) == {"alpha"}
    assert set(postings["fund"]) == {"conflict_response_fund"}
    assert postings["amount"].dtype.kind == "i"


def test_the_json_of_the_trace_has_every_row(operation, tmp_path):
    exports.write_trace(operation, tmp_path)
    found = json.loads((tmp_path / "trace.json").read_text("utf-8"))
    assert {name: len(rows) for name, rows in found["trace"].items()} == {
        name: len(getattr(operation, name))
        * (len(operation.plan.theatres[0].sectors) if name == "conditions" else 1)
        for name in found["trace"]
    }


def test_a_table_without_rows_has_the_columns_and_types_of_one_with_rows(operation, bare, tmp_path):
    full = replace(
        operation,
        relapses=(RelapseRow(900.0, 0, 500),),
        evacuations=(EvacuationRow(120.0, 1, 0, 4, 200.0),),
        watch=(WatchRow(0, 0, 10.0, 20.0, Fate.CAME),),
        eases=(EaseRow(20.0, 1, 0, 0.5, 7.0),),
    )
    exports.write_trace(full, tmp_path / "full")
    exports.write_trace(bare, tmp_path / "bare")
    empty = replace(bare, **dict.fromkeys(rows.trace_tables(bare), ()))
    exports.write_trace(empty, tmp_path / "empty")
    for path in sorted((tmp_path / "empty").glob("*.parquet")):
        assert len(pd.read_parquet(path)) == 0
        filled = max((tmp_path / kind / path.name for kind in ("full", "bare")), key=rows_in)
        assert rows_in(filled) > 0
        assert types_in(path) == types_in(filled)


def rows_in(path):
    return pq.read_metadata(path).num_rows


def types_in(path):
    return [(each.name, str(each.type)) for each in pq.read_schema(path)]


def test_the_same_run_gives_the_same_bytes(bare, tmp_path):
    exports.write_trace(bare, tmp_path / "a")
    exports.write_trace(bare, tmp_path / "b")
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_a_folder_that_cannot_be_made_is_named(bare, tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(BadOutput, match="taken"):
        exports.write_trace(bare, tmp_path / "taken")


def test_a_write_that_fails_leaves_the_old_file_and_no_half(tmp_path, monkeypatch):
    path = tmp_path / "report.html"
    path.write_text("old")

    def full(self, content):
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(BadOutput, match="no space left on device"):
        exports.write_file(path, b"new")
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]
