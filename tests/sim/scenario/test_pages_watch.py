"""The examples of the pages on the watch list and on lessons run as they stand there."""

import re
from pathlib import Path

import pytest

import sim

PAGES = Path(__file__).resolve().parents[3] / "docs" / "model"


@pytest.mark.parametrize("page", ["watchlist", "lessons"])
def test_the_example_of_a_page_runs_without_a_doubt(page: str, tmp_path: Path):
    (text,) = re.findall(r"```yaml\n(format: 1.*?)```", (PAGES / f"{page}.md").read_text("utf-8"), re.DOTALL)
    file = tmp_path / f"{page}.yaml"
    file.write_text(text, "utf-8")
    model = sim.load(file)
    assert model.warnings == ()
    assert sim.simulate(model, seed=1).deadlock == ""
