"""The panel before real browsers: how soon pages show what is sent, a long list, and what a slider changes.

`python -m benchmarks.browsers [PAGES]`: pages of one headless Chromium on this machine, so that they and the
server share its cores. The same without browsers, for many more pages, is `benchmarks.panel`.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from rich.console import Console

from benchmarks.panel import CONTROL, FULL, SENT, fill, quantile, script_of, title_of
from benchmarks.served import PASSWORDS, Served
from dashboards.house import now
from exercises.play.commands import Release

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

PAGES = 30
LONG, CELLS = 2_000, 20
"""Rows of a long list, and cells to which they go."""
ROUNDS = 7
PATIENCE = 120_000
"""Milliseconds after which a page that is to change has not."""
BETWEEN = 1.3
SETTLED = 5.0
"""Seconds for pages that are open to come to rest, and for the last news to come."""
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
]  # fmt: skip
WATCH = """() => {
  window.seen = {};
  const look = () => {
    const text = document.querySelector(".st-key-letters")?.textContent || "";
    for (const [title] of text.matchAll(/Load mark \\d+ here/g)) window.seen[title] ||= Date.now();
  };
  new MutationObserver(look).observe(document.body, {childList: true, subtree: true, characterData: true});
  look();
}"""
"""Notes in a desk when each title first stands in its inbox, in milliseconds since 1970 UTC."""
BOARD = """() => document.querySelector('.st-key-lanes_box svg.marks, .st-key-lanes_box canvas')
  && document.querySelectorAll('[data-testid=stMetricValue]').length >= 6"""
"""Whether clock, numbers and lanes of a controller's page are drawn."""
CURVE = """() => document.querySelector('.st-key-card_curve svg.marks, .st-key-card_curve canvas')
  && +document.querySelectorAll('[data-testid=stMetricValue]')[3]?.innerText === 200"""
"""Whether all futures of the timeline lab are played and drawn."""
CHANGED = """said => document.querySelector(".st-key-card_said")?.textContent !== said
  && !document.querySelector(".st-key-card_said")?.textContent.includes("Playing")
  && document.querySelector('.st-key-card_curve svg.marks, .st-key-card_curve canvas')"""
"""Whether the lab says something else than it did, with a curve beside it."""


def to_the_eye(browser: Browser, pages: int) -> tuple[list[float], list[float], int]:
    """Return seconds from command to eye, of injects to a few and of one to all, and how many are lost."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "script.yaml").write_text(script_of(pages))
        served = Served(Path(place), options=("--most-pages", str(pages))).start()
        journal = served.journal()
        try:
            director = fill(journal, FULL)
            seats = [each for each in served.links if each.startswith("cell-")]
            tabs = {each: _opened(browser, served.links[each]) for each in seats}
            time.sleep(SETTLED)
            sent: dict[str, float] = {}
            for number in range(FULL + 1, FULL + SENT + 2):
                row = f"row-{number:03}"
                sent[row] = now()
                director.do(CONTROL, Release(row=row))
                time.sleep(BETWEEN)
            time.sleep(SETTLED)
            seen = {seat: tab.evaluate("() => window.seen") for seat, tab in tabs.items()}
            rows = director.state.rows
        finally:
            journal.close()
            served.kill()
    last = max(sent)
    came = [
        (row, seen[seat].get(title_of(row), float("inf")) / 1_000 - at)
        for row, at in sent.items()
        for seat in rows[row].to
    ]
    lost = sum(wait == float("inf") for _, wait in came)
    return [wait for row, wait in came if row != last], [wait for row, wait in came if row == last], lost


def _opened(browser: Browser, link: str) -> Page:
    """Return a desk that is open and notes what it sees."""
    tab = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    tab.goto(link)
    tab.locator(".st-key-letters").wait_for(timeout=PATIENCE)
    tab.evaluate(WATCH)
    return tab


def long_list(browser: Browser) -> list[float]:
    """Return seconds until the director's page, loaded anew, shows the lanes of a long script."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "script.yaml").write_text(script_of(CELLS, full=0, rows=LONG - 1))
        served = Served(Path(place)).start()
        journal = served.journal()
        try:
            fill(journal, CELLS)
            tab = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
            tab.goto(served.links["director"])
            tab.get_by_label("Password").fill(PASSWORDS["SCRS_PANEL_DIRECTOR_PASSWORD"])
            tab.get_by_role("button", name="Take the seat").click()
            tab.wait_for_function(BOARD, timeout=PATIENCE)
            tab.wait_for_timeout(1_000 * SETTLED)
            return [_timed(tab, BOARD, lambda: tab.reload(wait_until="commit")) for _ in range(ROUNDS)]
        finally:
            journal.close()
            served.kill()


def slider(browser: Browser) -> list[float]:
    """Return seconds from a moved slider of the timeline lab to another curve, of `quick-start`."""
    with tempfile.TemporaryDirectory() as place:
        served = Served(Path(place), verb="labs").start()
        try:
            tab = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
            tab.goto(served.origin)
            corps = tab.get_by_role("slider", name="active corps")
            corps.wait_for(timeout=PATIENCE)
            found = []
            for _ in range(ROUNDS):
                tab.wait_for_function(CURVE, timeout=PATIENCE)
                said = tab.locator(".st-key-card_said").text_content()
                corps.focus()
                found.append(_timed(tab, CHANGED, lambda: tab.keyboard.press("ArrowLeft"), given=said))
            return found
        finally:
            served.kill()


def _timed(tab: Page, drawn: str, act: Callable[[], object], *, given: str | None = None) -> float:
    """Return seconds from an act until a page shows what follows from it."""
    begun = time.monotonic()
    act()
    tab.wait_for_function(drawn, arg=given, timeout=PATIENCE, polling=20)
    return time.monotonic() - begun


def main(pages: int) -> None:
    """Measure and print."""
    tell = Console(width=160)
    with sync_playwright() as drive:
        browser = drive.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        few, everybody, lost = to_the_eye(browser, pages)
        tell.print(
            f"{pages} pages of one browser: an inject to a few p50 {quantile(few, 0.5):.2f} s, "
            f"p95 {quantile(few, 0.95):.2f} s; to all p95 {quantile(everybody, 0.95):.2f} s; lost {lost}"
        )
        for what, ask in (
            (f"the director's page of {LONG:,} rows: clock, numbers and lanes after", long_list),
            ("a slider of the timeline lab: another curve after", slider),
        ):
            took = ask(browser)
            tell.print(
                f"{what} {statistics.median(took):.2f} s (median of {len(took)}, slowest {max(took):.2f})"
            )
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else PAGES)
