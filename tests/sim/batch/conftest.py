"""A small scenario that takes milliseconds: what batches are tried on."""

import pytest

import sim

PLAN = {
    "format": 1,
    "title": "Two roads",
    "start": "2026-01-05",
    "horizon": "60 d",
    "evidence": "judgement",
    "steps": {
        "north": {"duration": {"uniform": ["10 d", "30 d"]}},
        "south": {"duration": {"uniform": ["10 d", "30 d"]}},
        "join": {"after": ["north", "south"], "duration": {"uniform": ["5 d", "40 d"]}},
    },
    "milestones": {"open": {"all": ["join"]}},
}


@pytest.fixture(scope="session")
def roads():
    return sim.load_mapping(PLAN, name="roads")
