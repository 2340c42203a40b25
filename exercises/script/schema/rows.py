"""A row of the list of events: what it says, to whom, when it comes due and what it does."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from exercises.script.schema.changes import EffectDeclared
from exercises.script.schema.timing import OnLate
from exercises.script.schema.triggers import TriggerIn
from exercises.script.schema.values import Lasting, Moment
from sim.scenario.schema.resources import Names, Part
from sim.scenario.values import Count, Name, Reference, Text

Kind = Literal["inject", "contingency", "expected_action", "context", "admin", "key_event"]
Channel = Literal[
    "email", "phone", "radio", "letter", "in_person", "meeting",
    "news", "social", "report", "chat", "simulation", "other",
]  # fmt: skip
Approval = Literal["draft", "in_review", "approved", "locked"]


def expected_of(value: Any) -> Any:
    """Read an expected action that is only a sentence."""
    return {"text": value} if isinstance(value, str) else value


class Expected(Part):
    """What a cell is expected to do about it."""

    text: Text
    """What an evaluator looks for."""
    by: Reference | None = None
    """Cell; without it every recipient."""
    within: Lasting | None = None
    """Exercise time from delivery on; None: no limit."""
    task: Text | None = None
    """`objective.task` that it shows."""


class Option(Part):
    """One answer that may be chosen, and what choosing it does."""

    text: Text
    """As the cell reads it."""
    effects: tuple[EffectDeclared, ...] = ()
    """What it does to the simulation."""


class Row(Part):
    """One row of the list."""

    uid: Name
    """Stable name; never given to another row."""
    number: Text | None = None
    """Number as shown; without it the uid."""
    kind: Kind = "inject"
    """What the row is. Only injects, contingencies, context and key events are delivered."""
    title: Text
    """Subject."""
    body: Text | None = None
    """What the recipients read."""
    description: Text | None = None
    """For control only."""
    background: Text | None = None
    """For control only: what it rests on."""
    from_: Text | None = Field(alias="from", default=None)
    """Who it seems to come from."""
    to: Names = ()
    """Cells."""
    cc: Names = ()
    """Cells that get a copy and owe no answer."""
    channel: Channel = "email"
    """How it reaches them."""
    trigger: TriggerIn | None = None
    """What makes it come due; without it, only by hand."""
    release: Literal["auto", "controller"] = "auto"
    """Whether it goes out when it comes due, or waits for a controller."""
    on_late: OnLate = "hold"
    """What happens if it came due while nobody was there to send it."""
    latest: Moment | None = None
    """Moment after which it expires if it has not gone out."""
    move: Count | None = None
    """Move to which it belongs, from 1; for the board."""
    phase: Text | None = None
    """Phase, for the board."""
    storyline: Reference | None = None
    """Storyline."""
    parent: Reference | None = None
    """Row, an event or incident, under which it stands."""
    objectives: Names = ()
    """Objectives that it exercises."""
    expected: tuple[Annotated[Expected, BeforeValidator(expected_of)], ...] = ()
    """What the cells are expected to do."""
    options: dict[Name, Option] = Field(default_factory=dict)
    """Name → answer that may be chosen."""
    decided_by: Reference | None = None
    """Cell whose choice counts; without it the first in `to`."""
    effects: tuple[EffectDeclared, ...] = ()
    """What its delivery does to the simulation."""
    controller: Text | None = None
    """Controller who looks after it."""
    author: Text | None = None
    """Who wrote it."""
    units: tuple[Text, ...] = ()
    """Units that it touches."""
    locations: tuple[Text, ...] = ()
    """Where it plays."""
    attachments: tuple[Text, ...] = ()
    """Files beside the script."""
    priority: Count | None = None
    """1 is first."""
    approval: Approval = "approved"
    """How far its writing came; only approved and locked rows go out by themselves."""
    extra: dict[str, Any] = Field(default_factory=dict)
    """Columns of an imported list that have no place here, as they stood."""
