"""The labs in a real browser, from a real server: what is moved changes what is shown, nothing is foreign."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
]
PATIENCE = 60_000
"""Milliseconds: a busy machine starts slowly."""
HARMLESS = ("Unrecognized feature", "allow-scripts and allow-same-origin", "/_stcore/")
"""What Streamlit's own frame says, and its look for its server below a page's address."""


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from dashboards.cli import main; main()", "labs", "--port", str(port)]
    folder = tmp_path_factory.mktemp("server")
    with (folder / "log").open("wb") as log:
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=environment)
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _wait_for(address: str) -> None:
    import time

    deadline = time.monotonic() + 40.0
    while True:
        try:
            urlopen(address).close()  # noqa: S310  our own server
        except URLError:
            assert time.monotonic() < deadline, "the server does not come up"
            time.sleep(0.1)
        else:
            return


@pytest.fixture(scope="module")
def browser():
    playwright.expect.set_options(timeout=PATIENCE)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    flags += ["--disable-background-timer-throttling", "--disable-renderer-backgrounding"]
    with playwright.sync_playwright() as player:
        found = player.chromium.launch(executable_path=CHROMIUM, args=[*flags, "--disable-sync"])
        yield found
        found.close()


@pytest.fixture
def page(browser, server):
    """A page that notes what it asks for elsewhere and what it complains about; both must stay empty."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    found, outside, errors = context.new_page(), [], []
    found.set_default_timeout(PATIENCE)
    local = (server, server.replace("http", "ws"), "data:", "blob:", "about:")
    found.on("request", lambda each: None if each.url.startswith(local) else outside.append(each.url))
    found.on("pageerror", lambda each: errors.append(str(each)))
    found.on(
        "console",
        lambda each: errors.append(f"{each.text} {each.location}") if each.type == "error" else None,
    )
    yield found
    context.close()
    assert outside == []
    assert [each for each in errors if not any(word in each for word in HARMLESS)] == []


def metrics(page) -> list[str]:
    return [each.inner_text() for each in page.get_by_test_id("stMetricValue").all()]


def test_a_slider_changes_the_curve_and_futures_grow(page, server):
    """At first one curve; with ten of the corps left a second one, refined from future to future."""
    page.goto(server)
    curves = page.locator(".st-key-card_curve")
    page.wait_for_function("+document.querySelectorAll('[data-testid=stMetricValue]')[3]?.innerText >= 40")
    playwright.expect(curves.locator("canvas, svg.marks").first).to_be_visible()
    playwright.expect(page.locator(".st-key-card_said")).to_contain_text("Nothing is changed yet")
    corps = page.get_by_role("slider", name="active corps")
    corps.focus()
    page.keyboard.press("Home")
    said = page.locator(".st-key-card_said")
    playwright.expect(said).to_contain_text("futures")
    playwright.expect(said).not_to_contain_text("Playing the first")
    first = metrics(page)[3]
    page.wait_for_function(
        "first => +document.querySelectorAll('[data-testid=stMetricValue]')[3]?.innerText > +first",
        arg=first if first != "200" else "199",
    )


def test_a_batch_is_started_survives_a_reload_and_is_read(page, server):
    """Started by the form, found again after the page was loaded anew, complete in the end."""
    page.goto(server)
    page.get_by_role("link", name="Batch lab").click()
    page.get_by_role("spinbutton", name="Runs").fill("30")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Start").click()
    row = page.get_by_text("quick-start-seed1 ·")
    playwright.expect(row).to_be_visible()
    page.reload()
    playwright.expect(row).to_contain_text("✓ complete")
    playwright.expect(page.get_by_text("30 runs, seed 1")).to_be_visible()
    curve = page.locator(".st-key-card_batch_curve")
    playwright.expect(curve.locator("canvas, svg.marks").first).to_be_visible()


def test_the_replay_plays(page, server):
    """The play button moves the day; in the end authority has passed and money was paid."""
    page.goto(server)
    page.get_by_role("link", name="Replay").click()
    frame = page.frame_locator("iframe")
    playwright.expect(frame.locator("#when")).to_contain_text("D+0")
    frame.locator("#play").click()
    playwright.expect(frame.locator("#when")).not_to_contain_text("D+0 ")
    frame.locator("#play").click()
    frame.locator("#day").focus()
    page.keyboard.press("End")
    playwright.expect(frame.locator("#when")).to_contain_text("D+1461")
    playwright.expect(frame.locator("#events")).to_contain_text("military")
    playwright.expect(frame.locator("#funds")).to_contain_text("disbursed")


def test_the_replay_as_a_file_plays_by_itself(page, tmp_path):
    """Opened from the disk, without a server: nothing is asked for but the file."""
    import sim
    from sim.report.replay import write

    file = tmp_path / "replay.html"
    write(sim.simulate(sim.load("three-operations")), file)
    page.set_content(file.read_text("utf-8"))
    page.locator("#day").focus()
    page.keyboard.press("End")
    playwright.expect(page.locator("#when")).to_contain_text("D+2191")
    assert page.locator(".border").count() == 10
