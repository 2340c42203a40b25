"""What the tests of the compiled engine share: it is compiled once, in a process of its own."""

import pytest

from sim.compiled.warming import warm


@pytest.fixture(scope="session", autouse=True)
def _engine():
    """Make the compiled engine ready: a minute the first time, then from the disk."""
    warm()


def pytest_collection_modifyitems(items):
    """The first of these tests may wait until the engine is compiled, on a machine that others use too."""
    for item in items:
        if item.path.parent.name == "compiled" or item.path.name in {
            "test_cli_engines.py",
            "test_sizes_alike.py",
        }:
            item.add_marker(pytest.mark.timeout(1_200))
