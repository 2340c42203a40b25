"""Which pages of the panel are photographed, by whom they are seen, and what is done on them first.

How the pictures are taken is `docs.building.pictures`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

SOON = 600_000
"""Milliseconds after which a page that is to show something has failed: a forecast takes its time."""


@dataclass(frozen=True)
class Shot:
    """A picture of a page. `seat`: who looks; `ready`: done before it is taken; `ended`: after ENDEX."""

    page: str
    seat: str
    ready: Callable[[Page], None]
    ended: bool = False


def _nothing(_page: Page) -> None:
    """Take the page as it opens."""


def _shows(words: str) -> Callable[[Page], None]:
    """Return what waits until a page shows some words."""

    def wait(page: Page) -> None:
        expect(page.get_by_text(words).first).to_be_visible(timeout=SOON)

    return wait


def _letter(page: Page) -> None:
    page.locator(".st-key-letters button").first.click()
    expect(page.get_by_label("Answer")).to_be_visible(timeout=SOON)


def _proposals(page: Page) -> None:
    """Ask for an earlier end than planned, so that something has to give way."""
    by = page.get_by_label("Everything is answered by")
    by.fill("STARTEX+02:35")
    by.press("Enter")
    page.wait_for_timeout(2_000)
    page.get_by_role("button", name="Look for proposals").click()
    expect(page.get_by_role("button", name="Adopt").first).to_be_visible(timeout=SOON)


def _less_corps(page: Page) -> None:
    """Move a slider of the timeline lab and wait for all futures."""
    slider = page.get_by_role("slider", name="active corps")
    expect(slider).to_be_visible(timeout=SOON)
    slider.focus()
    page.keyboard.press("Home")
    expect(page.get_by_test_id("stMetricValue").last).to_have_text("200", timeout=SOON)


def _a_year_on(page: Page) -> None:
    """Set the slider of a replay to a later day."""
    day = page.frame_locator("iframe").locator("#day")
    expect(day).to_be_visible(timeout=SOON)
    day.evaluate("e => { e.value = e.max * 0.25; e.dispatchEvent(new Event('input')) }")


SHOTS = (
    Shot("control", "director", _shows("Live feed")),
    Shot("situation", "director", _shows("Milestones")),
    Shot("forecast", "director", _shows("Milestones of the scenario")),
    Shot("retiming", "director", _proposals),
    Shot("evaluation", "evaluator", _shows("Objectives and tasks")),
    Shot("playback", "director", _nothing),
    Shot("record", "director", _nothing),
    Shot("administration", "administrator", _shows("Join links")),
    Shot("overview", "observer", _shows("Live feed")),
    Shot("desk", "embassy", _letter),
    Shot("review", "director", _shows("Papers"), ended=True),
    Shot("timeline-lab", "director", _less_corps),
    Shot("batch-lab", "director", _shows("complete")),
    Shot("rehearsal-lab", "director", _shows("complete")),
    Shot("replay", "director", _a_year_on),
)
