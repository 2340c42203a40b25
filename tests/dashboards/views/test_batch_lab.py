"""The batch lab's reading: a study folder is enough, complete or not; differences are paired or not told."""

import numpy as np
import pytest

import sim
from dashboards.bench.studies import Order, Standing
from dashboards.views import batch_lab as view


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    root = tmp_path_factory.mktemp("studies")
    for name, variant, seed in (("base", None, 3), ("gate", "higher_gate", 3), ("other", None, 4)):
        model = sim.load("quick-start", variant=variant)
        model.monte_carlo(n=30, seed=seed, workers=1).to_parquet(root / name)
    return root


def test_a_folder_gives_days_cost_and_futures(folders):
    """As the study itself has them."""
    found = view.read(folders / "base")
    study = sim.load("quick-start").monte_carlo(n=30, seed=3, workers=1)
    assert found.n == 30
    np.testing.assert_array_equal(found.days["military_exit"], study.results.days("military_exit"))
    np.testing.assert_array_equal(found.cost, study.results.cost())
    assert found.horizon == 1461.0


def test_studies_of_one_seed_are_held_against_each_other_future_by_future(folders):
    """The difference of means, over the futures that both have."""
    base, gate = view.read(folders / "base"), view.read(folders / "gate")
    moved = np.minimum(gate.days["military_exit"], 1461.0) - np.minimum(base.days["military_exit"], 1461.0)
    text = view.held_against(base, gate, "military_exit")
    assert "30 futures that both share" in text
    assert f"{abs(moved.mean()):,.1f} d (" in text


def test_studies_of_different_seeds_are_not_paired(folders):
    """They share no luck, and it is said."""
    text = view.held_against(view.read(folders / "base"), view.read(folders / "other"), "military_exit")
    assert "different seeds" in text


def test_the_table_has_a_row_per_measure_with_an_interval(folders):
    """Cost last, in dollars; dates in days."""
    found = view.read(folders / "base")
    rows = view.results_table(found)
    assert len(rows) == len(found.measures)
    assert rows[-1]["what"] == "cost, all kinds"
    assert "USD" in rows[-1]["P80"]
    assert " to " in rows[0]["P80, 95 % interval"]


def test_a_folder_without_a_part_is_read_as_nothing(tmp_path):
    """It only just began."""
    assert view.read(tmp_path) is None


def test_an_order_that_cannot_be_played_is_refused_before_it_is_started():
    """A variant, a path and a precision that are not there, each in its own words."""
    assert view.fault_of(Order("quick-start")) == ""
    assert "larger_corps" in view.fault_of(Order("quick-start", variant="larger_corp"))
    assert "active_corps" in view.fault_of(Order("quick-start", sets=("pools.active_corp.size=3",)))
    assert "P80" in view.fault_of(Order("quick-start", until="P80 of something"))


@pytest.mark.parametrize("name", ["", "../elsewhere", ".hidden", "a b", "x" * 90])
def test_a_name_that_is_no_folder_is_refused(name, tmp_path):
    """Nothing outside the folder of studies can be named."""
    assert "no name for a folder" in view.fault_of_name(name, tmp_path)


def test_a_name_that_is_taken_is_refused(folders):
    """With what can be done."""
    assert "Resume it" in view.fault_of_name("base", folders)
    assert view.fault_of_name("new", folders) == ""


def test_a_row_says_how_far_a_study_is(tmp_path):
    """In words and in a share; a state is told by its sign too."""
    standing = Standing(
        tmp_path, running=True, complete=False, done=250, total=1000, per_second=50.0, seconds_left=75.0
    )
    (row,) = view.rows_of([standing])
    assert row["state"] == "▶ running"
    assert (row["progress"], row["runs"], row["time left"]) == (0.25, "250 of 1,000", "1 min 15 s")


def test_an_order_reads_no_file_of_this_machine(tmp_path):
    """`--set @FILE` is for the command line: from a page its text would be shown in the error."""
    secret = tmp_path / "secret.yaml"
    secret.write_text("format: 1\nset: {pools.corps.size: 7}\n", "utf-8")
    for each in (f"@{secret}", f"@{secret}=1"):
        said = view.fault_of(Order("quick-start", sets=(each,)))
        assert said
        assert "pools.corps" not in said
