"""The report of a study: what it says of dates that are not reached, of targets, and what it leaves out."""

import math

import numpy as np
import pytest

import sim
from sim.batch.fans import strengths
from sim.batch.measuring import Measuring, Row
from sim.batch.results import gathered
from sim.batch.run import run_batch
from sim.report.study import charts, page, tables
from sim.report.study.contents import Contents
from sim.report.study.stress import sheet


def model_of_one_step(targets=()):
    return sim.load_mapping(
        {
            "format": 1,
            "title": "One step",
            "start": "2026-01-05",
            "horizon": "100 d",
            "steps": {"work": {"duration": {"uniform": ["1 d", "9 d"]}}},
            "milestones": {"done": {"all": ["work"]}},
            "targets": [*targets],
        },
        name="one-step",
    )


def told(days, targets=()):
    """Return a study in which the one milestone came on the given days; None: not by the horizon."""
    model = model_of_one_step(targets)
    measuring = Measuring(model.plan)
    rows = []
    for replication, day in enumerate(days):
        values = dict.fromkeys(measuring.names, math.nan if day is None else 0.0)
        values |= {name: 0.0 for name in values if name.startswith("cost.")}
        values["done"] = math.nan if day is None else day
        if day is not None:
            values["done:work"] = day
        rows.append(Row(replication, tuple(values.values()), ((0,) if day is not None else (),)))
    return Contents(model, gathered(measuring, seed=1, rows=rows))


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_a_percentile_that_is_not_reached_lies_beyond_the_horizon_with_its_share():
    study = told([10.0] * 70 + [None] * 30)
    assert texts(tables.dates_table(study)) == [
        ["done", "70 %", "D+10", "D+10", "> D+100", "> D+100", "> D+100"]
    ]


def test_no_share_of_futures_is_certain():
    assert texts(tables.dates_table(told([10.0] * 50)))[0][1] == "> 99 %"


@pytest.mark.parametrize(
    ("early", "verdict"), [(100, "met"), (20, "missed"), (52, "open")], ids=["most", "few", "about half"]
)
def test_a_target_is_judged_by_the_whole_interval(early, verdict):
    target = {"milestone": "done", "by": "D+20", "confidence": 0.5}
    study = told([10.0] * early + [30.0] * (100 - early), [target])
    assert texts(tables.targets_table(study))[0][-1] == verdict


def test_causes_are_means_over_the_futures_that_reached_the_date():
    found = dict(told([10.0, 20.0, None]).causes("done"))
    assert found["work"].value == 15.0
    assert found["work"].n == 2


def test_criticality_counts_only_futures_that_reached_the_date():
    (name, found), *_ = told([10.0, 20.0, None]).critical("done")
    assert (name, found.value, found.n) == ("plan.work", 1.0, 2)


def test_a_study_in_which_nothing_was_reached_has_a_page_without_charts():
    study = told([None] * 5)
    assert list(page.figures(study)) == []
    assert "&gt; D+100" in page.render(study)


def test_what_no_run_has_is_not_drawn():
    study = told([10.0, 20.0])
    assert charts.fan_chart(study) is None
    assert charts.joint_chart(study) is None


def test_the_sheet_has_six_sections_all_filled():
    found = sheet(told([10.0, 20.0]))
    assert [each.title[0] for each in found] == ["1", "2", "3", "4", "5", "6"]
    assert all(cell.text for each in found for row in each.items.rows for cell in row)


def test_rows_of_tools_in_the_folder_become_a_table(tmp_path):
    (tmp_path / "tools.csv").write_text(
        "title,measure,unit,share,share_low,share_high\nOn retainer,military_exit,d,12.0,-1,25\n", "utf-8"
    )
    (tmp_path / "tornado.svg").write_text("<svg/>", "utf-8")
    rows, pictures = page.left_in(tmp_path)
    study = told([10.0, 20.0])
    filled = Contents(study.model, study.results, tools=rows, pictures=pictures)
    assert texts(tables.tools_table(filled)) == [["On retainer", "12.0 d"]]
    assert tables.tools_table(filled).rows[0][1].note == "-1.0 d to 25.0 d"
    assert "data:image/svg+xml;base64,PHN2Zy8+" in page.render(filled)


def test_the_page_of_a_shipped_scenario_is_whole_and_its_charts_are_files(tmp_path):
    model = sim.load("quick-start")
    results = run_batch(model, n=12, seed=1, workers=1)
    report = page.write(Contents(model, results, strengths(model.plan, seed=1, futures=range(6))), tmp_path)
    text = report.read_text("utf-8")
    assert "http://" not in text.split("<script>")[0]
    assert all(
        f'id="{name}"' in text for name in ("targets", "curves", "causes", "strength", "cost", "sheet")
    )
    pictures = {each.stem for each in (tmp_path / "charts").glob("*.svg")}
    assert {"curve-military_exit", "causes", "critical", "joint", "strength"} <= pictures
    assert {each.stem for each in (tmp_path / "charts").glob("*.png")} == pictures


def test_date_and_money_together_are_never_kept_more_often_than_one_of_them():
    model = sim.load("quick-start")
    study = Contents(model, run_batch(model, n=30, seed=1, workers=1))
    by, below = charts.promise(study)
    days, dollars = study.days("military_exit"), study.results.cost()
    assert (days <= by).mean() >= 0.8
    assert (dollars <= below).mean() >= 0.8
    assert np.mean((days <= by) & (dollars <= below)) <= 0.9
