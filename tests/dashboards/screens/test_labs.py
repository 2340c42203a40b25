"""The labs' pages as Streamlit runs them: each comes up, answers, and tells faults instead of failing."""

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.bench.crew import Crew
from dashboards.widgets import served
from sim.errors import AllBroke


@pytest.fixture(autouse=True)
def _own_main(monkeypatch: pytest.MonkeyPatch, tmp_path) -> Iterator[None]:
    """Give back the main module that AppTest takes, end the bench, and keep studies of others away."""
    main = sys.modules["__main__"]
    monkeypatch.chdir(tmp_path)
    yield
    sys.modules["__main__"] = main
    served.bench.clear()


def opened(page: str, admit: str = "") -> AppTest:
    found = AppTest.from_string(
        f"from dashboards.screens import {page}\n{page}.show({admit})\n", default_timeout=60
    )
    found.run()
    assert not found.exception, found.exception
    return found


def rerun_until(page: AppTest, what: Callable[[AppTest], bool]) -> None:
    deadline = time.monotonic() + 60.0
    while not what(page):
        assert time.monotonic() < deadline, "the page did not come to that"
        time.sleep(0.2)
        page.run()
        assert not page.exception, page.exception


def futures(page: AppTest) -> int:
    shown = page.metric[-1].value
    return int(shown) if shown.isdigit() else 0


def said(page: AppTest) -> str:
    return " ".join(each.value for each in page.markdown).replace("\\", "")


def test_the_timeline_lab_shows_what_a_slider_and_a_tool_move():
    """Nothing at first; with a tool off, a difference with its interval over shared futures."""
    page = opened("timeline_lab")
    assert "Nothing is changed yet" in said(page)
    rerun_until(page, lambda it: futures(it) >= 40)
    tool = next(each for each in page.toggle if "Application of lessons" in each.label)
    tool.set_value(False).run()
    page.slider(key="lab:quick-start::pools.active_corps.size").set_value(20).run()
    rerun_until(page, lambda it: "futures that both share" in said(it) or "In none of" in said(it))
    code = " ".join(each.value for each in page.code)
    assert "pools.active_corps.size: 20" in code
    assert "scrs run quick-start --set" in code


def test_a_run_that_breaks_off_is_told_in_a_sentence_and_the_page_stays_up(monkeypatch):
    """The numbers go; what happened stands in their place, and is not played again and again."""
    asked = []

    def break_off(_self, task):
        asked.append(task)
        answer = Future()
        answer.set_exception(AllBroke(3, "replication 3: RuntimeError: out of paper"))
        return answer

    monkeypatch.setattr(Crew, "ask", break_off)
    page = opened("timeline_lab")
    rerun_until(page, lambda it: bool(it.error))
    assert "could not be played" in page.error[0].value
    assert "replication 3: RuntimeError: out of paper" in " ".join(each.value for each in page.code)
    count = len(asked)
    page.run()
    assert not page.exception
    assert len(asked) == count
    assert not page.metric


def test_a_future_that_breaks_off_when_it_is_drawn_is_told_too(monkeypatch):
    def break_off(*_, **__):
        message = "out of ink"
        raise RuntimeError(message)

    served.outcome.clear()
    monkeypatch.setattr(served, "simulate", break_off)
    page = opened("timeline_lab")
    assert "replication 0: RuntimeError: out of ink" in " ".join(each.value for each in page.code)


def test_a_patch_written_by_hand_is_told_its_faults_where_they_are():
    """Line, column and the nearest spelling; mended, the charts come back."""
    page = opened("timeline_lab")
    page.toggle(key="lab:quick-start::hand").set_value(True).run()
    editor = page.text_area(key="lab:quick-start::text")
    assert "set:" in editor.value
    editor.set_value("set:\n  pools.active_corp.size: 3\n").run()
    told = " ".join(each.value for each in page.code)
    assert "patch.yaml:2:3" in told
    assert "active_corps" in told
    assert not page.metric
    page.text_area(key="lab:quick-start::text").set_value("set:\n  pools.active_corps.size: 3\n").run()
    assert len(page.metric) == 4


def test_the_batch_lab_says_what_to_do_and_refuses_what_cannot_be_played():
    """No studies yet; a fault of the form is told in the command's words, and nothing is started."""
    page = opened("batch_lab")
    assert "No studies" in page.info[0].value
    page.text_area(key="batch_sets").set_value("pools.active_corp.size=3").run()
    page.button(key="batch_start").click().run()
    assert "active_corps" in " ".join(each.value for each in page.code)
    assert "No studies" in page.info[0].value


def test_the_replay_frames_the_map_of_the_chosen_future():
    """The sentence below it follows the future."""
    page = opened("replay")
    first = page.caption[-1].value
    page.number_input(key="replay_future").set_value(4).run()
    assert not page.exception
    assert page.caption[-1].value != first
    assert len(page.get("iframe")) == 1


@pytest.mark.parametrize("name", ["timeline_lab", "batch_lab", "replay"])
def test_whoever_is_not_admitted_sees_nothing(name):
    """The page asks before it draws."""
    page = AppTest.from_string(
        f"import streamlit as st\nfrom dashboards.screens import {name}\n{name}.show(st.stop)\n",
        default_timeout=60,
    )
    page.run()
    assert not page.exception
    assert not page.main.children


@pytest.mark.parametrize("name", ["timeline_lab", "batch_lab", "replay"])
def test_a_scenario_file_with_faults_is_told_where_they_are(name, tmp_path):
    """Each page names line and column of a file of the folder, and stays up."""
    (tmp_path / "a.yaml").write_text("format: 1\ntitle: Wrong\nstart: 2026-01-05\nhorizon: 3 dayz\n")
    page = opened(name)
    assert "a.yaml:4:10" in " ".join(each.value for each in page.code)
