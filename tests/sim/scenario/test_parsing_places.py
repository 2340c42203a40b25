"""Where each value and key stands: line, column, path, the source line and how much of it."""

import pytest
import yaml

from sim.scenario import parsing
from sim.scenario.parsing import parse

ENGINES = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]
TEXT = """\
# A comment
title: Quick start
doctrine:
  steps:
    notify: {after: [design], duration: 15 days}
risks:
  - {chance: 0.15}
  -
    chance: "0.2" # said twice
"""


@pytest.fixture(params=ENGINES, autouse=True, ids=["python", "libyaml"])
def _engine(request, monkeypatch):
    monkeypatch.setattr(parsing, "LOADER", request.param)


def underlined(place):
    return place.text[place.column - 1 :][: place.width]


@pytest.mark.parametrize(
    ("path", "line", "column", "shown"),
    [
        (("title",), 2, 8, "Quick start"),
        (("doctrine", "steps", "notify"), 5, 13, "{after: [design], duration: 15 days}"),
        (("doctrine", "steps", "notify", "after"), 5, 21, "[design]"),
        (("doctrine", "steps", "notify", "after", 0), 5, 22, "design"),
        (("doctrine", "steps", "notify", "duration"), 5, 41, "15 days"),
        (("risks", 0, "chance"), 7, 14, "0.15"),
        (("risks", 1), 9, 5, 'chance: "0.2" # said twice'),
        (("risks", 1, "chance"), 9, 13, '"0.2"'),
    ],
)
def test_each_value_has_a_place(path, line, column, shown):
    place = parse(TEXT, "quick-start.yaml").places[path]
    assert (place.file, place.line, place.column, underlined(place)) == (
        "quick-start.yaml",
        line,
        column,
        shown,
    )
    assert place.path == parsing.dotted(path)


@pytest.mark.parametrize(
    ("path", "line", "column", "shown"),
    [
        (("doctrine",), 3, 1, "doctrine"),
        (("doctrine", "steps", "notify"), 5, 5, "notify"),
        (("doctrine", "steps", "notify", "duration"), 5, 31, "duration"),
        (("risks", 1, "chance"), 9, 5, "chance"),
    ],
)
def test_each_key_has_a_place(path, line, column, shown):
    place = parse(TEXT, "quick-start.yaml").key_places[path]
    assert (place.line, place.column, underlined(place)) == (line, column, shown)


def test_every_value_has_a_place_and_every_key():
    found = parse(TEXT, "a.yaml")
    assert len(found.places) == 13
    assert len(found.key_places) == 9


def test_a_value_over_several_lines_is_underlined_to_the_end_of_its_first():
    place = parse("a: {b: 1,\n  c: 2}\nd: |\n  text\n", "a.yaml").places[("a",)]
    assert underlined(place) == "{b: 1,"


def test_a_value_left_out_stands_behind_its_colon():
    place = parse("a:\nb: 1\n", "a.yaml").places[("a",)]
    assert (place.line, place.column, place.width) == (1, 3, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_systems_end_them(end):
    found = parse(TEXT.replace("\n", end), "a.yaml")
    assert found.places == parse(TEXT, "a.yaml").places


def test_columns_count_characters():
    place = parse("\ufeffé: {ü: 😀 d}", "a.yaml").places[("é", "ü")]
    assert (place.column, place.width, underlined(place)) == (8, 3, "😀 d")
