"""Whatever text comes in: data or a located refusal comes out, the same from both parsers."""

import json
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import BadInput
from sim.scenario import parsing
from sim.scenario.parsing import parse

LIBYAML = pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML was built without libyaml")
PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]), max_size=12
).filter(lambda text: "\ufeff" not in text)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**17), 10**17),
    st.floats(allow_nan=False, allow_infinity=False),
    PLAIN,
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLAIN.filter(bool), inner, max_size=3),
    max_leaves=12,
)
SIGNS = (
    "a,b: ,: ,- ,\n,\n  ,\n    ,{,},[,],',\",#, ,\t,|,>,&x ,*x,!x ,? ,---\n,...\n,10,true,<<: ,%,\\,é,\0,~,\r"
)
PIECES = st.lists(st.sampled_from([*SIGNS.split(","), ", "]), max_size=25).map("".join)


def outcome(text):
    """Return data and places, or the kind of refusal; which words a parser uses does not count."""
    try:
        found = parse(text, "a.yaml")
    except BadInput as error:
        assert error.findings  # noqa: PT017  both ways out are right
        assert all(each.place.file == "a.yaml" and each.render() for each in error.findings)  # noqa: PT017
        return ("refused",)
    return json.dumps(found.data), found.places, found.key_places


@given(VALUES)
def test_what_json_writes_is_read_as_json_reads_it(value):
    text = json.dumps(value, ensure_ascii=False)
    assert json.dumps(parse(text, "a.json").data) == json.dumps(value)


def block(value, indent=""):
    """Return a value as YAML writes it over many lines."""
    below = indent + "  "
    if isinstance(value, dict) and value:
        return "".join(
            f"\n{indent}{json.dumps(key, ensure_ascii=False)}: {block(each, below)}"
            for key, each in value.items()
        )
    if isinstance(value, list) and value:
        return "".join(f"\n{indent}- {block(each, below)}" for each in value)
    return f"{json.dumps(value, ensure_ascii=False)} # said so"


@given(VALUES)
def test_it_makes_no_difference_whether_a_value_is_written_on_one_line_or_many(value):
    assert json.dumps(parse(block(value), "a.yaml").data) == json.dumps(value)


@given(st.text(max_size=60) | PIECES)
def test_any_text_is_read_or_refused_with_its_place(text):
    assert outcome(text)


@LIBYAML
@given(PIECES)
def test_both_parsers_read_the_same_where_both_read(text):
    """The one of C takes a little more: a tab at the end of a line, a comment right behind a '|'."""
    found = []
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(parsing, "LOADER", loader)
            found.append(outcome(text + "\n")[0])
    assert "refused" in found or found[0] == found[1]


@LIBYAML
@given(VALUES.map(block))
def test_both_parsers_read_the_same(text):
    assert outcome(text) != ("refused",)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parsing, "LOADER", yaml.SafeLoader)
        python = outcome(text)
    assert python == outcome(text)


def seconds_to_read(lines):
    """The least of three readings: what a busy machine adds is not counted."""
    line = "  s{}: {{after: [a], needs: {{crew: 1}}, duration: 10 d}}\n"
    text = "steps:\n" + "".join(line.format(number) for number in range(lines))
    spent = []
    for _ in range(3):
        begun = time.process_time()
        assert len(parse(text, "a.yaml").data["steps"]) == lines
        spent.append(time.process_time() - begun)
    return min(spent)


def test_four_times_the_lines_take_no_more_than_eight_times_as_long():
    """Linear is 4 and quadratic 16; how many seconds it takes is for benchmarks."""
    assert seconds_to_read(2_000) < 8 * seconds_to_read(500)
