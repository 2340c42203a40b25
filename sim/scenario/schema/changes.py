"""What changes a scenario or holds it to account: patches, levers, risks, shocks, targets."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from sim.scenario.schema.resources import Names, Part
from sim.scenario.values import Count, Dollars, FactorLaw, Moment, Number, Reference, Share, Text, is_name


class PatchDeclared(Part):
    """A change laid over a scenario; `from` and `until` make it act on what starts in between."""

    set: dict[str, Any] = Field(default_factory=dict)
    """Path → value."""
    scale: dict[str, Any] = Field(default_factory=dict)
    """Path → factor; `*` stands for any name."""
    from_: Moment | None = Field(alias="from", default=None)
    """Day from which it acts."""
    until: Moment | None = None
    """Day until which it acts."""
    why: Text | None = None
    """Reason, for reports."""


class Lever(Part):
    """A tool of the brief and the patch that switches it off."""

    without: PatchDeclared
    """The patch."""
    title: Text | None = None
    """Name for reports."""


class TargetDeclared(Part):
    """A promise: a milestone by a day, with a confidence."""

    milestone: Reference
    """Milestone name."""
    by: Moment
    """Day."""
    confidence: Share = 0.8
    """Share of futures that must make it."""


class RiskDeclared(Part):
    """Something that may happen to each operation and stretches what it touches."""

    chance: Share
    """Chance per operation."""
    scale: dict[str, FactorLaw]
    """Path of durations → factor; `*` stands for any name."""


class CorrelationDeclared(Part):
    """Steps whose durations rise and fall together."""

    steps: Annotated[tuple[Reference, ...], Field(min_length=2)]
    """Step names."""
    rho: Annotated[float, Field(strict=True, ge=-1, le=1)]
    """Correlation of their normal scores."""


class ShockDeclared(Part):
    """A blow to the state at a day."""

    at: Moment
    """Day."""
    withdraw: dict[str, Dollars] = Field(default_factory=dict)
    """Fund → money taken from what is free to claim."""
    deposit: dict[str, Dollars] = Field(default_factory=dict)
    """Fund → money added to what is free to claim."""
    lose: dict[str, Count] = Field(default_factory=dict)
    """Pool → people or things lost."""
    gain: dict[str, Count] = Field(default_factory=dict)
    """Pool → people or things that join it, free at once."""
    shift: dict[str, Number] = Field(default_factory=dict)
    """`crisis.province.sector` (or `*`) → change of the condition."""
    why: Text | None = None
    """Reason, for reports."""


class MilestoneDeclared(Part):
    """A date to report: when all, or any, of some steps are done."""

    all: Names = ()
    """Steps that must all be done."""
    any: Names = ()
    """Steps of which the first counts."""


def milestone(value: Any) -> Any:
    """Read `done: report` as `done: {all: [report]}`."""
    return {"all": [value]} if is_name(value) else value
