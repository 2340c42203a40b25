"""Levers, variants and patches are tried out; the finding stands where the patch is written."""

import pytest

CHANGES = (
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        variants: {v: {set: {stepz.a.duration: 2 d}}}
        """,
        [
            "7:22: variants.v.set.stepz.a.duration: 'stepz.a.duration' is not there: the scenario "
            "has no 'stepz'",
        ],
        id="a path that is not there",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        variants: {v: {set: {steps.a.durration: 2 d}}}
        """,
        ["7:22: variants.v.set.steps.a.durration: 'durration' is not a key of a step"],
        id="a key that is not there",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        levers: {l: {without: {set: {steps.a.duration: 2 dayz}}}}
        """,
        ["7:48: levers.l.without.set.steps.a.duration: '2 dayz' has an unknown unit"],
        id="a value that cannot be",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        patches: [{set: {steps.a.duration: {pert: [1 d, 2 d]}}}]
        """,
        ["7:43: patches.0.set.steps.a.duration.pert: pert takes 3 numbers, found 2"],
        id="a value inside a value",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        patches: [{scale: {steps.a.duration: -1}}]
        """,
        ["7:38: patches.0.scale.steps.a.duration: '-1' is not a factor"],
        id="a factor that is none",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        patches: [{scale: {title: 2}}]
        """,
        ["7:20: patches.0.scale.title: 'T' cannot be scaled"],
        id="a value that cannot be scaled",
    ),
)


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_a_patch_that_does_not_fit_is_found_before_it_is_used(first_lines, text, expected):
    assert first_lines(text) == expected
