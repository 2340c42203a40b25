"""One living simulation of the quick start, shared: what it keeps is what is tested."""

import pytest

import sim
from exercises.living import Living


@pytest.fixture(scope="session")
def quick() -> sim.Model:
    """Return the quick-start scenario."""
    return sim.load("quick-start")


@pytest.fixture(scope="session")
def living(quick) -> Living:
    """Return the living simulation of its first future."""
    return Living(quick, seed=1)
