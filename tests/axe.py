"""Pages that open from a file, looked at in a real browser by the rules of axe-core."""

import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

SETTLED_MS = 1_500
"""After it charts are drawn."""


def broken_rules(pages: Mapping[str, Path], *, dark: Collection[str] = ()) -> dict[str, list[str]]:
    """Return for each page that breaks rules of weight the elements that do; those in `dark` also dark."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "tests marked `browser` need Chromium: apt-get install chromium"
    looks = [(name, "light") for name in pages] + [(name, "dark") for name in dark]
    with sync_playwright() as drive:
        browser = drive.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        looked = {f"{name}, {tone}": _broken(browser, pages[name], tone) for name, tone in looks}
        browser.close()
    return {name: broken for name, broken in looked.items() if broken}


def _broken(browser: Any, page: Path, tone: str) -> list[str]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme=tone)
    tab = context.new_page()
    tab.goto(page.resolve().as_uri())
    tab.wait_for_timeout(SETTLED_MS)
    violations = Axe().run(tab, options={"resultTypes": ["violations"]}).response["violations"]
    context.close()
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in violations
        if each["impact"] != "minor" or each["id"] == "empty-table-header"
        for node in each["nodes"]
    ]
