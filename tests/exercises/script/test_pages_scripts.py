"""The examples of `docs/scripts.md` are whole scripts without a doubt, and show every key of the language."""

import json
import re
from importlib import resources
from pathlib import Path

import pytest

from exercises.script.editors import json_schema
from exercises.script.loading import load_text
from exercises.script.schema import Script
from sim.scenario.checking.declared import keys_of, parts_of

PAGE = (Path(__file__).parents[3] / "docs" / "scripts.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES, ids=lambda text: re.search("title: (.*)", text)[1])
def test_an_example_is_a_script_without_a_doubt(text):
    assert [each.render() for each in load_text(text, "example.yaml").findings] == []


def test_there_is_an_example_for_every_key():
    shown = PAGE.partition("## What the check finds")[0]
    keys = {key for part in parts_of(Script) for key in keys_of(part)}
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}:|`{key}`", shown)] == []


def test_the_schema_that_ships_is_that_of_the_language():
    """The first line of shipped scripts names it."""
    shipped = resources.files("exercises.script").joinpath("library", "script.schema.json")
    assert json.loads(shipped.read_text("utf-8")) == json.loads(json.dumps(json_schema())), (
        "scrs exercise schema > exercises/script/library/script.schema.json"
    )


def test_an_editor_has_no_complaint_about_an_example():
    import jsonschema

    from sim.scenario.reading import read_text

    validator = jsonschema.Draft202012Validator(json.loads(json.dumps(json_schema())))
    for text in EXAMPLES:
        assert [each.message for each in validator.iter_errors(read_text(text, "e").data)] == []
    wrong = read_text(EXAMPLES[0].replace("body:", "boddy:"), "e").data
    assert list(validator.iter_errors(wrong))
