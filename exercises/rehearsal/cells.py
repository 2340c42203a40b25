"""Simulated cells: how each behaves on each row, and the chance of one rehearsal, keyed by name.

What they do in play, and when, is `exercises.rehearsal.playing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from exercises.play.asking import READERS
from exercises.script.schema import DecisionRehearsed
from sim.adding import added
from sim.draws import key_of, uniforms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.script.schema import Row, Script
    from exercises.script.schema.changes import Ask
    from sim.distributions import Distribution

ASKING = ("inject", "contingency")
"""Kinds of rows to which the cells in `to` owe an answer."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a cell behaves on a row. `sees`, `answers`: seconds from delivery; `chance`: that it answers."""

    sees: Distribution
    answers: Distribution
    chance: float


@dataclass(frozen=True)
class Cast:
    """All simulated cells of a script, and control."""

    script: Script

    def manner(self, row: Row, cell: str) -> Manner:
        """Return how a cell behaves on a row: what the row says, else the cell, else the script."""
        usual = self.script.rehearsal
        of_cell, of_row = usual.cells.get(cell), usual.rows.get(row.uid)
        says = [each for each in (of_row, of_cell) if each is not None]
        sees = None if of_cell is None else of_cell.sees
        answers = (each.answers for each in says if each.answers is not None)
        chance = (each.chance for each in says if each.chance is not None)
        return Manner(sees or usual.sees, next(answers, usual.answers), next(chance, usual.chance))

    def at_once(self, cell: str) -> int:
        """Return how many rows a cell works on at a time; 0: any number."""
        said = self.script.rehearsal.cells.get(cell)
        return self.script.rehearsal.at_once if said is None or said.at_once is None else said.at_once

    def decision(self, name: str) -> DecisionRehearsed:
        """Return whether a decision is taken."""
        return self.script.rehearsal.decisions.get(name) or DecisionRehearsed()

    def weights(self, row: Row) -> dict[str, float]:
        """Return the weight of each option; even where the script declares none."""
        said = self.script.rehearsal.rows.get(row.uid)
        declared = {} if said is None else said.options
        return {name: declared.get(name, 0.0) if declared else 1.0 for name in row.options}


def chosen(weights: dict[str, float], u: float) -> str:
    """Return the option at a uniform number; '' where there is none.

    >>> chosen({"a": 1.0, "b": 3.0}, 0.2), chosen({"a": 1.0, "b": 3.0}, 0.3), chosen({}, 0.5)
    ('a', 'b', '')
    """
    rest = u * added(weights.values())
    for name, weight in weights.items():
        rest -= weight
        if rest < 0.0:
            return name
    return next(reversed(weights), "")


def between(ask: Ask, u: float) -> float | int | str:
    """Return an answer to what a decision asks for, as it is written, evenly spread over what is allowed."""
    read = READERS[ask.kind]
    low, high = read(ask.least), read(ask.most)
    if ask.kind == "number":
        return low + u * (high - low)
    whole = min(int(low + u * (high - low + 1)), int(high))
    return f"{whole} USD" if ask.kind == "dollars" else whole


@dataclass(frozen=True)
class Luck:
    """The chance of all rehearsals of a script: one uniform for each name and play.

    The same name has the same luck in the same play, whatever else the script holds.
    """

    script: Script
    seed: int

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(dict.fromkeys(_names(self.script)))}

    def of(self, number: int) -> PlayLuck:
        """Return the chance of one play."""
        keys = np.array([key_of(f"rehearsal.{name}") for name in self._places], dtype=np.uint64)
        turns = np.zeros(len(keys), dtype=np.uint64)
        found = uniforms(keys, turns, seed=self.seed, replications=np.array([number], dtype=np.uint64))
        return PlayLuck(self._places, found[0].tolist())


@dataclass(frozen=True, slots=True)
class PlayLuck:
    """The chance of one play: a uniform in (0, 1) for each name."""

    places: dict[str, int]
    uniforms: list[float]

    def u(self, *name: str) -> float:
        """Return the uniform of a name."""
        return self.uniforms[self.places[".".join(name)]]


def _names(script: Script) -> Iterator[str]:
    yield "nothing"  # so that a script without rows has chance too
    for row in script.rows:
        yield f"{row.uid}.release"
        for cell in (*row.to, *row.cc):
            yield from (f"{row.uid}.{cell}.{what}" for what in ("sees", "answers", "whether", "option"))
    for name, decision in script.decisions.items():
        yield from (f"decision.{name}.{what}" for what in ("whether", "when", "who", "approved", "release"))
        yield from (f"decision.{name}.asks.{ask}" for ask in decision.asks)
