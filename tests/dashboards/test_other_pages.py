"""Evaluators, observers and administrators at their pages."""

from seating import shown

from exercises.play.commands import Start
from exercises.roles import Role


def test_an_evaluator_keeps_an_observation_with_its_rating(table):
    """It stands with its task and in the list; the form is empty for the next one."""
    table.do(Start())
    page = table.sit(Role.EVALUATOR, name="Eve")
    page.text_area(key="seen_text").set_value("Asked in time").run()
    page.session_state["seen_rating"] = "S"
    page.run()
    for _ in range(2):
        page.button(key="seen_send").click().run()
    assert not page.exception
    found = list(table.director.state.observations.values())
    assert [(each.rating, each.text, each.task) for each in found] == [("S", "Asked in time", "ask")]
    assert "1 of 1 rated" in shown(page)
    assert page.text_area(key="seen_text").value == ""


def test_response_times_are_computed(table):
    """Ten minutes from delivery to answer."""
    from playing import EMBASSY

    from exercises.play.commands import Answer

    table.do(Start())
    table.pass_(10)
    table.pass_(10)
    table.do(Answer(row="first", cell="embassy", text="One"), EMBASSY)
    page = table.sit(Role.EVALUATOR)
    times = next(each.value for each in page.dataframe if "Median (min)" in each.value.columns)
    assert next(times.itertuples(index=False, name=None))[:6] == ("embassy", 1, 1, 1, 0, 10.0)


def test_an_observer_has_nothing_to_press_but_the_emergency_stop(table):
    """Read only."""
    table.do(Start())
    page = table.sit(Role.OBSERVER)
    assert [each.key for each in page.button] == ["no_duff"]


def test_an_administrator_issues_and_takes_back_links(table):
    """The new link stands first in the list, and works until it is taken back."""
    page = table.sit(Role.ADMINISTRATOR)
    page.selectbox(key="link_role").set_value("cell").run()
    page.selectbox(key="link_cell").set_value("military").run()
    page.text_input(key="link_name").set_value("Mara").run()
    page.button(key="link_issue").click().run()
    assert not page.exception
    made = table.gate.links()[-1]
    assert (made.claims.name, made.claims.cell) == ("Mara", "military")
    assert made.token in shown(page)
    assert table.gate.admit(made.token).name == "Mara"


def test_a_note_stands_in_the_record(table):
    """And the record shows what was asked for only."""
    table.do(Start())
    page = table.sit(Role.ADMINISTRATOR)
    page.switch_page("screens/record.py").run()
    page.text_input(key="note_text").set_value("Coffee at ten").run()
    page.button(key="note_send").click().run()
    assert "Coffee at ten" in shown(page)
    page.session_state["kind"] = "clock"
    page.run()
    assert "Coffee at ten" not in shown(page)
