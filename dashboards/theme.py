"""How the panel looks: colours of states, light and dark pages, and the options that the server starts with.

The colours themselves are those of every chart of the project: `sim.report.theme`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report import theme

if TYPE_CHECKING:
    from collections.abc import Mapping

STATUS_COLOURS: Mapping[str, str] = {
    "overdue": theme.RED,
    "due": theme.ORANGE,
    "held": theme.PURPLE,
    "sent": theme.NAVY,
    "seen": theme.BLUE,
    "answered": theme.TEAL,
    "assessed": theme.GREEN,
    "planned": theme.GREY,
    "waiting": theme.GREY,
    "skipped": theme.SLATE,
    "expired": theme.SLATE,
    "failed": theme.BROWN,
    "recalled": theme.SLATE,
}
"""Where a row stands → its colour; tables and bars say it in words or outlines too."""
RATING_COLOURS: Mapping[str, str] = {
    "P": theme.TEAL,
    "S": theme.GOLD,
    "M": theme.ORANGE,
    "U": theme.RED,
    "–": theme.GREY,
}
LIGHT: Mapping[str, object] = {
    "primaryColor": theme.NAVY,
    "backgroundColor": "#ffffff",
    "secondaryBackgroundColor": "#f4f7fb",
    "textColor": "#0d1520",  # captions are this at three fifths, and must be read on a page too
    "borderColor": "#dbe2ea",
    "dataframeHeaderBackgroundColor": "#eef2f7",
}
DARK: Mapping[str, object] = {
    "primaryColor": "#7db0ea",
    "backgroundColor": "#18212b",
    "blueTextColor": "#a9cdf5",  # words on a badge of the same hue, to be read
    "secondaryBackgroundColor": "#202b37",
    "textColor": "#e4eaf1",
    "borderColor": "#2c3947",
    "dataframeHeaderBackgroundColor": "#1f2a36",
}
BEHIND: Mapping[str, Mapping[str, object]] = {
    "light": {
        "page": "#eef2f7",
        "card": LIGHT["backgroundColor"],
        "line": LIGHT["borderColor"],
        "press": "#ffffff",
    },
    "dark": {
        "page": "#0e141b",
        "card": DARK["backgroundColor"],
        "line": DARK["borderColor"],
        "press": "#0d1520",
    },
}
"""Tones that no setting reaches: behind cards, and of the words on primary buttons (`press`)."""
SHAPE: Mapping[str, object] = {
    "theme.baseRadius": "6px",
    "theme.buttonRadius": "6px",
    "theme.baseFontSize": 15,
    "theme.metricValueFontSize": "1.55rem",
    "theme.headingFontSizes": ["1.5rem", "1.2rem", "1.05rem", "1rem", "0.95rem", "0.9rem"],
    "theme.paddingTop": "1.2rem",
    "theme.showWidgetBorder": True,
    "theme.showSidebarBorder": True,
    "theme.chartCategoricalColors": list(theme.OPERATIONS),
}


def options(*, host: str, port: int) -> dict[str, object]:
    """Return the server's options: quiet, closed, in our colours, without what measures or phones home."""
    pages = {f"theme.light.{name}": value for name, value in LIGHT.items()}
    pages |= {f"theme.dark.{name}": value for name, value in DARK.items()}
    return {
        **SHAPE,
        **pages,
        "server.address": host,
        "server.port": port,
        "server.headless": True,
        "server.fileWatcherType": "none",
        "server.maxUploadSize": 10,
        "server.enableStaticServing": False,
        "browser.gatherUsageStats": False,
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "runner.postScriptGC": False,  # a full collection after each run of a page stops them all for 70 ms
        "runner.magicEnabled": False,
        "logger.hideWelcomeMessage": True,
        "logger.enableRich": False,  # its frames and colours pass by the filters of the log
    }
