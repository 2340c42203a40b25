"""The JSON Schema for editors: what pydantic derives, plus the short forms that the language allows.

`after: decide` stands for a list of one link, `done: report` for a milestone of one step. Defaults
of quantities are told in the descriptions, not as numbers without their unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from sim.distributions import Distribution
from sim.scenario.schema.changes import milestone
from sim.scenario.schema.resources import link_of, one_or_many
from sim.scenario.values import named

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema


def _name() -> dict[str, Any]:
    """Return the schema of a name; a new one each time, since pydantic writes into what it is given."""
    return {"type": ["string", "integer"]}


class Editors(GenerateJsonSchema):
    """Generates the schema that completes and checks a scenario while it is typed."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave out a default that YAML would have to write with a unit, or part by part."""
        default = schema.get("default")
        if isinstance(default, Distribution | BaseModel):
            return self.generate_inner(schema["schema"])
        found = super().default_schema(schema)
        if found.get("type") == "string" and not isinstance(default, str):
            found.pop("default", None)
        return found

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """Allow the short form that a validator unfolds."""
        inner = super().function_before_schema(schema)
        unfolds = schema["function"]["function"]
        if unfolds is one_or_many:
            return {"anyOf": [inner["items"], inner]}
        if unfolds is named:
            return _name()
        return {"anyOf": [_name(), inner]} if unfolds in {link_of, milestone} else inner
