"""Charts on a page: the project's theme in the page's own tone, a fixed height and a key for each.

What is drawn comes from `dashboards.views` or `sim.report.charts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from sim.report.theme import INK, LINE, MUTED, PAGE_DARK, chart_config

if TYPE_CHECKING:
    import altair as alt

DATA = frozenset({"data", "datasets"})
"""Parts of a chart that hold no colour, and much else."""
DARK = {INK: PAGE_DARK["ink"], MUTED: PAGE_DARK["muted"], LINE: PAGE_DARK["line"]}


def draw(chart: alt.TopLevelMixin | None, *, key: str, empty: str, alt_text: str = "") -> None:
    """Draw a chart; where there is none, say why and what to do.

    Parameters: `key`: keeps the chart in its place when it is drawn again; `alt_text`: for who cannot see it.
    """
    if chart is None:
        st.caption(empty)
        return
    drawn: dict[str, Any] = chart.to_dict(validate=False)
    drawn.pop("width", None)  # the page measures it; "container" is measured before there is one
    drawn = in_tone(drawn)
    drawn["config"] = config(dark=is_dark())
    st.vega_lite_chart(spec=drawn, theme=None, key=key, width="stretch", alt=alt_text or None)


def is_dark() -> bool:
    """Whether the page is shown in dark tones."""
    return bool(st.context.theme.type == "dark")


def in_tone(part: Any) -> Any:
    """Return a part of a chart with its ink, its muted marks and its lines in the tone of the page."""
    return _toned(part) if is_dark() else part


def config(*, dark: bool) -> dict[str, Any]:
    """Return the project's chart theme; for dark pages with their text and grid."""
    return _toned(chart_config()) if dark else chart_config()


def _toned(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: each if key in DATA else _toned(each) for key, each in part.items()}
    if isinstance(part, list):
        return [_toned(each) for each in part]
    return DARK.get(part, part) if isinstance(part, str) else part
