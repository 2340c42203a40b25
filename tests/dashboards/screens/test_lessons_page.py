"""The Lessons page: times of play become laws, lessons are adopted, and a file is taken along."""

import pytest
from seating import shown

from exercises.play.commands import Answer, Start
from exercises.roles import Role


def opened(table, role=Role.DIRECTOR):
    return table.alone("lessons", role)


def asked(page, family="auto"):
    page.selectbox(key="lessons_family").set_value(family).run()
    page.button(key="lessons_ask").click().run()
    assert not page.exception, page.exception
    return shown(page).replace("\\", "")


@pytest.fixture
def played(harbour):
    """Return an exercise with one answer after ten minutes: 100 minutes of the scenario."""
    harbour.do(Start())
    harbour.pass_(15)
    harbour.do(Answer(row="ask", cell="embassy", option="no", text="No"))
    return harbour


def test_too_few_times_are_told_and_leave_no_file(played):
    told = asked(opened(played))
    assert "1 times of play" in told or "2 times of play" in told
    assert "nothing is fitted to fewer than 5" in told
    assert "there is no file to take along" in told


def test_the_director_adopts_a_lesson_and_the_file_carries_it(played):
    """A scenario of the same doctrine takes the file, one of another is refused with its steps."""
    page = opened(played)
    page.text_input(key="adopt_name").set_value("one_plan").run()
    page.text_area(key="adopt_text").set_value("One plan").run()
    page.segmented_control(key="adopt_kind").set_value("times a factor").run()
    page.selectbox(key="adopt_path").set_value("doctrine.steps.decide.duration").run()
    page.text_input(key="adopt_value").set_value("0.8").run()
    page.button(key="adopt_lesson").click().run()
    assert not page.exception, page.exception
    entry = played.director.since(0)[-1]
    assert (entry.kind, entry.payload["scale"]) == ("lesson.adopted", {"doctrine.steps.decide.duration": 0.8})
    assert "doctrine.steps.decide.duration × 0.8" in shown(page)
    asked(page)
    text = next(each.value for each in page.code if "doctrine:" in each.value)
    assert "evidence:" in text
    assert "judgement" in text
    page.selectbox(key="lessons_scenario").set_value("kosovo-police-1999").run()
    assert "learned under another doctrine" in " ".join(each.value for each in page.code)


def test_what_cannot_be_adopted_or_worked_out_is_told(played):
    """No name, a path that is not there, no exercise: a sentence each, and nothing is written."""
    page = opened(played)
    page.button(key="adopt_lesson").click().run()
    assert "needs a name" in page.toast[0].value.replace("\\", "")
    page.text_input(key="adopt_name").set_value("odd").run()
    page.segmented_control(key="adopt_kind").set_value("another value").run()
    page.selectbox(key="adopt_path").set_value("doctrine.steps.decid.duration").run()
    page.text_input(key="adopt_value").set_value("3 d").run()
    page.button(key="adopt_lesson").click().run()
    assert not page.exception
    assert "decid" in page.toast[0].value
    assert played.director.since(0)[-1].kind != "lesson.adopted"
    page.pills(key="lessons_of").set_value([]).run()
    page.button(key="lessons_ask").click().run()
    assert "at least one exercise" in page.error[0].value


def test_a_controller_sees_lessons_and_is_told_that_the_director_adopts(played):
    page = opened(played, Role.CONTROLLER)
    assert page.button(key="adopt_lesson").disabled
    assert "may not adopt" in page.button(key="adopt_lesson").help.replace("\\", "")
