"""Every colour of the project's charts and pages, and the one chart theme.

Meaning first: each cause, authority, account and phase has its colour here and nowhere else. Tones
hold on white and on dark cards; where colour carries meaning, the mark's shape, place, label or
tooltip carries it too. Text and grid take their colours from the page (CSS variables).
"""

from __future__ import annotations

from typing import Any

import altair as alt

from sim.plan import Account, Authority
from sim.report.words import ACCOUNT_WORDS, AUTHORITY_WORDS
from sim.trace import Cause

FONT = "-apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"

NAVY = "#2b5fa3"
BLUE = "#5b9bd8"
TEAL = "#2a9d8f"
GREEN = "#7fb069"
GOLD = "#d9ac32"
ORANGE = "#e07b28"
BROWN = "#a3704a"
RED = "#cf4b43"
PURPLE = "#8e6bd8"
SLATE = "#5c6b7e"
GREY = "#9aa5b4"

CAUSES = {
    Cause.POOL: NAVY,
    Cause.LIFT: BLUE,
    Cause.FUND: ORANGE,
    Cause.MECHANISM: GOLD,
    Cause.CALENDAR: PURPLE,
    Cause.SECURITY: RED,
    Cause.GATE: SLATE,
    Cause.HOLD: GREY,
    Cause.PREDECESSOR: TEAL,
}
AUTHORITIES = {
    AUTHORITY_WORDS[Authority.MILITARY]: SLATE,
    AUTHORITY_WORDS[Authority.CIVILIAN]: BLUE,
    AUTHORITY_WORDS[Authority.LOCAL]: TEAL,
}
ACCOUNTS = {
    ACCOUNT_WORDS[Account.DISBURSED]: NAVY,
    ACCOUNT_WORDS[Account.OBLIGATED]: BLUE,
    ACCOUNT_WORDS[Account.COMMITTED]: PURPLE,
    ACCOUNT_WORDS[Account.NOTIFIED]: GOLD,
    ACCOUNT_WORDS[Account.APPORTIONED]: TEAL,
    ACCOUNT_WORDS[Account.APPROPRIATED]: GREEN,
    ACCOUNT_WORDS[Account.LAPSED]: GREY,
}
"""From the bottom of a stack to its top: spent money lies at the bottom."""
PHASES = {
    "work": NAVY,
    "decide and plan": NAVY,
    "team gets ready": GOLD,
    "team moves in": ORANGE,
    "team on the ground": TEAL,
    "way home": GREY,
    "authority to spend": PURPLE,
    "means to spend": BLUE,
    "disbursing": GREEN,
    "handover and exit": RED,
}
OPERATIONS = (NAVY, ORANGE, TEAL, PURPLE, GOLD, RED, BLUE, BROWN, GREEN, SLATE)
SEGMENTS = {"work": TEAL, "wait": ORANGE, "lag": GREY, "ground": SLATE}
SECTORS = (RED, NAVY, ORANGE, TEAL, PURPLE, GOLD, BROWN, SLATE)
USE = ("#e4ebf3", "#9fc1e3", NAVY)
"""From nobody in use to everybody: light to dark."""
WAYS = {"taken away": NAVY, "alone": GOLD, "Shapley share": TEAL}
"""Three ways to ask what a tool is worth."""
EVIDENCE = {"source": TEAL, "derived": BLUE, "memory": GOLD, "judgement": ORANGE}

INK = "#1c2733"
MUTED = "#5d6b7a"
LINE = "#dde3ea"

PAGE_LIGHT = {
    "page": "#f5f7fa",
    "card": "#ffffff",
    "ink": INK,
    "muted": MUTED,
    "line": LINE,
    "accent": "#1f4e8c",
    "good": "#14764f",
    "good-soft": "#e3f4ec",
    "bad": "#b3322b",
    "bad-soft": "#fbe9e7",
    "warn": "#94580a",
    "warn-soft": "#fdf1de",
    "soft": "#eef2f7",
}
PAGE_DARK = {
    "page": "#11161c",
    "card": "#1a212a",
    "ink": "#e6ecf2",
    "muted": "#9db0c3",
    "line": "#303b47",
    "accent": "#8db8ee",
    "good": "#6fd0a4",
    "good-soft": "#17352a",
    "bad": "#f29b94",
    "bad-soft": "#3d2220",
    "warn": "#efc07a",
    "warn-soft": "#3a2c16",
    "soft": "#232d38",
}


def css_variables(colours: dict[str, str]) -> str:
    """Return a page's colours as CSS declarations."""
    return " ".join(f"--{name}: {value};" for name, value in colours.items())


def chart_config() -> dict[str, Any]:
    """Return the Vega-Lite configuration of every chart of the project."""
    axis = {
        "labelColor": MUTED,
        "titleColor": MUTED,
        "gridColor": LINE,
        "domainColor": LINE,
        "tickColor": LINE,
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "titlePadding": 8,
        "labelPadding": 6,
        "domain": False,
        "ticks": False,
    }
    label = {"labelColor": INK, "titleColor": MUTED, "labelFontSize": 11.5, "titleFontSize": 11}
    return {
        "font": FONT,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": axis,
        "axisY": {"labelColor": INK},
        "legend": {**label, "orient": "top", "title": None, "symbolType": "square", "columnPadding": 14},
        "header": {**label, "labelFontWeight": 600, "labelAnchor": "start", "title": None},
        "title": {"color": INK, "fontSize": 13, "fontWeight": 600, "anchor": "start", "offset": 8},
        "facet": {"spacing": 14},
        "bar": {"cornerRadius": 2},
        "line": {"strokeWidth": 2},
        "area": {"line": False},
    }


def themed(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Return a chart's specification with the theme laid in, as a dictionary.

    Not validated again: its parts were, when they were made.
    """
    return {**chart.to_dict(validate=False), "config": chart_config()}


def colour_scale(colours: dict[str, str], used: set[str] | None = None) -> alt.Scale:
    """Return a colour scale over the names that occur, in the order in which they are declared."""
    names = [name for name in colours if used is None or name in used]
    return alt.Scale(domain=names, range=[colours[name] for name in names])


def operation_colours(names: list[str]) -> dict[str, str]:
    """Return a colour per operation, the same on every chart."""
    return {name: OPERATIONS[place % len(OPERATIONS)] for place, name in enumerate(names)}
