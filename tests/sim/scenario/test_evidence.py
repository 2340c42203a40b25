"""Where a number comes from: the nearest label around it, for a whole part or field by field."""

import pytest

from sim.scenario.evidence import evidence_of
from sim.scenario.patches import apply, patch_from, patch_from_set
from sim.scenario.reading import read_text

DOCUMENT = read_text(
    """\
evidence: {start: memory}
pools:
  corps:
    size: 100
    recall: {pert: [2 d, 3 d, 7 d]}
    rest: 90 d
    evidence: {size: source, recall: memory}
    source: {size: F 3}
  staff: {size: 70}
handover:
  evidence: source
  source: F 18
  gate: {at_least: 0.6, evidence: judgement}
  growth: {decay: 0.1}
doctrine:
  teams:
    field: {size: 8, relief: {called_before: 60 d}, evidence: {relief: derived}, source: FACTS 1.2}
""",
    "plan.yaml",
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param(("start",), ("memory", ""), id="a field of the whole file"),
        pytest.param(("pools", "corps", "size"), ("source", "F 3"), id="a field with its source"),
        pytest.param(("pools", "corps", "recall", "pert", 1), ("memory", ""), id="inside a distribution"),
        pytest.param(("pools", "corps", "rest"), ("", ""), id="a field that others have labels for"),
        pytest.param(("pools", "staff", "size"), ("", ""), id="no label anywhere"),
        pytest.param(("handover", "growth", "decay"), ("source", "F 18"), id="the label of what is around"),
        pytest.param(("handover", "gate", "at_least"), ("judgement", ""), id="the nearest label"),
        pytest.param(("handover", "gate", "veto"), ("judgement", ""), id="a value left to its default"),
        pytest.param(
            ("doctrine", "teams", "field", "relief", "called_before"),
            ("derived", "FACTS 1.2"),
            id="a field of fields, with one source for all",
        ),
        pytest.param(("doctrine", "teams", "field", "size"), ("", ""), id="one source and no label"),
        pytest.param(("nowhere", 3, "at all"), ("", ""), id="what is not there"),
    ],
)
def test_the_nearest_label_counts(path, expected):
    assert evidence_of(DOCUMENT, path) == expected


def test_a_part_named_evidence_is_no_label():
    document = read_text("pools: {evidence: {size: 3}, crew: {size: 1}}\n", "plan.yaml")
    assert evidence_of(document, ("pools", "crew", "size")) == ("", "")


def test_numbers_without_label_are_counted_once(findings):
    head = "format: 1\ntitle: T\nstart: 2005-10-01\nhorizon: 1 y\n"
    text = head + "steps: {a: {duration: 1 d, evidence: memory}}\n"
    assert [each.render().partition("\n")[0] for each in findings(text)] == [
        "plan.yaml:4:10: warning: horizon: 1 of 2 numbers carry no evidence label; the first is this"
    ]


PATCHED = read_text(
    """\
evidence: source
source: F 1
pools:
  corps: {size: 100, rest: 90 d, evidence: {size: source, rest: memory}, source: {size: F 3}}
steps: {a: {duration: {pert: [1 d, 2 d, 3 d]}}, b: {duration: 5 d}}
levers:
  tool: {evidence: derived, without: {scale: {steps.a.duration: 2}}}
  bare: {without: {scale: {steps.a.duration: 2}}}
variants:
  larger: {evidence: source, source: F 9, set: {pools.corps.size: 250}}
  bare: {set: {pools.corps.size: 250}}
  fields: {evidence: {scale: memory}, set: {pools.corps.size: 9}, scale: {steps.b.duration: 3}}
  told: {set: {pools.corps.evidence.size: derived, pools.corps.size: 9}}
  whole: {set: {pools.corps: {size: 9, rest: 1 d, evidence: {rest: memory}}}}
""",
    "plan.yaml",
)
SIZE, REST = ("pools", "corps", "size"), ("pools", "corps", "rest")
FIRST, SECOND = ("steps", "a", "duration", "pert", 1), ("steps", "b", "duration")


@pytest.mark.parametrize(
    ("where", "path", "expected"),
    [
        pytest.param(("variants", "bare"), SIZE, ("judgement", ""), id="a value set without a label"),
        pytest.param(("variants", "bare"), REST, ("memory", ""), id="what is not changed keeps its label"),
        pytest.param(("variants", "larger"), SIZE, ("source", "F 9"), id="a variant with its source"),
        pytest.param(("levers", "bare", "without"), FIRST, ("judgement", ""), id="a value scaled"),
        pytest.param(("levers", "tool", "without"), FIRST, ("derived", ""), id="the label of a lever"),
        pytest.param(("variants", "fields"), SIZE, ("judgement", ""), id="a verb without label"),
        pytest.param(("variants", "fields"), SECOND, ("memory", ""), id="a label per verb"),
        pytest.param(("variants", "told"), SIZE, ("derived", "F 3"), id="a label set with the number"),
        pytest.param(("variants", "whole"), SIZE, ("judgement", ""), id="a part set without a label"),
        pytest.param(("variants", "whole"), REST, ("memory", ""), id="a part with a label inside"),
    ],
)
def test_a_changed_number_has_the_label_of_its_patch(where, path, expected):
    assert evidence_of(apply(PATCHED, [patch_from(PATCHED, where)]), path) == expected


def test_a_value_set_on_the_command_line_is_a_judgement():
    changed = apply(PATCHED, [patch_from_set("pools.corps.size=7")])
    assert evidence_of(changed, SIZE) == ("judgement", "")
    assert evidence_of(PATCHED, SIZE) == ("source", "F 3")


def test_the_last_of_several_patches_counts():
    patches = [patch_from(PATCHED, ("variants", "larger")), patch_from_set("pools.corps={size: 7}")]
    assert evidence_of(apply(PATCHED, patches), SIZE) == ("judgement", "")
