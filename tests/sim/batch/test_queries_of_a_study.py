"""A study folder as DuckDB reads it: the query that the docs show, run on a real study."""

import re
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.scenario.patches import patch_from_set

duckdb = pytest.importorskip("duckdb")
pytestmark = pytest.mark.timeout(1_200)  # the first to need the compiled engine waits until it is compiled
DOCS = Path(__file__).parents[3] / "docs" / "batches.md"


@pytest.fixture
def query():
    """Return the query that the docs show."""
    return re.search(r"```sql\n(.+?)```", DOCS.read_text("utf-8"), re.DOTALL)[1]


def test_the_query_of_the_docs_finds_the_median(query, tmp_path, monkeypatch):
    study = sim.load("quick-start").monte_carlo(n=1_001, seed=7, workers=1, engine="compiled")
    study.to_parquet(tmp_path / "study")
    monkeypatch.chdir(tmp_path)
    ((found,),) = duckdb.sql(query).fetchall()
    assert found == pytest.approx(np.quantile(study.results.days("military_exit"), 0.5), abs=1e-9)


def test_a_date_that_was_not_reached_ranks_as_later_than_all_others(tmp_path, monkeypatch):
    """NaN in a part, which DuckDB takes for the largest number there is."""
    model = sim.load("quick-start", patches=[patch_from_set("horizon=900 d")])
    study = model.monte_carlo(n=40, seed=7, workers=1, engine="compiled")
    study.to_parquet(tmp_path / "study")
    monkeypatch.chdir(tmp_path)
    sql = "select quantile_disc(military_exit, 0.99), count(*) from 'study/parts/*.parquet'"
    ((late, count),) = duckdb.sql(sql).fetchall()
    assert np.isnan(late)
    assert count == 40
