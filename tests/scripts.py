"""What scripts in tests begin with: a head without fault, and the small scenario under it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sim.scenario.reading import Document, read_file

SMALL = Path(__file__).with_name("exercises") / "script" / "small.yaml"
HEAD = """\
format: 1
title: T
scenario: small.yaml
clock: {startex: 2026-05-11 09:00, endex: STARTEX+08:00, moves: [{title: Only, pace: 24}]}
cells: {embassy: {title: Embassy, kind: response}, command: {title: Command, kind: control}}
objectives: {ask: {title: Ask in time, tasks: {request: It names a sum}}}
"""
"""Six lines that are right, so that what a test writes begins on line 7."""


@cache
def small() -> Document:
    """Return the scenario that is quick to load."""
    return read_file(SMALL, {})
