"""What play is to teach: steps, cells, rows and decisions must be there, and each step is taught once."""

from __future__ import annotations

import pytest
from scripts import HEAD, small

from exercises.script.loading import load_text
from sim.errors import BadInput

DECISIONS = "decisions: {give: {title: Give, by: [embassy], effects: [{withdraw: {purse: 1 M USD}}]}}\n"


def refused(lessons: str) -> str:
    with pytest.raises(BadInput) as caught:
        load_text(f"{HEAD}{DECISIONS}lessons: {lessons}\n", "taught.yaml", scenario=small())
    return str(caught.value)


def test_a_script_may_say_what_it_teaches() -> None:
    text = f"{HEAD}lessons: {{deciding: {{step: decide, cells: embassy, clock: exercise}}}}\n"
    learned = load_text(text, "taught.yaml", scenario=small()).script.lessons["deciding"]
    assert (learned.step, learned.cells, learned.clock) == ("decide", ("embassy",), "exercise")


@pytest.mark.parametrize(
    ("lessons", "told"),
    [
        ("{a: {step: decid}}", "taught.yaml:8:21: lessons.a.step: there is no step 'decid'"),
        ("{a: {step: decid}}", "Did you mean 'decide'?"),
        ("{a: {step: doctrine.steps.decide.owner}}", "lessons.a.step: "),
        ("{a: {step: decide, cells: [embasy]}}", "there is no cell 'embasy'"),
        ("{a: {step: decide, rows: [none]}}", "there is no row 'none'"),
        ("{a: {step: decide, decisions: [giv]}}", "there is no decision 'giv'"),
        ("{a: {step: decide, decisions: [give]}}", "'give' waits for nobody: there is no time to measure"),
        ("{a: {step: decide}, b: {step: decide}}", "lessons.b.step: 'decide' is learned from a already"),
        ("{a: {step: decide, clock: wall}}", "lessons.a.clock: "),
    ],
)
def test_what_is_wrong_is_told_at_its_place(lessons: str, told: str) -> None:
    assert told in refused(lessons)
