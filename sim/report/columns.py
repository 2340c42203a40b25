"""The columns of each table of the trace, so that one without rows still has their names and types.

What stands in them is `exports`.
"""

from __future__ import annotations

from typing import Any

BLANK: dict[str, dict[str, Any]] = {
    "steps": {
        "id": "",
        "turn": 0,
        "operation": "",
        "kind": "",
        "label": "",
        "state": "",
        "ready": 0.0,
        "start": 0.0,
        "finish": 0.0,
        "cause": "",
        "target": "",
    },
    "waits": {"id": "", "turn": 0, "cause": "", "target": "", "since": 0.0, "until": 0.0},
    "holdings": {"id": "", "turn": 0, "pool": "", "amount": 0, "since": 0.0, "until": 0.0},
    "levels": {"time": 0.0, "pool": "", "free": 0, "held": 0, "resting": 0, "lost": 0},
    "postings": {"time": 0.0, "fund": "", "id": "", "turn": 0, "source": "", "target": "", "amount": 0},
    "conditions": {"time": 0.0, "operation": "", "province": "", "sector": "", "condition": 0.0},
    "authority": {
        "time": 0.0,
        "operation": "",
        "province": "",
        "sector": "",
        "authority": "",
        "why": "",
    },
    "assessments": {"time": 0.0, "operation": "", "province": "", "result": ""},
    "strength": {
        "time": 0.0,
        "operation": "",
        "troops": 0,
        "police": 0,
        "civilians": 0,
        "partner_troops": 0,
        "partner_civilians": 0,
    },
    "capacity": {"time": 0.0, "operation": "", "province": "", "capacity": 0.0},
    "exits": {"time": 0.0, "operation": "", "hazard": 0.0},
    "relapses": {"time": 0.0, "operation": "", "troops": 0},
    "evacuations": {
        "time": 0.0,
        "operation": "",
        "id": "",
        "turn": 0,
        "people": 0,
        "planned": 0.0,
        "person_days_lost": 0.0,
    },
    "moves": {"time": 0.0, "source": "", "target": "", "people": 0},
    "watch": {"id": "", "operation": "", "flagged": 0.0, "onset": 0.0, "fate": ""},
    "eases": {"time": 0.0, "step": "", "turn": 0, "factor": 0.0, "saved": 0.0},
}
"""Table → a row of the right types: a new table or column of the trace is declared here too."""
