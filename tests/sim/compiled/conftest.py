"""What the tests of the compiled engine share: it is compiled once, in a process of its own."""

import pytest

from sim.compiled.warming import warm


@pytest.fixture(scope="session", autouse=True)
def _engine():
    """Make the compiled engine ready: a minute the first time, then from the disk."""
    warm()
