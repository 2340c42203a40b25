"""The references of both languages say what the schemas say, with an example for every key."""

import pytest

from docs.building import glossary
from docs.building.reference import COMMON, REFERENCE, WHOLE, languages

PAGES = languages()
WITHOUT = {("script.md", WHOLE, "variant"), ("script.md", "Row", "attachments")}
"""Keys that no example shows: they name a variant of the scenario, and files beside the script."""


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_what_the_schema_says(name: str) -> None:
    """Whoever changes a schema runs `python -m docs.building.reference`."""
    assert (REFERENCE / name).read_text("utf-8") == languages()[name].page(), (
        "python -m docs.building.reference"
    )


@pytest.mark.parametrize("name", PAGES)
def test_every_key_has_an_example_that_is_tested(name: str) -> None:
    """From `every_key.yaml` and the examples of the languages' pages."""
    language = languages()[name]
    language.page()
    parts = {WHOLE: language.schema, **language.schema["$defs"]}
    keys = {(part, key) for part in language.paths for key in parts[part]["properties"] if key not in COMMON}
    missing = {each for each in keys if not language.shown(*each) and (name, *each) not in WITHOUT}
    assert not missing


def test_the_glossary_is_what_the_panel_speaks() -> None:
    """One list of words for both."""
    assert (REFERENCE.parent / "glossary.md").read_text("utf-8") == glossary.page()
