"""Draws the board as swim lanes by cell, with the moment that is now.

The chart is plain Vega-Lite: Altair checks it against its schema for a third of a second each time, and
this one is drawn anew every other second for everybody who looks.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dashboards.theme import STATUS_COLOURS
from dashboards.views.moments import minutes_of_day
from sim.report import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.views.board import Bar
    from exercises.director import Director

HOUR = "format(floor(datum.value / 60) % 24, '02') + ':' + format(datum.value % 60, '02')"
"""Minutes of the day as the hour of play, for an axis."""
END = ""
"""Under this name stands how many tracks there are."""
UNSAID = {"aria": False}
"""Marks that say nothing to a screen reader: the list beside the board says it in words."""
TRACK = 17
ROOM = 66
"""Pixels of a track, and of the legend and the axis."""
STEPS = (5, 10, 15, 30, 60, 120, 240)
MOST_TICKS = 14
HOLLOW = {"field": "status", "oneOf": ["planned", "waiting", "skipped", "expired", "recalled"]}
COLOURS = {"domain": list(STATUS_COLOURS), "range": list(STATUS_COLOURS.values())}


def board_chart(
    bars: Sequence[Bar],
    director: Director,
    window: tuple[float, float],
    *,
    lanes: Sequence[str],
    dark: bool = False,
) -> dict[str, Any]:
    """Return the chart as Vega-Lite.

    Parameters: `window`: seconds since STARTEX between which it is drawn; `lanes`: cells, in order.
    """
    startex = director.setting.startex
    begin, end = (minutes_of_day(startex, each) for each in window)
    tops = _tops(bars, lanes)
    values = [
        {"track": tops[b.lane] + b.track, "begin": b.begin, "end": b.end, "number": b.number,
         "title": b.title, "status": b.status, "when": b.when, "cell": b.lane}
        for b in bars
        if b.lane in tops
    ]  # fmt: skip
    x, y = _across(begin, end), _down(tops)
    return {
        "height": tops[END] * TRACK + ROOM,
        "padding": {"top": 0, "bottom": 4, "left": 0, "right": 4},
        "config": {"view": {"stroke": None}},
        "layer": [
            _borders(tops, y),
            _boxes(values, x, y),
            _numbers(values, x, y, dark=dark),
            {
                "data": {"values": [{"begin": minutes_of_day(startex, director.now())}]},
                "mark": {"type": "rule", "color": STATUS_COLOURS["overdue"], "strokeWidth": 2, **UNSAID},
                "encoding": {"x": x},
            },
        ],
    }


def _tops(bars: Sequence[Bar], lanes: Sequence[str]) -> dict[str, int]:
    """Return lane → its first track of all tracks; under `END` how many there are."""
    tops, top = {}, 0
    for lane in lanes:
        tops[lane] = top
        top += 1 + max((each.track for each in bars if each.lane == lane), default=0)
    return {**tops, END: top}


def _across(begin: float, end: float) -> dict[str, Any]:
    step = next((each for each in STEPS if (end - begin) / each <= MOST_TICKS), STEPS[-1])
    ticks = [at for at in range(0, int(end) + step, step) if begin <= at <= end]
    return {
        "field": "begin",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [begin, end], "nice": False, "clamp": True},
        "axis": {"values": ticks, "labelExpr": HOUR, "grid": True, "orient": "top", "domain": False},
    }


def _down(tops: dict[str, int]) -> dict[str, Any]:
    names = json.dumps({str(top): lane for lane, top in tops.items() if lane != END})
    return {
        "field": "track",
        "type": "ordinal",
        "title": None,
        "scale": {"domain": list(range(tops[END])), "paddingInner": 0.18, "paddingOuter": 0.1},
        "axis": {
            "labelExpr": f"({names})[datum.value] || ''",
            "labelLimit": 120,
            "labelOverlap": False,
            "domain": False,
            "ticks": False,
        },
    }


def _borders(tops: dict[str, int], y: dict[str, Any]) -> dict[str, Any]:
    """Return the lines between lanes."""
    return {
        "data": {"values": [{"track": top} for top in tops.values() if 0 < top < tops[END]]},
        "mark": {"type": "rule", "color": theme.GREY, "opacity": 0.35, **UNSAID},
        "encoding": {"y": {**y, "bandPosition": 0}},
    }


def _boxes(values: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    """Return the bars: filled where something happened, outlined where it did not or has still to come."""
    there = {each["status"] for each in values}
    legend = {
        "orient": "top",
        "offset": 4,
        "symbolType": "square",
        "columns": len(there) or 1,
        "values": [each for each in STATUS_COLOURS if each in there],
    }
    colour = {"field": "status", "type": "nominal", "title": None, "scale": COLOURS, "legend": legend}
    return {
        "data": {"values": values},
        "mark": {"type": "bar", "cornerRadius": 3, "strokeWidth": 1, **UNSAID},
        "encoding": {
            "x": x,
            "x2": {"field": "end"},
            "y": y,
            "color": colour,
            "stroke": colour,
            "fillOpacity": {"condition": {"test": HOLLOW, "value": 0.12}, "value": 1.0},
            "tooltip": [
                {"field": each, "type": "nominal"} for each in ("number", "title", "cell", "status", "when")
            ],
        },
    }


def _numbers(
    values: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any], *, dark: bool
) -> dict[str, Any]:
    """Return the numbers on the bars."""
    quiet = "#b9c4d0" if dark else theme.MUTED
    return {
        "data": {"values": values},
        "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 11, "fontWeight": 500, "clip": True},
        "encoding": {
            "x": x,
            "y": y,
            "text": {"field": "number", "type": "nominal"},
            "color": {"condition": {"test": HOLLOW, "value": quiet}, "value": "#ffffff"},
        },
    }
