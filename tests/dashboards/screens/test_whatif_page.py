"""The What-if page: a command is tried at a moment, seen in both futures, adopted, or played again with."""

import pytest
from playing import DIRECTOR
from seating import shown

from exercises.play.commands import Answer, End, Start
from exercises.roles import Role


@pytest.fixture
def page(harbour):
    """Return the controller's page ten minutes into play."""
    harbour.do(Start())
    harbour.pass_(10)
    return opened(harbour)


def opened(table, role=Role.CONTROLLER):
    return table.alone("whatif", role)


def tried(page, line, at=None):
    if at is not None:
        page.selectbox(key="what_if_at").set_value(at).run()
    page.selectbox(key="what_if_line").set_value(line).run()
    page.button(key="what_if_try").click().run()
    assert not page.exception, page.exception
    return page


def kinds(table, name="harbour"):
    return [each.kind for each in table.house.journal.read(name)]


def test_both_futures_stand_beside_each_other_and_nothing_is_written(harbour, page):
    head = harbour.director.state.head
    told = shown(tried(page, "embassy: answer ask option=yes"))
    assert "What if, at 09:10: embassy: answer ask option=yes" in told.replace("\\", "")
    assert "richer: Richer,< 1 %,> 99 %,+100 (+100 to +100)" in told
    assert "20 futures of each line" in told
    assert harbour.director.state.head == head
    page.button(key="discard").click().run()
    assert "richer: Richer" not in shown(page)


def test_adopting_needs_a_reason_and_leaves_it_in_the_record(harbour, page):
    tried(page, "release by_hand")
    page.button(key="adopt").click().run()
    assert "needs a reason" in page.error[0].value
    page.text_input(key="what_if_reason").set_value("the cell has time").run()
    page.button(key="adopt").click().run()
    assert not page.exception
    assert kinds(harbour)[-2:] == ["inject.sent", "note.made"]
    assert harbour.director.since(0)[-1].payload["text"].endswith("release by_hand. the cell has time")


def test_the_other_decision_is_played_again_and_both_lines_are_read(harbour, page):
    """The moment is chosen among what was done; the new line has the other answer, the old one stays."""
    harbour.do(Answer(row="ask", cell="embassy", option="no", text="No"))
    harbour.pass_(10)
    page = opened(harbour)
    label = next(each for each in page.selectbox(key="what_if_at").options if "answered" in each)
    tried(page, "embassy: answer ask option=yes", label)
    assert page.selectbox(key="what_if_line").options[0] == "embassy: answer ask option=yes"
    assert "instead of what was done at 09:10" in shown(page).replace("\\", "")
    assert page.button(key="adopt").disabled
    before = kinds(harbour)
    page.button(key="play_again").click().run()
    assert not page.exception, page.exception
    assert "harbour-from-0010 stands paused" in page.success[0].value.replace("\\", "")
    told = shown(page)
    assert "answered ask by embassy [no] No" in told
    assert "answered ask by embassy [yes]" in told
    assert "scrs exercise play harbour-from-0010" in page.code[0].value
    assert kinds(harbour) == before
    assert kinds(harbour, "harbour-from-0010")[-2:] == ["inject.answered", "effect.applied"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("pause", "no command of which one can ask what if"),
        ("release by_hnd", "there is no row"),
        ("embassy: answer richer option=yes", "cannot be answered"),
    ],
)
def test_what_cannot_be_tried_is_told_on_the_page(page, line, why):
    """In words, whether the page or the worker finds it."""
    tried(page, line)
    assert why in page.error[0].value.replace("\\", "")


def test_a_moment_that_is_none_is_told_and_nothing_can_be_tried_there(page):
    page.selectbox(key="what_if_at").set_value("noon").run()
    assert "noon" in page.error[0].value
    assert page.button(key="what_if_try").disabled


def test_after_the_end_only_what_is_past_can_be_tried(harbour, page):
    """The present moment has nothing left; an earlier one has."""
    harbour.director.do(DIRECTOR, End(reason="enough"))
    page = opened(harbour)
    tried(page, "release by_hand")
    assert "nothing can be tried any more" in page.error[0].value.replace("\\", "")
    tried(page, "release by_hand", "09:08")
    assert "20 futures of each line" in shown(page)


def test_before_startex_the_page_says_that_there_is_nothing_to_try(harbour):
    assert "has not begun" in shown(opened(harbour, Role.DIRECTOR))
