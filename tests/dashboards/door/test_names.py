"""Names by which browsers reach the panel."""

import socket

from dashboards.door.names import names_of


def test_a_panel_of_this_machine_alone_has_its_three_names():
    """And those that were given."""
    assert names_of("127.0.0.1") == {"127.0.0.1", "localhost", "::1"}
    assert names_of("127.0.0.1", ["Panel.Example.org"]) >= {"panel.example.org"}


def test_a_panel_for_others_knows_the_name_of_its_machine():
    """So that the links that it prints work."""
    found = names_of("0.0.0.0")  # noqa: S104  nothing is opened here
    assert socket.gethostname().lower() in found
    assert "0.0.0.0" not in found  # noqa: S104  as above


def test_an_address_that_was_told_is_a_name():
    """With nothing else of this machine."""
    assert names_of("10.1.2.3") == {"127.0.0.1", "localhost", "::1", "10.1.2.3"}
