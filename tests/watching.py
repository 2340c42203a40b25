"""A small scenario with a watch list, to be changed in one place by each test."""

from __future__ import annotations

import copy
from typing import Any

import sim
from sim.trace import Outcome, StepRow

BASE: dict[str, Any] = {
    "format": 1,
    "title": "A watch list",
    "start": "2005-10-03",
    "horizon": "10 y",
    "evidence": "judgement",
    "pools": {"planners": {"size": 6, "kind": "people", "queue": "priority"}},
    "doctrine": {
        "steps": {
            "analysis": {"duration": "20 d"},
            "strategy": {"after": ["analysis"], "duration": "40 d"},
        }
    },
    "watch_list": {
        "templates": {"small": {"country": "Small", "severity": 0.6}},
        "arrivals": {"west": {"like": "small", "every": "2 y", "at_most": 4}},
        "refreshed": "0 d",
    },
}


def small(changes: dict[str, Any] | None = None, **watch: Any) -> sim.Model:
    """Return the model: `watch` is put into the watch list, `changes` into the scenario."""
    data = copy.deepcopy(BASE) | (changes or {})
    data["watch_list"] |= watch
    return sim.load_mapping(data, name="watching")


def step(outcome: Outcome, name: str) -> StepRow:
    """Return the first round of a step."""
    return next(each for each in outcome.steps if outcome.plan.steps[each.step].id == name)
