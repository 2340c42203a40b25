"""The JSON Schema of scripts for editors: what pydantic derives, plus the short forms of this language.

`trigger: manual` and a moment stand for a trigger, a sentence for an expected action.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.script.schema import Script
from exercises.script.schema.rows import expected_of
from exercises.script.schema.triggers import trigger_of
from sim.scenario.schema.editors import Editors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

TEXT: Mapping[str, str] = {"type": "string"}


class ScriptEditors(Editors):
    """Generates the schema that completes and checks a script while it is typed."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """Allow the short form that a validator unfolds."""
        inner = super().function_before_schema(schema)
        unfolds = schema["function"]["function"]
        return {"anyOf": [dict(TEXT), inner]} if unfolds in {trigger_of, expected_of} else inner


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a script file."""
    return Script.model_json_schema(by_alias=True, schema_generator=ScriptEditors)
