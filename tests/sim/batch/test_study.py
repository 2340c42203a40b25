"""A study asked from Python: percentiles, chances, critical steps, pandas, the study folder."""

import dataclasses
import math

import numpy as np
import pytest

import sim
from sim.batch import Serial
from sim.batch import summary as summary_room
from sim.batch.measuring import Measuring, headline_of
from sim.batch.request import Request, watched_names
from sim.batch.results import gathered
from sim.batch.stopping import HalfWidth
from sim.batch.storing import Folder
from sim.batch.study import charter_of, play_into
from sim.batch.summary import columns_from, columns_of, summarize, to_json


@pytest.fixture(scope="module")
def study(roads):
    return roads.monte_carlo(n=300, seed=5, executor=Serial())


def test_a_percentile_has_its_interval_and_says_what_lies_beyond_the_horizon(study):
    found = study.percentile("open", 0.5)
    assert (found.n, found.method) == (300, "order statistics, 95 %")
    assert found.low < found.value < found.high
    assert study.percentile("open", 0.999).value == math.inf


def test_the_mean_is_kept_back_where_a_run_did_not_arrive(study):
    assert math.isnan(study.mean("open").value)
    assert study.mean("cost").value == 0.0


def test_a_chance_by_a_day_however_the_day_is_written(study):
    found = study.probability("open", by="D+45")
    assert found == study.probability("open", by=45.0) == study.probability("open", by="2026-02-19")
    assert found.value == np.mean(study.results.days("open") <= 45.0)
    with pytest.raises(sim.BadInput, match="is not a moment"):
        study.probability("open", by="soon")


def test_date_and_cost_together_are_never_likelier_than_the_date(study):
    assert study.joint("open", by="D+45", below="1 M USD") == study.probability("open", by="D+45")
    assert study.joint("open", by="D+45", below=-1.0).value == 0.0


def test_one_of_two_like_roads_is_critical_half_the_time(study):
    found = study.criticality()
    assert found["plan.join"].value == 1.0
    assert found["plan.north"].low < 0.5 < found["plan.north"].high
    assert found["plan.north"].value + found["plan.south"].value == pytest.approx(1.0)
    with pytest.raises(sim.BadInput, match="allowed: open"):
        study.criticality("closed")


def test_pandas_has_a_row_per_run(study):
    frame = study.to_pandas()
    assert len(frame) == len(study) == 300
    assert np.array_equal(frame["open"], study.results.column("open"), equal_nan=True)


def test_the_folder_is_the_one_that_the_command_leaves(roads, study, tmp_path):
    study.to_parquet(tmp_path / "mine")
    request = Request(5, 300)
    folder = Folder(tmp_path / "theirs", charter_of(roads, request, {}), Measuring(roads.plan))
    summary = play_into(folder, roads, executor=Serial())
    names = ["manifest.json", "summary.json", "parts/part-0000000.parquet"]
    assert [(tmp_path / "mine" / each).read_bytes() for each in names] == [
        (tmp_path / "theirs" / each).read_bytes() for each in names
    ]
    assert to_json(summary) == to_json(study.summary)


def test_a_study_says_how_precise_it_is(roads):
    study = roads.monte_carlo(n=400, until=HalfWidth("open", 0.5, days=0.01), executor=Serial())
    assert (study.precision.reached, study.precision.runs) == (False, 400)
    assert roads.monte_carlo(n=10, executor=Serial()).precision is None


def test_the_headline_is_the_last_standard_milestone_whatever_else_is_looked_into():
    plan = sim.load("quick-start").plan
    own = dataclasses.replace(plan.milestones[0], id="elections")
    plan = dataclasses.replace(plan, milestones=(*plan.milestones, own))
    assert headline_of(Measuring(plan)) == "military_exit"
    assert headline_of(Measuring(plan, by_name=("first_team_in_country",))) == "military_exit"


def test_a_bare_plan_is_summed_up_by_its_own_milestone_and_one_without_any_by_none(roads):
    assert headline_of(Measuring(roads.plan)) == "open"
    without = dataclasses.replace(roads.plan, milestones=())
    assert headline_of(Measuring(without)) == ""
    rows = [Measuring(without).broken(0, "nothing to see")]
    columns = columns_of(gathered(Measuring(without), seed=1, rows=rows))
    summary = summarize(Request(1, 1), Measuring(without), columns)
    assert (summary.criticality, summary.milestones, summary.runs, summary.good) == ({}, {}, 1, 0)


def test_cost_is_the_same_for_a_stop_a_summary_and_a_study():
    study = sim.load("quick-start").monte_carlo(n=10, executor=Serial())
    names = [name for name in study.results.measuring.names if name.startswith("cost.")]
    dollars = sum(study.results.column(name) for name in names)
    assert list(watched_names("cost")) == names
    assert study.percentile("cost", 0.5).value == pytest.approx(study.summary.cost["p50"].value)
    assert study.mean("cost").value == pytest.approx(dollars.mean())


def test_a_study_is_summed_up_the_same_with_few_numbers_in_memory_at_a_time(tmp_path, monkeypatch):
    """Two parts, of which one has a run that broke off; one number is held at a time, then all are."""
    model = sim.load("east-timor-interfet-2000")
    measuring = Measuring(model.plan)
    rows = [measuring.row(each) for each in sim.replicate(model, seed=1, replications=9)]
    rows[4] = measuring.broken(4, "out of paper")
    folder = Folder(tmp_path / "study", charter_of(model, Request(1, 9), {}), measuring)
    for part in (range(6), range(6, 9)):
        folder.keep(part, gathered(measuring, seed=1, rows=rows[part.start : part.stop]))
    whole = summarize(Request(1, 9), measuring, columns_of(gathered(measuring, seed=1, rows=rows)))
    for held in (8 * 9, 2**20):
        monkeypatch.setattr(summary_room, "MOST_BYTES", held)
        assert repr(summarize(Request(1, 9), measuring, columns_from(folder, measuring))) == repr(whole)
