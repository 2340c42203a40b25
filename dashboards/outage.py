"""What is said where the journal is away: on every page while it lasts, and once in the log.

Who notices first is `dashboards.ticking`; requests that fail meanwhile are answered by `door.pages`.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

import streamlit as st

from exercises.errors import JournalGone

AWAY = (
    "**The journal cannot be reached.** Nothing that was sent is lost, and what you type is kept. "
    "Send it when this line is gone."
)
NOT_WRITTEN = "The journal cannot be reached: this was not sent. Try again in a moment."
BY_VOICE = "**Stop play by voice.** The journal cannot be reached, and no page will show it."
UNSURE = "The journal went away just now: look whether this was sent before you send it again."
NOT_SEEN = "Not to be seen while the journal cannot be reached."
ICON = ":material/cloud_off:"
SCRIPTS = "streamlit.error_util"
"""The logger to which Streamlit tells what a page raised."""


SILENT = 3.0
"""Seconds after which a journal that does not answer counts as away."""


@dataclass
class Outage:
    """Whether the journal is away now. Written by the ticking, read by all pages.

    `gone`: it was told so; `asked`: since when an answer is awaited, by the monotonic clock; None where none
    is.
    """

    gone: bool = False
    asked: float | None = None

    @property
    def away(self) -> bool:
        """Whether it cannot be reached, or has said nothing for seconds."""
        asked = self.asked
        return self.gone or (asked is not None and time.monotonic() - asked > SILENT)


def banner(outage: Outage) -> None:
    """Say on a page that the journal is away, if it is."""
    if outage.away:
        st.warning(AWAY, icon=ICON)


def refused(gone: JournalGone) -> str:
    """Return what somebody is told whose command met a journal that is away; no address of it."""
    return UNSURE if gone.unsure else NOT_WRITTEN


def seen_instead(error: Exception) -> bool:
    """Say on a page that the journal is away, where that failed a part of it; return whether it did."""
    if isinstance(error, JournalGone):
        st.caption(NOT_SEEN)
        return True
    return False


def keep_log_short() -> None:
    """Keep what the ticking tells once from being told again by every look of every page."""
    logging.getLogger(SCRIPTS).addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], JournalGone))
