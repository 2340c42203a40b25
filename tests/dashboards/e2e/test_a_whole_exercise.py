"""One exercise from STARTEX to the review that is taken away, played by seven people in seven browsers."""

import io
import re
import zipfile

import docx
import pytest
from playwright.sync_api import expect

from benchmarks.served import PASSWORDS, Served

pytestmark = pytest.mark.browser
PAPER = "rgb(238, 242, 247)"
"""What lies behind the cards of a light page."""
SOON = 30_000
"""Milliseconds after which a page that is to change has not."""
SCRIPT = """
format: 1
title: The bridge at Kebra
scenario: quick-start
clock: {startex: 2026-05-11 09:00, endex: STARTEX+4 h, moves: [{title: Day 1, scenario: D+0, pace: 24}]}
cells: {embassy: {title: Embassy}, command: {title: Command}, host: {title: Host nation}}
objectives:
  money: {title: Money moves, tasks: {ask: A sum is named}}
  together: {title: The cells act together}
decisions:
  radio:
    title: An hour of radio
    by: [embassy]
    approval: true
    asks: {members: {text: How many people?, kind: count, least: 1, most: 9}}
    effects: [{gain: {active_corps: "{members}"}, why: Radio people join}]
    objectives: [together]
rows:
  - {uid: start, number: "1", kind: key_event, title: STARTEX, trigger: STARTEX}
  - {uid: news, number: "2", title: News from the road, to: [embassy, command, host], trigger: STARTEX+00:01,
     from: Radio Kebra, body: "The bridge is **closed**. <b>Nobody</b> knows why.", objectives: [together]}
  - {uid: sum, number: "3", title: Money is asked for, to: embassy, trigger: STARTEX+00:02,
     from: Budget office, body: "How much, and for what?", objectives: [money],
     expected: [{text: A sum, within: 90 min, task: money.ask}],
     options: {little: {text: One million}, much: {text: Ten millions}}}
  - {uid: convoy, number: "4", title: The convoy waits, to: command, trigger: STARTEX+00:03,
     release: controller, from: Convoy leader, body: Shall we turn back?, objectives: [together],
     expected: [{text: Says yes or no, within: 90 min}]}
  - {uid: thanks, number: "5", title: The sum is agreed, to: [embassy, command], objectives: [money],
     trigger: {after: {row: sum, option: little}}}
  - {uid: rumour, number: "6", kind: contingency, title: A rumour, to: command, trigger: manual,
     objectives: [together]}
  - {uid: note, number: "7", kind: context, title: The price of rice, to: embassy, trigger: manual,
     objectives: [money]}
  - {uid: never, number: "8", title: Far away, to: embassy, trigger: STARTEX+03:30, objectives: [money]}
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Return a running panel of the exercise."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "script.yaml").write_text(SCRIPT)
    made = Served(folder).start()
    yield made
    made.kill()


@pytest.fixture
def sit(served, browser, watched):
    """Return what seats somebody in a browser of their own, by the link and, where it asks, the password."""
    contexts = []

    def take(seat):
        context = browser.new_context(viewport={"width": 1366, "height": 900}, accept_downloads=True)
        contexts.append(context)
        tab = context.new_page()
        tab.on("request", lambda asked: note(asked.url))
        tab.on("console", lambda said: watched.errors.append(said.text) if said.type == "error" else None)
        tab.on("pageerror", lambda error: watched.errors.append(str(error)))
        tab.goto(served.links[seat])
        password = PASSWORDS.get(f"SCRS_PANEL_{seat.upper()}_PASSWORD")
        if password:
            tab.get_by_label("Password").fill(password)
            tab.get_by_role("button", name="Take the seat").click()
        expect(tab.get_by_text("The bridge at Kebra").first).to_be_visible(timeout=SOON)
        return tab

    def note(url):
        if not url.startswith((served.origin, served.origin.replace("http", "ws"), "data:", "blob:")):
            watched.outside.append(url)

    yield take
    for each in contexts:
        each.close()


def kinds(served):
    """Return the kinds of all entries, read beside the server."""
    journal = served.journal()
    try:
        return [each.kind for each in journal.read("script")]
    finally:
        journal.close()


def press(tab, key):
    """Press the button of a key, once it may be pressed."""
    button = tab.locator(f".st-key-{key} button").first
    expect(button).to_be_enabled(timeout=SOON)
    button.click()


def answer(tab, title, text, *, option=""):
    """Open an inject of the inbox and answer it."""
    tab.get_by_role("button", name=re.compile(title)).click()
    if option:
        tab.get_by_text(option, exact=True).click()
    field = tab.get_by_label("Answer")
    field.fill(text)
    field.blur()
    tab.get_by_role("button", name="Send the answer").click()
    expect(tab.get_by_text("Your answer")).to_be_visible(timeout=SOON)


def test_seven_people_play_it_from_startex_to_the_review(served, sit, watched):
    """What one does the others see, before and after a loss of power; what comes out says what was done."""
    director, controllers = sit("director"), [sit("controller"), sit("controller")]
    embassy, command, host = (sit(each) for each in ("embassy", "command", "host"))
    evaluator = sit("evaluator")
    _begin(served, director, controllers, cells=(embassy, command, host))
    _answer(embassy, command)
    assert watched.errors == []
    _lose_power(served, (director, *controllers, embassy, command, host, evaluator))
    watched.errors.clear()  # browsers complain of a server that is away
    _decide_and_write(embassy, command, controller=controllers[0])
    _rate(evaluator)
    _see_what_was_played(served)
    _end(served, director, embassy)
    with director.expect_download(timeout=60_000) as taken:
        director.get_by_role("link", name=re.compile("DOCX")).click()
    _read(taken.value.path().read_bytes())
    answered = director.request.get(f"{served.origin}/export/package?seat=director")
    assert "journal.jsonl" in zipfile.ZipFile(io.BytesIO(answered.body())).namelist()
    assert (watched.outside, watched.errors) == ([], [])
    _nothing_secret_is_told(served)


def _nothing_secret_is_told(served):
    """No link, password or key stands in the log outside of its greetings, nor in the journal."""
    told = re.sub(r"(?s)The panel is at .*?Stop with Ctrl\+C\.", "", served.log.read_text())
    journal = served.journal()
    try:
        told += str(journal.read("script"))
    finally:
        journal.close()
    marks = [link.partition("?t=")[2].partition(".")[2] for link in served.links.values()]
    key = (served.folder / "kept" / "panel.key").read_text()
    for secret in (*marks, *PASSWORDS.values(), key):
        assert secret not in told


def _begin(served, director, controllers, *, cells):
    """Start, let a few minutes pass in a few seconds, send what waits for a controller, and pause.

    Two controllers have the same row before them, and both press, one of them twice.
    """
    press(director, "clock_start")
    expect(director.locator(".st-key-clock_pause button")).to_be_visible(timeout=SOON)
    for _ in range(10):  # a click that falls into a redraw of the bar is lost, as it is for people
        director.locator('[class*="st-key-speed_"]').get_by_role("radio", name="×60").click()
        director.wait_for_timeout(4_000)
        if kinds(served).count("clock.speed"):
            break
    expect(director.locator(".stApp")).to_have_css("background-color", PAPER)  # no toast took the style sheet
    for cell in cells:
        expect(cell.get_by_role("button", name=re.compile("News from the road"))).to_be_visible(timeout=SOON)
    asked = cells[0].get_by_role("button", name=re.compile("Money is asked for"))
    expect(asked).to_be_visible(timeout=SOON)
    releases = []
    for each in controllers:
        press(each, "open_convoy_command")
        releases.append(each.locator(".st-key-row_release button").first)
        expect(releases[-1]).to_be_enabled(timeout=SOON)
    releases[0].dblclick()
    releases[1].click(force=True)
    expect(cells[1].get_by_role("button", name=re.compile("The convoy waits"))).to_be_visible(timeout=SOON)
    press(director, "clock_pause")
    expect(director.locator(".st-key-clock_resume button")).to_be_visible(timeout=SOON)


def _answer(embassy, command):
    """Read a text that is no Markdown, answer; what follows from an answer comes to both."""
    embassy.get_by_role("button", name=re.compile("News from the road")).click()
    text = embassy.get_by_text("The bridge is **closed**. <b>Nobody</b> knows why.")
    expect(text).to_be_visible(timeout=SOON)
    answer(embassy, "Money is asked for", "One million for the ford", option="One million")
    answer(command, "The convoy waits", "Yes, turn back")
    for cell in (embassy, command):
        expect(cell.get_by_role("button", name=re.compile("The sum is agreed"))).to_be_visible(timeout=SOON)


def _lose_power(served, tabs):
    """Kill the server and start it again: every page comes back by itself; one is loaded anew besides."""
    served.kill()
    served.start()
    director, first, second, *rest = tabs
    expect(director.locator(".st-key-clock_resume button")).to_be_enabled(timeout=SOON)
    for each in (first, second):
        expect(each.get_by_text("The convoy waits").first).to_be_visible(timeout=SOON)
    for each in rest[:2]:
        expect(each.get_by_role("button", name=re.compile("The sum is agreed"))).to_be_visible(timeout=SOON)
    rest[1].reload()
    for each in (*rest, first):
        expect(each.get_by_text("The bridge at Kebra").first).to_be_visible(timeout=SOON)
        each.wait_for_timeout(300)


def _decide_and_write(embassy, command, *, controller):
    """A decision is asked for, and control approves it; a cell writes to control."""
    embassy.get_by_role("tab", name="Decisions").click()
    people = embassy.locator(".st-key-ask_radio_members input")
    people.fill("3")
    people.blur()
    button = embassy.locator(".st-key-decide_radio button").first
    expect(button).to_be_enabled(timeout=SOON)
    button.dblclick()
    press(controller, "approve_radio-1")
    command.get_by_role("tab", name="Messages").click()
    field = command.locator(".st-key-message_text textarea")
    field.fill("Who leads at the bridge?")
    field.blur()
    press(command, "message_send")
    expect(command.locator(".st-key-message_text textarea")).to_have_value("", timeout=SOON)
    expect(controller.get_by_text("No decision waits")).to_be_visible(timeout=SOON)


def _rate(evaluator):
    field = evaluator.locator(".st-key-seen_text textarea")
    field.fill("A sum within two minutes")
    field.blur()
    evaluator.locator(".st-key-seen_rating").get_by_text("P", exact=True).click()
    press(evaluator, "seen_send")
    expect(evaluator.locator(".st-key-seen_text textarea")).to_have_value("", timeout=SOON)


def _end(served, director, cell):
    director.get_by_role("button", name="End", exact=True).click()
    press(director, "clock_end")
    expect(cell.get_by_text("ended").first).to_be_visible(timeout=SOON)
    director.goto(f"{served.origin}/review?seat=director")
    expect(director.get_by_text("What came of it")).to_be_visible(timeout=SOON)


def _see_what_was_played(served):
    """The journal holds each act once, in the name of whoever did it."""
    journal = served.journal()
    try:
        entries = journal.read("script")
    finally:
        journal.close()
    done = [(each.kind, each.actor) for each in entries if not each.kind.startswith(("link.", "inject.seen"))]
    for act in (
        ("exercise.started", "director"),
        ("inject.answered", "embassy"),
        ("inject.answered", "command"),
        ("decision.asked", "embassy"),
        ("decision.taken", "controller"),
        ("message.sent", "command"),
        ("observation.made", "evaluator"),
    ):
        assert done.count(act) == 1, (act, done)
    sent = [each.payload["row"] for each in entries if each.kind == "inject.sent"]
    assert sorted(sent) == sorted({*sent}), "no row goes out twice"
    assert {"news", "sum", "convoy", "thanks"} <= {*sent}


def _read(content):
    """The review names the exercise, what was decided and what was seen."""
    paper = docx.Document(io.BytesIO(content))
    tables = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(each.text for each in paper.paragraphs), *tables])
    for word in (
        "The bridge at Kebra",
        "One million for the ford",
        "An hour of radio",
        "A sum within two minutes",
    ):
        assert word in text, word
