"""k operations at once: the first crises, copies of the smallest, the targets that go with them."""

import pytest

from sim.errors import BadInput
from sim.scenario.reading import document_from
from sim.sizing import base_from
from sim.sizing.operations import operations_of, smallest_crisis


def crisis(onset, people):
    return {"country": "Any", "onset": onset, "provinces": {"north": {"population": people, "security": 0.5}}}


def two_crises(**more):
    data = {
        "format": 1,
        "title": "Two crises",
        "start": "2026-01-05",
        "horizon": "300 d",
        "evidence": "judgement",
        "pools": {"desk": {"size": 5, "kind": "people"}},
        "doctrine": {"steps": {"plan": {"needs": {"desk": 1}, "duration": "10 d"}}},
        "crises": {"big": crisis("D+0", "900 k"), "small": crisis("D+30", "100 k")},
        "milestones": {"planned": "plan"},
        "targets": [
            {"milestone": "big.planned", "by": "D+20", "confidence": 0.8},
            {"milestone": "small.planned", "by": "D+60", "confidence": 0.7},
        ],
        **more,
    }
    return base_from(document_from(data, "two"))


def plan_of(base, operations):
    return base.model([operations.patch], gone=operations.gone).plan


def targets_of(plan):
    return [(plan.milestones[each.milestone].id, each.by, each.confidence) for each in plan.targets]


def test_with_one_operation_the_first_crisis_is_left_and_what_names_the_other_is_left_out_and_said():
    base = two_crises()
    found = operations_of(base, 1)
    assert found.names == ("big",)
    assert found.notes == ("left out, its operation is not there: target small.planned",)
    assert targets_of(plan_of(base, found)) == [("big.planned", 20.0, 0.8)]


def test_copies_of_the_smallest_come_as_far_apart_as_the_declared_ones_with_targets_of_their_own():
    base = two_crises()
    assert smallest_crisis(base.scenario) == "small"
    found = operations_of(base, 4)
    assert found.names == ("big", "small", "small_2", "small_3")
    plan = plan_of(base, found)
    assert [each.onset for each in plan.operations] == [0.0, 30.0, 60.0, 90.0]
    assert targets_of(plan)[2:] == [("small_2.planned", 90.0, 0.7), ("small_3.planned", 120.0, 0.7)]
    assert plan.horizon == 360.0


def test_copies_come_as_far_apart_as_is_told():
    base = two_crises()
    at_once = plan_of(base, operations_of(base, 3, spacing=0.0))
    assert [each.onset for each in at_once.operations] == [0.0, 30.0, 30.0]
    apart = plan_of(base, operations_of(base, 3, spacing=100.0))
    assert [each.onset for each in apart.operations] == [0.0, 30.0, 130.0]


def test_a_copy_has_a_name_that_is_free():
    crises = {"small_2": crisis("D+0", "900 k"), "small": crisis("D+30", "100 k")}
    base = two_crises(crises=crises, targets=[{"milestone": "small.planned", "by": "D+60"}])
    assert operations_of(base, 3).names == ("small_2", "small", "small_3")


def test_as_many_as_declared_changes_nothing():
    base = two_crises()
    assert plan_of(base, operations_of(base, 2)) == base.model().plan


def test_what_falls_on_a_crisis_that_is_gone_is_left_out():
    patch = {"set": {"crises.small.severity": 0.9}, "from": "D+40"}
    base = two_crises(
        shocks=[{"at": "D+5", "shift": {"small.north.security": -0.1}}, {"at": "D+5", "lose": {"desk": 1}}],
        patches=[patch],
    )
    assert len(plan_of(base, operations_of(base, 2)).shocks) == 2
    assert len(plan_of(base, operations_of(base, 1)).shocks) == 1


def test_where_no_target_is_left_it_is_said():
    base = two_crises(targets=[{"milestone": "small.planned", "by": "D+60"}])
    with pytest.raises(BadInput, match="no target is left with 1 operation"):
        operations_of(base, 1)


def test_a_scenario_without_targets_is_refused():
    with pytest.raises(BadInput, match="declares no target"):
        two_crises(targets=[])


def test_a_scenario_without_crises_cannot_be_counted():
    data = {
        "format": 1, "title": "Bare", "start": "2026-01-05", "horizon": "99 d", "evidence": "judgement",
        "steps": {"a": {"duration": "2 d"}}, "targets": [{"milestone": "finish", "by": "D+3"}],
    }  # fmt: skip
    base = base_from(document_from(data, "bare"))
    with pytest.raises(BadInput, match="declares no crisis"):
        operations_of(base, 2)
    assert operations_of(base, None).names == ()
