"""Reports are read by everybody: by keyboard, by screen reader, light and dark."""

import pytest

import sim
from sim.batch.moments import moments
from sim.batch.run import run_batch
from sim.report import html
from sim.report.contingency import paper
from sim.report.contingency.gathering import Gathered
from tests.axe import broken_rules

pytestmark = pytest.mark.browser
FUTURES = 3


def test_no_rule_of_accessibility_is_broken_by_the_report_and_the_plan(operation, tmp_path):
    """Contrast, names, headings of columns; what scrolls can be reached without a mouse."""
    model = sim.load("quick-start")
    played = run_batch(model, n=FUTURES, seed=1, workers=1)
    gathered = Gathered(model, played, moments(model.plan, seed=1, futures=range(FUTURES)))
    html.write(operation, tmp_path / "report.html")
    paper.write(gathered, tmp_path)
    pages = {each: tmp_path / f"{each}.html" for each in ("report", "plan")}
    assert not broken_rules(pages, dark=("report",))
