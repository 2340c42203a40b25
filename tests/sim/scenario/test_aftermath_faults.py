"""What may be wrong with groups, seats, margins and the chance of a relapse; each at its place."""

import pytest

FAULTS = (
    pytest.param(
        "handover: {aftermath: {relapse_in_ten_years: 1}}",
        ["7:46: handover.aftermath.relapse_in_ten_years: a relapse is never certain and never impossible"],
        id="a certain relapse",
    ),
    pytest.param(
        "handover: {aftermath: {shape: 0.05}}",
        ["7:31: handover.aftermath.shape: a shape of 0.05 is out of range"],
        id="a shape out of range",
    ),
    pytest.param(
        "handover: {aftermath: {local_capacity: 1, ownership: 1}}",
        [
            "7:40: handover.aftermath.local_capacity: 'local_capacity' would leave no risk at all",
            "7:54: handover.aftermath.ownership: 'ownership' would leave no risk at all",
        ],
        id="effects that leave nothing",
    ),
    pytest.param(
        "handover: {aftermath: {womens_inclusion: {multiplier: {uniform: [0, 1]}}}}",
        [
            "7:55: handover.aftermath.womens_inclusion.multiplier: a multiplier of 0 would leave no risk "
            "at all"
        ],
        id="a multiplier of nothing",
    ),
    pytest.param(
        "handover: {gate: {margin: 0}, aftermath: {}}",
        ["7:27: handover.gate.margin: 'margin' is 0"],
        id="a margin of nothing",
    ),
)
CRISIS = """\
crises: {{a: {{country: A, provinces: {{n: {{population: 1 M, security: 0.5}}}}, \
force: {{troops: 9, cost: 1 M USD / person y}}{more}}}}}
"""


@pytest.mark.parametrize(("text", "lines"), FAULTS)
def test_a_fault_after_the_exit_is_told_where_it_stands(first_lines, text, lines):
    found = first_lines(CRISIS.format(more="") + text)
    assert found == lines or [each[: len(line)] for each, line in zip(found, lines, strict=True)] == lines


GROUPS = (
    pytest.param(
        "{w: {kind: women, engaged: true, weight: 0}}",
        ["crises.a.stakeholders.w.weight: 'w' has no weight"],
        id="no weight",
    ),
    pytest.param(
        "{w: {kind: women, engaged: true, seats: 0.6}, e: {kind: elders, engaged: false, seats: 0.5}}",
        ["crises.a.stakeholders: the seats add up to 1.1"],
        id="too many seats",
    ),
    pytest.param(
        "{w: {kind: womens, engaged: true}}",
        ["crises.a.stakeholders.w.kind: 'womens' is not a kind of group"],
        id="an unknown kind",
    ),
    pytest.param(
        "{w: {kind: women}}",
        ["crises.a.stakeholders.w: a stakeholder needs the key 'engaged'"],
        id="neither engaged nor sidelined",
    ),
)


@pytest.mark.parametrize(("groups", "lines"), GROUPS)
def test_a_faulty_group_is_told(first_lines, groups, lines):
    found = first_lines(CRISIS.format(more=f", stakeholders: {groups}") + "handover: {aftermath: {}}")
    assert [each.partition(": ")[2] for each in found] == lines


def test_groups_of_whom_nothing_takes_notice_are_a_doubt(findings):
    (doubt,) = findings(
        "format: 1\ntitle: T\nstart: 2005-10-01\nhorizon: 1 y\nevidence: judgement\n"
        + CRISIS.format(more=", stakeholders: {w: {kind: women, engaged: true}}")
    )
    assert doubt.severity == "warning"
    assert "these groups change nothing" in doubt.message


def test_an_aftermath_of_no_exit_is_a_doubt(findings):
    (doubt,) = findings(
        "format: 1\ntitle: T\nstart: 2005-10-01\nhorizon: 1 y\nevidence: judgement\n"
        "crises: {a: {country: A}}\nhandover: {aftermath: {}}\n"
    )
    assert doubt.severity == "warning"
    assert "no military leaves" in doubt.message


def test_the_name_of_the_relapse_is_taken_where_there_is_one(first_lines):
    doctrine = "doctrine: {steps: {relapse: {duration: 1 d}}}\n"
    (fault,) = first_lines(CRISIS.format(more="") + doctrine + "handover: {aftermath: {}}")
    assert "'relapse' is already the name of a moment of every operation" in fault
    assert first_lines(CRISIS.format(more="") + doctrine) == []


def test_a_relapse_may_be_a_target_of_an_operation_but_not_of_all(first_lines):
    text = CRISIS.format(more="") + "handover: {aftermath: {}}\ntargets: [{milestone: %s, by: D+300}]"
    assert first_lines(text % "a.relapse") == []
    assert "there is no milestone 'relapse'" in first_lines(text % "relapse")[0]
