"""Entries and headers as the tests of the journal write them; what they say means nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from exercises.journal import Draft, Journal

ROOT = Path(__file__).resolve().parents[1]
HEADER = {"script": "title: Tést\n", "scenario": "format: 1\r\n", "seed": 7, "versions": {"scrs": "0.1"}}


def draft(text: str = "hello", **changes: Any) -> Draft:
    """Return a draft; the payload says the text."""
    usual = {
        "kind": "inject.sent",
        "actor": "ann",
        "role": "controller",
        "wall": 1.5,
        "payload": {"text": text},
    }
    return Draft(**{**usual, **changes})


def texts(journal: Journal, exercise: str) -> list[str]:
    """Return what the payloads of all entries say, in order."""
    return [each.payload["text"] for each in journal.read(exercise)]
