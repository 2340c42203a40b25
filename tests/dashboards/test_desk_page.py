"""A cell's page: it gets what is its own, answers once, decides, writes, and loses no draft."""

import pytest
from playing import MILITARY
from seating import shown

from dashboards.screens import desk
from exercises.play.commands import Release, Start, Write
from exercises.roles import Role


@pytest.fixture
def running(table):
    """An exercise in which the embassy has its first inject."""
    table.do(Start())
    table.pass_(11)
    return table


def opened(table, **name):
    """Return the embassy's tab with the first inject open."""
    page = table.sit(Role.CELL, "embassy", **name)
    page.button(key="letter_first").click().run()
    assert not page.exception, page.exception
    return page


def test_opening_an_inject_marks_it_as_seen_and_shows_it(running):
    """Text, options and the time that is left stand on the right."""
    page = opened(running)
    assert running.director.state.run("first", "embassy").state == "seen"
    assert "How much, and for what?" in shown(page)
    assert page.radio(key="option_first").options == ["One million", "Ten millions"]
    assert "within 19 min" in shown(page)


def test_whoever_sits_down_before_startex_reads_who_they_are_and_what_will_come(table):
    """And no more of it once there is something to read."""
    page = table.sit(Role.CELL, "embassy")
    assert "You are the Embassy" in shown(page)
    assert "Play begins when the director starts it; the clock will show 09:00" in shown(page)
    table.do(Start())
    table.pass_(11)
    page.run()
    assert "You are the Embassy" not in shown(page)


def test_reading_an_inject_again_says_nothing(running):
    """Neither the one who opened it nor somebody else of the cell is told that it was seen already."""
    one, other = opened(running, name="Emil"), opened(running, name="Ella")
    one.button(key="letter_first").click().run()
    assert not [*one.toast, *other.toast]


def test_an_answer_goes_out_once_however_often_it_is_sent(running):
    """Two players of one cell: the second is told who was first."""
    one, other = opened(running, name="Emil"), opened(running, name="Ella")
    for page, text in ((one, "We ask for one"), (other, "We ask for ten")):
        page.text_area(key="answer_first").set_value(text).run()
    one.radio(key="option_first").set_value("little").run()
    one.button(key="send_first").click().run()
    other.button(key="send_first").click().run()
    run = running.director.state.run("first", "embassy")
    assert (run.state, run.option, run.text) == ("answered", "little", "We ask for one")
    assert "by Emil" in "".join(each.value for each in other.toast)
    assert "We ask for one" in shown(one)


def test_an_empty_answer_is_refused_and_nothing_is_lost(running):
    """The form stays."""
    page = opened(running)
    page.button(key="send_first").click().run()
    assert "empty answer" in "".join(each.value for each in page.toast)
    assert page.text_area(key="answer_first").value == ""


def test_a_draft_survives_a_reload_and_goes_when_it_is_sent(running):
    """A new tab with the same link has it; after sending it is gone."""
    token = running.link(Role.CELL, "embassy")
    page = running.open(token)
    page.button(key="letter_first").click().run()
    page.text_area(key="answer_first").set_value("half a thought").run()
    page.radio(key="option_first").set_value("much").run()
    again = running.open(token)
    again.button(key="letter_first").click().run()
    assert again.text_area(key="answer_first").value == "half a thought"
    assert again.radio(key="option_first").value == "much"
    again.button(key="send_first").click().run()
    jti = running.gate.admit(token).jti
    assert running.house.drafts.read(jti, "answer_first") == ""


def test_a_cell_sees_nothing_of_others(running):
    """Neither their injects, nor their answers, nor their messages."""
    running.do(Write(cell="military", to=("",), text="secret of the force"), MILITARY)
    running.do(Release(row="third"))
    page = running.sit(Role.CELL, "embassy")
    assert "The bridge" not in shown(page)
    assert "secret of the force" not in shown(page)
    assert "secret of the force" in shown(running.sit(Role.CELL, "military"))


def test_decisions_are_asked_for_with_what_is_filled_in(running):
    """Numbers out of bounds are refused with the bounds; then it waits for control."""
    page = running.sit(Role.CELL, "embassy")
    page.text_input(key="ask_police_people").set_value("200").run()
    page.button(key="decide_police").click().run()
    assert "from 1 to 20" in "".join(each.value for each in page.toast).replace("\\", "")
    page.text_input(key="ask_police_people").set_value("7").run()
    page.button(key="decide_police").click().run()
    found = running.director.state.requests["police-1"]
    assert (found.state, found.values) == ("asked", {"people": 7})
    assert page.button(key="decide_police").disabled


def test_a_message_goes_to_control_once(running):
    """A double click is one message, and the field is empty then."""
    page = running.sit(Role.CELL, "embassy")
    page.text_area(key="message_text").set_value("Who leads?").run()
    page.button(key="message_send").click().run()
    assert [each.text for each in running.director.state.messages] == ["Who leads?"]
    assert page.text_area(key="message_text").value == ""


def test_a_recalled_inject_is_gone_from_the_desk(running):
    """The page goes on without it."""
    from exercises.play.commands import Recall

    page = opened(running)
    running.do(Recall(row="first"))
    page.run()
    assert not page.exception
    assert "How much, and for what?" not in shown(page)


def test_a_desk_that_could_not_be_drawn_does_not_pass_for_drawn(running, monkeypatch):
    """Its next look finds it old, and draws it once what was in the way is gone."""
    page = opened(running, name="Emil")
    drawn = page.session_state[desk.DRAWN]
    with monkeypatch.context() as broken:
        broken.setattr(desk.view_of, "inbox_view", lambda *_: 1 / 0)
        page.run()
    assert page.exception
    assert page.session_state[desk.DRAWN] == desk.NOTHING
    page.run()
    assert page.session_state[desk.DRAWN] == drawn
