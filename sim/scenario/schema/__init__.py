"""The scenario language: frozen models of what may be declared, each number with unit and source.

Only the shape of one file lives here; what its names mean together is `checking`, and what they
become is `compiling`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from sim.scenario.schema.changes import (
    CorrelationDeclared,
    Lever,
    MilestoneDeclared,
    PatchDeclared,
    RiskDeclared,
    ShockDeclared,
    TargetDeclared,
    milestone,
)
from sim.scenario.schema.doctrine import Doctrine, Step
from sim.scenario.schema.editors import Editors
from sim.scenario.schema.ground import Crisis, Handover
from sim.scenario.schema.resources import Calendar, Fund, Mechanism, Part, Pool
from sim.scenario.schema.watch import Lesson, WatchList
from sim.scenario.values import Days, Name, Text


class Scenario(Part):
    """A whole scenario file."""

    format: Literal[1]
    """Version of this language."""
    title: Text
    """One line."""
    start: str
    """D+0 as an ISO date."""
    horizon: Days
    """Days after which a run ends; what is not reached by then is reported as such."""
    calendars: dict[Name, Calendar] = Field(default_factory=dict)
    """Name → calendar."""
    pools: dict[Name, Pool] = Field(default_factory=dict)
    """Name → pool."""
    funds: dict[Name, Fund] = Field(default_factory=dict)
    """Name → fund."""
    mechanisms: dict[Name, Mechanism] = Field(default_factory=dict)
    """Name → mechanism."""
    mechanisms_from: tuple[Text, ...] = ()
    """Tables whose rows are mechanisms too: `shipped` or files beside the scenario; `mechanisms` wins."""
    doctrine: Doctrine = Doctrine()
    """What every operation does."""
    crises: dict[Name, Crisis] = Field(default_factory=dict)
    """Name → operation."""
    watch_list: WatchList | None = None
    """Crises at random, flags, pre-planning and prevention; without it every crisis has its day."""
    lessons: dict[Name, Lesson] = Field(default_factory=dict)
    """Name → what operations learn from each other."""
    handover: Handover = Handover()
    """How authority and strength pass."""
    steps: dict[Name, Step] = Field(default_factory=dict)
    """A bare plan's steps: one operation named `plan`."""
    milestones: dict[Name, Annotated[MilestoneDeclared, BeforeValidator(milestone)]] = Field(
        default_factory=dict
    )
    """Name → milestone."""
    levers: dict[Name, Lever] = Field(default_factory=dict)
    """Name → lever."""
    variants: dict[Name, PatchDeclared] = Field(default_factory=dict)
    """Name → patch."""
    targets: tuple[TargetDeclared, ...] = ()
    """Promises to hold results against."""
    risks: dict[Name, RiskDeclared] = Field(default_factory=dict)
    """Name → risk."""
    correlate: tuple[CorrelationDeclared, ...] = ()
    """Groups of steps that move together."""
    patches: tuple[PatchDeclared, ...] = ()
    """Changes in force in every run of this scenario; with a time, from that day."""
    shocks: tuple[ShockDeclared, ...] = ()
    """Blows in every run of this scenario."""


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file, for editors."""
    return Scenario.model_json_schema(by_alias=True, schema_generator=Editors)
