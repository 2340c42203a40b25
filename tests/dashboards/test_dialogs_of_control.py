"""The forms of control in their dialogs: each does what it says, once, and only where it makes sense."""

import pytest
from playing import CONTROLLER, EMBASSY, EVALUATOR
from seating import shown

from exercises.play.commands import Answer, Pause, Start
from exercises.roles import Role


@pytest.fixture
def running(table):
    """An exercise in which the first row has been sent and answered."""
    table.do(Start())
    table.pass_(11)
    table.do(Answer(row="first", cell="embassy", text="Two millions", option="little"), EMBASSY)
    return table


def opened(table, dialog, *about, role=Role.DIRECTOR):
    """Return the page of control with a dialog open."""
    page = table.sit(role)
    if role is Role.EVALUATOR:
        page.switch_page("screens/evaluation.py").run()
    page.session_state["dialog_asked"] = (dialog, about)
    page.run()
    assert not page.exception, page.exception
    return page


def again(page, dialog, *about):
    """Let the dialog be drawn once more: AppTest runs the whole page, in which it is not asked for."""
    page.session_state["dialog_asked"] = (dialog, about)
    page.run()
    assert not page.exception, page.exception


def press(page, key, dialog, *about):
    """Press a button of a dialog."""
    page.session_state["dialog_asked"] = (dialog, about)
    page.button(key=key).click().run()
    assert not page.exception, page.exception


def entries(table, kind):
    return [each for each in table.director.since(0) if each.kind == kind]


def test_a_jump_shows_what_it_passes_and_is_made_with_what_each_row_says(running):
    """The third row, held by its own rule, waits for control afterwards."""
    page = opened(running, "jump")
    page.text_input(key="jump_to").set_value("STARTEX+00:30")
    again(page, "jump")
    table = next(each.value for each in page.dataframe if "Do" in each.value.columns)
    assert list(table["Title"]) == ["The bridge"]
    assert list(table["Do"]) == ["hold"]
    press(page, "jump_keep", "jump")
    assert running.director.now() == pytest.approx(1_800)
    assert running.director.state.run("third", "military").state == "held"


def test_a_controller_may_not_jump_and_the_button_says_so(running):
    """It is the director's."""
    page = running.sit(Role.CONTROLLER)
    assert page.button(key="clock_jump").disabled
    assert "may not jump" in page.button(key="clock_jump").help.replace("\\", "")


def test_a_time_is_corrected_with_a_reason_and_the_first_is_shown(running):
    """Without a reason the button is dead."""
    page = opened(running, "correct", "first")
    assert page.button(key="correct_keep").disabled
    page.text_input(key="correct_to_first_embassy_answered").set_value("STARTEX+00:10:30")
    page.text_input(key="correct_why_first").set_value("given by telephone")
    again(page, "correct", "first")
    press(page, "correct_keep", "correct", "first")
    stamp = running.director.state.run("first", "embassy").stamps["answered"]
    assert (stamp.exercise, stamp.was) == (630.0, pytest.approx(660))
    again(page, "correct", "first")
    assert "09:11" in next(e.value for e in page.dataframe if "First noted" in e.value.columns).to_csv()


def test_an_evaluator_assesses_a_reply_that_stands_before_them(running):
    """With the expected action and the answer; the reply is in the list with its rating then."""
    page = opened(running, "assess", "first", "embassy", role=Role.EVALUATOR)
    assert "Expected: A sum" in shown(page)
    assert "[little] Two millions" in shown(page)
    page.session_state["assess_rating_first_embassy"] = "S"
    again(page, "assess", "first", "embassy")
    press(page, "assess_keep", "assess", "first", "embassy")
    assert running.director.state.run("first", "embassy").rating == "S"
    assert len(entries(running, "inject.assessed")) == 1


def test_an_effect_by_hand_needs_a_name_an_amount_and_a_reason(running):
    """A world that is told takes any path; the page offers what the simulation has."""
    page = opened(running, "act")
    page.selectbox(key="act_kind").set_value("scale")
    again(page, "act")
    assert page.button(key="act_keep").disabled
    page.text_input(key="act_path_scale").set_value("doctrine.steps.decide.duration")
    page.text_input(key="act_amount_scale").set_value("0.5")
    page.text_input(key="act_why").set_value("deputies hurry")
    again(page, "act")
    press(page, "act_keep", "act")
    assert running.director.state.effects[-1]["scale"] == {"doctrine.steps.decide.duration": 0.5}
    assert running.director.state.effects[-1]["why"] == "deputies hurry"


def test_a_row_is_edited_in_the_form_and_as_yaml(running):
    """Each keeps what the other does not show."""
    page = opened(running, "edit", "third")
    page.text_input(key="edit_title_third").set_value("The other bridge")
    again(page, "edit", "third")
    press(page, "edit_keep", "edit", "third")
    page.session_state["edit_way"] = "as the script writes it"
    again(page, "edit", "third")
    editor = page.text_area(key="edit_yaml_third")
    assert "title: The other bridge" in editor.value
    editor.set_value(editor.value + "locations: [The river]\n")
    again(page, "edit", "third")
    press(page, "edit_keep", "edit", "third")
    row = running.director.state.rows["third"]
    assert (row.title, row.locations, row.release) == ("The other bridge", ("The river",), "controller")


def test_a_row_that_has_gone_out_offers_no_edit_and_one_that_has_not_no_correction(running):
    """What makes no sense is not in the menu."""
    from dashboards.views.rows import row_view

    director = running.director
    assert row_view(director, CONTROLLER, "first").forms == ("assess", "correct")
    assert row_view(director, CONTROLLER, "third").forms == ("edit", "retime")
    assert row_view(director, EVALUATOR, "first").forms == ("assess", "correct")


def test_after_an_outage_control_sends_retimes_or_skips_what_was_held(table):
    """The card is there as long as something is; another moment is asked for in a dialog."""
    table.do(Start())
    table.wall.pass_(3_600)  # nobody ticks: the server was down
    table.director.tick()
    page = table.sit(Role.CONTROLLER)
    assert "Came due in an outage" in shown(page)
    page.session_state["dialog_asked"] = ("retime", ("first",))
    page.run()
    page.text_input(key="retime_to_first").set_value("STARTEX+01:30")
    again(page, "retime", "first")
    press(page, "retime_keep", "retime", "first")
    assert table.director.state.run("first", "embassy").state == "waiting"
    page.run()
    page.button(key="missed_fire_third").click().run()
    assert table.director.state.run("third", "military").state == "sent"
    page.run()
    assert "Came due in an outage" not in shown(page)


def test_cells_are_filtered_on_board_and_list(running):
    """One cell chosen: its rows only."""
    running.do(Pause())
    page = running.sit(Role.CONTROLLER)
    page.multiselect(key="cells_shown").set_value(["military"]).run()
    rows = next(each.value for each in page.dataframe if "Waits" in each.value.columns)
    assert set(rows["Cell"]) == {"military"}
