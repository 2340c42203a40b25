"""Whatever is done to a good file, its reader gets findings, never a traceback."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import BadInput
from sim.scenario.compiling import compile_scenario
from sim.scenario.evidence import evidence_of
from sim.scenario.loading import shipped
from sim.scenario.reading import Document, read_text
from sim.scenario.understanding import understand

GOOD = [
    Path(__file__).with_name("every_key.yaml").read_text("utf-8"),
    shipped()["quick-start"].read_text("utf-8"),
    "format: 1\ntitle: T\nstart: 2026-01-05\nhorizon: 1 y\npools: {p: {size: 2}}\n"
    "steps:\n  a: {needs: {p: 1}, keeps_until: b}\n  b: {after: [a], duration: {pert: [1 d, 2 d, 3 d]}}\n"
    "milestones: {done: {all: [b]}}\ncorrelate: [{steps: [a, b], rho: 0.5}]\n",
]
TOKENS = [re.split(r"(\s+|[{}\[\],:.])", text) for text in GOOD]
STRANGE = (
    *("", "0", "-1", "1e9", "1e-300", "0.5", "10", "999999999999", "true", "null", "~", "on", "no", "é"),
    *("08:00", "5%", "[]", "{}", "[[]]", "{a: 1}", '"x"', "'", "\t", "*", "&a", "?", "|", "-", "a.b", "any"),
    *("0 d", "0.1 h", "999 y", "1 USD", "3 of 5", "3 reviews", "never", "D+3", "D-3", "D+999999", "pert"),
    *("each_province", "0001-01-01", "9999-12-31", "source", "evidence", "without", "set", "scale", "steps"),
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Draw a good file with some of its words left out, replaced, doubled or exchanged."""
    words = list(draw(st.sampled_from(TOKENS)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(words) - 1))
        other = words[draw(st.integers(0, len(words) - 1))]
        words[at] = draw(st.sampled_from((*STRANGE, other, words[at] * 2, words[at][::-1])))
    return "".join(words)


def read(text: str) -> Document | None:
    """Return the document of a text, or None where it is no document."""
    try:
        return read_text(text, "plan.yaml")
    except BadInput:
        return None


@settings(max_examples=300, deadline=None)
@given(mutated())
def test_a_mutated_file_gives_findings_with_their_places(text):
    document = read(text)
    if document is not None:
        scenario, found = understand(document)
        assert scenario is not None or found
        assert list(found) == sorted(found, key=lambda each: (each.severity != "error", each.place.line))
        assert all(each.render().startswith("plan.yaml:") for each in found)


@settings(max_examples=150, deadline=None)
@given(mutated())
def test_what_is_let_through_can_be_compiled(text):
    document = read(text)
    if document is None:
        return
    scenario, found = understand(document)
    if scenario is not None and all(each.severity == "warning" for each in found):
        assert compile_scenario(scenario, lambda path: evidence_of(document, path)).hash


@pytest.mark.parametrize("index", [0, 2])
def test_a_good_file_without_any_one_line_gives_findings_or_nothing(index):
    lines = GOOD[index].splitlines(keepends=True)
    for left_out in range(len(lines)):
        document = read("".join(lines[:left_out] + lines[left_out + 1 :]))
        if document is not None:
            understand(document)


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    ),
    st.sampled_from(TOKENS),
)
def test_any_value_at_any_key_gives_findings(value, words):
    text = "".join(words)
    document = read(text)
    assert document is not None
    for key in list(document.data):
        understand(Document({**document.data, key: value}, document.places, document.key_places, "plan.yaml"))
