"""The review as a page is read by everybody: by keyboard and by screen reader."""

import pytest

from tests.axe import broken_rules


@pytest.mark.browser
def test_no_rule_of_accessibility_is_broken_by_the_review(hostile_files, tmp_path):
    """Landmarks, headings of columns, contrast, words for the picture."""
    page = tmp_path / "aar.html"
    page.write_bytes(hostile_files["aar.html"])
    assert not broken_rules({"review": page})
