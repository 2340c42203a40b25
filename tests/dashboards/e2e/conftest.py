"""A real server, a real browser: the panel as `scrs panel` starts it, on a free port of this machine."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SCRIPT = """
format: 1
title: A short exercise
scenario: quick-start
clock: {startex: 2026-05-11 09:00, endex: STARTEX+4 h, moves: [{title: Day 1, scenario: D+0, pace: 24}]}
cells: {embassy: {title: Embassy}, command: {title: Command}, host: {title: Host nation}}
objectives: {money: {title: Money moves, tasks: {ask: A sum is named}}}
rows:
  - {uid: news, number: "1", title: News from the road, to: [embassy, command, host], trigger: manual,
     body: The bridge is closed., objectives: [money]}
  - {uid: bridge, number: "2", title: The second bridge, to: [embassy, command, host], trigger: manual,
     body: It is open., objectives: [money]}
  - {uid: fire, title: A fire, to: [embassy, command, host], trigger: manual}
  - {uid: flood, title: A flood, to: [embassy, command, host], trigger: manual}
  - {uid: there, title: The first team, to: embassy,
     trigger: {when: {measure: milestone.alpha.first_team_in_country, reached: true}}}
  - {uid: late, number: "3", title: Far away, to: embassy, trigger: STARTEX+03:00, objectives: [money]}
"""
PASSWORDS = {"director": "dana of the short one", "administrator": "ada of the short one"}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
]


@dataclass
class Panel:
    """A server of the panel, with the links that it printed."""

    folder: Path
    port: int
    links: dict[str, str] = field(default_factory=dict)
    started: subprocess.Popen[str] | None = None

    @property
    def address(self):
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        """Start it and wait until it answers."""
        command = [sys.executable, "-c", "from dashboards.cli import main; main()", "panel"]
        options = ["--exercise", "short.yaml", "--folder", "kept", "--port", str(self.port)]
        secrets = {f"SCRS_PANEL_{seat.upper()}_PASSWORD": each for seat, each in PASSWORDS.items()}
        environment = {**os.environ, **secrets, "PYTHONPATH": str(ROOT)}
        with (self.folder / "log").open("w") as log:
            self.started = subprocess.Popen(
                [*command, *options], cwd=self.folder, env=environment, stdout=log, stderr=log, text=True
            )
        said = self._greeting()
        self.links = dict(re.findall(r"^\s+(\w+)\s+(http://\S+/join\?t=\S+)$", said, re.MULTILINE))

    def _greeting(self):
        """Return what it says once it answers."""
        end = time.monotonic() + 60
        said = ""
        while time.monotonic() < end and self.started.poll() is None:
            said = (self.folder / "log").read_text()
            if "Stop with Ctrl+C" in said:
                return said
            time.sleep(0.1)
        raise AssertionError(said)

    def kill(self):
        """End it as a loss of power would."""
        self.started.kill()
        self.started.wait()

    def enter(self, tab, seat):
        """Open a link in a tab and take its seat."""
        tab.goto(self.links[seat])
        if seat in PASSWORDS:
            tab.get_by_label("Password").fill(PASSWORDS[seat])
            tab.get_by_role("button", name="Take the seat").click()

    def take_back(self, seat):
        """Take back the link of a seat, beside the server."""
        from dashboards.access import Gate, key_in
        from dashboards.house import now
        from exercises.journal.opening import open_journal
        from exercises.opening import direct
        from exercises.roles import Actor, Role

        journal = open_journal(self.folder / "kept" / "exercises.sqlite", create=False)
        try:
            gate = Gate(journal, direct(journal, "short", clock=now), key_in(self.folder / "kept"), clock=now)
            link = self.links[seat].partition("?t=")[2]
            gate.revoke(gate.genuine(link).jti, by=Actor("ada", Role.ADMINISTRATOR))
        finally:
            journal.close()

    def seqs(self, kind):
        """Return the entries of a kind from the journal, read beside the server."""
        from exercises.journal.opening import open_journal

        journal = open_journal(self.folder / "kept" / "exercises.sqlite", create=False)
        try:
            return [each for each in journal.read("short") if each.kind == kind]
        finally:
            journal.close()


@pytest.fixture(scope="module")
def panel(tmp_path_factory):
    """Return a running panel of a short exercise."""
    folder = tmp_path_factory.mktemp("panel")
    (folder / "short.yaml").write_text(SCRIPT)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = Panel(folder, port)
    made.start()
    yield made
    made.kill()


@pytest.fixture(scope="module")
def browser():
    """Return a headless Chromium; a machine without one fails, so that nobody believes what was not run."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "tests marked `browser` need Chromium: apt-get install chromium"
    with sync_playwright() as drive:
        made = drive.chromium.launch(executable_path=found, args=FLAGS)
        yield made
        made.close()


@dataclass
class Watched:
    """What a browser asked of others, and what it complained of."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture
def watched():
    """Return what all tabs of a test did."""
    return Watched()


@pytest.fixture
def sit(panel, browser, watched):
    """Return what opens a tab of a browser of its own for a seat."""
    contexts = []

    def open_tab(seat):
        context = browser.new_context(viewport={"width": 1366, "height": 900})
        contexts.append(context)
        tab = context.new_page()
        tab.on("request", lambda asked: note(asked.url))
        tab.on("console", lambda said: watched.errors.append(said.text) if said.type == "error" else None)
        tab.on("pageerror", lambda error: watched.errors.append(str(error)))
        panel.enter(tab, seat)
        return tab

    def note(url):
        inside = url.startswith((panel.address, f"ws://127.0.0.1:{panel.port}", "data:", "blob:"))
        if not inside:
            watched.outside.append(url)

    yield open_tab
    for each in contexts:
        each.close()
