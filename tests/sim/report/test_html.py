"""The report: one file, complete, that loads nothing and lets no text of a scenario become code."""

import html as entities
import json
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from building import Chart

from sim.errors import BadOutput
from sim.report import html

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


class Page(HTMLParser):
    """Collects what a test asks of a page: elements, addresses, scripts and ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.scripts: list[tuple[str, str]] = []
        self._kind: str | None = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        self.ids |= {found["id"]} if found.get("id") else set()
        self.addresses += [found[name] for name in ("src", "href", "action", "data") if found.get(name)]
        if tag == "script":
            self._kind = found.get("type") or ""

    def handle_data(self, data):
        if self._kind is not None:
            self.scripts.append((self._kind, data))

    def handle_endtag(self, tag):
        if tag == "script":
            self._kind = None


@pytest.fixture(scope="module")
def page(operation) -> Page:
    return Page(html.render(operation))


def test_the_page_loads_nothing_from_anywhere(operation):
    text = html.render(operation)
    assert [each for each in Page(text).addresses if not each.startswith("#")] == []
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    assert "@import" not in style
    assert "url(" not in style
    assert "connect-src" not in text
    assert "default-src 'none'" in text


def test_every_link_of_the_navigation_has_its_section(page):
    assert {each.removeprefix("#") for each in page.addresses} <= page.ids


def test_an_operation_has_every_section(page):
    expected = {"dates", "waits", "chain", "timeline", "money", "handover", "strength", "cost", "assumptions"}
    assert expected <= page.ids


def test_every_chart_is_readable_json(page):
    specifications = [json.loads(text) for kind, text in page.scripts if kind == "application/json"]
    assert len(specifications) == 8
    assert all(
        each["$schema"].startswith("https://vega.github.io/schema/vega-lite") for each in specifications
    )


def test_a_bare_plan_leaves_out_what_it_does_not_have(bare):
    found = Page(html.render(bare))
    assert {"handover", "strength", "cost"} & found.ids == set()
    assert {"dates", "waits", "timeline", "money", "unfinished"} <= found.ids


def test_the_smallest_plan_still_has_a_report():
    chart = Chart()
    chart.step("plan.a", 1.0)
    found = Page(html.render(chart.run()))
    assert {"waits", "chain", "money", "unfinished"} & found.ids == set()


def test_text_of_a_scenario_never_becomes_code(bare):
    steps = tuple(replace(step, id=f"{step.id}{EVIL}") for step in bare.plan.steps)
    funds = tuple(replace(fund, id=EVIL) for fund in bare.plan.funds)
    plan = replace(bare.plan, title=EVIL, steps=steps, funds=funds)
    text = html.render(replace(bare, plan=plan, deadlock=EVIL))
    harmless = Page(html.render(replace(bare, deadlock="a → b")))
    found = Page(text)
    assert found.tags == harmless.tags
    assert "<script>alert" not in text
    assert entities.escape(EVIL) in text


def test_what_was_not_reached_is_told_with_its_reason(bare):
    text = html.render(bare)
    assert "&gt; D+100" in text
    assert "waiting for money of fund reserve" in text


def test_a_deadlock_stands_first(bare):
    assert '<span class="badge bad">deadlock</span>' in html.render(replace(bare, deadlock="a → b → a"))


def test_the_footer_says_which_run_this_was(operation):
    text = html.render(operation)
    assert operation.plan.hash[:12] in text
    assert "seed <b>7</b>" in text


def test_the_report_is_small_enough_to_send(operation, tmp_path):
    html.write(operation, tmp_path / "report.html")
    assert (tmp_path / "report.html").stat().st_size < 3_000_000
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]


def test_a_report_that_cannot_be_written_says_so(bare, tmp_path):
    (tmp_path / "file").write_text("here already")
    with pytest.raises(BadOutput, match="cannot be written"):
        html.write(bare, tmp_path / "file" / "report.html")


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="no Chromium on this machine")
def test_a_browser_draws_every_chart_and_asks_nobody_for_anything(operation, tmp_path):
    sync = pytest.importorskip("playwright.sync_api")
    html.write(operation, tmp_path / "report.html")
    with sync.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1366, "height": 768})
        said, asked = [], []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto((tmp_path / "report.html").as_uri())
        tab.wait_for_function("document.querySelectorAll('.chart > svg').length === 8")
        wide = tab.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert said == []
    assert asked == [(tmp_path / "report.html").as_uri()]
    assert wide == 1366
