"""Where a number comes from: the nearest label around it, for a whole part or field by field."""

import pytest

from sim.scenario.evidence import evidence_of
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
