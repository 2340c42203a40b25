"""One reviewed exercise for all tests that only read it: its charts take a second to draw."""

from __future__ import annotations

import pytest
from reviewed import HOSTILE, reviewed

from exercises.aar import Gathered, files


@pytest.fixture(scope="session")
def hostile() -> Gathered:
    """Return what was gathered of an exercise in which players and evaluators wrote what they should not."""
    return reviewed(HOSTILE).gathered()


@pytest.fixture(scope="session")
def hostile_files(hostile: Gathered) -> dict[str, bytes]:
    """Return its papers: name → content."""
    return files(hostile)
