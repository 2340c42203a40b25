"""A door of a small exercise whose director and administrator have passwords that are quick to check."""

import pytest
from knocking import Door, quick

from dashboards.door.passwords import ASKED, Passwords


@pytest.fixture
def door(table):
    """Return the whole server of a small exercise, asked without a network."""
    table.gate.passwords = Passwords({role: quick(f"the {role} is in") for role in ASKED})
    return Door(table)
