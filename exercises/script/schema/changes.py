"""What play does to the simulation: effects of rows and options, and what cells may decide by themselves."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from exercises.script.schema.values import CountAsked, DollarsAsked, NumberAsked
from sim.scenario.schema.resources import Names, Part
from sim.scenario.values import Count, Days, Name, Text

CHANGES = ("set", "scale", "withdraw", "deposit", "lose", "gain", "shift")
"""Keys of an effect that change something."""


class EffectDeclared(Part):
    """A patch from now on, or a blow, to the simulation; it acts when what carries it happens."""

    set: dict[str, Any] = Field(default_factory=dict)
    """Path of the scenario → value, for what starts from now on."""
    scale: dict[str, Any] = Field(default_factory=dict)
    """Path → factor; `*` stands for any name."""
    lasting: Days | None = None
    """Days on the scenario clock until it ends; without it, for good. For `set` and `scale`."""
    withdraw: dict[str, DollarsAsked] = Field(default_factory=dict)
    """Fund → money taken from what is free to claim."""
    deposit: dict[str, DollarsAsked] = Field(default_factory=dict)
    """Fund → money added to what is free to claim."""
    lose: dict[str, CountAsked] = Field(default_factory=dict)
    """Pool → people or things lost."""
    gain: dict[str, CountAsked] = Field(default_factory=dict)
    """Pool → people or things that join it."""
    shift: dict[str, NumberAsked] = Field(default_factory=dict)
    """`crisis.province.sector` (or `*`) → change of the condition."""
    why: Text | None = None
    """Reason, for the feed and the review."""


class Ask(Part):
    """One value that whoever decides fills in; `{name}` stands for it in the effects."""

    text: Text
    """The question."""
    kind: Literal["dollars", "count", "number"]
    """What is asked for."""
    least: Any
    """Smallest answer, as it would be written."""
    most: Any
    """Largest answer."""
    default: Any = None
    """Answer that is offered; without it `least`."""


class Decision(Part):
    """Something a cell may decide on the simulation without being asked by an inject."""

    title: Text
    """Name in the form."""
    text: Text | None = None
    """What it means and costs, for whoever decides."""
    by: Names
    """Cells that may."""
    approval: bool = False
    """Whether control must approve before it acts."""
    times: Count = 1
    """How often it may be taken; 0: as often as they like."""
    asks: dict[Name, Ask] = Field(default_factory=dict)
    """Name → value to fill in."""
    effects: tuple[EffectDeclared, ...] = ()
    """What it does."""
    objectives: Names = ()
    """Objectives that it exercises."""
