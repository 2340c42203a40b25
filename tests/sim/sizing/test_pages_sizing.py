"""The example of the page on sizing, as it stands there."""

import re
from pathlib import Path

from sim.sizing import Question, base_of, size

PAGE = Path(__file__).resolve().parents[3] / "docs" / "sizing.md"


def test_the_example_gives_what_the_page_says(tmp_path):
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), flags=re.DOTALL)
    path = tmp_path / "desks.yaml"
    path.write_text(example, "utf-8")
    found = size(base_of(path), Question(operations=(1, 4), futures=20))
    assert [each.found.point for each in found.sized] == [(2,), (8,)]
    assert [each.path for each in found.capacities] == ["pools.desk.size"]
