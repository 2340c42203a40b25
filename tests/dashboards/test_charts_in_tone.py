"""Charts on dark pages: ink, muted marks and lines are those of dark pages, wherever they stand."""

import pytest

from dashboards.widgets import drawing
from sim.report.theme import INK, LINE, PAGE_DARK


@pytest.mark.parametrize(
    ("dark", "ink", "line"), [(False, INK, LINE), (True, PAGE_DARK["ink"], PAGE_DARK["line"])]
)
def test_colours_of_marks_and_scales_follow_the_page(monkeypatch, dark, ink, line):
    """A curve drawn in ink would be dark on dark."""
    monkeypatch.setattr(drawing, "is_dark", lambda: dark)
    chart = {
        "mark": {"color": INK},
        "encoding": {"color": {"scale": {"range": [LINE, "#d97706"]}}},
        "height": 3,
    }
    assert drawing.in_tone(chart) == {
        "mark": {"color": ink},
        "encoding": {"color": {"scale": {"range": [line, "#d97706"]}}},
        "height": 3,
    }
