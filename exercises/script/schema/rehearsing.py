"""How simulated cells behave when a script is rehearsed: when they see, when they answer, what they choose.

Nothing of it is asked while people play. All defaults are judgement (J): put measured times of your own
exercises in their place.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema

from exercises import times
from sim.distributions import Distribution, Lognormal, Uniform
from sim.scenario.schema.resources import Part
from sim.scenario.values import LAW_SCHEMA, Count, Factor, Name, Share, law_parser

LastingLaw = Annotated[Distribution, PlainValidator(law_parser(times.length)), WithJsonSchema(LAW_SCHEMA)]
"""A length on the exercise clock in seconds, constant or as a distribution."""

SEES = Uniform(60.0, 300.0)
ANSWERS = Lognormal(300.0, 1200.0)
RELEASES = Uniform(30.0, 180.0)
CHANCE = 0.9
EVEN = 0.5


class CellRehearsed(Part):
    """How one cell behaves; what is not said is as for all cells."""

    sees: LastingLaw | None = None
    """From delivery until the row has been read."""
    answers: LastingLaw | None = None
    """From delivery to the answer, with nothing else to do; never before the row is read."""
    chance: Share | None = None
    """Chance that it answers at all."""
    at_once: Count | None = None
    """How many rows it works on at a time, others wait; 0: any number."""


class RowRehearsed(Part):
    """How cells behave on one row; what is not said is as for the cell."""

    answers: LastingLaw | None = None
    """From delivery to the answer."""
    chance: Share | None = None
    """Chance that it is answered at all."""
    options: dict[Name, Factor] = Field(default_factory=dict)
    """Option → weight; one that is not named has none. Without it all are as likely."""


class DecisionRehearsed(Part):
    """Whether a decision is taken that cells may take at any time."""

    chance: Share = EVEN
    """Chance that it is taken, once, at a moment between STARTEX and ENDEX (even, J)."""
    approved: Share = 1.0
    """Chance that control approves it, where it must (J)."""


class Rehearsal(Part):
    """How simulated cells and control behave in a rehearsal."""

    sees: LastingLaw = SEES
    """From delivery until the row has been read (1 to 5 min, J)."""
    answers: LastingLaw = ANSWERS
    """From delivery to the answer (P10 5 min, P90 20 min, J)."""
    chance: Share = CHANCE
    """Chance that a cell answers at all (0.9, J)."""
    at_once: Count = 0
    """How many rows a cell works on at a time; 0: any number, so answers do not delay each other (J)."""
    releases: LastingLaw = RELEASES
    """From coming due until a controller has released a row that waits for one (30 s to 3 min, J)."""
    cells: dict[Name, CellRehearsed] = Field(default_factory=dict)
    """Cell → how it behaves."""
    rows: dict[Name, RowRehearsed] = Field(default_factory=dict)
    """Uid of a row → how cells behave on it."""
    decisions: dict[Name, DecisionRehearsed] = Field(default_factory=dict)
    """Decision → whether it is taken."""
