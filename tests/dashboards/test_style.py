"""The style sheet of all pages: it is there, and nothing that a button says takes its place."""

import pytest

from exercises.roles import Role


@pytest.mark.parametrize(("role", "cell"), [(Role.DIRECTOR, ""), (Role.CELL, "embassy"), (Role.OBSERVER, "")])
def test_the_sheet_stands_among_what_is_shown(table, role, cell):
    """Streamlit puts a sheet alone where toasts go: the first one of a polled part would take its place."""
    page = table.sit(role, cell)
    sheets = [each for each in page.main.get("html") if "<style>" in each.proto.body]
    assert len(sheets) == 1
    assert "st-key-card_" in sheets[0].proto.body
