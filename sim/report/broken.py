"""Runs that broke off, as they are told: a sentence, and what JSON says of them, the same for every verb.

How they are kept is `sim.batch.road`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.batch.summary import MOST_FAILURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.batch.road import Broken


def broken_words(broken: Sequence[Broken]) -> str:
    """Return how many runs broke off and why the first did; '' where none did."""
    if not broken:
        return ""
    count = "1 run" if len(broken) == 1 else f"{len(broken):,} runs"
    return f"{count} broke off, and what was to be paired with them is left out; the first is {broken[0]}"


def broken_json(broken: Sequence[Broken]) -> dict[str, Any]:
    """Return `failed`, how many, and `failures`, the first of them: plan, replication and reason."""
    rows = [
        {"of": each.what or None, "replication": each.replication, "why": each.why}
        for each in broken[:MOST_FAILURES]
    ]
    return {"failed": len(broken), "failures": rows}
