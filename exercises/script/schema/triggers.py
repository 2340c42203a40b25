"""When a row comes due: at a moment, after another row, when the simulation says so, by hand, or a mix."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from exercises.script.schema.values import Lasting, Moment
from sim.scenario.schema.resources import Part
from sim.scenario.values import Days, Reference, Text, refuse

RunState = Literal["armed", "held", "sent", "seen", "answered", "assessed", "skipped", "expired", "recalled"]
OPERATORS = ("above", "at_least", "below", "at_most", "is", "reached")


class After(Part):
    """Another row has come to a state, for whoever was first to come to it."""

    row: Reference
    """Its uid."""
    state: RunState = "sent"
    """State that counts; one that comes later in the row's life counts too."""
    cell: Reference | None = None
    """Recipient that counts; without it any."""
    option: Reference | None = None
    """Option that must have been chosen; then `state` is `answered`."""
    delay: Lasting = 0.0
    """Exercise time to wait from then on."""


class Condition(Part):
    """A measure of the simulation compared with a value; exactly one comparison."""

    measure: Text
    """Such as `milestone.alpha.first_team_in_country`, `fund.conflict_response_fund.free`."""
    above: Any = None
    """Greater than this: a number, or a quantity with its unit."""
    at_least: Any = None
    """This or more."""
    below: Any = None
    """Less than this."""
    at_most: Any = None
    """This or less."""
    is_: Any = Field(alias="is", default=None)
    """Equal to this word, such as `local` for authority."""
    reached: bool | None = None
    """For milestones and steps: whether it has come about."""
    for_: Days = Field(alias="for", default=0.0)
    """Days on the scenario clock for which it must have held."""

    @model_validator(mode="after")
    def _one_comparison(self) -> Condition:
        given = [each for each in OPERATORS if getattr(self, "is_" if each == "is" else each) is not None]
        if len(given) != 1:
            refuse("a condition makes exactly one comparison", allowed=", ".join(OPERATORS))
        return self


def trigger_of(value: Any) -> Any:
    """Read `trigger: manual` and `trigger: STARTEX+00:10` in short."""
    if value == "manual":
        return {"manual": True}
    return {"at": value} if isinstance(value, str) else value


class Trigger(Part):
    """What makes a row come due; exactly one key."""

    at: Moment | None = None
    """A moment on either clock."""
    after: After | None = None
    """Another row came to a state."""
    when: Condition | None = None
    """The simulation says so."""
    manual: Literal[True] | None = None
    """Whoever controls the exercise says so."""
    all: tuple[TriggerIn, ...] = ()
    """All of these."""
    any: tuple[TriggerIn, ...] = ()
    """One of these."""
    not_: TriggerIn | None = Field(alias="not", default=None)
    """Not this."""

    @model_validator(mode="after")
    def _one_key(self) -> Trigger:
        keys = ("at", "after", "when", "manual", "all", "any", "not")
        values = {each: getattr(self, "not_" if each == "not" else each) for each in keys}
        given = [each for each, value in values.items() if value is not None and value != ()]
        if len(given) != 1:
            refuse("a trigger has exactly one key", allowed=", ".join(keys))
        return self


TriggerIn = Annotated[Trigger, BeforeValidator(trigger_of)]
Trigger.model_rebuild()
