"""What every chart shares: its rows, its axes of days and dollars, its width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import altair as alt
from altair.utils.schemapi import debug_mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")
MOST_MOMENTS = 400
"""Moments of one series that are drawn; of a longer one every n-th."""
WIDE = 1180
"""Pixels for plots and the room between them on the widest page."""
DAY_LABEL = "'D+' + datum.value"
DOLLAR_LABEL = "replace(replace(format(datum.value, '.3~s'), 'G', ' bn'), 'M', ' M')"
"""Dollars on an axis: 10 M, 2 bn."""


def rows_of(rows: Iterable[dict[str, Any]]) -> alt.InlineData:
    """Return rows as a chart's data, with numbers short enough for a small file."""
    short = [{key: _short(each) for key, each in row.items()} for row in rows]
    with debug_mode(False):  # noqa: FBT003  Altair's own name; thousands of rows are not validated one by one
        return alt.InlineData(short)


def _short(value: object) -> object:
    return round(value, 3) if isinstance(value, float) else value


def thinned(series: Sequence[T], most: int = MOST_MOMENTS) -> list[T]:
    """Return at most some moments of a series, always with the first and the last.

    >>> thinned([0, 1, 2, 3, 4, 5], most=3)
    [0, 2, 4, 5]
    """
    step = max(1, -(-len(series) // most))
    return [*series[:-1:step], *series[-1:]]


def day_axis(field: str = "time", *, end: float, count: int = 6) -> alt.X:
    """Return a horizontal axis of days since D+0."""
    axis = alt.Axis(labelExpr=DAY_LABEL, tickCount=count, title=None, labelFlush=True)
    return alt.X(f"{field}:Q", axis=axis, scale=alt.Scale(domain=[0, end], nice=False))


def dollar_axis(field: str = "dollars", *, title: str | None = None, **more: Any) -> alt.Y:
    """Return a vertical axis of US dollars."""
    axis = alt.Axis(labelExpr=DOLLAR_LABEL, tickCount=4)
    return alt.Y(f"{field}:Q", axis=axis, title=title, **more)


def cell_width(columns: int, *, labels: int = 62) -> int:
    """Return the pixels of one of several plots side by side, each with its labels."""
    return max(150, WIDE // columns - labels)
