"""The page of re-timing: proposals are shown when they are asked for, and one is adopted with a click."""

from __future__ import annotations

from seating import shown

from exercises.play.commands import Start
from exercises.roles import Role


def test_proposals_are_looked_for_when_asked_and_adopted_with_a_click(table):
    """Nothing is changed before; afterwards the journal has the changes."""
    page = table.sit(Role.CONTROLLER)
    table.do(Start())
    table.pass_(25)
    page.switch_page("screens/retiming.py").run()
    assert not page.exception
    assert "nothing changes until one is adopted" in shown(page)
    head = table.director.state.head
    page.text_input(key="retiming_by").set_value("STARTEX+00:30").run()
    page.button(key="retiming_look").click().run()
    assert not page.exception
    assert "are left until" in shown(page)
    assert table.director.state.head == head
    next(each for each in page.button if each.key.startswith("retiming_adopt:")).click().run()
    assert not page.exception
    assert "changes made" in page.info[0].value
    assert table.director.state.head > head


def test_a_moment_that_is_none_is_told_on_the_page(table):
    """In words, not as a traceback."""
    page = table.sit(Role.CONTROLLER)
    table.do(Start())
    page.switch_page("screens/retiming.py").run()
    page.text_input(key="retiming_by").set_value("soon").run()
    page.button(key="retiming_look").click().run()
    assert not page.exception
    assert "soon" in page.error[0].value
