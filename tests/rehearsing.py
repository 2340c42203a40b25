"""Small scripts for rehearsals: cells that take exactly as long as they are told."""

from __future__ import annotations

import textwrap

from scripts import small

from exercises.rehearsal.ground import Ground
from exercises.script.loading import Loaded, load_text

HEAD = """\
format: 1
title: A morning
scenario: small.yaml
clock: {startex: 2026-05-11 09:00, endex: STARTEX+02:00, moves: [{title: Only, pace: 240}]}
cells: {embassy: {title: Embassy}, command: {title: Command}}
objectives: {ask: {title: Ask in time}, tell: {title: Tell in time}}
"""
EXACT = "rehearsal: {sees: 1 min, answers: 10 min, chance: 1, releases: 2 min}\n"


def script(body: str, *, head: str = HEAD, rehearsal: str = EXACT) -> Loaded:
    """Return a script of a head, a rehearsal section, and what a test adds."""
    return load_text(head + rehearsal + textwrap.dedent(body), "morning.yaml", scenario=small())


def ground(body: str, **how: str) -> Ground:
    """Return a script ready to be rehearsed."""
    return Ground(script(body, **how), seed=1)
