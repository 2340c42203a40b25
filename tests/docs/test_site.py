"""The documents as a site: each link leads somewhere, each page can be reached, all of it is at home."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOADED = re.compile(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=\"(?:https?:)?//[^\"]*\"")


def test_the_site_builds_without_a_warning_and_asks_nothing_of_others(tmp_path: Path) -> None:
    """Sphinx tells a dead link or a page that stands in no list as a warning, which ends the build."""
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "--keep-going",
        "-b",
        "html",
        "docs",
        str(tmp_path),
    ]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    asked = {each for page in tmp_path.rglob("*.html") for each in LOADED.findall(page.read_text("utf-8"))}
    assert not asked
