"""The controller's page: what is pressed there happens once, and the page says how things stand."""

import pytest
from playing import EMBASSY
from seating import shown

from exercises.play.commands import Decide, Pause, Start
from exercises.roles import Role


@pytest.fixture
def running(table):
    """An exercise that has begun."""
    table.do(Start())
    table.pass_(1)
    return table


def press(page, key):
    """Press a button and let the page be drawn anew."""
    page.button(key=key).click().run()
    assert not page.exception, page.exception


def entries(table, kind):
    return [each for each in table.director.since(0) if each.kind == kind]


def test_the_director_starts_pauses_steps_resumes_and_ends(table):
    """The clock's buttons carry an exercise from STARTEX to ENDEX."""
    page = table.sit(Role.DIRECTOR)
    press(page, "clock_start")
    table.pass_(5)
    press(page, "clock_pause")
    assert table.director.state.phase == "paused"
    table.wall.pass_(2)
    page.run()
    press(page, "clock_step")
    assert table.director.now() == pytest.approx(600)
    page.run()
    press(page, "clock_resume")
    press(page, "clock_end")
    assert table.director.state.phase == "ended"


def test_a_controller_cannot_start_and_is_told_why(table):
    """STARTEX is the director's: the button is there, and dead."""
    page = table.sit(Role.CONTROLLER)
    assert page.button(key="clock_start").disabled
    assert "may not start" in page.button(key="clock_start").help.replace("\\", "")


def test_a_double_click_on_step_steps_once(running):
    """The second click finds a clock that was set a moment ago."""
    running.do(Pause())
    running.wall.pass_(2)
    page = running.sit(Role.DIRECTOR)
    press(page, "clock_step")
    assert page.button(key="clock_step").disabled
    assert len(entries(running, "clock.stepped")) == 1


def test_the_same_press_of_two_controllers_is_one_pause(running):
    """Both had the same clock before them: one pauses, the other is told so."""
    one, other = running.sit(Role.CONTROLLER, name="Ann"), running.sit(Role.CONTROLLER, name="Bob")
    press(one, "clock_pause")
    press(other, "clock_pause")
    assert len(entries(running, "clock.paused")) == 1
    assert "by Ann" in "".join(each.value for each in other.toast)


def test_a_row_is_released_once_by_two_controllers_and_reaches_its_cells(running):
    """The second one is told who was first; the cells have it."""
    tabs = [running.sit(Role.CONTROLLER, name=each) for each in ("Ann", "Bob")]
    for tab in tabs:
        tab.session_state["open_row"] = "second"
        tab.run()
    for tab in tabs:
        press(tab, "row_release")
    assert len(entries(running, "inject.sent")) == 1
    cells = [running.sit(Role.CELL, each) for each in ("embassy", "military")]
    assert all("News from the road" in shown(each) for each in cells)


def test_a_row_can_go_to_one_of_its_recipients_with_a_reason(running):
    """The other recipient still waits."""
    page = running.sit(Role.CONTROLLER)
    page.session_state["open_row"] = "second"
    page.session_state["only_second"] = ["military"]
    page.session_state["why_second"] = "they ask for it"
    page.run()
    press(page, "row_release")
    assert running.director.state.run("second", "military").why == "they ask for it"
    assert running.director.state.run("second", "embassy").state == "waiting"


def test_hold_skip_and_recall_do_what_they_say(running):
    """And what cannot be done is dead, with its reason."""
    page = running.sit(Role.CONTROLLER)
    page.session_state["open_row"] = "first"
    page.run()
    assert page.button(key="row_recall").disabled
    press(page, "row_hold")
    assert running.director.state.run("first", "embassy").state == "held"
    press(page, "row_release")
    press(page, "row_recall")
    assert running.director.state.run("first", "embassy").state == "recalled"
    assert page.button(key="row_release").disabled
    page.session_state["open_row"] = "third"
    page.run()
    press(page, "row_skip")
    assert running.director.state.run("third", "military").state == "skipped"


def test_a_row_that_waits_for_a_controller_is_opened_from_the_list_of_what_is_due(running):
    """It is the first thing that the page opens, too."""
    running.pass_(20)
    page = running.sit(Role.CONTROLLER)
    assert any("third" in each.label.replace("\\", "") for each in page.button if "due" in each.label)
    press(page, "open_third_military")
    assert page.session_state["open_row"] == "third"


def test_a_decision_of_a_cell_is_approved_or_refused_with_a_reason(running):
    """The page shows what was filled in."""
    running.do(Decide(decision="police", cell="embassy", values={"people": 4}), EMBASSY)
    page = running.sit(Role.CONTROLLER)
    assert "people 4" in shown(page)
    press(page, "approve_police-1")
    assert running.director.state.requests["police-1"].state == "taken"
    assert running.director.state.effects


def test_a_decision_that_is_refused_says_why(running):
    """The reason goes into the journal."""
    running.do(Decide(decision="police", cell="embassy", values={"people": 4}), EMBASSY)
    page = running.sit(Role.CONTROLLER)
    page.text_input(key="refuse_why_police-1").set_value("no lift").run()
    press(page, "refuse_police-1")
    found = running.director.state.requests["police-1"]
    assert (found.state, found.reason) == ("refused", "no lift")


def test_anybody_stops_play_for_something_real_and_only_the_director_lifts_it(running):
    """NO DUFF from a cell; all pages say so."""
    cell = running.sit(Role.CELL, "embassy")
    cell.text_input(key="no_duff_text").set_value("A real fire").run()
    press(cell, "no_duff")
    assert running.director.state.phase == "paused"
    controller, director = running.sit(Role.CONTROLLER), running.sit(Role.DIRECTOR)
    assert "A real fire" in shown(controller)
    assert controller.button(key="clock_all_clear").disabled
    assert controller.button(key="clock_resume").disabled
    press(director, "clock_all_clear")
    assert running.director.state.emergency == ""


def test_the_list_is_narrowed_by_words(running):
    """And shows all where nothing is asked."""
    page = running.sit(Role.CONTROLLER)
    page.text_input(key="find").set_value("bridge").run()
    rows = next(each.value for each in page.dataframe if "Waits" in each.value.columns)
    assert list(rows["Title"]) == ["The bridge"]
