"""The one style sheet of all pages, the panel's and the labs': air, cards, and the tones behind them.

The only place that names Streamlit's own classes, which are no stable interface. Colours of widgets are
settings (`dashboards.theme`); here is what no setting reaches.
"""

from __future__ import annotations

from html import escape
from string import Template
from typing import TYPE_CHECKING, Literal

import streamlit as st

from dashboards.theme import BEHIND

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

CARD = "card_"
"""Keys of containers that are cards begin so."""
SHEET = Template("""<i></i><style>
.stElementContainer:has(> .stHtml > style) { display: none; }
.stApp { background: $page; }
.stAppHeader:has([data-testid="stTopNav"]) { border-bottom: 1px solid $line; }
.stAppHeader:not(:has([data-testid="stTopNav"])) { background: transparent; pointer-events: none; }
.stMainBlockContainer { padding: $top 1.4rem 1.2rem; max-width: 1900px; }
.stMain .stVerticalBlock { gap: 0.7rem; }
.stMain .stHorizontalBlock { gap: 0.7rem; }
[class*="st-key-card_"], .stMetric { background: $card; }
[class*="st-key-card_"] { padding: 0.8rem 0.9rem; }
.stMetric { border-radius: 6px; position: relative; }
.stMetric > div:has([data-testid="stMetricChart"]) {
  position: absolute; top: 1.9rem; right: 0.8rem; width: 42%; padding: 0; }
[data-testid="stMetricChart"] { width: 100%; height: auto; }
[data-testid="stMetricChart"] .mark-symbol { display: none; }  /* dots that say nothing to a screen reader */
[data-testid="stMetricChart"] svg { width: 100%; height: auto; background: transparent !important; }
.stMetric > div { padding: 0.45rem 0.9rem 0.55rem; }
.stMetric [data-testid="stMetricLabel"], .stMetric [data-testid="stMetricDelta"] { min-height: 0; }
.stMetric [data-testid="stMetricValue"] { font-variant-numeric: tabular-nums; padding-bottom: 0.1rem; }
[data-testid="stBaseButton-primary"]:not(:disabled) { color: $press; }
.stApp kbd { color: inherit; opacity: 0.9; }
.stCode .token.comment { color: inherit !important; opacity: 0.8; }  /* grey on grey in the dark */
a.leave { color: inherit; text-decoration: none; font-size: 0.9rem; padding: 0.45rem 0.6rem; }
a.leave:hover { text-decoration: underline; }
.st-key-letters, .st-key-lanes_box, .st-key-lanes_whole { overflow-y: auto; flex-wrap: nowrap; }
.st-key-letters { max-height: max(560px, 100vh - 13rem); }
.st-key-lanes_box { max-height: max(340px, 100vh - 50rem); }
.st-key-lanes_whole { max-height: max(450px, 100vh - 19rem); }
.st-key-letters > *, .st-key-lanes_box > *, .st-key-lanes_whole > * { flex-shrink: 0; }
.st-key-letters, .st-key-due, .st-key-missed { gap: 0.4rem; }
.st-key-letters button, .st-key-due button { text-align: left; }
.st-key-letters button *, .st-key-due button * { justify-content: flex-start; }
.st-key-feed_lines .stMarkdown p { margin-bottom: 0.15rem; font-size: 0.9rem; }
</style>""")


def lay(*, top: str) -> None:
    """Lay the style sheet on this page. `top`: CSS length that the page begins below its upper edge.

    It stands among what is shown, with something that is not a style: a sheet alone Streamlit puts where
    toasts go, and the first toast of a button in a part that draws itself anew would take its place.
    """
    tones = BEHIND["dark" if st.context.theme.type == "dark" else "light"]
    st.html(SHEET.substitute(tones, top=top))


def way_out(label: str, address: str) -> None:
    """Draw a link that leads this tab away from the page. Parameters: `address`: of ours, quoted."""
    st.html(f'<a class="leave" href="{escape(address)}" target="_self">{escape(label)}</a>', width="content")


def card(name: str, *, height: int | None = None, stretch: bool = False) -> DeltaGenerator:
    """Return a framed part of a page. `height`: pixels beyond which it is scrolled."""
    usual: Literal["stretch", "content"] = "stretch" if stretch else "content"
    return st.container(border=True, key=f"{CARD}{name}", height=usual if height is None else height)
