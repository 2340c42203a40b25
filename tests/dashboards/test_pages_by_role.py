"""Which pages a seat has: the matrix of roles, seen through the pages."""

import pytest
import streamlit as st
from seating import ADMINISTRATOR, shown
from streamlit.util import calc_hash

from dashboards.app import BENCHED, LABS, PAGES, SCREENS
from dashboards.screens import timeline_lab
from exercises.play.commands import End, Start
from exercises.roles import Role

CELLS = {Role.CELL: "embassy"}
NAMES = sorted({name for names in PAGES.values() for name in names})


def test_every_page_has_a_file_and_every_file_is_some_roles_page():
    """No page is missing, and none lies about that nobody can open."""
    files = {each.stem for each in SCREENS.glob("*.py")} - {"__init__"}
    labs = {each.replace("-", "_") for each in LABS}
    assert files == {*NAMES, *labs}


@pytest.mark.parametrize("role", list(Role))
def test_every_page_of_a_role_opens_before_during_and_after_play(table, role):
    """None fails in any phase, empty or full."""
    page = table.sit(role, CELLS.get(role, ""))

    def opens_all():
        for name in PAGES[role]:
            page.switch_page(f"screens/{name}.py").run()
            assert not page.exception, (name, page.exception)
            assert "A small exercise" in shown(page), name

    opens_all()
    table.do(Start())
    table.pass_(25)
    opens_all()
    table.do(End())
    opens_all()


@pytest.mark.parametrize("role", list(Role))
def test_the_first_page_of_a_role_is_found_by_its_name_too(table, role):
    """Whoever types its address comes to it: Streamlit has it at the root only."""
    page = table.sit(role, CELLS.get(role, ""))
    first = shown(page)
    page._page_hash = calc_hash(PAGES[role][0])
    page.run()
    assert not page.exception
    assert shown(page) == first


@pytest.mark.parametrize("role", list(Role))
def test_a_page_of_other_roles_cannot_be_opened(table, monkeypatch, role):
    """It is not there for whoever asks for it by its address; nor is a lab, but for control."""
    page = table.sit(role, CELLS.get(role, ""))
    for name in set(NAMES) - set(PAGES[role]):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            page.switch_page(f"screens/{name}.py")
    page._page_hash = calc_hash("timeline-lab")  # labs are no files: this is how a browser asks for one
    monkeypatch.setattr(timeline_lab, "show", lambda admit: (admit(), st.text("this is a lab")))
    page.run()
    assert not page.exception
    assert ("this is a lab" in shown(page)) == (role in BENCHED)
    assert page.button(key="no_duff"), "a real emergency is called from every page"


def test_without_a_link_there_is_nothing_but_what_to_do(table):
    """Nobody sees a title, a clock or a name of the exercise."""
    page = table.open("")
    assert "needs a join link" in shown(page)
    assert "A small exercise" not in shown(page)
    assert not page.button


@pytest.mark.parametrize("role", list(Role))
def test_a_page_that_is_open_shows_nothing_more_once_its_link_is_taken_back(table, role):
    """The next look of the page says so and stops."""
    token = table.link(role, CELLS.get(role, ""))
    page = table.open(token)
    table.gate.revoke(table.gate.admit(token).jti, by=ADMINISTRATOR)
    page.run()
    assert not page.exception
    assert "taken back" in shown(page)
    assert not page.metric
    assert not page.dataframe


def test_a_button_of_an_open_page_does_nothing_once_its_link_is_taken_back(table):
    """The callback asks again who presses."""
    token = table.link(Role.DIRECTOR)
    page = table.open(token)
    table.gate.revoke(table.gate.admit(token).jti, by=ADMINISTRATOR)
    page.button(key="clock_start").click().run()
    assert table.director.state.phase == "ready"
