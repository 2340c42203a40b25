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


def _choose(page: Page, box: str, words: str) -> None:
    """Choose in a box what the words narrow it to."""
    found = page.get_by_role("combobox", name=box).first
    found.click()
    found.fill(words)
    page.get_by_role("option", name=words).filter(has_not_text="Add:").first.click()
    page.wait_for_timeout(3_000)


def _otherwise(page: Page) -> None:
    """Try the other answer in the place of one that was given, and wait for both futures."""
    expect(page.get_by_label("Command, as at the console").first).to_be_visible(timeout=SOON)
    _choose(page, "Moment", "answered session by washington")
    _choose(page, "Command, as at the console", "washington: answer session option=tuesday")
    page.get_by_role("button", name="Try").click()
    expect(page.get_by_text("the same luck in both")).to_be_visible(timeout=SOON)


def _learned(page: Page) -> None:
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_text("Goodness of fit").first).to_be_visible(timeout=SOON)


def _calibrated(page: Page) -> None:
    """Paste durations of a step and fit laws to them."""
    table = page.get_by_label("or paste one")
    table.fill("duration\n" + "\n".join(f"{each} d" for each in DAYS))
    table.blur()
    _choose(page, "Scenario that is to take it", "quick-start")
    _choose(page, "Step, or path of a duration", "decide")
    page.get_by_role("button", name="Fit").click()
    expect(page.get_by_text("Goodness of fit").first).to_be_visible(timeout=SOON)


DAYS = (6, 8, 9, 9, 11, 12, 12, 13, 14, 15, 15, 16, 18, 19, 21, 23, 24, 28, 31, 34, 41)
"""Durations that are pasted: an example, of no step that there is."""
SHOTS = (
    Shot("control", "director", _shows("Live feed")),
    Shot("situation", "director", _shows("Milestones")),
    Shot("forecast", "director", _shows("Milestones of the scenario")),
    Shot("whatif", "director", _otherwise),
    Shot("retiming", "director", _proposals),
    Shot("evaluation", "evaluator", _shows("Objectives and tasks")),
    Shot("playback", "director", _nothing),
    Shot("record", "director", _nothing),
    Shot("administration", "administrator", _shows("Join links")),
    Shot("overview", "observer", _shows("Live feed")),
    Shot("desk", "embassy", _letter),
    Shot("review", "director", _shows("Papers"), ended=True),
    Shot("lessons", "director", _learned, ended=True),
    Shot("timeline-lab", "director", _less_corps),
    Shot("batch-lab", "director", _shows("complete")),
    Shot("rehearsal-lab", "director", _shows("complete")),
    Shot("calibration-lab", "director", _calibrated),
    Shot("replay", "director", _a_year_on),
)
