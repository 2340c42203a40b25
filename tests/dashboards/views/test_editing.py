"""What a form, or a row written anew, changes of a row: nothing that was left as it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playing import CONTROLLER, DIRECTOR, director_of

from dashboards.views.editing import CHOICES, TEXTS, as_yaml, changes_of, form_of
from exercises.play.commands import Edit, Start
from exercises.script.schema.rows import Row
from sim.errors import BadInput

WRITTEN = {
    "uid": "a",
    "title": "A title",
    "to": "embassy",
    "body": "A text",
    "trigger": {"after": {"row": "b", "delay": "22 min"}},
    "expected": ["Somebody answers"],
    "options": {"yes": {"text": "Yes"}},
}
LETTERS = st.characters(max_codepoint=500, exclude_categories=["Cc", "Cf"]) | st.just("\n")
SHORT = st.text(LETTERS, min_size=1, max_size=20)


def test_a_form_that_nobody_touched_changes_nothing():
    """Neither does the row as YAML."""
    assert changes_of(WRITTEN, form_of(WRITTEN)) == {}
    assert changes_of(WRITTEN, as_yaml(WRITTEN)) == {}


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(TEXTS, SHORT)))
@settings(deadline=None, max_examples=60)
def test_yaml_gives_back_any_text_as_it_was(texts):
    """Whatever stands in a row, writing it out and reading it again changes nothing."""
    written = {**WRITTEN, **texts}
    assert changes_of(written, as_yaml(written)) == {}
    assert changes_of(written, form_of(written)) == {}


def test_an_emptied_field_takes_its_key_away_and_a_trigger_may_be_any():
    """A moment in a word, a condition in braces."""
    filled = {**form_of(WRITTEN), "body": "", "cc": ["military"], "trigger": "{at: STARTEX+00:10}"}
    assert changes_of(WRITTEN, filled) == {
        "body": None,
        "cc": ["military"],
        "trigger": {"at": "STARTEX+00:10"},
    }
    assert changes_of(WRITTEN, {**form_of(WRITTEN), "trigger": "manual"}) == {"trigger": "manual"}


def test_a_row_written_anew_may_change_any_key():
    """Keys that are gone are taken away, the uid never."""
    text = "title: Another\nto: embassy\nlocations: [Port Sarrel]\n"
    assert changes_of(WRITTEN, text) == {
        "title": "Another",
        "locations": ["Port Sarrel"],
        **dict.fromkeys(("body", "trigger", "expected", "options")),
    }


def test_what_is_no_yaml_is_told_with_its_place():
    """Line and column of the row, and of a trigger."""
    with pytest.raises(BadInput, match=r"row:2:"):
        changes_of(WRITTEN, "title: A\n to: [b\n")
    with pytest.raises(BadInput, match="trigger:1:"):
        changes_of(WRITTEN, {**form_of(WRITTEN), "trigger": "{after: "})


def test_every_key_of_the_language_can_be_changed_and_every_word_of_the_form_is_one():
    """The form's keys are keys of rows; its words are those that the language takes."""
    names = {each.alias or name for name, each in Row.model_fields.items()}
    assert set(form_of({})) <= names
    for key, words in CHOICES.items():
        for word in words:
            Row.model_validate({"uid": "a", "title": "A", key: word})


def test_the_engine_takes_what_a_form_changes():
    """Of a row that has gone to nobody."""
    director, _ = director_of({"uid": "a", "trigger": "STARTEX+1 h"}, {"uid": "b"})
    director.do(DIRECTOR, Start())
    filled = {
        **form_of(director.state.written["a"]),
        "channel": "phone",
        "to": ["military"],
        "trigger": "manual",
    }
    director.do(CONTROLLER, Edit(row="a", changes=changes_of(director.state.written["a"], filled)))
    row = director.state.rows["a"]
    assert (row.channel, row.to, row.trigger.manual) == ("phone", ("military",), True)
