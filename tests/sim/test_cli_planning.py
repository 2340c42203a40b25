"""The verbs that make documents: plan, report."""

import pytest
from typer.testing import CliRunner

from dashboards.cli import app


@pytest.fixture
def run():
    return lambda *words: CliRunner().invoke(app, [*map(str, words)])


def test_plan_writes_the_document_twice(run, tmp_path):
    done = run("plan", "quick-start", "-n", 6, "--workers", 1, "--out", tmp_path, "--quiet")
    assert (done.exit_code, {each.name for each in tmp_path.iterdir()}) == (0, {"plan.docx", "plan.html"})


def test_report_tells_a_study_folder_and_leaves_its_parts_alone(run, tmp_path):
    study = tmp_path / "study"
    words = ("-n", 10, "--variant", "larger_corps", "--workers", 1, "--out", study, "--quiet")
    assert run("batch", "quick-start", *words).exit_code == 0
    before = {each: each.read_bytes() for each in study.rglob("*") if each.is_file()}
    done = run("report", study, "--fan", 4, "--workers", 1, "--quiet")
    assert done.exit_code == 0, done.output
    text = (study / "report.html").read_text("utf-8")
    assert "scrs batch quick-start -n 10 --variant larger_corps" in text
    assert {each: each.read_bytes() for each in before} == before


def test_report_of_a_folder_without_a_study_says_so(run, tmp_path):
    done = run("report", tmp_path)
    assert done.exit_code == 1
    assert "there is no study here" in done.output


def test_plan_of_an_unknown_variant_names_what_there_is(run):
    done = run("plan", "quick-start", "--variant", "larger_crops")
    assert done.exit_code == 1
    assert "larger_corps" in done.output


def test_a_folder_that_cannot_be_written_is_refused_before_anything_is_played(run, tmp_path, monkeypatch):
    """Not after an hour of work."""
    monkeypatch.setattr("sim.cli.planning.model_of", lambda *_, **__: pytest.fail("it went on"))
    (tmp_path / "file").write_text("here already")
    done = run("plan", "quick-start", "--out", tmp_path / "file" / "plan")
    assert done.exit_code == 2
    assert "cannot be written" in done.output
