"""What YAML allows, or does not, and no scenario may hold: each with its line and what to do."""

import pytest
import yaml

from sim.errors import BadInput, Unreadable
from sim.scenario import parsing
from sim.scenario.parsing import parse

ENGINES = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]


@pytest.fixture(params=ENGINES, autouse=True, ids=["python", "libyaml"])
def _engine(request, monkeypatch):
    monkeypatch.setattr(parsing, "LOADER", request.param)


def refused(text):
    """Return the lines and messages of all findings."""
    with pytest.raises(BadInput) as caught:
        parse(text, "a.yaml")
    return [(each.place.line, each.message) for each in caught.value.findings]


def refused_at(text):
    with pytest.raises(BadInput) as caught:
        parse(text, "a.yaml")
    (finding,) = caught.value.findings
    return (finding.place.line, finding.place.column, finding.place.width, finding.place.path)


def test_a_key_given_twice_names_both_lines():
    text = "pools:\n  active_corps: {size: 1}\n  other: {size: 1}\n  active_corps: {size: 2}\n"
    assert refused(text) == [(4, "the key 'active_corps' stands here and on line 2")]
    assert refused_at(text) == (4, 3, 12, "pools")


def test_a_key_given_twice_in_one_line_is_found():
    assert refused("a: {b: 1, c: 2, b: 3}") == [(1, "the key 'b' stands here and on line 1")]


def test_all_faults_that_leave_the_rest_readable_are_told_at_once():
    assert refused("a: 1\na: 2\nb: !x 3\n4.5: 5\n") == [
        (2, "the key 'a' stands here and on line 1"),
        (3, "tags (!) are not read; text that starts with '!' needs quotes"),
        (4, "the key '4.5' is not text"),
    ]


@pytest.mark.parametrize("key", ["1.5", "-1", "1e3", "true", "null", "~"])
def test_keys_are_text(key):
    assert refused(f"{key}: x") == [(1, f"the key '{key}' is not text")]


@pytest.mark.parametrize(
    "key", ["1", "0", "4711", "on", "no", "NO", "2005-10-01", "010", '"1"', "10:30", '"<<"']
)
def test_keys_that_yaml_would_turn_into_something_else_stay_text(key):
    assert parse(f"{key}: x", "a.yaml").data == {key.strip('"'): "x"}


@pytest.mark.parametrize("text", ["'': x", "a: {'': 1}"])
def test_keys_are_not_empty(text):
    assert refused(text) == [(1, "a key has at least one character")]


@pytest.mark.parametrize("text", ["? [a, b]\n: x", "? {a: b}\n: x", "{[a]: b}"])
def test_keys_are_not_lists_or_mappings(text):
    assert refused(text) == [(1, "a key is text, not a list or a mapping")]


@pytest.mark.parametrize(
    ("text", "lines"),
    [("a: &x 1\nb: *x\n", [1, 2]), ("a: &x {}\n", [1]), ("a: *x\n", [1]), ("*x : 1\n", [1])],
)
def test_anchors_and_aliases_are_refused(text, lines):
    found = refused(text)
    assert [line for line, _ in found] == lines
    assert all(message.startswith("anchors and aliases") for _, message in found)


def test_a_billion_laughs_are_not_laughed():
    text = "a: &a [lol, lol]\n" + "".join(
        f"{n}: &{n} [*{m}, *{m}]\n" for m, n in zip("abcde", "bcdef", strict=True)
    )
    assert len(refused(text)) == 16


@pytest.mark.parametrize(
    "text", ["a: !!python/object/apply:os.system [ls]", "a: !x 1", "a: !!str 1", "a: ! 1"]
)
def test_tags_are_refused(text):
    assert refused(text) == [(1, "tags (!) are not read; text that starts with '!' needs quotes")]


def test_merge_keys_are_refused():
    assert refused("<<: {a: 1}") == [(1, "merge keys (<<) are not read; write the values out")]


def test_nesting_has_a_bottom():
    assert parse("[" * 50 + "]" * 50, "a.yaml").data is not None
    assert refused("[" * 51 + "]" * 51) == [(1, "nested more than 50 levels deep")]
    assert refused("a: " + "{a: " * 900) == [(1, "nested more than 50 levels deep")]


def test_a_second_document_is_refused():
    assert refused("a: 1\n---\nb: 2\n") == [(2, "a second document starts here; a file holds one")]
    assert parse("---\na: 1\n...\n", "a.yaml").data == {"a": 1}


def test_faults_are_counted_up_to_fifty():
    assert len(refused("".join(f"{n}.5: x\n" for n in range(1000)))) == 50


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: x\0y\n", "U+0000 is NUL: this is no text file"),
        ("a: 1\nb: x\x07y\n", "U+0007 is a control character"),
        ("a: 1\nb: x\x7fy\n", "U+007F is a control character"),
        ("a: 1\nb: x\ufeffy\n", "U+FEFF is a control character"),
        ("a: 1\nb: x\ud800y\n", "U+D800 is a control character"),
    ],
)
def test_control_characters_are_refused_with_their_line(text, message):
    assert refused(text) == [(2, message)]
    assert refused_at(text) == (2, 5, 1, "")


@pytest.mark.parametrize("escape", [r"\0", r"\x07", r"\e"])
def test_control_characters_do_not_come_in_by_escapes(escape):
    assert refused(f'a: "{escape}"') == [(1, "this text holds a control character")]


@pytest.mark.parametrize(
    ("text", "line", "advice"),
    [
        ("a:\n\tb: 1\n", 2, "indent with spaces, not with tabs"),
        ("a:\n  b: 1\n\tc: 2\n", 3, "indent with spaces, not with tabs"),
        ("title: Haiti: phase two\n", 1, "no key can stand here; text that holds ': ' needs quotes"),
        ("a: {b: 1\n", 1, "the bracket is not closed, or a comma is missing"),
        ("x: 1\na: [1, 2\n\n", 2, "the bracket is not closed, or a comma is missing"),
        ("a: {b: 1 c: 2}\n", 1, "the bracket is not closed, or a comma is missing"),
        ("a: 'x\nb: 1\n", 1, "the quote is not closed"),
        ("a:\n  b: 1\n c: 2\n", 3, "this line does not fit the indentation above it"),
        ("- a\nb: 1\n", 2, "this line does not fit the indentation above it"),
        ("a: - b\n", 1, "a list starts on the line below its key"),
        ("a: @x\n", 1, "text that starts with this character needs quotes"),
        ("a: %x\n", 1, "text that starts with this character needs quotes"),
        ("a: *\n", 1, "text that starts with this character needs quotes"),
        ("a: [\n", 1, "a value is missing, or a bracket is not closed"),
        ("a: 1\n...\nb: 2\n", 3, "nothing may follow the end of the document"),
        ("{a: 1}}\n", 1, "nothing may follow the end of the document"),
        ("%YAML 2.0\n---\na: 1\n", 1, "not YAML: found incompatible YAML document"),
        ('a: "\\q"\n', 1, "not YAML: found unknown escape character"),
    ],
)
def test_what_is_no_yaml_is_refused_with_its_line_and_advice(text, line, advice):
    with pytest.raises(Unreadable) as caught:
        parse(text, "a.yaml")
    (finding,) = caught.value.findings
    assert finding.place.line == line
    assert finding.message.startswith(advice)


def test_a_fault_inside_something_longer_says_where_that_starts():
    text = "steps:\n  - a\n  - b\n b: 1\n"
    assert refused(text)[0][1].endswith("(it belongs to what starts on line 1)")
