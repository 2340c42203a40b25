"""What the page on reliability names as a test is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`((?:\w+/)*test_\w+)(?:\.py)?`")


def test_every_test_that_the_page_names_is_a_file() -> None:
    """By its path below `tests/`, or the end of it."""
    there = ["/" + each.relative_to(ROOT).with_suffix("").as_posix() for each in ROOT.glob("tests/**/*.py")]
    named = {each[1] for each in NAMED.finditer((ROOT / "docs/reliability.md").read_text("utf-8"))}
    assert len(named) > 20
    assert not {each for each in named if not any(file.endswith(f"/{each}") for file in there)}
