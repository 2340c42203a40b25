"""The panel speaks the words of HSEEP, NATO or UK where they are chosen."""

from exercises.roles import Role


def test_a_controller_is_called_what_others_call_one(table):
    """The badge in the head changes with the choice, and stays on the next page."""
    page = table.sit(Role.CONTROLLER)
    page.segmented_control(key="words_choice").set_value("NATO").run()
    assert not page.exception
    assert any("EXCON" in each.value for each in page.markdown)
    page.switch_page("screens/situation.py").run()
    assert any("EXCON" in each.value for each in page.markdown)
