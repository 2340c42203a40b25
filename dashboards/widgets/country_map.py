"""Draws the provinces as a schematic map: a colour is a condition, a letter who leads; nothing is loaded.

Plain Vega-Lite on shapes that stand in the chart itself, for the reason that `board_chart` gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboards.widgets.drawing import is_dark
from sim.report import theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboards.views.country import Shape
    from dashboards.views.situation import Ground

ALL = "all sectors"
LEADS = {"military": "military lead", "civilian": "civilian lead", "local": "local lead"}
FACES: Mapping[str, Mapping[str, Any]] = {
    "name": {"dy": -9, "fontSize": 14, "fontWeight": 600},
    "said": {"dy": 8, "fontSize": 12},
}
"""Line of a label → how it is written."""
CONDITION_FIELD = {"field": "properties.condition", "type": "quantitative"}
CONDITION = {"domain": [0, 0.5, 1], "range": [theme.RED, theme.GOLD, theme.TEAL]}


def country_map(shapes: Sequence[Shape], ground: Sequence[Ground], *, sector: str, height: int) -> None:
    """Draw the map of one sector, or of the mean of all. `height`: pixels."""
    found = _standing(ground, sector)
    if not shapes or not found:
        st.caption("The scenario has no provinces.")
        return
    known = [each for each in shapes if (each.crisis, each.province) in found]
    tiles = [_feature(each, found[each.crisis, each.province]) for each in known]
    names = [_name(each, drawn["properties"]) for each, drawn in zip(known, tiles, strict=True)]
    layers = [_tiles(tiles), _borders(known), _text(names, "name"), _text(names, "said")]
    chart = {
        "height": height,
        "projection": {"type": "identity", "reflectY": False},
        "config": {"view": {"stroke": None}},
        "layer": layers,
    }
    st.vega_lite_chart(chart, key="country", alt=_told(names))


def _name(shape: Shape, said: Mapping[str, Any]) -> dict[str, Any]:
    return {**said, "x": shape.middle[0], "y": shape.middle[1]}


def _standing(ground: Sequence[Ground], sector: str) -> Mapping[tuple[str, str], tuple[float, str]]:
    """Return (crisis, province) → condition and who leads, of a sector or of all."""
    groups: dict[tuple[str, str], list[Ground]] = {}
    for each in ground:
        if sector in {ALL, each.sector}:
            groups.setdefault((each.crisis, each.province), []).append(each)
    return {
        key: (sum(each.condition for each in found) / len(found), _leads([each.authority for each in found]))
        for key, found in groups.items()
    }


def _leads(authorities: Sequence[str]) -> str:
    names = {LEADS.get(each, "nobody leads yet") for each in authorities}
    return names.pop() if len(names) == 1 else "shared lead"


def _feature(shape: Shape, standing: tuple[float, str]) -> dict[str, Any]:
    condition, leads = standing
    return {
        "type": "Feature",
        "geometry": {"type": "MultiPolygon", "coordinates": [[each] for each in shape.tiles]},
        "properties": {
            "name": shape.province.replace("_", " "),
            "crisis": shape.crisis,
            "condition": condition,
            "leads": leads,
            "said": f"{condition:.2f} {leads.removesuffix(' lead')}",
        },
    }


def _tiles(features: list[dict[str, Any]]) -> dict[str, Any]:
    card = theme.PAGE_DARK["card"] if is_dark() else theme.PAGE_LIGHT["card"]
    shown = ("crisis", "name", "leads")
    return {
        "data": {"values": features},
        "mark": {"type": "geoshape", "stroke": card, "strokeWidth": 1, "strokeOpacity": 0.25},
        "encoding": {
            "color": {
                **CONDITION_FIELD,
                "scale": CONDITION,
                "legend": {"title": "condition", "orient": "right", "gradientLength": 120, "format": ".1f"},
            },
            "tooltip": [
                *({"field": f"properties.{each}", "type": "nominal", "title": each} for each in shown),
                {
                    "field": "properties.condition",
                    "type": "quantitative",
                    "format": ".2f",
                    "title": "condition",
                },
            ],
        },
    }


def _borders(shapes: Sequence[Shape]) -> dict[str, Any]:
    ink = theme.PAGE_DARK["ink"] if is_dark() else theme.INK
    lines = [{"type": "MultiLineString", "coordinates": each.edges} for each in shapes]
    return {
        "data": {"values": [{"type": "Feature", "geometry": each} for each in lines]},
        "mark": {"type": "geoshape", "filled": False, "stroke": ink, "strokeWidth": 1.6, "aria": False},
    }


def _text(names: list[dict[str, Any]], field: str) -> dict[str, Any]:
    return {
        "data": {"values": names},
        "mark": {"type": "text", "color": theme.INK, **FACES[field]},
        "encoding": {
            "longitude": {"field": "x", "type": "quantitative"},
            "latitude": {"field": "y", "type": "quantitative"},
            "text": {"field": field, "type": "nominal"},
        },
    }


def _told(names: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(f"{each['name']}: {each['said']}" for each in names)
