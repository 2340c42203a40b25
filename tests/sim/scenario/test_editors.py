"""The JSON Schema for editors accepts what the language accepts, and flags what it does not."""

import json

import jsonschema
import pytest

from sim.scenario.loading import shipped
from sim.scenario.reading import read_file
from sim.scenario.schema import json_schema

SCHEMA = json.loads(json.dumps(json_schema()))
BARE = {"format": 1, "title": "t", "start": "2026-01-05", "horizon": "1 y"}


def complaints(document):
    return [each.message for each in jsonschema.Draft202012Validator(SCHEMA).iter_errors(document)]


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_scenario_shows_no_complaint_in_an_editor(name):
    assert complaints(read_file(shipped()[name], {}).data) == []


def test_the_short_forms_of_links_and_milestones_are_accepted():
    steps = {
        "a": {"duration": "2 d"},
        "b": {"after": "a"},
        "c": {"after": [{"step": "a", "lag": "1 d"}, "b"]},
    }
    assert complaints(BARE | {"steps": steps, "milestones": {"done": "c", "any": {"any": ["a", "b"]}}}) == []


def test_whole_numbers_are_accepted_as_names_of_steps():
    steps = {"1": {}, "2": {"after": 1}, "3": {"after": [1, {"step": 2}]}}
    assert complaints(BARE | {"steps": steps, "milestones": {"done": 3, "any": {"any": [1, 2]}}}) == []


def test_an_unknown_key_is_marked():
    assert complaints(BARE | {"steps": {"a": {"durration": "2 d"}}})
